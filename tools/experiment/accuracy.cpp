// SPDX-License-Identifier: Apache-2.0
#include "tools/experiment/accuracy.hpp"

#include <algorithm>
#include <cstdio>

namespace slk::experiment {
namespace {

// The mean of an epoch's rows.
struct Mean {
  std::int64_t right = 0;
  std::int64_t images = 0;
  double least = 100;  // of its rows, per cent
  double most = 0;
};

double percent(std::int64_t right, std::int64_t images) {
  return 100.0 * static_cast<double>(right) / static_cast<double>(images);
}

Mean mean_of(const std::vector<Row>& rows) {
  Mean mean;
  for (const Row& row : rows) {
    const double accuracy = percent(row.values[0], row.values[1]);
    mean.right += row.values[0];
    mean.images += row.values[1];
    mean.least = std::min(mean.least, accuracy);
    mean.most = std::max(mean.most, accuracy);
  }
  return mean;
}

std::string shown(const Mean& mean) {
  char text[64];
  std::snprintf(text, sizeof text, "%.2f %% (%.2f to %.2f)", percent(mean.right, mean.images),
                mean.least, mean.most);
  return text;
}

}  // namespace

AccuracyCriterion read_accuracy(const yaml::Map& file, std::uint32_t scored) {
  const yaml::Map map =
      file.need("criterion", "{accuracy: N}, per cent").map({{"accuracy", "from_epoch"}, {}});
  AccuracyCriterion criterion;
  criterion.percent = static_cast<std::uint32_t>(map.need("accuracy", "0..100").integer(0, 100));
  const auto from = map.find("from_epoch");
  criterion.from_epoch = from ? static_cast<std::uint32_t>(from->integer(1, scored)) : scored;
  return criterion;
}

Verdict judge_accuracy(const std::vector<std::vector<Row>>& of_epoch,
                       const AccuracyCriterion& criterion) {
  Verdict verdict;
  verdict.met = true;
  const bool last_only = criterion.from_epoch == of_epoch.size();
  verdict.criterion =
      "at least " + std::to_string(criterion.percent) +
      " % of the images right, mean over the seeds, after " +
      (last_only ? "the last epoch"
                 : "each epoch from " + std::to_string(criterion.from_epoch) + " on");
  for (std::size_t e = criterion.from_epoch - 1; e < of_epoch.size(); ++e) {
    const Mean mean = mean_of(of_epoch[e]);
    if (mean.right * 100 < mean.images * criterion.percent) verdict.met = false;
    verdict.result += verdict.result.empty() ? "" : ", ";
    if (!last_only) verdict.result += "epoch " + std::to_string(e + 1) + " ";
    verdict.result += shown(mean);
  }
  return verdict;
}

}  // namespace slk::experiment

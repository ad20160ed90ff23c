// SPDX-License-Identifier: Apache-2.0
#include "tools/spikelock/task_score.hpp"

#include <algorithm>
#include <filesystem>

#include "tools/digits/read_run.hpp"
#include "tools/digits/task.hpp"

namespace slk {
namespace {

namespace fs = std::filesystem;

class DigitsScore : public TaskScore {
 public:
  DigitsScore(const Population& classes, std::vector<std::size_t> labels, std::size_t images)
      : first_(classes.first), labels_(std::move(labels)), counts_(images) {}

  void add(std::uint32_t step, const std::vector<std::uint32_t>& spikes) override {
    const std::size_t image = (step - 1) / digits::kWindow;
    if (image >= counts_.size()) return;
    for (const std::uint32_t number : spikes) {
      if (number >= first_ && number < first_ + digits::kClasses) ++counts_[image][number - first_];
    }
  }
  std::size_t questions() const override { return counts_.size(); }
  std::size_t right() const override {
    std::size_t right = 0;
    for (std::size_t i = 0; i < counts_.size(); ++i) {
      right += digits::answer_of(counts_[i]).digit == labels_[i];
    }
    return right;
  }

 private:
  std::uint32_t first_;
  std::vector<std::size_t> labels_;
  std::vector<digits::Counts> counts_;  // of each image that is shown to its end
};

}  // namespace

std::unique_ptr<TaskScore> TaskScore::of(const Network& network, std::uint32_t steps) {
  if (network.name != "digits") return nullptr;
  const auto classes = std::find_if(
      network.populations.begin(), network.populations.end(),
      [](const Population& p) { return p.name == "classes" && p.size == digits::kClasses; });
  // The file stands below its root, at the place that the task says.
  const fs::path file = fs::absolute(network.path);
  const fs::path root = file.parent_path() / "../../..";
  std::error_code ignored;
  if (classes == network.populations.end() ||
      !fs::equivalent(file, root / digits::kNetworkFile, ignored)) {
    return nullptr;
  }
  std::vector<std::size_t> labels = digits::read_labels(root.string());
  const std::size_t images = std::min<std::size_t>(steps / digits::kWindow, labels.size());
  if (images == 0) return nullptr;
  return std::make_unique<DigitsScore>(*classes, std::move(labels), images);
}

}  // namespace slk

// SPDX-License-Identifier: Apache-2.0
// The program's verbs.
#include "tools/digits/verbs.hpp"

#include <filesystem>
#include <fstream>
#include <iostream>

#include "tools/digits/encode.hpp"
#include "tools/digits/layer.hpp"
#include "tools/digits/read_run.hpp"
#include "tools/digits/score.hpp"
#include "tools/digits/train.hpp"

namespace slk::digits {
namespace {

Exit renew(const std::string& root, const std::vector<OwnFile>& files, const std::string& verb,
           bool check) {
  if (!check) {
    write_files(root, files);
    for (const OwnFile& file : files) std::cout << "wrote " << file.path << "\n";
    return Exit::kAgree;
  }
  const std::vector<std::string> stale = find_stale(root, files, verb);
  for (const std::string& sentence : stale) std::cerr << sentence << "\n";
  return stale.empty() ? Exit::kAgree : Exit::kDivergence;
}

void print_accuracy(const char* what, std::size_t right, std::size_t images) {
  std::cout << what << ": " << right << " of " << images << " right, " << percent(right, images)
            << " %\n";
}

}  // namespace

Exit run_train(const std::string& root, bool check) {
  const std::vector<Sample> samples = encode_all(read_images(root).train);
  // The network tells the neurons, but can only be read whole: zeros stand in for missing weights.
  if (!check && !std::filesystem::exists(path_in(root, kWeightFile))) {
    write_files(root, {{kWeightFile, weights_text({})}});
  }
  const Layer layer = layer_of(read_digits_network(root));
  const Weights weights = train(layer, samples);
  if (!check) {
    print_accuracy("training part, fitted", count_right(layer, weights, samples), samples.size());
    print_accuracy("training part, 5-fold validation", cross_validate(layer, samples),
                   samples.size());
  }
  return renew(root, {{kWeightFile, weights_text(weights)}}, "train", check);
}

Exit run_encode(const std::string& root, bool check) {
  return renew(root, encode_files(read_images(root)), "encode", check);
}

Exit run_score(const std::string& root, const std::vector<std::string>& files,
               const std::string& json) {
  const Network network = read_digits_network(root);
  const std::vector<std::size_t> labels = read_labels(root);
  std::vector<Score> scores;
  for (const std::string& file : files) {
    const std::string name = std::filesystem::path(file).stem().string();
    scores.push_back(score_run(name, read_run(file, network, labels.size()), labels));
  }
  const Result result = make_result(labels, scores);
  print_result(std::cout, result);
  if (!json.empty()) {
    std::ofstream out(json);
    out << json_text(result) << std::flush;
    if (!out) throw Error(json + ": cannot be written; name a file in a folder that exists");
  }
  return result.passed ? Exit::kAgree : Exit::kDivergence;
}

}  // namespace slk::digits

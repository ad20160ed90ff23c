// SPDX-License-Identifier: Apache-2.0
// The result for a terminal.
#include <algorithm>
#include <iomanip>
#include <ostream>

#include "tools/digits/score.hpp"

namespace slk::digits {
namespace {

void print_scores(std::ostream& out, const Result& result) {
  const std::string right_of = "right of " + std::to_string(result.labels.size());
  std::size_t width = 4;
  for (const Score& score : result.scores) width = std::max(width, score.name.size());
  const auto names = static_cast<int>(width);
  out << std::left << std::setw(names) << "run" << std::right << "  " << right_of
      << "  accuracy  ties\n";
  for (const Score& score : result.scores) {
    out << std::left << std::setw(names) << score.name << std::right << "  "
        << std::setw(static_cast<int>(right_of.size())) << score.right << std::setw(8)
        << percent(score.right, result.labels.size()) << " %" << std::setw(6) << score.ties << "\n";
    if (score.right * 100 < result.labels.size() * kPassPercent) {
      out << "  less than the " << kPassPercent << " % that the demo asks for\n";
    }
  }
}

// Images that some runs answer rightly and others wrongly.
std::size_t mixed_count(const Result& result) {
  std::size_t mixed = 0;
  for (const std::size_t i : result.disagreed) {
    std::size_t right = 0;
    for (const Score& score : result.scores) {
      right += score.answers[i].digit == result.labels[i];
    }
    mixed += right > 0;  // the answers differ, so not all are right
  }
  return mixed;
}

void print_agreement(std::ostream& out, const Result& result) {
  if (result.scores.size() < 2) return;
  if (result.disagreed.empty()) {
    const std::size_t runs = result.scores.size();
    out << "\nThe same images are right and wrong in "
        << (runs == 2 ? std::string("both") : "all " + std::to_string(runs))
        << " runs, with the same answers.\n";
    return;
  }
  const std::size_t image = result.disagreed[0];
  out << "\nThe answers differ on " << result.disagreed.size() << " of " << result.labels.size()
      << " images; " << mixed_count(result)
      << " of them are right in some runs and wrong in others.\nThe first is image " << image
      << ", a " << result.labels[image] << ":";
  const char* separator = " ";
  for (const Score& score : result.scores) {
    out << separator << score.name << " says " << score.answers[image].digit;
    separator = ", ";
  }
  out << ".\n";
}

void print_confusion(std::ostream& out, const Result& result) {
  const Confusion confusion = confusion_of(result.scores[0], result.labels);
  out << "\nAnswers of " << result.scores[0].name
      << " (columns) to the images of each digit (rows):\n ";
  for (std::size_t k = 0; k < kClasses; ++k) out << std::setw(5) << k;
  out << "\n";
  for (std::size_t label = 0; label < kClasses; ++label) {
    out << label;
    for (const std::size_t images : confusion[label]) {
      out << std::setw(5) << (images == 0 ? "." : std::to_string(images));
    }
    out << "\n";
  }
}

}  // namespace

void print_result(std::ostream& out, const Result& result) {
  print_scores(out, result);
  print_agreement(out, result);
  print_confusion(out, result);
}

}  // namespace slk::digits

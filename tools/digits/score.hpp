// SPDX-License-Identifier: Apache-2.0
// How well runs answer the test images, and whether they answer alike.
#pragma once

#include <array>
#include <cstddef>
#include <iosfwd>
#include <string>
#include <vector>

#include "tools/digits/task.hpp"

namespace slk::digits {

// The least accuracy that passes, in per cent.
inline constexpr std::size_t kPassPercent = 90;

// One run over the test images.
struct Score {
  std::string name;             // stem of the file
  std::vector<Answer> answers;  // one per image
  std::size_t right = 0;
  std::size_t ties = 0;
};
Score score_run(const std::string& name, const std::vector<Counts>& counts,
                const std::vector<std::size_t>& labels);

struct Result {
  std::vector<std::size_t> labels;
  std::vector<Score> scores;           // at least one
  std::vector<std::size_t> disagreed;  // images that the runs answer differently
  bool passed = false;                 // enough right in every run, and no disagreement
};
Result make_result(const std::vector<std::size_t>& labels, const std::vector<Score>& scores);

// Images of a label that got an answer: [label][answer].
using Confusion = std::array<std::array<std::size_t, kClasses>, kClasses>;
Confusion confusion_of(const Score& score, const std::vector<std::size_t>& labels);

// "95.45": part of whole in per cent, to the nearest hundredth.
std::string percent(std::size_t part, std::size_t whole);

// The tables for a terminal.
void print_result(std::ostream& out, const Result& result);
// The same as JSON: {passed, images, runs: [{name, right, accuracy_percent, ties, answers}],
// disagreed, labels, confusion}; confusion is that of the first run, by label, then answer.
std::string json_text(const Result& result);

}  // namespace slk::digits

// SPDX-License-Identifier: Apache-2.0
// Answers against labels, run against run.
#include "tools/digits/score.hpp"

#include <algorithm>

namespace slk::digits {

Score score_run(const std::string& name, const std::vector<Counts>& counts,
                const std::vector<std::size_t>& labels) {
  Score score;
  score.name = name;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const Answer answer = answer_of(counts[i]);
    score.answers.push_back(answer);
    score.right += answer.digit == labels[i];
    score.ties += answer.tie;
  }
  return score;
}

Result make_result(const std::vector<std::size_t>& labels, const std::vector<Score>& scores) {
  Result result{labels, scores, {}, true};
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const std::size_t first = scores[0].answers[i].digit;
    const bool alike = std::all_of(scores.begin(), scores.end(), [&](const Score& score) {
      return score.answers[i].digit == first;
    });
    if (!alike) result.disagreed.push_back(i);
  }
  result.passed = result.disagreed.empty() &&
                  std::all_of(scores.begin(), scores.end(), [&](const Score& score) {
                    return score.right * 100 >= labels.size() * kPassPercent;
                  });
  return result;
}

Confusion confusion_of(const Score& score, const std::vector<std::size_t>& labels) {
  Confusion confusion{};
  for (std::size_t i = 0; i < labels.size(); ++i) {
    ++confusion[labels[i]][score.answers[i].digit];
  }
  return confusion;
}

std::string percent(std::size_t part, std::size_t whole) {
  const std::size_t hundredths = (part * 10000 + whole / 2) / whole;
  const std::string digits = std::to_string(100 + hundredths % 100);
  return std::to_string(hundredths / 100) + "." + digits.substr(1);
}

}  // namespace slk::digits

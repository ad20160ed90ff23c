// SPDX-License-Identifier: Apache-2.0
// The known word that a misspelt one was probably meant to be.
#include "models/nearest.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace slk {
namespace {

// Insertions, deletions and replacements of a letter that lead from one word to the other.
std::size_t edit_distance(const std::string& from, const std::string& to) {
  std::vector<std::size_t> row(to.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < from.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < to.size(); ++j) {
      const std::size_t replaced = diagonal + (from[i] == to[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

}  // namespace

std::string join(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words) all += (all.empty() ? "" : ", ") + word;
  return all;
}

std::string suggest(const std::string& word, const std::vector<std::string>& known) {
  constexpr std::size_t kLongest = 64;  // nobody misspells a longer word
  std::size_t best = word.size() < 4 ? 1 : word.size() < 10 ? 2 : 3;
  const std::string* nearest = nullptr;
  for (const std::string& candidate : known) {
    if (word.size() > kLongest || candidate.size() > kLongest) continue;
    const std::size_t distance = edit_distance(word, candidate);
    if (distance > best || distance >= candidate.size() || (nearest && distance == best)) continue;
    best = distance;
    nearest = &candidate;
  }
  return nearest ? "did you mean '" + *nearest + "'?" : "allowed " + join(known);
}

}  // namespace slk

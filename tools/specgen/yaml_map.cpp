// SPDX-License-Identifier: Apache-2.0
// Strict reading of one YAML map, and the nearest word for "did you mean".
#include "tools/specgen/yaml_map.hpp"

#include <algorithm>
#include <cstdlib>
#include <numeric>

#include "models/error.hpp"

namespace slk::specgen {

YamlMap::YamlMap(const YAML::Node& node, std::string path, std::string what, int line)
    : path_(std::move(path)), what_(std::move(what)), line_(line) {
  if (!node.IsMap()) fail(line_, what_ + " is not a map; 'key: value' entries are expected");
  for (const auto& pair : node) {
    const int at = pair.first.Mark().line + 1;
    if (!pair.first.IsScalar()) fail(at, "a key of " + what_ + " is no word; keys are plain words");
    const std::string key = pair.first.Scalar();
    for (const Entry& entry : entries_) {
      if (entry.key != key) continue;
      fail(at, "'" + key + "' occurs twice in " + what_ + ", first in line " +
                   std::to_string(entry.line) + "; once is allowed");
    }
    entries_.push_back({key, at, pair.second});
  }
  if (entries_.empty()) fail(line_, what_ + " is empty; at least one entry is expected");
}

void YamlMap::expect(const std::vector<std::string>& required,
                     const std::vector<std::string>& optional) const {
  std::vector<std::string> known = required;
  known.insert(known.end(), optional.begin(), optional.end());
  for (const Entry& entry : entries_) {
    if (std::find(known.begin(), known.end(), entry.key) != known.end()) continue;
    const std::string near = nearest(entry.key, known);
    const std::string hint = near.empty() ? "" : ", did you mean '" + near + "'?";
    fail(entry.line,
         "unknown key '" + entry.key + "' in " + what_ + hint + "; allowed: " + listed(known));
  }
  for (const std::string& key : required) {
    if (!has(key)) fail(line_, what_ + " lacks '" + key + "'; required: " + listed(required));
  }
}

bool YamlMap::has(const std::string& key) const {
  return std::any_of(entries_.begin(), entries_.end(),
                     [&](const Entry& entry) { return entry.key == key; });
}

const YamlMap::Entry& YamlMap::at(const std::string& key) const {
  for (const Entry& entry : entries_) {
    if (entry.key == key) return entry;
  }
  fail(line_, what_ + " lacks '" + key + "'; it is required");
}

std::string YamlMap::text(const std::string& key) const {
  const Entry& entry = at(key);
  const std::string rule = "'" + key + "' of " + what_;
  if (!entry.value.IsScalar()) fail(entry.line, rule + " is no scalar; one value is expected");
  const std::string& text = entry.value.Scalar();
  if (text.empty()) fail(entry.line, rule + " is empty; text is expected");
  const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20; };
  if (std::any_of(text.begin(), text.end(), control) || text.back() == '\\') {
    fail(entry.line, rule + " breaks a line; one line is allowed, with no backslash at its end");
  }
  return text;
}

std::int64_t YamlMap::integer(const std::string& key, std::int64_t low, std::int64_t high) const {
  const std::string word = text(key);
  std::int64_t value = 0;
  if (!parse_integer(word, &value) || value < low || value > high) {
    fail(at(key).line, "'" + key + "' of " + what_ + " is '" + word + "'; an integer in " +
                           std::to_string(low) + ".." + std::to_string(high) + " is expected");
  }
  return value;
}

YamlMap YamlMap::map(const std::string& key, const std::string& what) const {
  const Entry& entry = at(key);
  return YamlMap(entry.value, path_, what, entry.line);
}

void YamlMap::fail(int line, const std::string& sentence) const {
  throw Error(path_ + ":" + std::to_string(line) + ": " + sentence);
}

bool parse_integer(const std::string& text, std::int64_t* value) {
  const bool negative = !text.empty() && text[0] == '-';
  std::string digits = negative ? text.substr(1) : text;
  const bool hex = digits.rfind("0x", 0) == 0;
  if (hex) digits = digits.substr(2);
  const char* const allowed = hex ? "0123456789abcdefABCDEF" : "0123456789";
  if (digits.empty() || digits.size() > 16) return false;
  if (digits.find_first_not_of(allowed) != std::string::npos) return false;
  if (!hex && digits.size() > 1 && digits[0] == '0') return false;  // octal to some readers
  const std::int64_t magnitude = std::strtoll(digits.c_str(), nullptr, hex ? 16 : 10);
  *value = negative ? -magnitude : magnitude;
  return true;
}

namespace {

std::size_t edit_distance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, diagonal + 1, row[j] + 1});
    }
  }
  return row.back();
}

}  // namespace

std::string nearest(const std::string& word, const std::vector<std::string>& candidates) {
  std::string best;
  std::size_t best_distance = word.size() / 3 + 2;  // farther than that is another word
  for (const std::string& candidate : candidates) {
    const std::size_t distance = edit_distance(word, candidate);
    if (distance < best_distance) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

std::string listed(const std::vector<std::string>& words) {
  std::string result;
  for (const std::string& word : words) result += (result.empty() ? "" : ", ") + word;
  return result;
}

}  // namespace slk::specgen

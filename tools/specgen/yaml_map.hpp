// SPDX-License-Identifier: Apache-2.0
// Strict reading of one YAML map: no key twice, none unknown, every fault with its line.
#pragma once

#include <yaml-cpp/yaml.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace slk::specgen {

// A map under a name for messages ("struct 'axon'"). Keeps the file's order.
class YamlMap {
 public:
  // Throws slk::Error if `node` is no map, is empty, or has a key twice.
  YamlMap(const YAML::Node& node, std::string path, std::string what, int line);

  // Throws if a key is not in `known`, or one of `required` is missing.
  void expect(const std::vector<std::string>& required,
              const std::vector<std::string>& optional = {}) const;

  struct Entry {
    std::string key;
    int line;
    YAML::Node value;
  };
  const std::vector<Entry>& entries() const { return entries_; }

  bool has(const std::string& key) const;
  const Entry& at(const std::string& key) const;
  // A scalar; text is one line. Both throw.
  std::string text(const std::string& key) const;
  std::int64_t integer(const std::string& key, std::int64_t low, std::int64_t high) const;
  // The map under a key.
  YamlMap map(const std::string& key, const std::string& what) const;

  // Throws `path:line: sentence`.
  [[noreturn]] void fail(int line, const std::string& sentence) const;
  const std::string& path() const { return path_; }
  const std::string& what() const { return what_; }
  int line() const { return line_; }

 private:
  std::string path_;
  std::string what_;
  int line_;
  std::vector<Entry> entries_;
};

// True for a decimal or 0x number, which is then in `value`.
bool parse_integer(const std::string& text, std::int64_t* value);

// The candidate with the fewest edits, or "" if none is near.
std::string nearest(const std::string& word, const std::vector<std::string>& candidates);

// "a, b, c".
std::string listed(const std::vector<std::string>& words);

}  // namespace slk::specgen

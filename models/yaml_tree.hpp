// SPDX-License-Identifier: Apache-2.0
// A YAML document as a tree of values, each with its line; the only door to the YAML parser.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace slk::yaml {

// The key of an entry of a map.
struct Key {
  std::string name;
  std::size_t line = 1;
};

// A value. Lists and maps hold theirs in `children`; a map has a key for each.
struct Node {
  enum class Kind { kNull, kScalar, kList, kMap };
  Kind kind = Kind::kNull;
  std::size_t line = 1;
  std::string text;     // of a scalar
  bool quoted = false;  // a quoted scalar is text, whatever it spells
  std::vector<Key> keys;
  std::vector<Node> children;
};

// Parses the text of a file that holds one document; aliases are replaced by copies. Throws Error
// with `file:line: fault; what is allowed` for what is not YAML, more or less than one document,
// tags, keys that are no words, and keys that are given twice.
Node parse(const std::string& file, const std::string& text);

}  // namespace slk::yaml

// SPDX-License-Identifier: Apache-2.0
// Strict reading of a YAML file: every value is asked for by its name, kind and range, and whatever
// is wrong ends in one sentence, `file:line: fault; what is allowed`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/yaml_tree.hpp"

namespace slk::yaml {

// A file of Spikelock's, parsed, with its header found right.
struct Document {
  std::string path;
  Node root;  // a map
};

// Reads a file whose header is `spikelock: KIND/1`. Throws Error for any other.
Document open_document(const std::string& path, const std::string& kind);

// The keys that a map may have, and those that the design knows and this version lacks.
struct Keys {
  std::vector<std::string> known;
  std::vector<std::string> later;
};

class Map;

// A value with the name that messages give it. The document must outlive it. All readers throw
// Error.
class Field {
 public:
  Field(const Document& document, const Node& node, std::string name);

  bool is_map() const { return node_->kind == Node::Kind::kMap; }
  bool is_list() const { return node_->kind == Node::Kind::kList; }
  bool is_text() const;
  // True if the value is this text, quoted or not.
  bool says(const std::string& text) const;

  std::int64_t integer(std::int64_t min, std::int64_t max) const;
  // One of these integers; `also` ends the list of what is allowed.
  std::int64_t one_of(const std::vector<std::int64_t>& values, const std::string& also = "") const;
  std::uint64_t unsigned64() const;
  bool boolean() const;
  std::string text() const;
  // The position of the text among the words.
  std::size_t word(const std::vector<std::string>& words) const;
  // A decimal number 0..max with at most `places` decimals, times 10^places, exactly.
  std::uint64_t decimal(int places, std::uint64_t max) const;
  // floor(p 2^32) of a probability 0..1.
  std::uint64_t probability() const;
  // The items, named NAME[0], NAME[1], ...
  std::vector<Field> list() const;
  Map map(const Keys& keys) const;
  // The entries of a map of any keys, in the order of the file, named by their keys.
  std::vector<Field> entries() const;

  // The path of the file that the value names; paths are relative to the document.
  std::string file_path() const;
  // `file:line: 'path'`, the subject of a sentence about that file.
  std::string file_subject() const;

  // Throws Error: `file:line: fault`, or `file:line: NAME is VALUE; allowed WHAT`.
  [[noreturn]] void fail(const std::string& fault) const;
  [[noreturn]] void refuse(const std::string& allowed) const;

  const std::string& name() const { return name_; }
  // `file:line`
  std::string place() const;

 private:
  bool is_plain() const { return node_->kind == Node::Kind::kScalar && !node_->quoted; }
  std::string describe() const;

  const Document* document_;
  const Node* node_;
  std::string name_;
};

// A map whose keys have been checked.
class Map {
 public:
  Map(Field field, const Document& document, const Node& node);
  const Field& field() const { return field_; }
  bool has(const std::string& key) const { return find(key).has_value(); }
  std::optional<Field> find(const std::string& key) const;
  // Throws Error if the key is missing: `no 'key'; allowed WHAT`.
  Field need(const std::string& key, const std::string& allowed) const;

 private:
  Field field_;
  const Document* document_;
  const Node* node_;
};

// "a..b"
std::string range(std::int64_t min, std::int64_t max);

// The document as a field, to begin with.
Field root(const Document& document);

}  // namespace slk::yaml

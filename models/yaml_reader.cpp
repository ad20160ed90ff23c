// SPDX-License-Identifier: Apache-2.0
// Strict reading of a YAML file.
#include "models/yaml_reader.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <utility>

#include "models/nearest.hpp"
#include "models/text_file.hpp"
#include "models/yaml_scalar.hpp"

namespace slk::yaml {
namespace {

bool contains(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

std::string range(std::int64_t min, std::int64_t max) {
  return std::to_string(min) + ".." + std::to_string(max);
}

Field root(const Document& document) { return {document, document.root, "the file"}; }

Field::Field(const Document& document, const Node& node, std::string name)
    : document_(&document), node_(&node), name_(std::move(name)) {}

std::string Field::place() const { return document_->path + ":" + std::to_string(node_->line); }

void Field::fail(const std::string& fault) const { fail_at(document_->path, node_->line, fault); }

void Field::refuse(const std::string& allowed) const {
  fail(name_ + " is " + describe() + "; allowed " + allowed);
}

std::string Field::describe() const {
  switch (node_->kind) {
    case Node::Kind::kNull:
      return "empty";
    case Node::Kind::kList:
      return "a list";
    case Node::Kind::kMap:
      return "a map";
    case Node::Kind::kScalar:
      break;
  }
  return node_->quoted ? "the text \"" + excerpt(node_->text) + "\"" : excerpt(node_->text);
}

bool Field::is_text() const {
  return node_->kind == Node::Kind::kScalar && (node_->quoted || is_word(node_->text));
}

bool Field::says(const std::string& text) const { return is_text() && node_->text == text; }

std::int64_t Field::integer(std::int64_t min, std::int64_t max) const {
  const auto value = is_plain() ? to_int64(node_->text) : std::nullopt;
  if (!value || *value < min || *value > max) refuse(range(min, max));
  return *value;
}

std::int64_t Field::one_of(const std::vector<std::int64_t>& values, const std::string& also) const {
  const auto value = is_plain() ? to_int64(node_->text) : std::nullopt;
  if (value && std::find(values.begin(), values.end(), *value) != values.end()) return *value;
  std::vector<std::string> words;
  for (const std::int64_t allowed : values) words.push_back(std::to_string(allowed));
  if (!also.empty()) words.push_back(also);
  refuse(join(words));
}

std::uint64_t Field::unsigned64() const {
  const auto value = is_plain() ? to_uint64(node_->text) : std::nullopt;
  if (!value) refuse("0..18446744073709551615");
  return *value;
}

bool Field::boolean() const {
  const auto value = is_plain() ? to_bool(node_->text) : std::nullopt;
  if (!value) refuse("true, false");
  return *value;
}

std::string Field::text() const {
  if (!is_text() || node_->text.empty()) refuse("text (a number or true needs quotes)");
  return node_->text;
}

std::size_t Field::word(const std::vector<std::string>& words) const {
  const auto found = std::find_if(words.begin(), words.end(),
                                  [this](const std::string& word) { return says(word); });
  if (found == words.end()) refuse(join(words));
  return static_cast<std::size_t>(found - words.begin());
}

std::uint64_t Field::probability() const {
  const auto p = is_plain() ? to_real(node_->text) : std::nullopt;
  if (!p || *p < 0 || *p > 1) refuse("a number 0..1");
  return static_cast<std::uint64_t>(std::ldexp(*p, 32));  // scaled exactly, then cut
}

std::uint64_t Field::decimal(int places, std::uint64_t max) const {
  const auto limit = to_scaled(std::to_string(max), places);
  if (is_plain()) {
    const auto value = to_scaled(node_->text, places);
    if (value && *value <= *limit) return *value;
  }
  refuse("a decimal number 0.." + std::to_string(max) + " with at most " + std::to_string(places) +
         " decimals");
}

std::vector<Field> Field::list() const {
  if (!is_list()) refuse("a list");
  std::vector<Field> items;
  items.reserve(node_->children.size());
  for (const Node& child : node_->children) {
    items.emplace_back(*document_, child, name_ + "[" + std::to_string(items.size()) + "]");
  }
  return items;
}

Map Field::map(const Keys& keys) const {
  if (!is_map()) refuse("a map with " + join(keys.known));
  for (const Key& key : node_->keys) {
    if (contains(keys.known, key.name)) continue;
    if (contains(keys.later, key.name)) {
      fail_at(document_->path, key.line,
              "'" + key.name + "' is known but not supported in this version; remove it");
    }
    fail_at(document_->path, key.line,
            "unknown key '" + excerpt(key.name) + "'; " + suggest(key.name, keys.known));
  }
  return {*this, *document_, *node_};
}

std::string Field::file_path() const {
  return (std::filesystem::path(document_->path).parent_path() / text()).string();
}

std::string Field::file_subject() const { return place() + ": '" + excerpt(text()) + "'"; }

Map::Map(Field field, const Document& document, const Node& node)
    : field_(std::move(field)), document_(&document), node_(&node) {}

std::optional<Field> Map::find(const std::string& key) const {
  for (std::size_t i = 0; i < node_->keys.size(); ++i) {
    if (node_->keys[i].name == key) return Field(*document_, node_->children[i], key);
  }
  return std::nullopt;
}

Field Map::need(const std::string& key, const std::string& allowed) const {
  const auto value = find(key);
  if (!value) field_.fail("no '" + key + "' in " + field_.name() + "; allowed " + allowed);
  return *value;
}

std::vector<Field> Field::entries() const {
  std::vector<Field> fields;
  for (std::size_t i = 0; i < node_->keys.size(); ++i) {
    fields.emplace_back(*document_, node_->children[i], node_->keys[i].name);
  }
  return fields;
}

}  // namespace slk::yaml

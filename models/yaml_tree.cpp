// SPDX-License-Identifier: Apache-2.0
// Builds the tree from the events of yaml-cpp, which itself accepts keys given twice.
#include "models/yaml_tree.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <map>
#include <sstream>
#include <utility>

#include "models/text_file.hpp"

namespace slk::yaml {
namespace {

std::size_t line_of(const YAML::Mark& mark) {
  return mark.is_null() ? 1 : static_cast<std::size_t>(mark.line) + 1;
}

std::size_t count(const Node& node) {
  std::size_t total = 1;
  for (const Node& child : node.children) total += count(child);
  return total;
}

class Builder : public YAML::EventHandler {
 public:
  explicit Builder(std::string file) : file_(std::move(file)) {}
  Node take() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++documents_ == 2)
      fail(mark, "a second document begins, or wrong indentation; allowed one document a file");
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    finish({make(Node::Kind::kNull, mark), anchor});
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    refuse_tag(mark, tag);
    Node node = make(Node::Kind::kScalar, mark);
    node.text = value;
    node.quoted = tag == "!";
    finish({std::move(node), anchor});
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto original = anchors_.find(anchor);
    if (original == anchors_.end()) fail(mark, "an alias inside its own anchor; write it out");
    copied_ += count(original->second);
    constexpr std::size_t kMost = 1000000;
    if (copied_ > kMost) fail(mark, "aliases stand for too many values; allowed 1000000 in a file");
    Node copy = original->second;
    if (copy.kind == Node::Kind::kScalar) copy.line = line_of(mark);
    finish({std::move(copy), 0});
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    refuse_tag(mark, tag);
    open_.push_back({make(Node::Kind::kList, mark), anchor});
  }
  void OnSequenceEnd() override { close(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    refuse_tag(mark, tag);
    open_.push_back({make(Node::Kind::kMap, mark), anchor});
  }
  void OnMapEnd() override { close(); }

 private:
  // A value that is being built; a map whose last key waits for its value has a key too many.
  struct Open {
    Node node;
    YAML::anchor_t anchor = 0;
    std::map<std::string, std::size_t> lines = {};  // of the keys so far
  };

  [[noreturn]] void fail(const YAML::Mark& mark, const std::string& message) const {
    fail_at(file_, line_of(mark), message);
  }

  void refuse_tag(const YAML::Mark& mark, const std::string& tag) const {
    if (tag.empty() || tag == "?" || tag == "!") return;
    fail(mark, "tag '" + excerpt(tag) + "'; allowed values without tags");
  }

  static Node make(Node::Kind kind, const YAML::Mark& mark) {
    Node node;
    node.kind = kind;
    node.line = line_of(mark);
    return node;
  }

  void close() {
    Open closed = std::move(open_.back());
    open_.pop_back();
    finish(std::move(closed));
  }

  // Hands a complete value to what surrounds it.
  void finish(Open value) {
    Node& node = value.node;
    if (value.anchor != 0) anchors_[value.anchor] = node;
    if (open_.empty()) {
      root_ = std::move(node);
      return;
    }
    Open& outer = open_.back();
    if (outer.node.kind == Node::Kind::kMap &&
        outer.node.keys.size() == outer.node.children.size()) {
      add_key(outer, node);
      return;
    }
    // What is no scalar stands where its key does; the parser places it at what follows.
    const bool placed_by_key = node.kind != Node::Kind::kScalar && !outer.node.keys.empty();
    if (placed_by_key) node.line = outer.node.keys.back().line;
    outer.node.children.push_back(std::move(node));
  }

  void add_key(Open& map, const Node& key) const {
    if (key.kind != Node::Kind::kScalar) {
      fail_at(file_, key.line, "a key that is a list, a map or empty; allowed words");
    }
    const auto [first, is_new] = map.lines.emplace(key.text, key.line);
    if (!is_new) {
      fail_at(file_, key.line,
              "key '" + excerpt(key.text) + "' is given twice, first in line " +
                  std::to_string(first->second) + "; allowed once");
    }
    map.node.keys.push_back({key.text, key.line});
  }

  std::string file_;
  int documents_ = 0;
  Node root_;
  std::vector<Open> open_;
  std::map<YAML::anchor_t, Node> anchors_;
  std::size_t copied_ = 0;  // values that aliases stood for
};

// The parser would end at a byte 4 and pass over others.
void refuse_control_characters(const std::string& file, const std::string& text) {
  std::size_t line = 1;
  for (const char c : text) {
    if (c == '\n') ++line;
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 && c != '\n' && c != '\r' && c != '\t') {
      fail_at(file, line, "control character " + std::to_string(byte) + "; allowed UTF-8 text");
    }
  }
}

}  // namespace

Node parse(const std::string& file, const std::string& text) {
  refuse_control_characters(file, text);
  // Without white space at the end, for the parser takes it for the end of a quoted scalar.
  std::istringstream stream(text.substr(0, text.find_last_not_of(" \t\r\n") + 1));
  Builder builder(file);
  try {
    YAML::Parser parser(stream);
    if (!parser.HandleNextDocument(builder)) return {};
    parser.HandleNextDocument(builder);
  } catch (const YAML::Exception& fault) {
    fail_at(file, line_of(fault.mark),
            "not YAML: " + fault.msg + "; check brackets, quotes and indentation here and above");
  }
  return builder.take();
}

}  // namespace slk::yaml

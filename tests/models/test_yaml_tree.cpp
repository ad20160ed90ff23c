// SPDX-License-Identifier: Apache-2.0
// The tree of a YAML document, and what is refused as YAML.
#include <catch2/catch.hpp>

#include "models/yaml_tree.hpp"
#include "tests/models/files.hpp"

using namespace slk;
using yaml::Node;

namespace {

std::string refusal(const std::string& text) {
  return test::Folder().refusal([&] { yaml::parse("f.yaml", text); });
}

}  // namespace

TEST_CASE("a document becomes a tree of values with their lines") {
  const Node root = yaml::parse("f", "a: 1\nb: [x, \"2\"]\nc:\n  d: 'e'\n");
  REQUIRE(root.kind == Node::Kind::kMap);
  REQUIRE(root.keys.size() == 3);
  CHECK(root.keys[2].name == "c");
  CHECK(root.keys[2].line == 3);
  CHECK(root.children[0].text == "1");
  CHECK_FALSE(root.children[0].quoted);
  REQUIRE(root.children[1].children.size() == 2);
  CHECK_FALSE(root.children[1].children[0].quoted);
  CHECK(root.children[1].children[1].quoted);
  CHECK(root.children[2].line == 3);  // a map stands where its key does
  CHECK(root.children[2].children[0].line == 4);
  CHECK(root.children[2].children[0].quoted);
}

TEST_CASE("an empty value stands in the line of its key") {
  const Node root = yaml::parse("f", "a:\nb: 1\n");
  CHECK(root.children[0].kind == Node::Kind::kNull);
  CHECK(root.children[0].line == 1);
}

TEST_CASE("an alias is a copy") {
  const Node root = yaml::parse("f", "a: &x {p: 1}\nb: *x\n");
  REQUIRE(root.children[1].kind == Node::Kind::kMap);
  CHECK(root.children[1].children[0].text == "1");
}

TEST_CASE("keys that are given twice are refused at any depth") {
  CHECK(refusal("a: 1\nb: 2\na: 3\n") ==
        "f.yaml:3: key 'a' is given twice, first in line 1; allowed once");
  CHECK(refusal("x:\n  - {p: 1, \"p\": 2}\n") ==
        "f.yaml:2: key 'p' is given twice, first in line 2; allowed once");
}

TEST_CASE("what is not YAML is refused with its line") {
  CHECK(refusal("a: 1\nb: [1, 2\nc: 3\n").substr(0, 20) == "f.yaml:3: not YAML: ");
  CHECK(refusal("a: 1\n\tb: 2\n").substr(0, 20) == "f.yaml:2: not YAML: ");
  CHECK(refusal("a: \"1\n").substr(0, 20) == "f.yaml:1: not YAML: ");
  CHECK(refusal("a: *nothing\n").substr(0, 20) == "f.yaml:1: not YAML: ");
  CHECK(refusal("a: 1\n]\n").find("not YAML: ") != std::string::npos);
  CHECK(refusal(std::string(100000, '[')).find("not YAML: ") != std::string::npos);
}

TEST_CASE("tags, odd keys, control characters and second documents are refused") {
  CHECK(refusal("a: !!int 1\n") ==
        "f.yaml:1: tag 'tag:yaml.org,2002:int'; allowed values without tags");
  CHECK(refusal("? [1, 2]\n: 3\n") ==
        "f.yaml:1: a key that is a list, a map or empty; allowed words");
  CHECK(refusal("a: 1\n~: 3\n") == "f.yaml:2: a key that is a list, a map or empty; allowed words");
  CHECK(refusal(std::string("a: 1\n") + '\4' + "b: 2\n") ==
        "f.yaml:2: control character 4; allowed UTF-8 text");
  CHECK(refusal("a: 1\n---\nb: 2\n") ==
        "f.yaml:2: a second document begins, or wrong indentation; allowed one document a file");
}

TEST_CASE("aliases cannot blow a small file up") {
  std::string bomb = "a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n";
  for (int i = 1; i < 10; ++i) {
    const std::string last = "*a" + std::to_string(i - 1);
    const std::string name = "a" + std::to_string(i);
    bomb += name + ": &" + name + " [" + last;
    for (int k = 0; k < 9; ++k) bomb += ", " + last;
    bomb += "]\n";
  }
  CHECK(refusal(bomb).find("aliases stand for too many values") != std::string::npos);
  CHECK(refusal("a: &x [*x]\n") == "f.yaml:1: an alias inside its own anchor; write it out");
}

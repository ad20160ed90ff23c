// SPDX-License-Identifier: Apache-2.0
// Strict reading of YAML values: kinds, ranges, keys, headers.
#include <catch2/catch.hpp>

#include "models/yaml_reader.hpp"
#include "tests/models/files.hpp"

using namespace slk;
using yaml::Field;

namespace {

// Reads `v: TEXT` and hands the value to the call; returns the call's refusal.
template <class Call>
std::string with(const std::string& text, Call call) {
  const yaml::Document document{"f.yaml", yaml::parse("f.yaml", "v: " + text + "\n")};
  return test::Folder().refusal([&] {
    call(yaml::root(document).map({{"v"}, {}}).need("v", "a value"));
  });
}

std::string open(const std::string& text) {
  const test::Folder folder;
  const std::string path = folder.write("f.yaml", text);
  return folder.refusal([&] { yaml::open_document(path, "network"); });
}

}  // namespace

TEST_CASE("an integer must be in range, and unquoted") {
  const auto read = [](const Field& v) { v.integer(0, 15); };
  for (const char* text : {"0", "15", "0xf", "0o17", "+3"}) CHECK(with(text, read).empty());
  CHECK(with("17", read) == "f.yaml:1: v is 17; allowed 0..15");
  CHECK(with("-1", read) == "f.yaml:1: v is -1; allowed 0..15");
  CHECK(with("1.0", read) == "f.yaml:1: v is 1.0; allowed 0..15");
  CHECK(with("'3'", read) == "f.yaml:1: v is the text \"3\"; allowed 0..15");
  CHECK(with("[3]", read) == "f.yaml:1: v is a list; allowed 0..15");
  CHECK(with("{a: 3}", read) == "f.yaml:1: v is a map; allowed 0..15");
  CHECK(with("", read) == "f.yaml:1: v is empty; allowed 0..15");
  CHECK(with("99999999999999999999", read) == "f.yaml:1: v is 99999999999999999999; allowed 0..15");
}

TEST_CASE("a truth value is true or false, never yes or on") {
  const auto read = [](const Field& v) { v.boolean(); };
  for (const char* text : {"true", "False", "TRUE"}) CHECK(with(text, read).empty());
  for (const char* text : {"y", "yes", "on", "N", "1"}) {
    CHECK(with(text, read) == "f.yaml:1: v is " + std::string(text) + "; allowed true, false");
  }
  CHECK(with("'true'", read) == "f.yaml:1: v is the text \"true\"; allowed true, false");
}

TEST_CASE("y, on and N are texts, numbers only in quotes") {
  std::string got;
  const auto read = [&got](const Field& v) { got = v.text(); };
  for (const char* text : {"y", "on", "N", "no"}) {
    CHECK(with(text, read).empty());
    CHECK(got == text);
  }
  CHECK(with("\"12\"", read).empty());
  CHECK(got == "12");
  const std::string allowed = "; allowed text (a number or true needs quotes)";
  CHECK(with("12", read) == "f.yaml:1: v is 12" + allowed);
  CHECK(with("true", read) == "f.yaml:1: v is true" + allowed);
  CHECK(with("~", read) == "f.yaml:1: v is empty" + allowed);
  CHECK(with("''", read) == "f.yaml:1: v is the text \"\"" + allowed);
}

TEST_CASE("a probability is scaled to 2^32 and cut") {
  std::uint64_t got = 0;
  const auto read = [&got](const Field& v) { got = v.probability(); };
  const auto threshold = [&](const char* text) {
    CHECK(with(text, read).empty());
    return got;
  };
  CHECK(threshold("0") == 0);
  CHECK(threshold("1") == 4294967296u);
  CHECK(threshold("1.0") == 4294967296u);
  CHECK(threshold("0.5") == 2147483648u);
  CHECK(threshold("0.1") == 429496729u);
  CHECK(threshold("0.99999999999") == 4294967295u);
  CHECK(threshold("2.3283064365386963e-10") == 1);  // 2^-32
  CHECK(threshold("2.328306436538696e-10") == 0);
  CHECK(with("1.1", read) == "f.yaml:1: v is 1.1; allowed a number 0..1");
  CHECK(with("-0.1", read) == "f.yaml:1: v is -0.1; allowed a number 0..1");
  CHECK(with(".nan", read) == "f.yaml:1: v is .nan; allowed a number 0..1");
  CHECK(with("'0.1'", read) == "f.yaml:1: v is the text \"0.1\"; allowed a number 0..1");
}

TEST_CASE("unknown keys are refused with the nearest known one or the list") {
  const auto read = [](const Field& v) { v.map({{"threshold", "bias"}, {"rule"}}); };
  CHECK(with("{treshold: 1}", read) ==
        "f.yaml:1: unknown key 'treshold'; did you mean 'threshold'?");
  CHECK(with("{colour: 1}", read) == "f.yaml:1: unknown key 'colour'; allowed threshold, bias");
  CHECK(with("{rule: 1}", read) ==
        "f.yaml:1: 'rule' is known but not supported in this version; remove it");
  CHECK(with("7", read) == "f.yaml:1: v is 7; allowed a map with threshold, bias");
}

TEST_CASE("a file must have the header of its kind") {
  const std::string remedy = "; a network file begins with 'spikelock: network/1'";
  CHECK(open("spikelock: network/1\n").empty());
  CHECK(open("spikelock: \"network/1\"\n").empty());
  CHECK(open("") == "f.yaml:1: empty file" + remedy);
  CHECK(open("# only a comment\n") == "f.yaml:1: empty file" + remedy);
  CHECK(open("- 1\n") == "f.yaml:1: not a map of keys" + remedy);
  CHECK(open("name: x\n") == "f.yaml:1: no 'spikelock:' header" + remedy);
  CHECK(open("name: x\nspikelock: chip/1\n") == "f.yaml:2: this is a chip file" + remedy);
  CHECK(open("spikelock: network/2\n") == "f.yaml:1: spikelock is network/2; allowed network/1");
  CHECK(open("spikelock: 1\n") == "f.yaml:1: spikelock is 1; allowed network/1");
  CHECK(open("spikelock: banana\n") == "f.yaml:1: spikelock is banana; allowed network/1");
}

TEST_CASE("a file that cannot be read is refused") {
  const test::Folder folder;
  const auto read = [&](const std::string& path) {
    return folder.refusal([&] { yaml::open_document(path, "chip"); });
  };
  CHECK(read(folder.path("none.yaml")) ==
        "none.yaml: does not exist; give the path of a chip file");
  CHECK(read("/tmp") == "/tmp: is a directory; give the path of a chip file");
}

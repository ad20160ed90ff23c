// SPDX-License-Identifier: Apache-2.0
// The spec generator: what it refuses and how, what the hash covers, and that stale files are
// found.
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "models/error.hpp"
#include "tools/specgen/spec.hpp"
#include "tools/specgen/write.hpp"

using namespace slk::specgen;

namespace {

// A spec with one of everything. The tests change one place of it.
const std::string kSpec = R"(spikelock: hardware/1
constants:
  host_window_bits: {value: 4, doc: "window"}
  host_row_bits: {value: 18, doc: "row"}
  host_chunk_bits: {value: 1, doc: "chunk"}
  word_bits: {value: 18, doc: "synapse word"}
  no_synapse: {value: -128, doc: "no synapse"}
structs:
  axon:
    doc: "one row"
    fields:
      base: {bits: word_bits, doc: "first word"}
      v: {bits: 24, signed: true, doc: "potential"}
windows:
  axon: {address: 1, row: axon, doc: "table"}
  ring: {address: 2, doc: "delay ring"}
registers:
  command: {address: 0, access: wo, doc: "starts", fields: {step: {bits: 1, doc: "run"}}}
  faults:
    address: 16
    access: w1c
    doc: "sticky"
    fields:
      busy: {bits: 1, doc: "was busy"}
      late: {bits: 30, doc: "was late"}
events:
  spikes: {kind: network, doc: "spikes"}
  cycles: {kind: machine, doc: "clock cycles"}
)";

// kSpec with the one occurrence of `from` replaced.
std::string changed(const std::string& from, const std::string& to) {
  std::string text = kSpec;
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  REQUIRE(text.find(from, at + 1) == std::string::npos);
  return text.replace(at, from.size(), to);
}

std::string fault_of(const std::string& text) {
  try {
    read_spec(text, "hw.yaml");
  } catch (const slk::Error& error) {
    REQUIRE(error.exit() == slk::Exit::kUser);
    return error.what();
  }
  return "no fault";
}

std::uint64_t hash_of(const std::string& text) { return spec_hash(read_spec(text, "hw.yaml")); }

struct WrongSpec {
  const char* from;
  const char* to;
  const char* sentence;
};

// Runs the check of each; the sentence stands for the whole message.
void expect_faults(const std::vector<WrongSpec>& specs) {
  for (const WrongSpec& wrong : specs) {
    INFO(wrong.from << " -> " << wrong.to);
    CHECK(fault_of(changed(wrong.from, wrong.to)) == std::string("hw.yaml:") + wrong.sentence);
  }
}

// An empty directory that goes away.
class Directory {
 public:
  Directory() {
    path_ = std::filesystem::temp_directory_path() / ("specgen." + std::to_string(::getpid()));
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_);
  }
  ~Directory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Directory(const Directory&) = delete;
  Directory& operator=(const Directory&) = delete;

  std::string path() const { return path_.string(); }
  void write(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name) << text;
  }

 private:
  std::filesystem::path path_;
};

// The exit status of build/bin/specgen.
int run_specgen(const std::string& arguments) {
  const std::string program = std::string(SLK_BINARY) + "/bin/specgen";
  const int status = std::system(("'" + program + "' " + arguments + " >/dev/null 2>&1").c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

TEST_CASE("specgen reads a spec with one of everything") {
  const Spec spec = read_spec(kSpec, "hw.yaml");
  REQUIRE(spec.find_constant("no_synapse")->value == -128);
  REQUIRE(spec.find_struct("axon")->bits() == 42);
  REQUIRE(spec.find_struct("axon")->fields[1].is_signed);
  REQUIRE(spec.windows[0].row == "axon");
  REQUIRE(spec.registers[1].access == Access::kW1c);
  REQUIRE(spec.events[0].kind == EventKind::kNetwork);
  REQUIRE(spec.events[1].kind == EventKind::kMachine);
}

TEST_CASE("specgen refuses wrong keys") {
  expect_faults({
      {"value: 4,", "valeu: 4,",
       "3: unknown key 'valeu' in constant 'host_window_bits', did you mean 'value'?; allowed: "
       "value, doc"},
      {"signed: true", "sign: true",
       "13: unknown key 'sign' in field 'v', did you mean 'signed'?; allowed: bits, doc, signed"},
      {"kind: machine, ", "kind: machine, zebra: 1, ",
       "28: unknown key 'zebra' in event 'cycles'; allowed: kind, doc"},
      {"value: 18, doc: \"row\"", "value: 18, value: 19, doc: \"row\"",
       "4: 'value' occurs twice in constant 'host_row_bits', first in line 4; once is allowed"},
      {"  ring:", "  axon:",
       "16: 'axon' occurs twice in 'windows', first in line 15; once is allowed"},
      {", doc: \"first word\"", "", "12: field 'base' lacks 'doc'; required: bits, doc"},
      {"doc: \"first word\"", "doc: \"\"", "12: 'doc' of field 'base' is empty; text is expected"},
      {"doc: \"first word\"", "doc: \"first\\nword\"",
       "12: 'doc' of field 'base' breaks a line; one line is allowed, with no backslash at its "
       "end"},
      {"hardware/1", "hardware/2", "1: 'spikelock' is 'hardware/2'; 'hardware/1' is allowed"},
      {"{kind: network, doc: \"spikes\"}", "7",
       "27: event 'spikes' is not a map; 'key: value' entries are expected"},
      {"{step: {bits: 1, doc: \"run\"}}", "{}",
       "18: 'fields' of register 'command' is empty; at least one entry is expected"},
  });
}

TEST_CASE("specgen refuses wrong values") {
  expect_faults({
      {"-128", "12x",
       "7: 'value' of constant 'no_synapse' is '12x'; an integer in -2147483647..4294967295 is "
       "expected"},
      {"-128", "010",
       "7: 'value' of constant 'no_synapse' is '010'; an integer in -2147483647..4294967295 is "
       "expected"},
      {"-128", "0x100000000",
       "7: 'value' of constant 'no_synapse' is '0x100000000'; an integer in "
       "-2147483647..4294967295 is expected"},
      {"bits: 24", "bits: 33", "13: field 'v' has 33 bits; 1..32 are allowed"},
      {"bits: 24", "bits: 0", "13: field 'v' has 0 bits; 1..32 are allowed"},
      {"bits: 24", "bits: no_synapse", "13: field 'v' has -128 bits; 1..32 are allowed"},
      {"bits: 24", "bits: 1", "13: field 'v' is signed and has 1 bit; at least 2 are needed"},
      {"bits: word_bits", "bits: wordbits",
       "12: unknown constant 'wordbits' in 'bits' of field 'base', did you mean 'word_bits'?; a "
       "number or the name of a constant is allowed"},
      {"signed: true", "signed: yes",
       "13: 'signed' of field 'v' is 'yes'; true and false are allowed"},
      {"access: wo", "access: r",
       "18: unknown access 'r' of register 'command'; ro, rw, wo and w1c are allowed"},
      {"kind: machine", "kind: chip",
       "28: unknown kind 'chip' of event 'cycles'; network, machine, link and mesh are allowed"},
      {"bits: 30", "bits: 32", "19: register 'faults' has 33 bits; 32 are allowed"},
      {"bits: 24, signed: true", "bits: 32, doc: \"w\"}\n      w: {bits: 32",
       "9: struct 'axon' has 82 bits; a row has 64 at most (host_chunk_bits)"},
      {"value: 4,", "value: 9,", "3: 'host_window_bits' is 9; 1..8 are allowed"},
      {"host_chunk_bits", "chunk_bits",
       "1: 'constants' lacks 'host_chunk_bits'; the host port needs it"},
  });
}

TEST_CASE("specgen refuses clashing addresses") {
  expect_faults({
      {"address: 2", "address: 0x1",
       "16: window 'ring' has the address of window 'axon', 1; each address is allowed once"},
      {"address: 2", "address: 16", "16: window 'ring' has address 16; 0..15 are allowed"},
      {"address: 16", "address: 0",
       "19: register 'faults' has the address of register 'command', 0; each address is allowed "
       "once"},
      {"address: 16", "address: 0x40000",
       "19: register 'faults' has address 262144; 0..262143 are allowed"},
      {"row: axon", "row: axom",
       "15: 'row' of window 'axon' is the unknown struct 'axom', did you mean 'axon'?; allowed: "
       "axon"},
  });
}

TEST_CASE("specgen refuses names that the languages cannot bear") {
  expect_faults({
      {"word_bits: {", "wordBits: {",
       "6: constant 'wordBits' is not in snake_case; lower-case letters, digits and single "
       "underscores are allowed"},
      {"  cycles:", "  cycles__step:",
       "28: event 'cycles__step' is not in snake_case; lower-case letters, digits and single "
       "underscores are allowed"},
      {"base:", "reg:",
       "12: field 'reg' is a word of SystemVerilog or C++; any other name is "
       "allowed"},
      {"late:", "namespace:",
       "25: field 'namespace' is a word of SystemVerilog or C++; any other name is allowed"},
      {"late:", "unused:",
       "25: field 'unused' of register 'faults' is what the generator calls the rest of a "
       "register; any other name is allowed"},
      {"no_synapse", "axon_width",
       "9: struct 'axon' and constant 'axon_width' both become 'AxonWidth'; names that stay apart "
       "are allowed"},
      {"no_synapse", "hash",
       "7: constant 'hash' and the generator's own name both become 'kHash'; names that stay apart "
       "are allowed"},
  });
}

TEST_CASE("specgen refuses text that is no YAML, with its line") {
  const std::string fault = fault_of(changed("row: axon,", "row: [axon,"));
  REQUIRE(fault.rfind("hw.yaml:15: no YAML, ", 0) == 0);
}

TEST_CASE("the spec hash is the value that the rule gives") {
  // Worked out from the comment in hash.cpp by another program.
  REQUIRE(hash_of(kSpec) == 0xc27496925aa85adcu);
}

TEST_CASE("docs, comments, layout and the order of entries leave the spec hash alone") {
  const std::uint64_t hash = hash_of(kSpec);
  REQUIRE(hash_of(changed("\"first word\"", "\"word number one\"")) == hash);
  REQUIRE(hash_of(changed("\"delay ring\"", "\"ring\"")) == hash);
  REQUIRE(hash_of(changed("\"clock cycles\"", "\"cycles\"")) == hash);
  REQUIRE(hash_of(changed("structs:", "# rows of memories\nstructs:")) == hash);
  REQUIRE(hash_of(changed("bits: word_bits", "bits: 18")) == hash);
  REQUIRE(hash_of(changed("address: 16", "address: 0x10")) == hash);
  REQUIRE(hash_of(changed("address: 1, row: axon, doc: \"table\"",
                          "row: axon, doc: \"table\", address: 1")) == hash);
  const std::string axon = "  axon: {address: 1, row: axon, doc: \"table\"}\n";
  const std::string ring = "  ring: {address: 2, doc: \"delay ring\"}\n";
  REQUIRE(hash_of(changed(axon + ring, ring + axon)) == hash);
}

TEST_CASE("whatever changes a bit changes the spec hash") {
  const std::uint64_t hash = hash_of(kSpec);
  const std::vector<std::pair<const char*, const char*>> changes{
      {"-128", "-127"},
      {"no_synapse", "no_weight"},
      {"bits: 24", "bits: 23"},
      {", signed: true", ""},
      {"base:", "start:"},
      {"address: 2", "address: 3"},
      {", row: axon", ""},
      {"access: wo", "access: rw"},
      {"address: 16", "address: 17"},
      {"kind: machine", "kind: network"},
      {"      busy: {bits: 1, doc: \"was busy\"}\n      late: {bits: 30, doc: \"was late\"}",
       "      late: {bits: 30, doc: \"was late\"}\n      busy: {bits: 1, doc: \"was busy\"}"},
      {"  spikes: {kind: network, doc: \"spikes\"}\n  cycles: {kind: machine, doc: \"clock "
       "cycles\"}",
       "  cycles: {kind: machine, doc: \"clock cycles\"}\n  spikes: {kind: network, doc: "
       "\"spikes\"}"}};
  for (const auto& [from, to] : changes) {
    INFO(from << " -> " << to);
    CHECK(hash_of(changed(from, to)) != hash);
  }
}

TEST_CASE("a doc edit makes files stale that show docs, and writing makes them fresh") {
  const Directory root;
  const auto files = generate(read_spec(kSpec, "hw.yaml"));
  REQUIRE(find_stale(root.path(), files).size() == files.size());
  write_files(root.path(), files);
  REQUIRE(find_stale(root.path(), files).empty());

  const auto edited = generate(read_spec(changed("\"first word\"", "\"word one\""), "hw.yaml"));
  const std::vector<std::string> stale{"rtl/gen/slk_spec_pkg.sv is stale; run 'make spec'",
                                       "models/gen/spec.hpp is stale; run 'make spec'",
                                       "docs/gen/hardware.md is stale; run 'make spec'"};
  REQUIRE(find_stale(root.path(), edited) == stale);
  write_files(root.path(), edited);
  REQUIRE(find_stale(root.path(), edited).empty());
}

TEST_CASE("specgen --check writes nothing and exits 1 for stale files, 2 for a wrong spec") {
  const Directory root;
  const std::string to_root = "--root '" + root.path() + "'";
  REQUIRE(run_specgen(to_root) == 2);
  REQUIRE(run_specgen("--rot .") == 2);
  root.write("models/spec/hardware.yaml", kSpec);
  REQUIRE(run_specgen(to_root + " --check") == 1);
  REQUIRE_FALSE(std::filesystem::exists(root.path() + "/rtl/gen/slk_spec_pkg.sv"));
  REQUIRE(run_specgen(to_root) == 0);
  REQUIRE(run_specgen(to_root + " --check") == 0);
  root.write("docs/gen/hardware.md", "edited by hand\n");
  REQUIRE(run_specgen(to_root + " --check") == 1);
  root.write("models/spec/hardware.yaml", changed("bits: 24", "bits: 33"));
  REQUIRE(run_specgen(to_root + " --check") == 2);
}

TEST_CASE("the committed files are what the committed spec gives") {
  REQUIRE(find_stale(SLK_SOURCE, generate(read_spec_of(SLK_SOURCE))).empty());
}

// SPDX-License-Identifier: Apache-2.0
// The GTKWave view names signals that the waveform has, with the very names and ranges.
#include <gtkwave/fstapi.h>

#include <catch2/catch.hpp>
#include <set>
#include <sstream>

#include "tests/system/process.hpp"

using namespace slk;
using tests::CommandFolder;
using tests::Output;

namespace {

// The signals of a waveform, as GTKWave names them: "TOP.slk_top.u_core.trace_o.v[23:0]".
std::set<std::string> signals_of(const std::string& path) {
  std::set<std::string> signals;
  void* reader = fstReaderOpen(path.c_str());
  REQUIRE(reader != nullptr);
  std::string scope;
  while (const fstHier* item = fstReaderIterateHier(reader)) {
    if (item->htyp == FST_HT_SCOPE) {
      scope += std::string(item->u.scope.name) + ".";
    } else if (item->htyp == FST_HT_UPSCOPE) {
      scope.pop_back();
      scope.erase(scope.find_last_of('.') + 1);
    } else if (item->htyp == FST_HT_VAR) {
      std::string name = item->u.var.name;  // "v [23:0]"
      const std::size_t space = name.find(' ');
      if (space != std::string::npos) name.erase(space, 1);
      signals.insert(scope + name);
    }
  }
  fstReaderClose(reader);
  return signals;
}

}  // namespace

TEST_CASE("every signal of the view stands in the waveform of every build of the core") {
  const CommandFolder folder;
  for (const std::string chip :
       {"core64", "core256_l1", "core256_l16", "core256_lean", "core256_learn"}) {
    const Output output = folder.run(
        "check models/networks/oscillator.yaml --steps 20 --wave x.fst "
        "--wave-steps 2:4 --chip models/chips/" +
        chip + ".yaml");
    INFO(chip << output.err);
    REQUIRE(output.status == 0);
    CHECK_THAT(output.out,
               Catch::EndsWith("waveform of steps 2 to 4: x.fst; look at it with: gtkwave "
                               "x.gtkw\n"));
    const std::set<std::string> signals = signals_of(folder.path("x.fst"));
    CHECK(signals.size() > 100);
    std::istringstream view(folder.text("x.gtkw"));
    int shown = 0;
    for (std::string line; std::getline(view, line);) {
      if (line.rfind("TOP.", 0) != 0) continue;
      INFO(line);
      CHECK(signals.count(line) == 1);
      ++shown;
    }
    CHECK(shown >= 20);
  }
}

TEST_CASE("a passing run shows its first steps, and run shows all of them") {
  const CommandFolder folder;
  const Output check = folder.run("check models/networks/ring.yaml --steps 40 --wave c.fst");
  CHECK_THAT(check.out, Catch::Contains("waveform of steps 1 to 16: c.fst"));
  const Output run =
      folder.run("run models/networks/ring.yaml --steps 40 --backend rtl --wave r.fst");
  CHECK(run.status == 0);
  CHECK_THAT(run.out, Catch::EndsWith("waveform: r.fst; look at it with: gtkwave r.gtkw\n"));
  CHECK(signals_of(folder.path("r.fst")) == signals_of(folder.path("c.fst")));
  CHECK(folder.text("r.fst").size() > folder.text("c.fst").size());
}

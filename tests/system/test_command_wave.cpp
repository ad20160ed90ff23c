// SPDX-License-Identifier: Apache-2.0
// The GTKWave view names signals that the waveform has, with the very names and ranges.
#include <gtkwave/fstapi.h>

#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <sstream>

#include "tests/system/process.hpp"

using namespace slk;
using tests::CommandFolder;
using tests::Output;

namespace {

// The signals of a waveform, as GTKWave names them: "TOP.slk_top.u_core.trace_o.v[23:0]".
std::map<std::string, fstHandle> signals_in(void* reader) {
  std::map<std::string, fstHandle> signals;
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
      signals[scope + name] = item->u.var.handle;
    }
  }
  return signals;
}

struct Wave {
  std::set<std::string> signals;
  std::uint64_t last_step;
};

Wave read_wave(const std::string& path) {
  void* reader = fstReaderOpen(path.c_str());
  REQUIRE(reader != nullptr);
  Wave wave;
  const auto signals = signals_in(reader);
  for (const auto& [name, handle] : signals) wave.signals.insert(name);
  const auto step = signals.find("TOP.slk_top.u_core.u_registers.step_q[31:0]");
  REQUIRE(step != signals.end());
  char bits[33] = {};
  fstReaderGetValueFromHandleAtTime(reader, fstReaderGetEndTime(reader), step->second, bits);
  wave.last_step = std::stoull(bits, nullptr, 2);
  fstReaderClose(reader);
  return wave;
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
    const std::set<std::string> signals = read_wave(folder.path("x.fst")).signals;
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
  const Wave first = read_wave(folder.path("c.fst"));
  const Wave all = read_wave(folder.path("r.fst"));
  CHECK(all.signals == first.signals);
  CHECK(first.last_step == 16);
  CHECK(all.last_step == 40);
}

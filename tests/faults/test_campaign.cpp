// SPDX-License-Identifier: Apache-2.0
// The link over bad lines: nothing is lost without a word. SLK_FRAMES says how many frames are sent
// to the TLM (20,000; a million in `make faults`), SLK_RTL_FRAMES to the RTL (800), SLK_SEED where
// the random networks begin.
#include <catch2/catch.hpp>
#include <cmath>
#include <iostream>

#include "tests/environment.hpp"
#include "tests/faults/campaign.hpp"
#include "tools/spikelock/text.hpp"

using namespace slk;
using namespace slk::tests;

namespace {

constexpr std::size_t kMixed = kFaults;  // all of them together
constexpr std::size_t kLinesPerNetwork = 16;

// Of each kind of fault in turn; rates from 1e-5 to 1e-2 a byte, down, up and both ways.
BadLines bad_lines(std::uint64_t number, std::size_t kind) {
  std::mt19937_64 engine(number);
  std::uniform_real_distribution<double> exponent(-5, -2);
  FaultRates rates{};
  const double rate = std::pow(10, exponent(engine));
  if (kind == kMixed) {
    rates.fill(rate / kFaults);
  } else {
    rates[kind] = rate;
  }
  BadLines lines;
  lines.seed = number;
  const auto way = engine() % 4;
  if (way != 0) lines.up = rates;
  if (way != 1) lines.down = rates;
  return lines;
}

void print(const std::vector<Tally>& by_kind, const std::string& machine) {
  std::vector<std::vector<std::string>> rows{{"faults", "how many", "runs", "equal", "refused",
                                              "spikes compared", "frames sent", "frames lost",
                                              "undetected"}};
  for (std::size_t kind = 0; kind < by_kind.size(); ++kind) {
    const Tally& t = by_kind[kind];
    if (t.runs == 0) continue;
    std::uint64_t faults = 0;
    for (const std::uint64_t count : t.faults) faults += count;
    rows.push_back({kind == kMixed ? "all of these" : kFaultNames[kind], grouped(faults),
                    grouped(t.runs), grouped(t.equal), grouped(t.refused), grouped(t.spikes),
                    grouped(t.frames_sent), grouped(t.frames_sent - t.frames_heard),
                    grouped(t.undetected)});
  }
  std::cout << machine << " over bad lines:\n";
  print_table(std::cout, rows);
}

Tally campaign(const std::string& machine, std::uint64_t frames) {
  const std::uint64_t first = environment("SLK_SEED", 1);
  std::cout << "replay: SLK_SEED=" << first << " SLK_" << (machine == "rtl" ? "RTL_" : "")
            << "FRAMES=" << frames << " " << SLK_BINARY << "/bin/test_faults '" << machine
            << " over*'\n";
  std::vector<Tally> by_kind(kFaults + 1);
  Tally all;
  std::uint64_t number = first * 1000000;
  for (std::uint64_t seed = first; all.frames_sent < frames; ++seed) {
    const Subject subject = random_subject(seed);
    for (std::size_t i = 0; i < kLinesPerNetwork && all.frames_sent < frames; ++i, ++number) {
      const std::size_t kind = number % (kFaults + 1);
      INFO("network " << seed << ", lines " << number << ", faults " << kind);
      const Tally tally = run_over(subject, machine, bad_lines(number, kind));
      REQUIRE(tally.undetected == 0);
      by_kind[kind] += tally;
      all += tally;
    }
  }
  print(by_kind, machine);
  std::cout << machine << " = golden: " << grouped(all.equal) << " of " << grouped(all.runs)
            << " runs, the other " << grouped(all.refused) << " ended with a sentence; "
            << grouped(all.frames_sent) << " frames, " << grouped(all.bytes) << " bytes, "
            << grouped(all.updates) << " updates, " << grouped(all.spikes) << " spikes, "
            << grouped(all.weights) << " weights\n";
  REQUIRE(all.spikes > 0);
  REQUIRE(all.equal > 0);
  return all;
}

}  // namespace

TEST_CASE("tlm over bad lines does what golden does, or ends with a sentence") {
  const Tally all = campaign("tlm", environment("SLK_FRAMES", 20000));
  CHECK(all.refused * 20 <= all.runs);
}

TEST_CASE("rtl over bad lines does what golden does, or ends with a sentence") {
  campaign("rtl", environment("SLK_RTL_FRAMES", 800));
}

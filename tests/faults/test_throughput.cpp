// SPDX-License-Identifier: Apache-2.0
// What a bad line costs: useful bytes beside the bytes that the line could carry in that time, over
// the rate of flipped bits. SLK_LINES says how many lines of each rate (3). `make faults` draws it:
// SLK_SVG names the file.
#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>
#include <iostream>
#include <random>

#include "host/device.hpp"
#include "host/link_port.hpp"
#include "host/place.hpp"
#include "models/network.hpp"
#include "sim/tlm/tlm.hpp"
#include "tests/environment.hpp"
#include "tests/faults/faulty_pipe.hpp"
#include "tools/experiment/svg.hpp"
#include "tools/spikelock/text.hpp"

using namespace slk;
using namespace slk::tests;

namespace {

constexpr std::uint64_t kClock = 100000000;
constexpr std::uint32_t kClocksPerBit = 8;
constexpr double kByteClocks = 10.0 * kClocksPerBit;
constexpr std::uint32_t kRows = 4096;
constexpr std::uint32_t kRunSteps = 19008;

const double kRates[] = {0, 1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2};

FaultRates flips(double rate) {
  FaultRates rates{};
  rates[static_cast<std::size_t>(Fault::kFlip)] = rate;
  return rates;
}

// Of one rate: useful bytes a byte time, and clocks of the run.
struct Throughput {
  double written = 0;
  double read = 0;
  double run = 0;
  double lost = 0;  // part of all frames
};

// A chip behind two bad lines.
struct BadChip {
  BadChip(const Chip& chip, double rate, std::uint64_t seed)
      : down(flips(rate), 2 * seed), up(flips(rate), 2 * seed + 1) {
    SimulatedChip simulated = make_tlm_chip(chip.core, kClock, kClocksPerBit);
    probe = simulated.probe;
    pipe = std::make_unique<FaultyPipe>(std::move(simulated.line), down, up);
  }
  double clocks() const { return static_cast<double>(probe->cycles()); }

  BadLine down;
  BadLine up;
  Probe* probe = nullptr;
  std::unique_ptr<BytePipe> pipe;
};

// Random rows down to the synapse memory, and up again.
void measure_rows(const Chip& chip, double rate, std::uint64_t seed, Throughput& t) {
  BadChip bad(chip, rate, seed);
  Link link("tlm", std::move(bad.pipe), 4096);
  link.hello(1);
  LinkPort port(link);
  const auto row_bytes = static_cast<std::uint8_t>(chip.core.lanes);
  Bytes bytes(std::size_t{kRows} * row_bytes);
  std::mt19937 random(1);
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random());
  const double useful = static_cast<double>(bytes.size()) * kByteClocks;
  double begin = bad.clocks();
  port.write_rows(spec::Window::kSynapse, 0, row_bytes, bytes);
  t.written += useful / (bad.clocks() - begin);
  begin = bad.clocks();
  REQUIRE(port.read_rows(spec::Window::kSynapse, 0, row_bytes, kRows) == bytes);
  t.read += useful / (bad.clocks() - begin);
  const double sent =
      static_cast<double>(bad.down.audit.frames_sent() + bad.up.audit.frames_sent());
  const double heard =
      static_cast<double>(bad.down.audit.frames_heard() + bad.up.audit.frames_heard());
  t.lost += 1 - heard / sent;
}

// A streamed run of the digits; `want`: its spikes, from the clean line, which comes first.
void measure_run(const Network& network, const Chip& chip, double rate, std::uint64_t seed,
                 std::vector<std::vector<std::uint32_t>>& want, Throughput& t) {
  BadChip bad(chip, rate, seed);
  const auto device = make_device_backend(place(network, chip), std::move(bad.pipe), nullptr, {});
  StimulusPlayer player(network);
  std::vector<StepStimulus> stimuli(kRunSteps);
  for (StepStimulus& s : stimuli) player.next(s);
  std::vector<StepRecord> records;
  const double begin = bad.clocks();
  device->run(stimuli, false, records);
  t.run += bad.clocks() - begin;
  REQUIRE(records.size() == kRunSteps);
  std::vector<std::vector<std::uint32_t>> spikes;
  for (const StepRecord& record : records) {
    REQUIRE(record.fault == "");
    spikes.push_back(record.spikes);
  }
  if (want.empty()) want = spikes;
  REQUIRE(spikes == want);
}

}  // namespace

TEST_CASE("a bad line is slower, and brings everything") {
  const auto lines = static_cast<double>(environment("SLK_LINES", 3));
  const std::string models = std::string(SLK_SOURCE) + "/models";
  const Chip chip = read_chip(models + "/chips/core256.yaml");
  const Network network = read_network(models + "/networks/digits/digits.yaml");
  std::vector<std::vector<std::string>> rows{{"bit flips a byte", "frames lost", "written",
                                              "read back", "run, of the clean line's speed"}};
  slk::experiment::Curve written{"rows written", {}, {}}, read{"rows read back", {}, {}},
      run{"streamed run", {}, {}};
  std::vector<std::vector<std::uint32_t>> spikes;
  double clean_run = 0;
  double last = 1;
  for (const double rate : kRates) {
    Throughput t;
    for (std::uint64_t seed = 1; seed <= static_cast<std::uint64_t>(lines); ++seed) {
      INFO("rate " << rate << ", line " << seed);
      measure_rows(chip, rate, seed, t);
      measure_run(network, chip, rate, seed, spikes, t);
    }
    if (rate == 0) clean_run = t.run;
    const double speed = clean_run / t.run;
    char name[16];
    std::snprintf(name, sizeof name, "%g", rate);
    rows.push_back({name, percent(t.lost / lines), decimal(t.written / lines, 3),
                    decimal(t.read / lines, 3), decimal(speed, 3)});
    print_table(std::cout, {rows.back()});
    CHECK(t.written / lines < last * 1.01);
    last = t.written / lines;
    CHECK((rate > 0) == (t.lost > 0));
    if (rate == 0) continue;
    const double x = std::log10(rate);
    written.line.push_back({x, t.written / lines});
    read.line.push_back({x, t.read / lines});
    run.line.push_back({x, speed});
  }
  std::cout << "useful bytes a byte time of the line, tlm, " << kClocksPerBit
            << " clocks a bit, mean of " << lines << " lines:\n";
  print_table(std::cout, rows);
  if (const char* path = std::getenv("SLK_SVG")) {
    for (auto* curve : {&written, &read, &run}) curve->dots = curve->line;
    std::ofstream file(path);
    file << slk::experiment::draw_plot("What a bad line still carries",
                                       "flipped bits a byte, each way, as a power of ten",
                                       "useful bytes a byte time", {written, read, run});
    REQUIRE(file.good());
  }
}

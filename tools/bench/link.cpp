// SPDX-License-Identifier: Apache-2.0
#include "tools/bench/link.hpp"

#include <iostream>
#include <random>

#include "host/device.hpp"
#include "host/link_port.hpp"
#include "host/place.hpp"
#include "host/prepare.hpp"
#include "models/network.hpp"
#include "sim/rtl/rtl.hpp"
#include "sim/tlm/tlm.hpp"
#include "tools/bench/report.hpp"
#include "tools/spikelock/text.hpp"

namespace slk {
namespace {

constexpr double kBitsPerByte = 10;  // of the line
constexpr double kLeastEfficiency = 0.95;
// NeuroCoreX (repository ORNL/NeuroCoreX, snapshot a688f2c) at 1 Mbaud, line time alone: its full
// configuration. One weight takes it 92 ms, as nothing less than a whole matrix can be sent.
constexpr double kNeuroCoreXBytes = 21902;
constexpr double kNeuroCoreXLoad = 219;  // ms
constexpr double kMostWeightChange = 1;  // ms
constexpr std::uint32_t kDigitSteps = 19008;

// Random rows down to the synapse memory and up again. The line could carry a byte in ten bits.
bool print_bulk(const Chip& chip) {
  Report report("bytes of memory / bytes of the line's time");
  for (const std::uint32_t clocks_per_bit : {4u, 8u, 16u}) {
    SimulatedChip rtl = make_rtl_chip(chip.core, clocks_per_bit, 1);
    const Probe& probe = *rtl.probe;
    Link link("rtl", std::move(rtl.line), 4096);
    link.hello(1);
    LinkPort port(link);
    const std::uint32_t rows = 4096;
    const auto row_bytes = static_cast<std::uint8_t>(chip.core.lanes);
    Bytes bytes(std::size_t{rows} * row_bytes);
    std::mt19937 random(1);
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random());
    const auto efficiency = [&](std::uint64_t begin) {
      const auto took = static_cast<double>(probe.cycles() - begin);
      return static_cast<double>(bytes.size()) * kBitsPerByte * clocks_per_bit / took;
    };
    const std::string rate = std::to_string(clocks_per_bit) + " clocks a bit, " +
                             counted(bytes.size(), "random byte") + ", ";
    std::uint64_t begin = probe.cycles();
    port.write_rows(spec::Window::kSynapse, 0, row_bytes, bytes);
    report.at_least(rate + "written", efficiency(begin), kLeastEfficiency);
    begin = probe.cycles();
    const Bytes read = port.read_rows(spec::Window::kSynapse, 0, row_bytes, rows);
    report.at_least(rate + "read", read == bytes ? efficiency(begin) : 0, kLeastEfficiency);
  }
  return report.print();
}

// A network down the line at 1 Mbaud, until its first step may begin; then one weight.
bool print_load(const Network& network, const Chip& chip) {
  const auto clocks_per_bit = static_cast<std::uint32_t>(chip.clock_hz / 1000000);
  const Image image = place(network, chip);
  SimulatedChip rtl = make_rtl_chip(image.core, clocks_per_bit, 1);
  const Probe& probe = *rtl.probe;
  Link link("rtl", std::move(rtl.line), 4096);
  const auto ms = [&] {
    return 1e3 * static_cast<double>(probe.cycles()) / static_cast<double>(chip.clock_hz);
  };
  link.hello(1);
  LinkPort port(link);
  prepare_device(link, port, image);
  Report report(network.name + " at 1 Mbaud, beside NeuroCoreX");
  const LineBytes loaded = link.line_bytes();
  report.at_most("bytes to load it", static_cast<double>(loaded.written + loaded.read),
                 kNeuroCoreXBytes);
  report.at_most("ms to load it", ms(), kNeuroCoreXLoad);
  const double begin = ms();
  const auto row_bytes = static_cast<std::uint8_t>(image.core.lanes);
  port.write_rows(spec::Window::kSynapse, 0, row_bytes, Bytes(row_bytes, 5));
  report.at_most("ms to change a weight, to its reply", ms() - begin, kMostWeightChange);
  return report.print();
}

struct StreamCost {
  double clocks = 0;  // of the whole run, on the chip
  double cpu = 0;     // seconds
  LineBytes line;
  double steps = 0;  // clocks in steps
  double wait = 0;   // clocks between steps, in which records are read
};

StreamCost stream_digits(const Network& network, const Chip& chip, const std::string& machine) {
  SimulatedChip simulated = machine == "tlm"
                                ? make_tlm_chip(chip.core, chip.clock_hz, chip.clocks_per_bit)
                                : make_rtl_chip(chip.core, chip.clocks_per_bit, 1);
  Probe* const probe = simulated.probe;
  const auto device =
      make_device_backend(place(network, chip), std::move(simulated.line), probe, {machine});
  StimulusPlayer player(network);
  std::vector<StepStimulus> stimuli(kDigitSteps);
  for (StepStimulus& s : stimuli) player.next(s);
  std::vector<StepRecord> records;
  StreamCost cost;
  const std::uint64_t begin = probe->cycles();
  const double cpu = cpu_seconds();
  device->run(stimuli, false, records);
  cost.cpu = cpu_seconds() - cpu;
  cost.clocks = static_cast<double>(probe->cycles() - begin);
  cost.line = device->line_bytes();
  const Ledger ledger = device->ledger();
  cost.steps = static_cast<double>(ledger[spec::Event::kCyclesStep]);
  cost.wait = static_cast<double>(ledger[spec::Event::kCyclesWait]);
  return cost;
}

// Of what kept busy for nine tenths of the run it was bound by that.
const char* bound_by(double line, double core, double run) {
  constexpr double kBound = 0.9;
  if (line > kBound * run) return "line";
  if (core > kBound * run) return "core";
  return "commands of the link, which take turns with the line";
}

void print_stream(const Network& network, const Chip& chip) {
  const StreamCost rtl = stream_digits(network, chip, "rtl");
  const StreamCost tlm = stream_digits(network, chip, "tlm");
  const double byte_clocks = kBitsPerByte * chip.clocks_per_bit;
  const double down = static_cast<double>(rtl.line.written) * byte_clocks;
  const double up = static_cast<double>(rtl.line.read) * byte_clocks;
  std::vector<std::vector<std::string>> rows{
      {network.name + ", " + counted(kDigitSteps, "step") + " streamed to the RTL", "clocks",
       "of the run"}};
  const auto row = [&](const std::string& what, double clocks) {
    rows.push_back({what, number(clocks), percent(clocks, rtl.clocks)});
  };
  row("the run", rtl.clocks);
  row("line down is busy, " + counted(rtl.line.written, "byte"), down);
  row("line up is busy, " + counted(rtl.line.read, "byte"), up);
  row("core is in steps", rtl.steps);
  row("records are read between steps", rtl.wait);
  print_table(std::cout, rows);
  std::cout << "  a step takes " << number(rtl.clocks / kDigitSteps) << " clocks of the line and "
            << number(rtl.steps / kDigitSteps) << " of the core: the run is bound by the "
            << bound_by(std::max(down, up), rtl.steps + rtl.wait, rtl.clocks) << '\n'
            << "  the TLM says " << number(tlm.clocks) << " clocks for the run, "
            << percent(tlm.clocks - rtl.clocks, rtl.clocks) << " beside the RTL; it takes "
            << number(tlm.cpu) << " s of CPU, the RTL " << number(rtl.cpu) << " s ("
            << number(rtl.cpu / tlm.cpu) << " times as long; target 20)\n";
}

}  // namespace

bool print_link() {
  const Chip chip = read_chip(models_folder() + "/chips/core256.yaml");
  bool ok = print_bulk(chip);
  ok = print_load(read_network(models_folder() + "/networks/all_to_all90.yaml"), chip) && ok;
  print_stream(read_network(models_folder() + "/networks/digits/digits.yaml"), chip);
  return ok;
}

}  // namespace slk

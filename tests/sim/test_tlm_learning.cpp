// SPDX-License-Identifier: Apache-2.0
// The registers and windows of a TLM core that learns, command by command.
#include <catch2/catch.hpp>

#include "models/rule.hpp"
#include "tests/sim/tlm_core.hpp"

using namespace slk;
using spec::Register;
using spec::Window;
using tests::at;
using tests::TlmCore;

namespace {

// One input line, one plastic row of one word behind it, delay 1, and a neuron that fires in every
// step: its threshold is 0, its bias 1.
class Row {
 public:
  Row() {
    core_.write(at(Register::kOccupiedNeurons), 1);
    core_.write(at(Register::kOccupiedAxons), 32);
    write(Window::kAxon, 0, spec::Axon{0, 0, 1, 0, 0});
    write(Window::kRouteIndex, 0, spec::RouteIndex{});  // nobody hears the neuron
    write(Window::kRouteIndex, 256, spec::RouteIndex{0, 1});
    write(Window::kRoute, 0, spec::Route{0, 1});
    write(Window::kNeuron, 0, spec::Neuron{0});
    spec::Profile profile;
    profile.dv = 1u << spec::kDecayShift;
    profile.bias = 1;
    write(Window::kProfile, 0, profile);
    for (std::uint32_t chunk : {0u, 1u}) core_.write(at(Window::kSynapse, 0, chunk), 0x80808080);
    core_.write(at(Window::kSynapse, 0), 0x8080800a);
    core_.write(at(Register::kPlasticAxons), 1);
    write(Window::kPlasticAxon, 0, spec::PlasticAxon{1, 7, 3});
    write(Window::kAxonWindow, 0, spec::AxonWindow{});
    write(Window::kRule, 3, spec::Rule{-127, 127, 0, 0, 0});
    for (std::uint32_t table = 0; table < 3; ++table) {
      for (std::uint32_t d = 0; d < 32; ++d) {
        write(Window::kRuleTable, table * 256 + 3 * 32 + d, spec::RuleEntry{table == 0 ? 5 : 0});
      }
    }
    core_.write(at(Register::kModulators), modulators_value(3, {256, 256, true}));
    command(false, true, false);
  }

  void command(bool step, bool reset, bool flush) {
    spec::CommandRegister command;
    command.step = step;
    command.reset = reset;
    command.flush = flush;
    core_.command(command);
    core_.top->finish();
  }
  void step() { command(true, false, false); }
  void step_with_input() {
    core_.write(at(Register::kInput), 0);
    step();
  }
  spec::AxonWindow window() {
    const std::uint32_t bits = core_.read(at(Window::kAxonWindow, 0));
    return spec::unpack<spec::AxonWindow>(&bits);
  }
  std::uint32_t own() { return core_.read(at(Window::kHistory, 0)); }
  int weight() { return static_cast<std::int8_t>(core_.read(at(Window::kSynapse, 0))); }
  TlmCore& core() { return core_; }

 private:
  template <class T>
  void write(Window window, std::uint32_t row, const T& value) {
    const auto chunks = pack(value);
    for (std::uint32_t c = 0; c < chunks.size(); ++c) core_.write(at(window, row, c), chunks[c]);
  }

  TlmCore core_{"core256_learn"};
};

}  // namespace

TEST_CASE("an event opens the row's window, and its updates wait for a flush or the window's end") {
  Row row;
  CHECK(row.own() == 0);
  row.step_with_input();
  CHECK(row.own() == 1);
  CHECK(row.window().open == 0);
  row.step();
  CHECK(row.window() == spec::AxonWindow{2, 1});
  CHECK(row.own() == 3);
  CHECK(row.weight() == 10);  // the spike of step 2 is within the window, and due from step 3 on
  row.command(false, false, true);
  CHECK(row.weight() == 15);
  row.command(false, false, true);
  CHECK(row.weight() == 15);  // no update is made twice
  for (int step = 3; step <= 33; ++step) row.step();
  CHECK(row.window() == spec::AxonWindow{2, 1});
  row.step();
  CHECK(row.window().open == 0);
  CHECK(row.weight() == 15);
  CHECK(row.own() == 0xffffffff);
  CHECK(row.core().take_faults() == spec::FaultsRegister());
}

TEST_CASE("a reset makes what is due, closes the window and clears the histories") {
  Row row;
  row.step_with_input();
  row.step();
  row.command(false, true, false);
  CHECK(row.weight() == 15);
  CHECK(row.window().open == 0);
  CHECK(row.own() == 0);
}

TEST_CASE("a weight that a host writes while a window is open is the one that learns") {
  Row row;
  row.step_with_input();
  row.step();
  row.core().write(at(Window::kSynapse, 0), 0x808080f0);  // -16
  CHECK(row.window().open == 1);
  row.command(false, false, true);
  CHECK(row.weight() == -11);
}

TEST_CASE("modulators and rules that were written take effect with the next command") {
  TlmCore core{"core256_learn"};
  const auto run = [&](bool flush, bool reset) {
    spec::CommandRegister command;
    command.flush = flush;
    command.reset = reset;
    core.command(command);
    return core.top->finish();
  };
  const auto modulate = [&](std::int16_t m_plus, std::int16_t m_minus, std::uint32_t rule) {
    core.write(at(Register::kModulators), modulators_value(rule, {m_plus, m_minus, true}));
  };
  core.write(at(Register::kOccupiedAxons), 32);
  CHECK(run(true, false) == 0);  // no plastic row, nothing to rescale
  core.write(at(Window::kRule, 2, 0), 0);
  core.write(at(Window::kRuleTable, spec::kTableN * 256 + 7 * 32 + 31), 0);
  CHECK(run(true, false) == 4 + 2 * 97);
  CHECK(core.read(at(Register::kCyclesRescale)) == 4 + 2 * 97);
  modulate(1, 0, 2);
  CHECK(run(false, true) == (2 + 32) + (4 + 97));  // enable changes from 0
  // With a plastic row the rules are flushed first, by what held so far.
  core.write(at(Register::kPlasticAxons), 1);
  core.write(at(Window::kAxonWindow, 0), pack(spec::AxonWindow{5, 0})[0]);
  modulate(9, 9, 2);
  modulate(1, 9, 2);  // the last one wins: only m_minus changes
  CHECK(run(true, false) == (3 + 13 + 1) + (4 + 33));
  CHECK(core.read(at(Register::kCyclesFlush)) == 3 + 13 + 1);
  modulate(1, 9, 2);
  CHECK(run(true, false) == 3 + 13 + 1);
  CHECK(core.read(at(Register::kCyclesRescale)) == 0);
  CHECK(core.take_faults() == spec::FaultsRegister());
}

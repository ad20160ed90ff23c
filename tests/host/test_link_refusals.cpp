// SPDX-License-Identifier: Apache-2.0
// What can be wrong with a device, and the one sentence that says so.
#include <catch2/catch.hpp>

#include "host/link_port.hpp"
#include "models/digest.hpp"
#include "models/output_code.hpp"
#include "tests/host/fake_run.hpp"

using namespace slk;
using namespace slk::tests;
using spec::Register;
using spec::Window;

namespace {

DeviceOptions options() {
  DeviceOptions o;
  o.name = "fake";
  o.patience = 100;
  return o;
}

// What connecting to the device is refused with.
std::string connecting(FakeDevice& device) {
  return machine_error(
      [&] { make_device_backend(fake_image(), device.pipe(), nullptr, options()); });
}

// Changes replies to commands of one opcode, from the n-th on.
auto on(int opcode, const std::function<void(Reply&)>& change, int from = 0) {
  return [=, seen = 0](const DecodedCommand& c, Reply& reply) mutable {
    if (c.opcode == opcode && seen++ >= from) change(reply);
  };
}

using Entries = std::vector<spec::OutputEntry>;

// A run of 20 steps over a device that is prepared after loading; its last record's fault, or what
// it was refused with.
std::string running(FakeDevice& device, const std::function<void()>& prepare) {
  const Image image = fake_image();
  const auto backend = make_device_backend(image, device.pipe(), nullptr, options());
  prepare();
  std::vector<StepStimulus> stimuli(20);
  for (std::uint32_t i = 0; i < 20; ++i) stimuli[i] = {i + 1, false, false, false, {3}};
  std::vector<StepRecord> records;
  const std::string error = machine_error([&] { backend->run(stimuli, false, records); });
  if (!error.empty()) return error;
  REQUIRE(!records.empty());
  REQUIRE(records.back().step == records.size());
  for (std::size_t i = 0; i + 1 < records.size(); ++i) CHECK(records[i].fault.empty());
  return "step " + std::to_string(records.size()) + ": " + records.back().fault;
}

// The same, with the entries of every output changed.
std::string running_with(const std::function<void(Entries&)>& change) {
  FakeDevice device;
  return running(device, [&] {
    device.tamper = on(spec::kOpcodeOutput, [&](Reply& reply) {
      Entries entries;
      CHECK(decode_output(reply.data, entries).empty());
      change(entries);
      reply.data = encode_output(entries);
    });
  });
}

}  // namespace

TEST_CASE("a device that is no core of ours, or of another spec, is not used") {
  FakeDevice device;
  const std::string hash = hex64(spec::kHash);
  device.reg(Register::kSpecHashLow) ^= 1;
  CHECK(connecting(device) == "fake: the device has identity 534c4b31 and spec hash " +
                                  hex64(spec::kHash ^ 1) + ", this program 534c4b31 and " + hash +
                                  "; build both from the same sources");
  FakeDevice other;
  other.reg(Register::kIdentity) = 0x12345678;
  CHECK(connecting(other) == "fake: the device has identity 12345678 and spec hash " + hash +
                                 ", this program 534c4b31 and " + hash +
                                 "; build both from the same sources");
  FakeDevice brief;
  brief.tamper = on(spec::kOpcodeHello, [](Reply& r) { r.data.resize(8); });
  CHECK(connecting(brief) ==
        "fake: hello was answered with 8 bytes and status ok, not with 16 and ok; build device and "
        "program from the same sources");
}

TEST_CASE("a device that says nothing, or stops to") {
  FakeDevice device;
  device.copies_out = [](std::size_t) { return 0; };
  CHECK(connecting(device) ==
        "fake: no answer to hello, asked 3 times; check that the device runs, and that nothing "
        "else uses the line");
  CHECK(device.commands == 3);
  FakeDevice dies;
  dies.copies_out = [](std::size_t reply) { return reply < 12 ? 1 : 0; };
  CHECK(connecting(dies) ==
        "fake: no answer to write of synapse rows 85 to 169, asked 19 times; check that the device "
        "runs, and that nothing else uses the line");
}

TEST_CASE("a device that talks, but not in frames") {
  FakeDevice garbage;
  garbage.noise = [](Bytes& wire) { wire.assign(10, 0x55); };
  CHECK(connecting(garbage) ==
        "fake: 30 bytes came, but no answer to hello (damaged frames: 0); check the bit rate and "
        "the wiring");
  FakeDevice damaged;
  damaged.noise = [](Bytes& wire) { wire[3] ^= 0x40; };
  CHECK(connecting(damaged) ==
        "fake: 75 bytes came, but no answer to hello (damaged frames: 3); check the bit rate and "
        "the wiring");
  FakeDevice truncated;
  truncated.noise = [](Bytes& wire) { wire.resize(wire.size() - 2); };
  CHECK_THAT(connecting(truncated), Catch::EndsWith("check the bit rate and the wiring"));
}

TEST_CASE("a device that answers something else") {
  FakeDevice opcode;
  opcode.tamper = on(spec::kOpcodeHello, [](Reply& r) { r.opcode = spec::kOpcodeRead; });
  CHECK(connecting(opcode) ==
        "fake: the device answers, but not to hello; it was reset, or another program uses the "
        "line: begin anew");
  FakeDevice sequence;
  sequence.tamper = on(spec::kOpcodeRunTo, [](Reply& r) { r.sequence ^= 0x40; });
  CHECK(connecting(sequence) ==
        "fake: the device answers, but not to run_to step 0; it was reset, or another program uses "
        "the line: begin anew");
  FakeDevice refuses;
  refuses.tamper = on(spec::kOpcodeRunTo, [](Reply& r) {
    r.data = {r.sequence};
    r.status = spec::kStatusSequence;
  });
  CHECK(connecting(refuses) ==
        "fake: 1000 replies came, but none to run_to step 0; reset the device");
  FakeDevice brief;
  brief.tamper = on(
      spec::kOpcodeRead, [](Reply& r) { r.data.resize(1); }, 1);
  CHECK(connecting(brief) ==
        "fake: read of register options brought 1 bytes, not 4; build device and program from the "
        "same sources");
}

TEST_CASE("a core that the network was not placed for") {
  FakeDevice lanes;
  lanes.reg(Register::kOptions) = pack(spec::OptionsRegister{4, 2, 1})[0];
  CHECK(connecting(lanes) ==
        "fake: the core has 4 lanes, the network is placed for 8; place it for this core (--chip)");
  FakeDevice learns;
  learns.reg(Register::kOptions) = pack(spec::OptionsRegister{8, 2, 1, 1, 0})[0];
  CHECK(connecting(learns) ==
        "fake: the core has 8 rules, the network is placed for 0; place it for this core (--chip)");
  FakeDevice teaches;
  teaches.reg(Register::kOptions) = pack(spec::OptionsRegister{8, 2, 1, 0, 1})[0];
  CHECK(connecting(teaches) ==
        "fake: the core has 8 tables Q, the network is placed for 0; place it for this core "
        "(--chip)");
  FakeDevice mute;
  mute.reg(Register::kOptions) = pack(spec::OptionsRegister{8, 2, 1})[0];
  CHECK(connecting(mute) == "fake: the core has 0 counted events, the network is placed for " +
                                std::to_string(spec::kEventCount) +
                                "; place it for this core (--chip)");
  FakeDevice small;
  small.reg(Register::kSizeSynapseWords) = 100;
  CHECK(connecting(small) ==
        "fake: the core has 100 synapse words, the network is placed for 1024; place it for this "
        "core (--chip)");
  FakeDevice records;
  records.reg(Register::kSizeRecords) = 14;
  CHECK(connecting(records) ==
        "fake: a step of this network needs 15 bytes of the record store, which has 14; build the "
        "device with a larger one, or make the network smaller");
  FakeDevice large;
  large.reg(Register::kSizeNeurons) = 0xffffff00;
  CHECK(
      connecting(large) ==
      "the core says that it has 4294967040 neurons, more than a core can have; reset the device");
  FakeDevice receive;
  receive.reg(Register::kSizeReceive) = 63;
  CHECK(
      connecting(receive) ==
      "fake: the device has a receive store of 63 bytes, and this program needs 64; build it with "
      "a larger one");
  FakeDevice output;
  output.reg(Register::kSizeOutput) = 53;
  CHECK(connecting(output) ==
        "fake: a step of this network needs 54 entries of the output store, which has 53; build "
        "the device with a larger one, or make the network smaller");
  FakeDevice busy;
  busy.reg(Register::kStatus) = 1;
  CHECK(connecting(busy) ==
        "fake: the core is still busy after 1000 looks at its status: it hangs; reset the device");
}

TEST_CASE("a command that the device refuses") {
  FakeDevice device;
  Link link("fake", device.pipe(), 100);
  link.hello(1);
  LinkPort port(link);
  CHECK(
      machine_error([&] { port.read_rows(static_cast<Window>(20), 7, 8, 2); }) ==
      "fake: read of window 20 rows 7 to 8 was answered with status address: the core has no such "
      "place, or refuses it now; place the network for this core");
  CHECK(machine_error([&] { port.write(Register::kIdentity, 1); }) ==
        "fake: write of register identity was answered with status address: the core has no such "
        "place, or refuses it now; place the network for this core");
  CHECK(machine_error([&] {
          ask(link, RecordsCommand{9, {}});
        }) ==
        "fake: records at byte 9 was answered with status range: the device is not where this "
        "program left it; reset it and begin anew");
  CHECK(machine_error([&] { ask(link, RunToCommand{0x40000000}); }) ==
        "fake: run_to step 1073741824 was answered with status range: the device is not where this "
        "program left it; reset it and begin anew");
  CHECK(machine_error([&] {
          ask(link, OutputCommand{0, 5, 1, 1});
        }) ==
        "fake: output from entry 5 was answered with status range: the device is not where this "
        "program left it; reset it and begin anew");
  device.lazy = true;
  ask(link, RunToCommand{3});
  CHECK(machine_error([&] { port.read_rows(Window::kAxon, 7, 6, 1); }) ==
        "fake: read of axon row 7 was answered with status busy: a run is under way; end it with "
        "run_to, or reset the device");
  device.reg(Register::kSizeRecords) = 2;
  CHECK(machine_error([&] {
          ask(link, RecordsCommand{0, {0x81, 2, 0}});
        }) ==
        "fake: records at byte 0 was answered with status room: the record store is full; reset "
        "the device and begin anew");
  device.tamper = on(spec::kOpcodeRunTo, [](Reply& r) { r.status = spec::kStatusOpcode; });
  CHECK(machine_error([&] { ask(link, RunToCommand{3}); }) ==
        "fake: run_to step 3 was answered with status opcode: the device knows no such command; "
        "build it and this program from the same sources");
}

TEST_CASE("a run that goes wrong ends with a fault in the record of its step") {
  FakeDevice hangs;
  CHECK(running(hangs, [&] { hangs.hang_step = 8; }) ==
        "step 8: no step has ended for 2^24 clock cycles: the core hangs");
  FakeDevice lies;
  CHECK(running(lies, [&] {
          lies.tamper = on(spec::kOpcodeOutput, [](Reply& r) { r.status = spec::kStatusStalled; });
        }) == "step 20: no step has ended for 2^24 clock cycles: the core hangs");
  FakeDevice faulty;
  CHECK(running(faulty, [&] { faulty.fault_step = 5; }) ==
        "step 20: the core reports the fault ring_merge");
  CHECK(faulty.reg(Register::kRunTarget) == 0);
  FakeDevice link;
  CHECK(running(link, [&] {
          link.reg(Register::kLinkFaults) = 1 + 8 + 16;
          link.tamper = on(spec::kOpcodeRunTo, [](Reply&) {});
        }) == "step 20: the link reports the fault record_kind, record_step");
  FakeDevice both;
  CHECK(
      running(both, [&] {
        both.reg(Register::kLinkFaults) = 16;
        both.reg(Register::kFaults) = 5;
      }) == "step 20: the core reports the fault host_busy, input_overflow; the link record_step");
  FakeDevice unnamed;
  CHECK(running(unnamed, [&] {
          unnamed.tamper = on(spec::kOpcodeOutput, [](Reply& r) { r.fault = true; });
        }) == "step 20: the device reports a fault that no register names");
}

TEST_CASE("output that cannot be is a fault of the step that it belongs to") {
  // Every step brings step, one or two spikes, cycles; line 3 is slot 3.
  CHECK(running_with([](Entries& e) { e.resize(9); }) ==
        "step 3: the output ends after 9 of 230 entries, before step 20 is complete: the run has "
        "stopped");
  CHECK(running_with([](Entries& e) { e.erase(e.begin(), e.begin() + 4); }) ==
        "step 1: the output brings step 2 instead of step 1");
  CHECK(running_with([](Entries& e) { e.erase(e.begin() + 3); }) ==
        "step 1: the output brings step 2 before the end of step 1");
  CHECK(running_with([](Entries& e) { e.erase(e.begin()); }) ==
        "step 1: the output goes on with an entry of kind 0 instead of step 1");
  CHECK(running_with([](Entries& e) {
          e[2] = {50, spec::kEntrySpike};
        }) == "step 1: the output brings a spike of slot 50, but only 50 are occupied");
  CHECK(running_with([](Entries& e) {
          e.push_back({21, spec::kEntryStep});
        }) == "step 20: the output goes on behind the last step");
  CHECK(running_with([](Entries& e) {
          e.resize(231, {20, spec::kEntryStep});
        }) == "step 1: the output brings 231 entries, asked for 230");
  const auto running_on = [](const Bytes& data) {
    FakeDevice device;
    return running(device, [&] {
      device.tamper = on(spec::kOpcodeOutput, [&](Reply& reply) { reply.data = data; });
    });
  };
  CHECK(running_on({0x80}) == "step 1: the output counts from a step that it did not name");
  CHECK(running_on({0xbf, 1, 0, 0, 0, 0x78, 3}) == "step 1: the output ends within a code");
  // Slots 3 and 2: the second code is a far one.
  CHECK(running_on({0xbf, 1, 0, 0, 0, 0x18, 0x78, 2, 0}) ==
        "step 1: the output brings a spike of slot 2 after one of slot 3");
}

TEST_CASE("a probe and a line that disagree are a fault") {
  class Probe : public slk::Probe {
   public:
    explicit Probe(FakeDevice& device) : device_(device) {}
    std::uint64_t cycles() const override { return 0; }
    std::vector<spec::Trace> take_beats() override {
      std::vector<spec::Trace> beats = std::exchange(device_.beats, {});
      change(beats);
      return beats;
    }
    LineSetting line() const override { return {}; }
    std::string fault() const override { return said; }
    HostPort& backdoor() override { throw Error("no backdoor"); }
    void dump_wave(const std::string&) override {}
    std::function<void(std::vector<spec::Trace>&)> change = [](std::vector<spec::Trace>&) {};
    std::string said;

   private:
    FakeDevice& device_;
  };
  const auto run = [](const std::function<void(Probe&)>& prepare) {
    FakeDevice device;
    Probe probe(device);
    const auto backend = make_device_backend(fake_image(), device.pipe(), &probe, options());
    prepare(probe);
    std::vector<StepRecord> records;
    backend->run({{1, false, false, false, {3, 4}}, {2, false, false, false, {}}}, false, records);
    return std::to_string(records.size()) + ": " + records.back().fault;
  };
  CHECK(run([](Probe&) {}) == "2: ");
  CHECK(run([](Probe& p) {
          p.change = [](auto& beats) {
            if (!beats.empty()) beats[4].spike = 0;
          };
        }) == "1: the trace port shows spikes of neurons 41, 43, the line brought 41, 43, 44");
  CHECK(run([](Probe& p) {
          p.change = [](auto& beats) {
            if (!beats.empty()) beats[6].slot = 7;
          };
        }) == "1: the trace port shows slot 7 in beat 6 of 50");
  CHECK(run([](Probe& p) {
          p.change = [](auto& beats) { beats.resize(std::min<std::size_t>(beats.size(), 90)); };
        }) == "2: the trace port shows 40 updates of 50 neurons");
  CHECK(run([](Probe& p) { p.said = "an assertion failed"; }) == "1: an assertion failed");
}

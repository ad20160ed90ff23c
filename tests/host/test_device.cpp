// SPDX-License-Identifier: Apache-2.0
// The device backend on a device without gates: loading, streaming, credit, probes.
#include <catch2/catch.hpp>

#include "host/link_port.hpp"
#include "host/verify_load.hpp"
#include "models/error.hpp"
#include "tests/host/fake_run.hpp"

using namespace slk;
using namespace slk::tests;
using spec::Register;
using spec::Window;

namespace {

// Memories without the line.
class Backdoor : public HostPort {
 public:
  explicit Backdoor(FakeDevice& device) : device_(device) {}
  std::uint32_t access(Window window, std::uint32_t row, std::uint32_t chunk, bool,
                       std::uint32_t) override {
    return number32_at(device_.rows.at({static_cast<std::uint8_t>(window), row}), 4 * chunk);
  }

 private:
  FakeDevice& device_;
};

class FakeProbe : public Probe {
 public:
  explicit FakeProbe(FakeDevice& device) : device_(device), backdoor_(device) {}
  std::vector<spec::Trace> take_beats() override { return std::exchange(device_.beats, {}); }
  std::uint64_t cycles() const override { return 0; }
  LineSetting line() const override { return {}; }
  std::string fault() const override { return fault_; }
  HostPort& backdoor() override { return backdoor_; }
  void dump_wave(const std::string& path) override { wave_ = path; }

  std::string fault_;
  std::string wave_ = "none";

 private:
  FakeDevice& device_;
  Backdoor backdoor_;
};

std::unique_ptr<Device> connect(FakeDevice& device, const Image& image, Probe* probe = nullptr) {
  DeviceOptions options;
  options.name = "fake";
  return make_device_backend(image, device.pipe(), probe, options);
}

void check_host_kept_within_the_stores(FakeDevice& device) {
  CHECK(device.crimes.empty());
  CHECK(device.receive_peak <= device.reg(Register::kSizeReceive));
  CHECK(device.records_peak <= device.reg(Register::kSizeRecords));
  CHECK(device.output_peak <= device.reg(Register::kSizeOutput));
}

}  // namespace

TEST_CASE(
    "what the image says is in the device after it was loaded, read over the line and behind it") {
  FakeDevice device;
  device.rows[{static_cast<std::uint8_t>(Window::kAxon), 0}] = Bytes(32, 0xee);
  const Image image = fake_image();
  const auto backend = connect(device, image);
  CHECK(backend->weights() == [&] {
    std::vector<std::int8_t> weights;
    for (const std::uint32_t at : image.synapse_at) weights.push_back(image.weights[at]);
    return weights;
  }());

  FakeProbe probe(device);
  Link link("fake", device.pipe(), 100);
  CHECK(link.hello(2) == 1);
  LinkPort port(link);
  LoadCheck check = verify_load(port, probe.backdoor(), image);
  CHECK(check.difference == "");
  std::cout << "line = backdoor = image: " << check.rows << " rows\n";
  CHECK(check.rows > 500);
  CHECK(device.reg(Register::kOccupiedNeurons) == 50);
  CHECK(device.reg(Register::kReport) == 1);

  device.rows[{static_cast<std::uint8_t>(Window::kRoute), 3}][1] ^= 0x80;
  check = verify_load(port, probe.backdoor(), image);
  CHECK_THAT(check.difference, Catch::StartsWith("route row 3: the image has "));
}

TEST_CASE("a run is streamed, and its records are those of the device") {
  Draw draw("test_host", 40);
  const Image image = fake_image();
  std::size_t steps = 0;
  for (std::uint64_t i = 0; i < draw.cases(); ++i) {
    FakeDevice device;
    device.lazy = draw.chance(50);
    device.pieces = draw.chance(50) ? 0 : 1 + draw.below(30);
    device.reg(Register::kSizeReceive) = 128 + draw.below(2000);
    device.reg(Register::kSizeRecords) = 64 + draw.below(1000);
    device.reg(Register::kSizeOutput) = 54 + draw.below(500);
    const auto backend = connect(device, image);
    std::vector<StepRecord> records;
    std::uint32_t first = 1;
    for (const std::uint32_t count : {1u, 3u, 400u, 1u, 100u}) {
      const auto stimuli = fake_stimuli(draw, first, count);
      backend->run(stimuli, false, records);
      steps += check_records(image, stimuli, records);
      first += count;
    }
    check_host_kept_within_the_stores(device);
  }
  std::cout << "records = device: " << steps << " steps\n";
  CHECK(steps > 0);
}

TEST_CASE("what is sent does not depend on how fast the device runs, or on how its bytes come") {
  Draw draw("test_host", 10);
  const Image image = fake_image();
  for (std::uint64_t i = 0; i < draw.cases(); ++i) {
    const auto stimuli = fake_stimuli(draw, 1, 700);
    Bytes written;
    for (const bool lazy : {false, true}) {
      for (const std::size_t pieces : {0u, 1u, 7u, 100u}) {
        FakeDevice device;
        device.lazy = lazy;
        device.pieces = pieces;
        const auto backend = connect(device, image);
        std::vector<StepRecord> records;
        backend->run(stimuli, false, records);
        backend->ledger();
        if (written.empty()) written = device.written;
        REQUIRE(device.written == written);
      }
    }
  }
}

TEST_CASE("the device is kept busy: the next batches are there before one is read") {
  FakeDevice device;
  const Image image = fake_image();
  const auto backend = connect(device, image);
  const std::size_t before = device.commands;
  std::vector<std::string> order;
  device.tamper = [&](const DecodedCommand& c, Reply&) {
    if (c.opcode == spec::kOpcodeRunTo) order.push_back("run");
    if (c.opcode == spec::kOpcodeOutput && (order.empty() || order.back() != "output")) {
      order.push_back("output");
    }
  };
  std::vector<StepStimulus> stimuli(5 * 256);
  for (std::uint32_t i = 0; i < stimuli.size(); ++i) stimuli[i].step = i + 1;
  std::vector<StepRecord> records;
  backend->run(stimuli, false, records);
  check_records(image, stimuli, records);
  CHECK(order == std::vector<std::string>{"run", "run", "run", "run", "output", "run", "output"});
  CHECK(device.commands - before < 100);
}

TEST_CASE("line bytes of host and device are equal, to the byte") {
  FakeDevice device;
  const Image image = fake_image();
  const auto backend = connect(device, image);
  Draw draw("test_host", 1);
  std::vector<StepRecord> records;
  backend->run(fake_stimuli(draw, 1, 300), false, records);
  const Ledger ledger = backend->ledger();
  const LineBytes line = backend->line_bytes();
  CHECK(ledger[spec::Event::kLinkBytesIn] == line.written);
  // Behind the counter come its own row of 6 bytes, the status, the FCS and a flag, with escapes,
  // and before these the rows of the events behind it, which are zero.
  const std::uint64_t behind =
      6 * (spec::kEventCount - 1 - static_cast<std::size_t>(spec::Event::kLinkBytesOut));
  const std::uint64_t rest = line.read - ledger[spec::Event::kLinkBytesOut] - behind;
  CHECK(rest >= 12);
  CHECK(rest <= 12 + 11);
  CHECK(line.read > 2500);
}

TEST_CASE("a bad line costs time, and ends in right records or in a sentence") {
  Draw draw("test_host", 200);
  const Image image = fake_image();
  std::size_t steps = 0;
  std::uint64_t given_up = 0;
  for (std::uint64_t i = 0; i < draw.cases(); ++i) {
    FakeDevice device;
    device.lazy = draw.chance(50);
    const std::uint32_t percent = draw.below(8);
    const auto copies = [&](std::size_t) { return draw.chance(percent) ? 2 * draw.below(2) : 1; };
    device.copies_in = copies;
    device.copies_out = copies;
    device.silences = [&](std::size_t) { return draw.chance(percent) ? 1 : 0; };
    device.noise = [&](Bytes& wire) {
      if (draw.chance(percent)) wire[draw.below(static_cast<std::uint32_t>(wire.size()))] ^= 4;
    };
    const auto stimuli = fake_stimuli(draw, 1, 500);
    std::vector<StepRecord> records;
    const std::string error =
        machine_error([&] { connect(device, image)->run(stimuli, false, records); });
    CHECK(device.crimes.empty());
    if (error.empty()) {
      steps += check_records(image, stimuli, records);
    } else {
      CHECK_THAT(error, Catch::StartsWith("fake: "));
      ++given_up;
    }
  }
  std::cout << "records over a bad line = device: " << steps << " steps; given up " << given_up
            << " of " << draw.cases() << " runs\n";
  CHECK(given_up < draw.cases() / 10);
}

TEST_CASE("states come from the probe, and without one from the window state") {
  const Image image = fake_image();
  Draw draw("test_host", 1);
  const auto stimuli = fake_stimuli(draw, 1, 30);
  std::vector<StepRecord> records;

  FakeDevice shown;
  FakeProbe probe(shown);
  const auto with = connect(shown, image, &probe);
  with->run(stimuli, true, records);
  check_records(image, stimuli, records);
  for (const StepRecord& record : records) {
    REQUIRE(record.states.size() == 50);
    CHECK(record.states[7] == NeuronState{0, 0, static_cast<std::int32_t>(record.step), 7, 0});
  }
  with->dump_wave("x.fst");
  CHECK(probe.wave_ == "x.fst");

  FakeDevice board;
  const auto without = connect(board, image);
  const spec::State state{-1, 2, -3, 4, 5};
  Bytes& row = board.rows[{static_cast<std::uint8_t>(Window::kState), 49}];
  for (const std::uint32_t chunk : pack(state)) append_number(row, chunk, 4);
  row.resize(32);
  without->run(stimuli, true, records);
  check_records(image, stimuli, records);
  for (const StepRecord& record : records) {
    REQUIRE(record.states.size() == 50);
    CHECK(record.states[49] == state);
  }
  without->dump_wave("ignored");
}

TEST_CASE("a device that another host left in the middle of a run begins anew") {
  FakeDevice device;
  device.lazy = true;
  const Image image = fake_image();
  Draw draw("test_host", 1);
  std::vector<StepRecord> records;
  connect(device, image)->run(fake_stimuli(draw, 1, 50), false, records);
  {
    Link link("fake", device.pipe(), 100);
    link.hello(99);
    ask(link, RecordsCommand{device.reg(Register::kRecordsEnd), {0x90, 0x40, 1, 0}});
    ask(link, RunToCommand{5000});
  }
  device.fault_step = 51;
  device.reg(Register::kLinkFaults) = 31;
  const auto stimuli = fake_stimuli(draw, 1, 50);
  connect(device, image)->run(stimuli, false, records);
  CHECK(check_records(image, stimuli, records) == 50);
  CHECK(device.reg(Register::kSession) == 1);
  CHECK(device.crimes.empty());
}

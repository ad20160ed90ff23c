// SPDX-License-Identifier: Apache-2.0
// A line that breaks and comes back: the run goes on where it was, or says why it does not.
#include <catch2/catch.hpp>

#include "host/link_port.hpp"
#include "tests/host/fake_run.hpp"

using namespace slk;
using namespace slk::tests;
using spec::Register;

namespace {

constexpr std::uint32_t kSession = 0xfeedbeef;

std::unique_ptr<Device> connect(FakeDevice& device, const Image& image) {
  return make_device_backend(image, device.pipe(), nullptr, {"device", kSession, 100});
}

// Ten steps, and then whatever `between` does to the device, and twenty more: what goes wrong.
std::string interrupted(FakeDevice& device, const std::function<void()>& between) {
  const Image image = fake_image();
  const auto backend = connect(device, image);
  Draw draw("test_host", 1);
  std::vector<StepRecord> records;
  backend->run(fake_stimuli(draw, 1, 10), false, records);
  between();
  return machine_error([&] { backend->run(fake_stimuli(draw, 11, 20), false, records); });
}

// Breaks once, `bytes` after it was asked.
std::function<std::size_t()> once(std::size_t bytes) {
  return [bytes, first = true]() mutable {
    return std::exchange(first, false) ? bytes : std::size_t(-1);
  };
}

}  // namespace

TEST_CASE("a line may break behind any byte of a run, and the records are those of a whole line") {
  const Image image = fake_image();
  FakeDevice whole;
  Draw one("test_host", 1);
  const auto stimuli = fake_stimuli(one, 1, 60);
  std::vector<StepRecord> records;
  const auto backend = connect(whole, image);
  backend->run(stimuli, false, records);
  const LineBytes bytes = backend->line_bytes();
  const std::size_t all = whole.written.size() + bytes.read;
  const std::size_t greeted = 120;  // behind hello and the sizes
  std::size_t steps = 0, breaks = 0;
  for (std::size_t at = greeted; at < all; ++at) {
    FakeDevice device;
    device.lazy = at % 2 == 0;
    device.bytes_to_break = once(at);
    INFO("the line breaks behind byte " << at);
    connect(device, image)->run(stimuli, false, records);
    steps += check_records(image, stimuli, records);
    REQUIRE(device.crimes.empty());
    breaks += device.breaks;
  }
  std::cout << "broken lines: " << breaks << ", records behind them = device: " << steps
            << " steps\n";
  CHECK(breaks > 1000);
}

TEST_CASE("a line that breaks again and again brings the records of a whole line") {
  Draw draw("test_host", 100);
  const Image image = fake_image();
  std::size_t steps = 0, breaks = 0;
  for (std::uint64_t i = 0; i < draw.cases(); ++i) {
    FakeDevice device;
    device.lazy = draw.chance(50);
    // Now and then it breaks while we are still asking for the session.
    bool greeted = false;
    device.bytes_to_break = [&]() -> std::size_t {
      if (!std::exchange(greeted, true)) return 400;
      return 1 + draw.below(draw.chance(20) ? 50 : 4000);
    };
    device.opens = [&] { return draw.chance(90); };
    device.noise = [&](Bytes& wire) {
      if (draw.chance(1)) wire[draw.below(static_cast<std::uint32_t>(wire.size()))] ^= 4;
    };
    const auto stimuli = fake_stimuli(draw, 1, 500);
    std::vector<StepRecord> records;
    connect(device, image)->run(stimuli, false, records);
    steps += check_records(image, stimuli, records);
    CHECK(device.crimes.empty());
    breaks += device.breaks;
  }
  std::cout << "records over lines that break = device: " << steps << " steps, " << breaks
            << " breaks\n";
  CHECK(breaks > 5 * draw.cases());
}

TEST_CASE("a line that stays broken is given up after a while") {
  FakeDevice device;
  std::size_t tries = 0;
  device.bytes_to_break = once(3000);
  device.opens = [&] { return ++tries == 0; };
  const Image image = fake_image();
  CHECK(machine_error([&] { connect(device, image); }) ==
        "fake: the line broke; tried 11 times in 20 s to go on; check the line and begin anew");
  CHECK(tries == 11);
  // Opened, but it breaks before anything is answered: that does not go on for ever, either.
  FakeDevice brief;
  brief.bytes_to_break = [first = true]() mutable {
    return std::exchange(first, false) ? std::size_t{3000} : std::size_t{4};
  };
  CHECK(machine_error([&] { connect(brief, image); }) ==
        "fake: the line broke; tried 11 times in 20 s to go on; check the line and begin anew");
  // Before the first answer there is nothing to go on with.
  FakeDevice never;
  never.bytes_to_break = [] { return std::size_t{20}; };
  CHECK(machine_error([&] { connect(never, image); }) ==
        "fake: the line broke; check that it is a device, and that nothing else uses it");
}

TEST_CASE("a device that was reset while the line was broken is told from one that was not") {
  FakeDevice device;
  CHECK(interrupted(device, [&] {
          device.broken = true;
          device.reset();
        }) == "fake: the device was reset; begin anew");
}

TEST_CASE("a device that another program used while the line was broken is told from one of ours") {
  FakeDevice device;
  CHECK(interrupted(device,
                    [&] {
                      Link("other", device.pipe(), 100).hello(7);
                      device.broken = true;
                    }) ==
        "fake: another program used the device, which has session 00000007 and not our feedbeef; "
        "begin anew");
}

TEST_CASE("a device that is reset in the middle of a run is told by its session, not by silence") {
  FakeDevice device;
  CHECK(interrupted(device, [&] { device.reset(); }) == "fake: the device was reset; begin anew");
}

TEST_CASE("a device that is reset while it is loaded is never run") {
  const Image image = fake_image();
  FakeDevice whole;
  connect(whole, image);
  std::size_t resets = 0;
  for (std::size_t frame = 2; frame + 6 < whole.commands; ++frame) {
    FakeDevice device;
    device.copies_in = [&](std::size_t n) {
      if (n == frame) device.reset();
      return 1;
    };
    INFO("reset before frame " << frame);
    const std::string error = machine_error([&] { connect(device, image); });
    REQUIRE_THAT(error, Catch::EndsWith("begin anew"));
    ++resets;
  }
  CHECK(resets > 20);
}

TEST_CASE("a device that was silent for long is asked for its session, and the run goes on") {
  FakeDevice device;
  // Every reply to three commands is lost, and then that to the question is not.
  device.copies_out = [&](std::size_t reply) { return reply >= 30 && reply < 33 ? 0 : 1; };
  const Image image = fake_image();
  Draw draw("test_host", 1);
  const auto stimuli = fake_stimuli(draw, 1, 200);
  std::vector<StepRecord> records;
  connect(device, image)->run(stimuli, false, records);
  CHECK(check_records(image, stimuli, records) == 200);
}

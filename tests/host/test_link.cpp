// SPDX-License-Identifier: Apache-2.0
// The driver of the link: sequence numbers, losses one by one, windows, rows in frames.
#include <catch2/catch.hpp>

#include "host/link_port.hpp"
#include "host/link_words.hpp"
#include "tests/host/fake_run.hpp"

using namespace slk;
using namespace slk::tests;
using spec::Register;
using spec::Window;

namespace {

constexpr std::uint64_t kPatience = 100;

// A device whose synapse memory holds 3000 rows of 8 bytes, and what they are.
Bytes fill(LinkPort& port, Draw& draw) {
  const Bytes bytes = draw.payload(3000 * 8);
  port.write_rows(Window::kSynapse, 5, 8, bytes);
  return bytes;
}

// Frames of the host that came in since hello and the sizes.
constexpr std::size_t kFirst = 2;

// Writes, reads back; how many frames that took.
std::size_t write_and_read(FakeDevice& device) {
  Draw draw("test_host", 1);
  Link link("fake", device.pipe(), kPatience);
  link.hello(1);
  LinkPort port(link);
  const Bytes bytes = fill(port, draw);
  REQUIRE(port.read_rows(Window::kSynapse, 5, 8, 3000) == bytes);
  REQUIRE(link.unanswered() == 0);
  return device.commands - kFirst;
}

}  // namespace

TEST_CASE("hello answers with the session before, and the sizes are known") {
  FakeDevice device;
  Link first("fake", device.pipe(), kPatience);
  CHECK(first.hello(0xdeadbeef) == 0);
  CHECK(first.sizes().clocks_per_bit == 4);
  CHECK(first.sizes().receive == 2048);
  CHECK(first.sizes().records == 1024);
  CHECK(first.sizes().output == 512);
  Link second("fake", device.pipe(), kPatience);
  CHECK(second.hello(2) == 0xdeadbeef);
}

TEST_CASE("rows go in long frames, several at once") {
  FakeDevice device;
  // 85 rows of 8 bytes fit into a third of the store.
  CHECK(write_and_read(device) == 36 + 36);
  CHECK(device.receive_peak > 1300);
  CHECK(device.receive_peak <= 2048);
  device.reg(Register::kSizeReceive) = 100000;
  device.commands = 0;
  CHECK(write_and_read(device) == 24 + 24);
}

TEST_CASE("any single command or reply may be lost, come twice or come late") {
  FakeDevice whole;
  const std::size_t frames = write_and_read(whole) + kFirst;
  std::size_t cases = 0;
  for (std::size_t n = 0; n < frames; ++n) {
    const auto copies = [n](int count) {
      return [n, count](std::size_t frame) { return frame == n ? count : 1; };
    };
    for (const int count : {0, 2, 3}) {
      for (const bool in : {false, true}) {
        FakeDevice device;
        (in ? device.copies_in : device.copies_out) = copies(count);
        INFO("frame " << n << (in ? " in" : " out") << " comes " << count << " times");
        REQUIRE(write_and_read(device) + kFirst >= frames);
        ++cases;
      }
    }
    FakeDevice late;
    late.silences = [n](std::size_t reply) { return reply == n ? 2 : 0; };
    write_and_read(late);
    ++cases;
  }
  std::cout << "single faults survived: " << cases << "\n";
  CHECK(cases > 500);
}

TEST_CASE("a lost command is sent again once, for all the refusals that follow it") {
  FakeDevice device;
  device.copies_in = [](std::size_t frame) { return frame == kFirst ? 0 : 1; };
  // Two frames fit into the store: both go out again, and nothing else. The frames that follow are
  // shorter for a while, which makes it one more.
  CHECK(write_and_read(device) == 72 + 2 + 1);
}

TEST_CASE("a lost reply to a write is made good by the next one") {
  FakeDevice device;
  device.copies_out = [](std::size_t frame) { return frame == kFirst ? 0 : 1; };
  CHECK(write_and_read(device) == 72);
}

TEST_CASE("a lost reply to a read is asked for again alone") {
  FakeDevice device;
  device.copies_out = [](std::size_t frame) { return frame == kFirst + 40 ? 0 : 1; };
  CHECK(write_and_read(device) == 72 + 1 + 1);  // and shorter ones follow
}

TEST_CASE("sequence numbers go round, and a window is never more than its bytes or 63 commands") {
  FakeDevice device;
  Link link("fake", device.pipe(), kPatience);
  link.hello(1);
  std::size_t most = 0;
  for (int i = 0; i < 1000; ++i) {
    const Command command = RunToCommand{0};
    while (!link.fits({command})) require_ok(link, link.receive());
    link.send(command);
    most = std::max(most, link.unanswered());
  }
  while (link.unanswered() > 0) require_ok(link, link.receive());
  CHECK(most == 63);
  CHECK(device.commands == 1000 + kFirst);
  CHECK(device.receive_peak == 63 * 6);
}

TEST_CASE("a chunk is written without its neighbours being changed") {
  FakeDevice device;
  Link link("fake", device.pipe(), kPatience);
  link.hello(1);
  LinkPort port(link);
  for (std::uint32_t chunk = 0; chunk < 6; ++chunk) {
    port.access(Window::kProfile, 9, chunk, true, 0x01010101 * (chunk + 1));
  }
  for (std::uint32_t chunk = 0; chunk < 6; ++chunk) {
    CHECK(port.access(Window::kProfile, 9, chunk, false, 0) == 0x01010101 * (chunk + 1));
  }
  port.write(Register::kAdaptEvery, 5);
  CHECK(port.read(Register::kAdaptEvery) == 5);
}

TEST_CASE("after a refusal the link goes on") {
  FakeDevice device;
  Link link("fake", device.pipe(), kPatience);
  link.hello(1);
  LinkPort port(link);
  for (int i = 0; i < 3; ++i) {
    CHECK(machine_error([&] { port.read_rows(static_cast<Window>(12), 0, 8, 3000); }) != "");
    port.write(Register::kAdaptEvery, 7);
    CHECK(port.read(Register::kAdaptEvery) == 7);
  }
}

TEST_CASE("what stands before the first flag does not matter") {
  FakeDevice device;
  device.noise = [](Bytes& wire) { wire.insert(wire.begin(), {0x11, 0x7d, 0x22}); };
  CHECK(write_and_read(device) == 72);
}

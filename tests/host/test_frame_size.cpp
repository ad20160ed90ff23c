// SPDX-License-Identifier: Apache-2.0
// Frames that are too long for a bad line get shorter, whatever they carry.
#include <catch2/catch.hpp>

#include "host/frame_size.hpp"
#include "host/link_port.hpp"
#include "tests/host/fake_run.hpp"

using namespace slk;
using namespace slk::tests;
using spec::Window;

namespace {

constexpr std::size_t kLongest = 120;  // bytes on the wire that get through

// Loses every command that is longer, once it is bad; the driver writes one at a time.
class ShortLine : public BytePipe {
 public:
  ShortLine(std::unique_ptr<BytePipe> pipe, const bool& bad) : pipe_(std::move(pipe)), bad_(bad) {}
  std::string name() const override { return "fake"; }
  void write(const Bytes& bytes) override {
    if (!bad_ || bytes.size() <= kLongest) pipe_->write(bytes);
  }
  Bytes read(std::uint64_t byte_times) override { return pipe_->read(byte_times); }

 private:
  std::unique_ptr<BytePipe> pipe_;
  const bool& bad_;
};

// And replies.
std::unique_ptr<BytePipe> short_line(FakeDevice& device, const bool& bad) {
  device.noise = [&bad](Bytes& wire) {
    if (bad && wire.size() > kLongest) wire[kLongest] ^= 1;
  };
  return std::make_unique<ShortLine>(device.pipe(), bad);
}

}  // namespace

TEST_CASE("a frame size is halved after a loss, and grows with frames that use it") {
  FrameSize size;
  CHECK(size.bytes() == 1024);
  CHECK(size.clean());
  size.got_through(1024);
  CHECK(size.bytes() == 1024);
  size.lost();
  CHECK(size.bytes() == 512);
  CHECK_FALSE(size.clean());
  size.got_through(255);
  CHECK(size.bytes() == 512);
  size.got_through(256);
  CHECK(size.bytes() == 528);
  for (int i = 0; i < 10; ++i) size.lost();
  CHECK(size.bytes() == 40);
  for (int i = 0; i < 100; ++i) size.got_through(size.bytes());
  CHECK(size.bytes() == 1024);
}

TEST_CASE("rows get through a line that loses every long frame") {
  FakeDevice device;
  const bool bad = true;
  Link link("fake", short_line(device, bad), 100);
  link.hello(1);
  LinkPort port(link);
  Draw draw("test_host", 1);
  const Bytes bytes = draw.payload(1000 * 8);
  port.write_rows(Window::kSynapse, 5, 8, bytes);
  CHECK(port.read_rows(Window::kSynapse, 5, 8, 1000) == bytes);
  CHECK(link.unanswered() == 0);
  CHECK(device.commands > 2 * bytes.size() / kLongest);
}

TEST_CASE("a run gets through a line that loses every long frame, from the start or from then on") {
  const Image image = fake_image();
  for (const bool from_start : {true, false}) {
    FakeDevice device;
    Draw draw("test_host", 1);
    bool bad = from_start;
    const auto backend =
        make_device_backend(image, short_line(device, bad), nullptr, {"fake", 1, 100});
    bad = true;
    std::vector<StepRecord> records;
    const auto stimuli = fake_stimuli(draw, 1, 1000);
    backend->run(stimuli, false, records);
    CHECK(check_records(image, stimuli, records) == 1000);
    CHECK(device.crimes.empty());
  }
}

// SPDX-License-Identifier: Apache-2.0
// The bad line itself does what it is said to do, and its audit can fail.
#include <catch2/catch.hpp>

#include "tests/faults/faulty_pipe.hpp"
#include "tests/models/draw.hpp"

using namespace slk;
using namespace slk::tests;

namespace {

FaultRates only(Fault fault, double rate) {
  FaultRates rates{};
  rates[static_cast<std::size_t>(fault)] = rate;
  return rates;
}

// Answers everything with itself.
class Echo : public BytePipe {
 public:
  std::string name() const override { return "echo"; }
  void write(const Bytes& bytes) override { said_.insert(said_.end(), bytes.begin(), bytes.end()); }
  Bytes read(std::uint64_t) override { return std::exchange(said_, {}); }

 private:
  Bytes said_;
};

}  // namespace

TEST_CASE("a line without faults changes nothing") {
  Draw draw("test_faults", 1);
  BadLine down({}, 1);
  BadLine up({}, 2);
  FaultyPipe pipe(std::make_unique<Echo>(), down, up);
  const Bytes bytes = draw.payload(10000);
  pipe.write(bytes);
  CHECK(pipe.read(1) == bytes);
  CHECK(pipe.read(5).empty());
}

TEST_CASE("each fault comes as often as asked for, and does what its name says") {
  constexpr std::size_t kBytes = 200000;
  constexpr double kRate = 0.01;
  const Bytes zeros(kBytes, 0);
  for (std::size_t f = 0; f + 1 < kFaults; ++f) {
    const auto fault = static_cast<Fault>(f);
    FaultyLine line(only(fault, kRate), 7);
    REQUIRE(line.send(zeros));
    Bytes out = line.take();
    std::uint64_t silent = 0;
    while (line.held()) {
      silent += line.wait();
      line.pass(line.wait());
      const Bytes more = line.take();
      out.insert(out.end(), more.begin(), more.end());
    }
    const std::uint64_t count = line.counts()[f];
    INFO(kFaultNames[f]);
    const auto changed = kBytes - static_cast<std::size_t>(std::count(out.begin(), out.end(), 0));
    switch (fault) {
      case Fault::kFlip:
        CHECK(changed == count);
        CHECK(out.size() == kBytes);
        break;
      case Fault::kDrop:
        CHECK(out == Bytes(kBytes - count, 0));
        break;
      case Fault::kDuplicate:
        CHECK(out == Bytes(kBytes + count, 0));
        break;
      case Fault::kInsert:
        CHECK(out.size() == kBytes + count);
        break;
      case Fault::kBurst:
        CHECK(out.size() == kBytes);
        CHECK(changed > 20 * count);
        CHECK(changed < 45 * count);
        break;
      default:
        CHECK(out == zeros);
        CHECK(silent > count * kStallMax / 3);
        CHECK(silent < count * kStallMax);
    }
    // A burst hides the bytes that might begin another.
    const double tries = kBytes - (fault == Fault::kBurst ? 31.5 * static_cast<double>(count) : 0);
    CHECK(static_cast<double>(count) / tries == Approx(kRate).epsilon(0.1));
  }
}

TEST_CASE("a line that breaks loses what is under way, and says so") {
  BadLine down(only(Fault::kBreak, 1), 1);
  BadLine up(only(Fault::kStall, 1), 2);
  FaultyPipe pipe(std::make_unique<Echo>(), down, up);
  CHECK_THROWS_AS(pipe.write({1}), BrokenPipe);
  CHECK_FALSE(up.line.held());
}

TEST_CASE("the audit finds a frame that nobody sent, one that comes twice, and none that is lost") {
  FrameAudit audit;
  const Bytes a = encode_frame({1, 2});
  const Bytes b = encode_frame({3, 4});
  audit.sent(a);
  audit.sent(b);
  audit.sent(a);
  audit.heard(b);
  CHECK(audit.undetected() == 0);
  audit.heard(b);
  CHECK(audit.undetected() == 1);
  audit.heard(encode_frame({5, 6}));
  CHECK(audit.undetected() == 2);
  audit.heard(a);
  CHECK(audit.undetected() == 2);
  CHECK(audit.frames_sent() == 3);
  CHECK(audit.frames_heard() == 4);
}

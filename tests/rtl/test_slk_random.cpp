// SPDX-License-Identifier: Apache-2.0
// The generator: mixer, key of a step, noise.
#include <deque>

#include "Vslk_random_bench.h"
#include "models/neuron.hpp"
#include "models/random.hpp"
#include "tests/rtl/bench.hpp"

using namespace slk;
using namespace slk::bench;

namespace {

constexpr std::size_t kMixCycles = 5;
constexpr int kKeyCycles = 12;

// The bench with a mixer that takes one input a cycle and is compared five cycles later.
class Generator : public Module<Vslk_random_bench> {
 public:
  Generator() {
    Vslk_random_bench& pins = *operator->();
    pins.start_i = pins.outside_i = pins.keyed_i = pins.exponent_i = 0;
    pins.draw_i = 1;
    reset();
  }

  void mix_and_compare(std::uint32_t x, std::uint32_t a, std::uint32_t b) {
    Vslk_random_bench& pins = *operator->();
    pins.x_i = x;
    pins.a_i = a;
    pins.b_i = b;
    expected_.push_back(mix(x, a, b));
    tick();
    if (expected_.size() < kMixCycles) return;
    if (pins.result_o != expected_.front()) REQUIRE(pins.result_o == expected_.front());
    expected_.pop_front();
    ++count_;
  }

  // Compares what is still on its way; how much was compared.
  std::uint64_t flush() {
    for (std::size_t i = 1; i < kMixCycles; ++i) mix_and_compare(0, 0, 0);
    return count_;
  }

 private:
  std::deque<std::uint32_t> expected_;
  std::uint64_t count_ = 0;
};

}  // namespace

TEST_CASE("slk_mix gives the known answers") {
  struct Known {
    std::uint32_t x, a, b, result;
  };
  constexpr std::array<Known, 3> kKnown{{{1, 2, 3, 0x53820537},
                                         {0x6ac1f425, 0xff4780eb, 0xb8672f8c, 0xbf1dc170},
                                         {0xeebc1448, 0x00077eff, 0x20ccc389, 0xcc03e58d}}};
  Generator rtl;
  for (const Known& known : kKnown) {
    REQUIRE(mix(known.x, known.a, known.b) == known.result);
    rtl.mix_and_compare(known.x, known.a, known.b);
  }
  compared("known answers", rtl.flush());
}

TEST_CASE("slk_mix gives what mix() gives five cycles later, for every half word and corner key") {
  constexpr std::array<std::uint32_t, 4> kCorners{{0, 1, 0x80000000, 0xffffffff}};
  Generator rtl;
  for (const std::uint32_t a : kCorners) {
    for (const std::uint32_t b : kCorners) {
      for (std::uint32_t half = 0; half < 0x10000; ++half) {
        rtl.mix_and_compare(half, a, b);
        rtl.mix_and_compare(half << 16, a, b);
      }
    }
  }
  compared("mixed half words", rtl.flush());
}

TEST_CASE("slk_mix gives what mix() gives five cycles later, at random") {
  Generator rtl;
  Random random;
  for (std::uint64_t i = 0; i < cases(); ++i) {
    rtl.mix_and_compare(random.corner(), random.corner(), random.corner());
  }
  compared("mixed words", rtl.flush());
}

TEST_CASE(
    "slk_noise_key makes the key of a step within twelve cycles, and the mixer draws from it") {
  Generator rtl;
  Random random;
  std::uint64_t keys = 0;
  for (; keys < cases() / 50; ++keys) {
    // The first one is the known answer of docs/architecture.md.
    const std::uint64_t seed =
        keys == 0 ? 1 : random.corner() | std::uint64_t{random.corner()} << 32;
    const std::uint32_t step = keys == 0 ? 1 : random.corner();
    const std::uint32_t number = keys == 0 ? 0 : random.below(1u << spec::kNumberBits);
    const RandomKey purpose = purpose_key(seed, Purpose::kNoise);
    CAPTURE(seed, step, number);

    rtl->draw_i = 0;
    rtl->start_i = 1;
    rtl->a_i = purpose.a;
    rtl->b_i = purpose.b;
    rtl->step_i = step;
    for (int cycle = 1; cycle <= kKeyCycles; ++cycle) {
      rtl.tick();
      rtl->start_i = 0;
      if ((rtl->done_o != 0) != (cycle == kKeyCycles)) {
        CAPTURE(cycle);
        REQUIRE((rtl->done_o != 0) == (cycle == kKeyCycles));
      }
    }
    const RandomKey key = absorb(absorb(purpose, step), 0);
    REQUIRE(rtl->key_a_o == key.a);
    REQUIRE(rtl->key_b_o == key.b);

    rtl->draw_i = rtl->keyed_i = 1;
    rtl->x_i = number;
    const std::uint32_t exponent = random.below(spec::kNoiseMax + 1);
    rtl->exponent_i = static_cast<CData>(exponent);
    for (std::size_t i = 0; i < kMixCycles; ++i) rtl.tick();
    const std::uint32_t drawn = slk::random(seed, Purpose::kNoise, step, 0, number);
    if (keys == 0) REQUIRE(drawn == 0x40c9755d);
    REQUIRE(rtl->result_o == drawn);
    REQUIRE(sign_extend(rtl->noise_o, spec::kStateBits) == noise(drawn, exponent));
    REQUIRE(rtl->done_o);
    rtl->keyed_i = 0;
  }
  compared("keys of a step", keys);
}

TEST_CASE("slk_noise gives what noise() gives, for every exponent") {
  Generator rtl;
  Random random;
  rtl->outside_i = 1;
  std::uint64_t count = 0;
  for (; count < cases(); ++count) {
    const std::uint32_t drawn = random.corner();
    const auto exponent = static_cast<std::uint32_t>(count % (spec::kNoiseMax + 1));
    rtl->outside_draw_i = drawn;
    rtl->exponent_i = static_cast<CData>(exponent);
    rtl.settle();
    const std::int32_t got = sign_extend(rtl->noise_o, spec::kStateBits);
    if (got != noise(drawn, exponent)) {
      CAPTURE(drawn, exponent);
      REQUIRE(got == noise(drawn, exponent));
    }
  }
  compared("noises", count);
}

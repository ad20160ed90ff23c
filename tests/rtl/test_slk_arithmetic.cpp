// SPDX-License-Identifier: Apache-2.0
// The neuron arithmetic at small widths: every input there is.
#include "Vslk_arithmetic_bench.h"
#include "models/neuron.hpp"
#include "tests/rtl/bench.hpp"

using namespace slk;
using namespace slk::bench;

namespace {

using Bench = Module<Vslk_arithmetic_bench>;

constexpr int kSmall = 7;  // largest number of 4 bits

}  // namespace

TEST_CASE("slk_saturate gives what saturate() gives, for every 12-bit number") {
  Bench rtl;
  std::uint64_t count = 0;
  for (int x = -2048; x < 2048; ++x) {
    rtl->saturate_x_i = static_cast<SData>(port(x, 12));
    rtl.settle();
    const Saturated cpp = saturate<8>(x);
    CAPTURE(x);
    REQUIRE(sign_extend(rtl->saturate_y_o, 8) == cpp.value);
    REQUIRE((rtl->saturate_saturated_o != 0) == cpp.saturated);
    ++count;
  }
  compared("saturations", count);
}

TEST_CASE("slk_decay gives what decay() gives, for every 8-bit number and every decay") {
  Bench rtl;
  std::uint64_t count = 0;
  for (int x = -kStateMax<8>; x <= kStateMax<8>; ++x) {
    for (std::uint32_t d = 0; d <= 32; ++d) {
      rtl->decay_x_i = static_cast<CData>(port(x, 8));
      rtl->decay_d_i = static_cast<CData>(d);
      rtl.settle();
      CAPTURE(x, d);
      REQUIRE(sign_extend(rtl->decay_y_o, 8) == decay<5>(x, d));
      ++count;
    }
  }
  compared("decays", count);
}

TEST_CASE("slk_current gives what current() gives, for every 6-bit current and 8-bit sum") {
  Bench rtl;
  std::uint64_t count = 0;
  for (int decayed = -kStateMax<6>; decayed <= kStateMax<6>; ++decayed) {
    for (int i = -128; i < 128; ++i) {
      rtl->current_decayed_i = static_cast<CData>(port(decayed, 6));
      rtl->current_i_i = static_cast<CData>(port(i, 8));
      rtl.settle();
      const Saturated cpp = current<6>(decayed, i);
      CAPTURE(decayed, i);
      REQUIRE(sign_extend(rtl->current_u_o, 6) == cpp.value);
      REQUIRE((rtl->current_saturated_o != 0) == cpp.saturated);
      ++count;
    }
  }
  compared("currents", count);
}

TEST_CASE("slk_potential gives what potential() gives, for every six 4-bit numbers") {
  Bench rtl;
  std::uint64_t count = 0;
  std::array<int, 6> in;
  in.fill(-kSmall);
  for (std::size_t digit = 0; digit < in.size();) {
    rtl->potential_decayed_i = static_cast<CData>(port(in[0], 4));
    rtl->potential_u0_i = static_cast<CData>(port(in[1], 4));
    rtl->potential_u1_i = static_cast<CData>(port(in[2], 4));
    rtl->potential_bias_i = static_cast<CData>(port(in[3], 4));
    rtl->potential_noise_i = static_cast<CData>(port(in[4], 4));
    rtl->potential_v_min_i = static_cast<CData>(port(in[5], 4));
    rtl.settle();
    const Saturated cpp = potential<4>(in[0], in[1], in[2], in[3], in[4], in[5]);
    const std::int32_t v = sign_extend(rtl->potential_v_o, 4);
    if (v != cpp.value || (rtl->potential_saturated_o != 0) != cpp.saturated) {
      CAPTURE(in[0], in[1], in[2], in[3], in[4], in[5]);
      REQUIRE(v == cpp.value);
      REQUIRE((rtl->potential_saturated_o != 0) == cpp.saturated);
    }
    ++count;
    for (digit = 0; digit < in.size() && in[digit] == kSmall; ++digit) in[digit] = -kSmall;
    if (digit < in.size()) ++in[digit];
  }
  compared("potentials", count);
}

namespace {

// Puts one neuron into slk_fire and compares what comes out.
void compare_fire(Bench& rtl, int v, int a, std::uint32_t r, const spec::Profile& p) {
  rtl->fire_v_i = static_cast<CData>(port(v, 4));
  rtl->fire_a_i = static_cast<CData>(port(a, 4));
  rtl->fire_r_i = static_cast<CData>(r);
  rtl->fire_threshold_i = static_cast<CData>(port(p.threshold, 4));
  rtl->fire_reset_i = static_cast<CData>(port(p.reset, 4));
  rtl->fire_subtract_i = static_cast<CData>(p.subtract);
  rtl->fire_refractory_i = static_cast<CData>(p.refractory);
  rtl->fire_da_step_i = static_cast<CData>(port(p.da_step, 4));
  rtl.settle();
  const Fired cpp = fire<4>(v, a, r, p);
  const bool equal = (rtl->fire_spike_o != 0) == cpp.spike &&
                     sign_extend(rtl->fire_v_o, 4) == cpp.v &&
                     sign_extend(rtl->fire_a_o, 4) == cpp.a && rtl->fire_r_o == cpp.r &&
                     (rtl->fire_saturated_v_o != 0) == cpp.saturated_v &&
                     (rtl->fire_saturated_a_o != 0) == cpp.saturated_a;
  if (equal) return;
  CAPTURE(v, a, r, p.threshold, p.reset, p.subtract, p.refractory, p.da_step);
  REQUIRE((rtl->fire_spike_o != 0) == cpp.spike);
  REQUIRE(sign_extend(rtl->fire_v_o, 4) == cpp.v);
  REQUIRE(sign_extend(rtl->fire_a_o, 4) == cpp.a);
  REQUIRE(rtl->fire_r_o == cpp.r);
  REQUIRE((rtl->fire_saturated_v_o != 0) == cpp.saturated_v);
  REQUIRE((rtl->fire_saturated_a_o != 0) == cpp.saturated_a);
}

}  // namespace

TEST_CASE("slk_fire gives what fire() gives, for every 4-bit neuron and profile") {
  Bench rtl;
  std::uint64_t count = 0;
  spec::Profile p;
  for (p.threshold = -kSmall; p.threshold <= kSmall; ++p.threshold) {
    for (p.reset = -kSmall; p.reset <= kSmall; ++p.reset) {
      for (p.da_step = 0; p.da_step <= kSmall; ++p.da_step) {
        for (std::uint32_t bits = 0; bits < 32; ++bits) {
          p.subtract = bits & 1;
          p.refractory = bits >> 1 & 3;
          const std::uint32_t r = bits >> 3;
          for (int v = -kSmall; v <= kSmall; ++v) {
            for (int a = -kSmall; a <= kSmall; ++a, ++count) compare_fire(rtl, v, a, r, p);
          }
        }
      }
    }
  }
  compared("decisions to fire", count);
}

// SPDX-License-Identifier: Apache-2.0
// One neuron update at full width: random neurons, half of all numbers from corners, many of them
// within one of the threshold.
#include <algorithm>

#include "Vslk_neuron_bench.h"
#include "models/neuron.hpp"
#include "tests/rtl/bench.hpp"
#include "tests/rtl/random_neuron.hpp"

using namespace slk;
using namespace slk::bench;

namespace {

using Bench = Module<Vslk_neuron_bench>;

struct Case {
  NeuronState state;
  spec::Profile profile;
  std::int32_t i0 = 0;
  std::int32_t i1 = 0;
  std::uint32_t draw = 0;
  bool adapt_now = false;
};

Case make_case(Random& random) {
  Case c;
  c.profile = random_profile(random);
  c.state = random_state(random, c.profile);
  c.i0 = input_sum(random);
  c.i1 = input_sum(random);
  c.draw = random.corner();
  c.adapt_now = random.chance(50);
  return c;
}

// How far the potential is above what the neuron fires above, before it is cut.
std::int64_t above_threshold(const Case& c) {
  const spec::Profile& p = c.profile;
  const NeuronState& s = c.state;
  const std::int64_t v = std::int64_t{decay(s.v, p.dv)} + current(decay(s.u0, p.du0), c.i0).value +
                         current(decay(s.u1, p.du1), c.i1).value + p.bias + noise(c.draw, p.noise);
  return v - p.threshold - (c.adapt_now ? decay(s.a, p.da) : s.a);
}

// Moves the bias, if it can, so that the potential is 0, 1 or -1 above.
void aim(Random& random, Case& c) {
  const std::int64_t bias =
      c.profile.bias - above_threshold(c) + static_cast<int>(random.below(3)) - 1;
  if (std::abs(bias) <= kMax) c.profile.bias = static_cast<std::int32_t>(bias);
}

struct Result {
  NeuronState state;
  bool spike = false;
  int saturations_u = 0;
  int saturations_v = 0;
  int saturations_a = 0;

  bool operator==(const Result& x) const {
    return state == x.state && spike == x.spike && saturations_u == x.saturations_u &&
           saturations_v == x.saturations_v && saturations_a == x.saturations_a;
  }
};

Result run_cpp(const Case& c) {
  NeuronState state = c.state;
  const Update did = update_neuron(state, c.profile, c.i0, c.i1, c.draw, c.adapt_now);
  return {state, did.spike, did.saturations_u, did.saturations_v, did.saturations_a};
}

Result run_rtl(Bench& rtl, const Case& c) {
  const auto state = pack(c.state);
  const auto profile = pack(c.profile);
  std::copy(state.begin(), state.end(), rtl->state_i.data());
  std::copy(profile.begin(), profile.end(), rtl->profile_i.data());
  rtl->i0_i = static_cast<std::uint32_t>(c.i0);
  rtl->i1_i = static_cast<std::uint32_t>(c.i1);
  rtl->draw_i = c.draw;
  rtl->adapt_now_i = c.adapt_now;
  rtl.settle();
  return {spec::unpack<NeuronState>(rtl->state_o.data()), rtl->spike_o != 0, rtl->saturations_u_o,
          rtl->saturations_v_o, rtl->saturation_a_o};
}

// Fails, field by field, and shows the neuron.
void explain(const Case& c, const Result& cpp, const Result& rtl) {
  const spec::Profile& p = c.profile;
  CAPTURE(c.state.u0, c.state.u1, c.state.v, c.state.a, c.state.r, c.i0, c.i1, c.draw, c.adapt_now);
  CAPTURE(p.du0, p.du1, p.dv, p.da, p.threshold, p.bias, p.v_min, p.da_step, p.reset, p.subtract);
  CAPTURE(p.refractory, p.noise);
  CHECK(rtl.spike == cpp.spike);
  CHECK(rtl.state.u0 == cpp.state.u0);
  CHECK(rtl.state.u1 == cpp.state.u1);
  CHECK(rtl.state.v == cpp.state.v);
  CHECK(rtl.state.a == cpp.state.a);
  CHECK(rtl.state.r == cpp.state.r);
  CHECK(rtl.saturations_u == cpp.saturations_u);
  CHECK(rtl.saturations_v == cpp.saturations_v);
  CHECK(rtl.saturations_a == cpp.saturations_a);
  FAIL("rtl and C++ disagree about one update");
}

}  // namespace

TEST_CASE("the arithmetic modules in a row give what update_neuron() gives, at full width") {
  Bench rtl;
  Random random;
  std::uint64_t updates = 0, spikes = 0, close = 0, saturations = 0;
  for (; updates < cases(); ++updates) {
    Case c = make_case(random);
    if (random.chance(50)) aim(random, c);
    const Result cpp = run_cpp(c);
    const Result got = run_rtl(rtl, c);
    if (!(got == cpp)) explain(c, cpp, got);
    spikes += cpp.spike;
    close += c.state.r == 0 && std::abs(above_threshold(c)) <= 1;
    saturations += cpp.saturations_u + cpp.saturations_v + cpp.saturations_a > 0;
  }
  compared("updates", updates);
  compared("of them fired", spikes);
  compared("within one of the threshold", close);
  compared("saturated somewhere", saturations);
}

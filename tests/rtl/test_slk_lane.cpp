// SPDX-License-Identifier: Apache-2.0
// A lane's accumulators against plain additions: one stream of words, then every sum is read.
#include "Vslk_lane_bench.h"
#include "tests/rtl/bench.hpp"

using namespace slk;
using namespace slk::bench;

namespace {

constexpr std::size_t kSegments = 8;
constexpr int kAddCycles = 3;  // from a word to its sum in memory

// What a segment should hold; one receptor hears what both would.
struct Sums {
  std::array<std::uint32_t, 2> receptor{};
  bool touched = false;
};

std::int32_t random_weight(Random& random) {
  constexpr std::array<std::int32_t, 6> kCorners{{spec::kNoSynapse, -127, -1, 0, 1, 127}};
  return random.chance(50) ? kCorners[random.below(6)]
                           : static_cast<std::int32_t>(random.below(256)) - 128;
}

class Lane {
 public:
  Lane() {
    rtl_->word_valid_i = rtl_->read_en_i = rtl_->clear_en_i = 0;
    rtl_.reset();
    for (std::size_t segment = 0; segment < kSegments; ++segment) clear(segment);
  }

  // One cycle of the synapse pass. A word that does not count is looked at only.
  void word(bool valid, std::int32_t weight, std::uint32_t shift, std::uint32_t receptor,
            std::size_t segment, bool add = true) {
    rtl_->word_valid_i = valid;
    rtl_->add_i = add;
    rtl_->weight_i = static_cast<CData>(port(weight, spec::kWeightBits));
    rtl_->shift_i = static_cast<CData>(shift);
    rtl_->receptor_i = static_cast<CData>(receptor);
    rtl_->segment_i = static_cast<CData>(segment);
    rtl_.settle();
    const bool synapse = valid && weight != spec::kNoSynapse;
    if (rtl_->synapse_o != (synapse ? 3 : 0)) REQUIRE(rtl_->synapse_o == (synapse ? 3 : 0));
    if (synapse && add) {
      sums_[segment].touched = true;
      sums_[segment].receptor[receptor] += static_cast<std::uint32_t>(weight) << shift;
      ++synapses;
    }
    rtl_.tick();
  }

  void drain() {
    rtl_->word_valid_i = 0;
    for (int i = 1; i < kAddCycles; ++i) rtl_.tick();
  }

  // Compares a segment; its sums stay.
  void read(std::size_t segment) {
    rtl_->read_en_i = 1;
    rtl_->read_segment_i = static_cast<CData>(segment);
    rtl_.tick();
    rtl_->read_en_i = 0;
    rtl_.settle();
    const Sums& sums = sums_[segment];
    CAPTURE(segment, synapses);
    REQUIRE(rtl_->two_sum0_o == sums.receptor[0]);
    REQUIRE(rtl_->two_sum1_o == sums.receptor[1]);
    REQUIRE(rtl_->one_sum0_o == sums.receptor[0] + sums.receptor[1]);
    REQUIRE(rtl_->one_sum1_o == 0);
    REQUIRE(rtl_->touched_o == (sums.touched ? 3 : 0));
    ++reads;
  }

  void clear(std::size_t segment) {
    rtl_->clear_en_i = 1;
    rtl_->clear_segment_i = static_cast<CData>(segment);
    rtl_.tick();
    rtl_->clear_en_i = 0;
    sums_[segment] = {};
  }

  std::uint64_t synapses = 0;
  std::uint64_t reads = 0;

 private:
  Module<Vslk_lane_bench> rtl_;
  std::array<Sums, kSegments> sums_{};
};

}  // namespace

TEST_CASE("slk_lane adds every weight << shift to its segment and receptor") {
  Lane lane;
  Random random;
  while (lane.synapses < cases() / 2) {
    // Few segments, so that neighbouring words meet; rows run through them or stay.
    const std::uint32_t segments = 1 + random.below(kSegments);
    const bool both = random.chance(50);
    std::uint32_t receptor = random.below(2);
    for (std::uint32_t words = random.below(200); words > 0; --words) {
      if (both) receptor = random.below(2);
      lane.word(random.chance(80), random_weight(random), random.below(16), receptor,
                random.below(segments), random.chance(90));
    }
    lane.drain();
    for (std::size_t segment = 0; segment < kSegments; ++segment) {
      lane.read(segment);
      if (random.chance(60)) lane.clear(segment);
    }
  }
  compared("synapses", lane.synapses);
  compared("sums read", lane.reads);
}

TEST_CASE("slk_lane marks a segment that a weight of 0 touched, and none without a synapse") {
  Lane lane;
  lane.word(true, 0, 7, 0, 3);
  lane.word(true, 0, 7, 1, 4);
  lane.word(true, spec::kNoSynapse, 7, 0, 5);
  lane.word(false, 1, 7, 0, 6);
  lane.drain();
  for (std::size_t segment = 0; segment < kSegments; ++segment) lane.read(segment);
  REQUIRE(lane.synapses == 2);
  lane.clear(3);
  lane.read(3);
  compared("marks", lane.reads);
}

TEST_CASE("slk_lane holds the largest sum that a segment can reach") {
  Lane lane;
  constexpr int kWords = 512;  // 512 * (127 << 15) is 2,130,706,432, just below 2^31
  for (const std::int32_t weight : {127, -127}) {
    for (int i = 0; i < kWords; ++i) lane.word(true, weight, 15, i % 2 == 0 ? 0 : 1, 0);
    for (int i = 0; i < kWords / 2; ++i) lane.word(true, weight, 15, 1, 0);
    lane.drain();
    lane.read(0);
    lane.clear(0);
  }
  compared("largest sums", lane.reads);
}

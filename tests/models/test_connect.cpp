// SPDX-License-Identifier: Apache-2.0
// Connection rules and the draws of a pair.
#include <catch2/catch.hpp>
#include <utility>

#include "models/connect.hpp"

using namespace slk;

namespace {

using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

Population population(std::uint32_t first, std::uint32_t size) {
  Population made;
  made.first = first;
  made.size = size;
  return made;
}

Pairs pairs(const std::vector<Synapse>& synapses) {
  Pairs all;
  for (const Synapse& s : synapses) all.emplace_back(s.source, s.target);
  return all;
}

}  // namespace

TEST_CASE("all_to_all connects every pair in the order of source and target") {
  CHECK(pairs(connect_all(population(0, 2), population(5, 2), true)) ==
        Pairs{{0, 5}, {0, 6}, {1, 5}, {1, 6}});
  CHECK(pairs(connect_all(population(3, 2), population(3, 2), true)) ==
        Pairs{{3, 3}, {3, 4}, {4, 3}, {4, 4}});
}

TEST_CASE("without self a population's equal indices are left out, between populations none are") {
  CHECK(pairs(connect_all(population(3, 2), population(3, 2), false)) == Pairs{{3, 4}, {4, 3}});
  CHECK(connect_all(population(0, 2), population(2, 2), false).size() == 4);
}

TEST_CASE("one_to_one connects equal indices") {
  CHECK(pairs(connect_one_to_one(population(0, 3), population(7, 3))) ==
        Pairs{{0, 7}, {1, 8}, {2, 9}});
}

TEST_CASE("probability connects exactly the pairs whose draw is below the threshold") {
  const std::uint64_t seed = 0x0123456789abcdef;
  const std::uint64_t threshold = 429496729;  // 0.1
  for (const bool self : {true, false}) {
    Pairs expected;
    for (std::uint32_t source = 10; source < 110; ++source) {
      for (std::uint32_t target = 10; target < 110; ++target) {
        if (!self && source == target) continue;
        if (random(seed, Purpose::kConnect, 3, source, target) < threshold) {
          expected.emplace_back(source, target);
        }
      }
    }
    CHECK(expected.size() > 900);
    CHECK(expected.size() < 1100);
    CHECK(pairs(connect_at_random(population(10, 100), population(10, 100), self, threshold,
                                  {seed, Purpose::kConnect, 3})) == expected);
  }
}

TEST_CASE("probability 0 connects nothing and probability 1 everything") {
  const PairDraws draws(5, Purpose::kConnect, 0);
  const Population p = population(0, 50);
  CHECK(connect_at_random(p, p, true, 0, draws).empty());
  CHECK(connect_at_random(p, p, true, std::uint64_t{1} << 32, draws).size() == 2500);
}

TEST_CASE("weights and delays follow the equation of the reference and reach both ends") {
  std::vector<Synapse> synapses = connect_all(population(0, 40), population(40, 40), true);
  draw_weights(synapses, {-127, 127}, {77, Purpose::kWeight, 2});
  draw_delays(synapses, {1, 31}, {77, Purpose::kDelay, 2});
  int least = 0;
  int most = 0;
  for (const Synapse& s : synapses) {
    const std::uint64_t w = random(77, Purpose::kWeight, 2, s.source, s.target);
    const std::uint64_t d = random(77, Purpose::kDelay, 2, s.source, s.target);
    REQUIRE(s.weight == -127 + static_cast<int>((w * 255) >> 32));
    REQUIRE(s.delay == 1 + static_cast<int>((d * 31) >> 32));
    least = std::min<int>(least, s.weight);
    most = std::max<int>(most, s.weight);
  }
  CHECK(least == -127);
  CHECK(most == 127);
}

TEST_CASE("a draw depends on its pair, not on the order of the pairs") {
  PairDraws forwards(1, Purpose::kWeight, 0);
  PairDraws backwards(1, Purpose::kWeight, 0);
  std::vector<std::uint32_t> draws;
  for (std::uint32_t i = 0; i < 20; ++i) draws.push_back(forwards(i % 3, i));
  for (std::uint32_t i = 20; i-- > 0;) CHECK(backwards(i % 3, i) == draws[i]);
}

TEST_CASE("synapses are sorted by source, target and delay, and equal ones keep their order") {
  std::vector<Synapse> synapses{
      {1, 0, 5, 1}, {0, 2, 1, 3}, {0, 2, 2, 1}, {0, 2, 3, 3}, {0, 1, 9, 9}};
  sort_synapses(synapses);
  std::vector<int> weights;
  for (const Synapse& s : synapses) weights.push_back(s.weight);
  CHECK(weights == std::vector<int>{9, 2, 1, 3, 5});
}

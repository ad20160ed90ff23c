// SPDX-License-Identifier: Apache-2.0
// Known answers of docs/architecture.md, section 3.4.
#include <catch2/catch.hpp>
#include <set>

#include "models/random.hpp"

using namespace slk;

TEST_CASE("mix gives the known answers of the reference") {
  CHECK(mix(1, 2, 3) == 0x53820537);
  CHECK(mix(0x6ac1f425, 0xff4780eb, 0xb8672f8c) == 0xbf1dc170);
  CHECK(mix(0xeebc1448, 0x00077eff, 0x20ccc389) == 0xcc03e58d);
}

TEST_CASE("random gives the known answers of the reference") {
  CHECK(random(1, Purpose::kNoise, 1, 0, 0) == 0x40c9755d);
  CHECK(random(0x0123456789abcdef, static_cast<Purpose>(1), 7, (5 << 5) | 31, 9) == 0x4fc83c74);
}

TEST_CASE("random absorbs b before a in its last link") {
  const RandomKey key = absorb(absorb(purpose_key(9, Purpose::kPoisson), 4), 2);
  CHECK(random(9, Purpose::kPoisson, 4, 2, 77) == mix(77, key.b, key.a));
}

TEST_CASE("mix is a permutation of its first argument") {
  std::set<std::uint32_t> results;
  for (std::uint32_t x = 0; x < 65536; ++x) results.insert(mix(x, 0x12345678, 0x9abcdef0));
  CHECK(results.size() == 65536);
}

// SPDX-License-Identifier: Apache-2.0
// The code of output, byte by byte what models/output_code.hpp makes of the same entries.
#include "Vslk_output_code.h"
#include "models/output_code.hpp"
#include "tests/models/random_output.hpp"
#include "tests/rtl/bench.hpp"

using namespace slk::bench;
using slk::Bytes;
using Entries = std::vector<slk::spec::OutputEntry>;

namespace {

// A reply of these entries; the line and the store keep the code waiting at random.
Bytes reply(Module<Vslk_output_code>& rtl, Random& random, const Entries& entries) {
  rtl->active_i = 0;
  rtl->valid_i = 0;
  rtl->flush_i = 0;
  rtl.tick();
  rtl->active_i = 1;
  Bytes bytes;
  for (std::size_t at = 0, budget = 100 + 20 * entries.size();; --budget) {
    REQUIRE(budget > 0);
    rtl->valid_i = at < entries.size() && random.chance(70);
    rtl->entry_i = at < entries.size() ? pack(entries[at])[0] : 0;
    rtl->flush_i = at == entries.size();
    rtl->word_ready_i = random.chance(50);
    rtl.settle();
    if (rtl->flush_i && rtl->empty_o) return bytes;
    if (rtl->word_valid_o && rtl->word_ready_i) {
      for (int byte = 0; byte <= rtl->extra_o; ++byte) {
        bytes.push_back(static_cast<std::uint8_t>(rtl->word_o >> 8 * byte));
      }
    }
    at += rtl->valid_i && rtl->ready_o;
    rtl.tick();
  }
}

}  // namespace

TEST_CASE("slk_output_code writes the bytes that the model writes") {
  Module<Vslk_output_code> rtl;
  Random random;
  std::uint64_t count = 0;
  for (std::uint64_t i = 0; i < cases() / 1000; ++i) {
    const Entries entries = slk::tests::random_output(random);
    CAPTURE(i, entries.size());
    const Bytes expected = slk::encode_output(entries);
    REQUIRE(reply(rtl, random, entries) == expected);
    count += expected.size();
  }
  compared("bytes of output", count);
}

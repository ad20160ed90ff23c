// SPDX-License-Identifier: Apache-2.0
// Replies to `output`, byte by byte what models/output_code.hpp makes of the same entries.
#include "Vslk_command.h"
#include "models/output_code.hpp"
#include "tests/models/random_output.hpp"
#include "tests/rtl/bench.hpp"
#include "tests/rtl/bytes.hpp"

using namespace slk;
using namespace slk::bench;
using Entries = std::vector<spec::OutputEntry>;

namespace {

// The commands with an output store of these entries, and a line and a core that keep them waiting
// at random. No run is under way.
class Commands {
 public:
  explicit Commands(Random& random) : random_(random) {
    rtl_->response_valid_i = rtl_->waiting_i = 1;
    rtl_->hold_i = rtl_->fault_i = rtl_->run_i = rtl_->busy_i = rtl_->in_step_i = 0;
    rtl_.reset();
  }

  Bytes reply(const Bytes& command, const Entries& entries) {
    Bytes bytes;
    std::size_t sent = 0, next = 0;
    rtl_->output_used_i = static_cast<SData>(entries.size());
    for (std::uint64_t budget = 20000 + 1000 * entries.size();; --budget) {
      REQUIRE(budget > 0);
      rtl_->frame_valid_i = sent < command.size() && random_.chance(70);
      rtl_->frame_data_i = sent < command.size() ? command[sent] : 0;
      rtl_->frame_last_i = sent + 1 == command.size();
      rtl_->reply_ready_i = random_.chance(50);
      rtl_.settle();
      sent += rtl_->frame_pop_o;
      const bool read = rtl_->output_read_o != 0,
                 taken = rtl_->reply_valid_o && rtl_->reply_ready_i;
      const bool last = taken && rtl_->reply_last_o;
      if (taken) bytes.push_back(rtl_->reply_data_o);
      if (rtl_->output_set_o) next = 0;
      rtl_.tick();
      if (read) {
        REQUIRE(next < entries.size());
        rtl_->output_entry_i = pack(entries[next++])[0];
      }
      if (last) return bytes;
    }
  }

 private:
  Random& random_;
  Module<Vslk_command> rtl_;
};

}  // namespace

TEST_CASE("a reply to output has the bytes that the model writes") {
  Random random;
  Commands commands(random);
  std::uint64_t count = 0;
  std::uint8_t sequence = 0;
  for (std::uint64_t i = 0; i < cases() / 1000; ++i) {
    const Entries entries = slk::tests::random_output(random);
    const auto asked = static_cast<std::uint32_t>(entries.size() + random.below(3));
    CAPTURE(i, entries.size());
    Bytes command{spec::kOpcodeOutput, sequence, 0, 0, 0, 0, 0, 0, 0, 0};
    command.push_back(static_cast<std::uint8_t>(asked));
    command.push_back(static_cast<std::uint8_t>(asked >> 8));
    command.insert(command.end(), 4, 0xff);
    Bytes expected{spec::kOpcodeOutput + spec::kLinkReply, sequence++};
    const Bytes code = encode_output(entries);
    expected.insert(expected.end(), code.begin(), code.end());
    expected.push_back(spec::kStatusOk);
    REQUIRE(commands.reply(command, entries) == expected);
    count += code.size();
  }
  compared("bytes of output", count);
}

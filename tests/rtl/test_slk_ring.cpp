// SPDX-License-Identifier: Apache-2.0
// The delay ring and the close plane against arrays of bits: deliveries, scan, sweep.
#include <optional>
#include <vector>

#include "Vslk_ring_bench.h"
#include "tests/rtl/bench.hpp"

using namespace slk;
using namespace slk::bench;

namespace {

constexpr std::uint32_t kWords = 4;
constexpr std::uint32_t kAxons = kWords * spec::kRingWordBits;
constexpr std::uint32_t kRows = spec::kDelaySlots * kWords;

class Ring {
 public:
  Ring() {
    rtl_->deliver_i = rtl_->scan_i = rtl_->take_i = rtl_->sweep_i = rtl_->host_select_i = 0;
    rtl_->open_i = 0;
    rtl_->words_i = kWords;
    rtl_.reset();
    sweep(kWords);  // nobody else can write the close plane
    for (std::uint32_t row = 0; row < kRows; ++row) write(row, 0);
  }

  void write(std::uint32_t row, std::uint32_t word) {
    write_row(rtl_, rtl_->host_select_i, row, 0, word);
    rows_[row] = word;
  }

  // One cycle with or without a delivery; compares what became of the one before.
  void deliver(bool valid, std::uint32_t slot, std::uint32_t axon) {
    rtl_->deliver_i = valid;
    rtl_->deliver_slot_i = static_cast<CData>(slot);
    rtl_->deliver_axon_i = static_cast<CData>(axon);
    rtl_.settle();
    const bool delivered = before_.valid && !before_.merged;
    const bool merged = before_.valid && before_.merged;
    CAPTURE(slot, axon, deliveries);
    if ((rtl_->delivered_o != 0) != delivered) REQUIRE((rtl_->delivered_o != 0) == delivered);
    if ((rtl_->merged_o != 0) != merged) REQUIRE((rtl_->merged_o != 0) == merged);
    if ((rtl_->ring_idle_o != 0) != (!valid && !before_.valid)) FAIL("wrong idle_o");
    std::uint32_t& row = rows_[slot * kWords + axon / 32];
    const std::uint32_t bit = 1u << axon % 32;
    before_ = {valid, (row & bit) != 0};
    under_way_ = {slot * kWords + axon / 32, valid && (row & bit) == 0 ? bit : 0};
    if (valid) row |= bit;
    deliveries += valid;
    merges += merged;
    rtl_.tick();
  }

  // One cycle in which the host reads: nothing is delivered, and the write of the delivery before
  // waits, whose bit is not there yet.
  void read_beside(std::uint32_t row) {
    rtl_->deliver_i = 0;
    rtl_->host_i = host_bus(row, 0, false, 0);
    rtl_->host_select_i = 1;
    rtl_.settle();
    REQUIRE(!rtl_->deliver_ready_o);
    REQUIRE(!rtl_->delivered_o);
    REQUIRE(!rtl_->merged_o);
    rtl_.tick();
    rtl_->host_i = 0;
    rtl_->host_select_i = 0;
    rtl_.settle();
    const std::uint32_t bit = row == under_way_.first ? under_way_.second : 0;
    CAPTURE(row, deliveries);
    REQUIRE(rtl_->host_rdata_o == (rows_[row] & ~bit));
    ++host_reads;
  }

  // One cycle of a scan, its first one or another, with a delivery for a later step at this chance,
  // if the ring takes one. A word that is cleared has the delivery before wait.
  void tick_beside(Random& random, std::uint32_t percent, std::uint32_t step_slot, bool first) {
    rtl_.settle();
    const bool ready = rtl_->deliver_ready_o != 0;
    const bool blocked = !ready && !first;
    const bool valid = ready && random.chance(percent);
    if (random.chance(70)) {
      near_slot_ = (step_slot + 1 + random.below(spec::kDelaySlots - 1)) % spec::kDelaySlots;
      near_axon_ = random.below(kAxons);
    }
    if (near_slot_ == step_slot) near_slot_ = (step_slot + 1) % spec::kDelaySlots;
    rtl_->deliver_i = valid;
    rtl_->deliver_slot_i = static_cast<CData>(near_slot_);
    rtl_->deliver_axon_i = static_cast<CData>(near_axon_);
    rtl_.settle();
    CAPTURE(ready, first, near_slot_, near_axon_, deliveries);
    REQUIRE((rtl_->ring_writing_o != 0) == before_.valid);
    REQUIRE((rtl_->delivered_o != 0) == (before_.valid && !blocked && !before_.merged));
    REQUIRE((rtl_->merged_o != 0) == (before_.valid && !blocked && before_.merged));
    waits += before_.valid && blocked;
    if (!blocked) before_.valid = false;
    if (valid) {
      std::uint32_t& row = rows_[near_slot_ * kWords + near_axon_ / 32];
      const std::uint32_t bit = 1u << near_axon_ % 32;
      before_ = {true, (row & bit) != 0};
      merges += before_.merged;
      row |= bit;
      ++deliveries;
    }
    rtl_.tick();
    rtl_->deliver_i = 0;
  }

  // Every word as the host reads it.
  void compare_rows() {
    deliver(false, 0, 0);
    for (std::uint32_t row = 0; row < kRows; ++row) {
      const std::uint32_t got = read_row(rtl_, rtl_->host_select_i, rtl_->host_rdata_o, row);
      CAPTURE(row);
      if (got != rows_[row]) REQUIRE(got == rows_[row]);
      ++rows_read;
    }
  }

  // Scans the first words of a slot; the events of a word, or one cycle without. Of the axons that
  // are heard so many open a window, which ends when the slot is scanned again. Deliveries for
  // other slots come meanwhile.
  void scan(Random& random, std::uint32_t slot, std::uint32_t words, std::uint32_t take_percent,
            std::uint32_t open_percent, std::uint32_t deliver_percent) {
    struct Event {
      std::uint32_t axon;
      bool heard;
    };
    std::vector<std::optional<Event>> expected;
    for (std::uint32_t word = 0; word < words; ++word) {
      std::uint32_t& row = rows_[slot * kWords + word];
      std::uint32_t& closing = closing_[slot * kWords + word];
      if ((row | closing) == 0) expected.emplace_back();
      for (std::uint32_t bit = 0; bit < 32; ++bit) {
        const bool heard = (row >> bit & 1) != 0;
        if (heard || (closing >> bit & 1) != 0) expected.push_back(Event{word * 32 + bit, heard});
      }
      row = closing = 0;
    }
    rtl_->step_slot_i = static_cast<CData>(slot);
    rtl_->words_i = static_cast<CData>(words);
    rtl_->scan_i = 1;
    rtl_.settle();
    REQUIRE(!rtl_->scan_idle_o);
    tick_beside(random, deliver_percent, slot, true);
    rtl_->scan_i = 0;
    for (std::size_t taken = 0; taken < expected.size();) {
      const bool take = random.chance(take_percent);
      rtl_->take_i = take;
      rtl_.settle();
      const bool event = take && expected[taken].has_value();
      CAPTURE(slot, words, taken, take);
      if (rtl_->scan_idle_o) REQUIRE(!rtl_->scan_idle_o);
      if ((rtl_->event_o != 0) != event) REQUIRE((rtl_->event_o != 0) == event);
      bool open = false;
      std::uint32_t open_bit = 0;
      if (event) {
        const auto [axon, heard] = *expected[taken];
        if (rtl_->axon_o != axon) REQUIRE(rtl_->axon_o == axon);
        if ((rtl_->heard_o != 0) != heard) REQUIRE((rtl_->heard_o != 0) == heard);
        open = heard && random.chance(open_percent);
        if (open) closing_[slot * kWords + axon / 32] |= 1u << axon % 32;
        ends += !heard;
        open_bit = axon % 32;
      }
      taken += take;
      events += event;
      tick_beside(random, deliver_percent, slot, false);
      rtl_->open_i = open;  // in the cycle after the event
      rtl_->open_bit_i = static_cast<CData>(open_bit);
    }
    rtl_->take_i = 1;
    rtl_.settle();
    REQUIRE(rtl_->scan_idle_o);
    REQUIRE(!rtl_->event_o);
    rtl_->take_i = 0;
    tick_beside(random, 0, slot, false);
    rtl_->open_i = 0;
  }

  // Sweeps the first words of every slot, in as many cycles.
  void sweep(std::uint32_t words) {
    rtl_->words_i = static_cast<CData>(words);
    rtl_->sweep_i = 1;
    rtl_.settle();
    REQUIRE(!rtl_->sweep_idle_o);
    rtl_.tick();
    rtl_->sweep_i = 0;
    std::uint32_t cycles = 0;
    for (rtl_.settle(); !rtl_->sweep_idle_o && cycles <= kRows; ++cycles) rtl_.tick();
    REQUIRE(cycles == words * spec::kDelaySlots);
    for (std::uint32_t row = 0; row < kRows; ++row) {
      if (row % kWords < words) rows_[row] = closing_[row] = 0;
    }
  }

  std::uint64_t deliveries = 0, merges = 0, events = 0, ends = 0, rows_read = 0, waits = 0,
                host_reads = 0;

 private:
  struct Delivery {
    bool valid = false;
    bool merged = false;
  };

  Module<Vslk_ring_bench> rtl_;
  std::array<std::uint32_t, kRows> rows_{}, closing_{};
  Delivery before_;
  std::pair<std::uint32_t, std::uint32_t> under_way_;  // row and bit that is still to be written
  std::uint32_t near_slot_ = 0, near_axon_ = 0;        // of the last delivery beside a scan
};

// Deliveries to random axons, or to the same word or the same axon as the last one.
void deliver_some(Ring& ring, Random& random) {
  std::uint32_t slot = 0, axon = 0;
  for (std::uint32_t left = random.below(300); left > 0; --left) {
    const std::uint32_t how = random.below(4);
    if (how <= 1) slot = random.below(spec::kDelaySlots);
    if (how <= 1) axon = random.below(kAxons);
    if (how == 2) axon = axon / 32 * 32 + random.below(32);
    ring.deliver(random.chance(80), slot, axon);
    if (random.chance(10)) {
      ring.read_beside(random.chance(50) ? slot * kWords + axon / 32 : random.below(kRows));
    }
  }
}

std::uint32_t random_word(Random& random) {
  const std::uint32_t bits = random.bits();
  switch (random.below(4)) {
    case 0:
      return 0;
    case 1:
      return 1u << random.below(32);
    case 2:
      return random.chance(50) ? 0xffffffffu : 0x80000001u;
    default:
      return bits;
  }
}

}  // namespace

TEST_CASE("slk_ring sets the bit of every delivery and reports the merged ones") {
  Ring ring;
  Random random;
  while (ring.deliveries < cases() / 5) {
    deliver_some(ring, random);
    ring.compare_rows();
    if (random.chance(30)) ring.sweep(random.below(kWords + 1));
  }
  compared("deliveries", ring.deliveries);
  compared("merged deliveries", ring.merges);
  compared("ring words", ring.rows_read);
  compared("reads of the host between deliveries", ring.host_reads);
}

namespace {

void scan_all(std::uint32_t deliver_percent) {
  Ring ring;
  Random random;
  while (ring.events < cases() / 5) {
    for (std::uint32_t row = 0; row < kRows; ++row) ring.write(row, random_word(random));
    for (std::uint32_t slot = 0; slot < spec::kDelaySlots; ++slot) {
      ring.scan(random, slot, random.below(kWords + 1), random.chance(50) ? 100 : 50, 50,
                deliver_percent);
    }
    ring.compare_rows();
    if (random.chance(10)) ring.sweep(random.below(kWords + 1));
  }
  compared("events", ring.events);
  compared("ends of windows among them", ring.ends);
  compared("ring words", ring.rows_read);
  if (deliver_percent == 0) return;
  compared("deliveries beside the scan", ring.deliveries);
  compared("merged deliveries", ring.merges);
  compared("writes that waited for a clear", ring.waits);
}

}  // namespace

TEST_CASE("slk_scan hands out the events of a slot, lowest first, one a cycle, and clears them") {
  scan_all(0);
}

TEST_CASE("deliveries come beside a scan, and it takes no notice of them") { scan_all(60); }

TEST_CASE("slk_ring_sweep clears the occupied words of every slot, one a cycle") {
  Ring ring;
  Random random;
  for (std::uint32_t words = 0; words <= kWords; ++words) {
    for (std::uint32_t row = 0; row < kRows; ++row) ring.write(row, random.bits());
    ring.sweep(words);
    ring.compare_rows();
  }
  compared("ring words", ring.rows_read);
}

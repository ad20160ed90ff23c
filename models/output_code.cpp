// SPDX-License-Identifier: Apache-2.0
#include "models/output_code.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace slk {
namespace {

using spec::OutputEntry;

// What is known to both sides at some place of a reply.
struct Place {
  std::uint32_t next_slot = 0;        // the first that was not told of
  std::optional<std::uint32_t> step;  // the last; a reply may begin within one
};

constexpr std::uint32_t kNeighbours = 3;  // slots that a code of spikes tells of behind its first
constexpr std::size_t kFarBytes = 4;
constexpr std::size_t kSlotBytes = 2;
constexpr std::uint32_t kKindMask = 0xc0;
constexpr std::uint32_t kCyclesMax = spec::kCodeFar * 256 - 1;

void append_far(int code, std::uint32_t value, Bytes& bytes) {
  append_number(bytes, static_cast<std::uint32_t>(code) | spec::kCodeFar, 1);
  append_number(bytes, value, kFarBytes);
}

// Writes the spike at `at` and its neighbours; returns the entry behind them.
std::size_t append_spikes(const std::vector<OutputEntry>& entries, std::size_t at, Place& place,
                          Bytes& bytes) {
  const std::uint32_t first = entries[at].value;
  std::uint32_t neighbours = 0;
  for (++at; at < entries.size() && entries[at].kind == spec::kEntrySpike; ++at) {
    const std::uint32_t distance = entries[at].value - first;
    if (distance > kNeighbours) break;
    neighbours |= 1u << (distance - 1);
  }
  const std::uint32_t skipped = first - place.next_slot;
  const std::uint32_t d = std::min<std::uint32_t>(skipped, spec::kCodeSpikeFar);
  append_number(bytes, spec::kCodeSpike | d << kNeighbours | neighbours, 1);
  if (d == spec::kCodeSpikeFar) append_number(bytes, first, kSlotBytes);
  place.next_slot = first + kNeighbours + 1;
  return at;
}

void append_step(std::uint32_t step, Place& place, Bytes& bytes) {
  const std::uint32_t skipped = place.step ? step - *place.step - 1 : spec::kCodeFar;
  if (skipped < spec::kCodeFar) {
    append_number(bytes, spec::kCodeStep | skipped, 1);
  } else {
    append_far(spec::kCodeStep, step, bytes);
  }
  place = {0, step};
}

void append_cycles(std::uint32_t cycles, Bytes& bytes) {
  if (cycles > kCyclesMax) return append_far(spec::kCodeCycles, cycles, bytes);
  append_number(bytes, spec::kCodeCycles | cycles >> 8, 1);
  append_number(bytes, cycles & 0xff, 1);
}

}  // namespace

Bytes encode_output(const std::vector<OutputEntry>& entries) {
  Bytes bytes;
  Place place;
  for (std::size_t at = 0; at < entries.size();) {
    if (entries[at].kind == spec::kEntrySpike) {
      at = append_spikes(entries, at, place, bytes);
      continue;
    }
    if (entries[at].kind == spec::kEntryStep) {
      append_step(entries[at].value, place, bytes);
    } else {
      append_cycles(entries[at].value, bytes);
    }
    ++at;
  }
  return bytes;
}

std::string decode_output(const Bytes& bytes, std::vector<OutputEntry>& entries) {
  Place place;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::uint32_t first = bytes[at++];
    const bool spikes = (first & spec::kCodeStep) == 0;
    const bool cycles = (first & kKindMask) == spec::kCodeCycles;
    const std::uint32_t d = spikes ? first >> kNeighbours : first & ~kKindMask;
    const std::uint32_t far_d = spikes ? spec::kCodeSpikeFar : spec::kCodeFar;
    const bool far = d == far_d;
    const std::size_t more = far ? (spikes ? kSlotBytes : kFarBytes) : cycles ? 1 : 0;
    if (bytes.size() - at < more) return "the output ends within a code";
    const std::uint32_t told = more == 0 ? 0 : number32_at(bytes, at, more);
    at += more;
    if (spikes) {
      const std::uint32_t slot = far ? told : place.next_slot + d;
      entries.push_back({slot, spec::kEntrySpike});
      for (std::uint32_t i = 0; i < kNeighbours; ++i) {
        if ((first >> i & 1) != 0) entries.push_back({slot + i + 1, spec::kEntrySpike});
      }
      place.next_slot = slot + kNeighbours + 1;
    } else if (cycles) {
      entries.push_back({far ? told : d << 8 | told, spec::kEntryCycles});
    } else {
      if (!far && !place.step) return "the output counts from a step that it did not name";
      place = {0, far ? told : *place.step + d + 1};
      entries.push_back({*place.step, spec::kEntryStep});
    }
  }
  return "";
}

}  // namespace slk

// SPDX-License-Identifier: Apache-2.0
// One direction of a bad serial line: bytes go in, and come out damaged, late or not at all, as
// often as was asked for, and every fault is counted.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <random>

#include "models/bytes.hpp"

namespace slk::tests {

enum class Fault : std::uint8_t {
  kFlip,       // one bit
  kDrop,       // the byte is lost
  kInsert,     // another byte comes before it
  kDuplicate,  // it comes twice
  kBurst,      // from here on 2 to 64 bytes are anything
  kStall,      // from here on silence for up to kStallMax byte times, then everything
  kBreak,      // the line breaks, and what is under way is lost
};
inline constexpr std::size_t kFaults = 7;
inline constexpr const char* kFaultNames[kFaults] = {"flip",  "drop",  "insert", "duplicate",
                                                     "burst", "stall", "break"};
inline constexpr std::uint32_t kStallMax = 6000;  // longer than a host waits

// Chance of each fault, a byte.
using FaultRates = std::array<double, kFaults>;
using FaultCounts = std::array<std::uint64_t, kFaults>;

class FaultyLine {
 public:
  FaultyLine(const FaultRates& rates, std::uint64_t seed);

  // Takes bytes from the sender. False: the line broke among them.
  bool send(const Bytes& bytes);
  // What comes out now.
  Bytes take();
  // Until more of it comes out, if `held()`.
  std::uint64_t wait() const { return stretches_.front().wait; }
  bool held() const { return !stretches_.empty(); }
  void pass(std::uint64_t byte_times);
  // What is under way is lost.
  void clear() { stretches_.clear(); }

  const FaultCounts& counts() const { return counts_; }

 private:
  // Bytes that come together, so many byte times after those before them.
  struct Stretch {
    std::uint64_t wait = 0;
    Bytes bytes;
  };

  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(engine_() % n); }
  std::uint8_t any() { return static_cast<std::uint8_t>(below(256)); }
  void damage(Fault fault, std::uint8_t byte);
  void put(std::uint8_t byte);

  FaultRates rates_;
  double rate_ = 0;  // of all faults
  std::mt19937_64 engine_;
  std::deque<Stretch> stretches_;
  std::uint32_t burst_ = 0;  // bytes that are left of it
  FaultCounts counts_{};
};

}  // namespace slk::tests

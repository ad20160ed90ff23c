// SPDX-License-Identifier: Apache-2.0
#include "tests/faults/faulty_line.hpp"

#include <algorithm>
#include <numeric>

namespace slk::tests {

FaultyLine::FaultyLine(const FaultRates& rates, std::uint64_t seed)
    : rates_(rates), rate_(std::accumulate(rates.begin(), rates.end(), 0.0)), engine_(seed) {}

bool FaultyLine::send(const Bytes& bytes) {
  std::uniform_real_distribution<double> chance(0, 1);
  for (const std::uint8_t byte : bytes) {
    if (burst_ > 0) {
      --burst_;
      put(any());
      continue;
    }
    double drawn = chance(engine_);
    if (drawn >= rate_) {
      put(byte);
      continue;
    }
    std::size_t fault = 0;
    while (fault + 1 < kFaults && drawn >= rates_[fault]) drawn -= rates_[fault++];
    ++counts_[fault];
    if (static_cast<Fault>(fault) == Fault::kBreak) return false;
    damage(static_cast<Fault>(fault), byte);
  }
  return true;
}

void FaultyLine::damage(Fault fault, std::uint8_t byte) {
  switch (fault) {
    case Fault::kFlip:
      return put(static_cast<std::uint8_t>(byte ^ 1u << below(8)));
    case Fault::kInsert:
      put(any());
      return put(byte);
    case Fault::kDuplicate:
      put(byte);
      return put(byte);
    case Fault::kBurst:
      burst_ = 1 + below(63);
      return put(any());
    case Fault::kStall:
      stretches_.push_back({1 + below(kStallMax), {byte}});
      return;
    case Fault::kDrop:
    case Fault::kBreak:
      return;
  }
}

void FaultyLine::put(std::uint8_t byte) {
  if (stretches_.empty()) stretches_.emplace_back();
  stretches_.back().bytes.push_back(byte);
}

Bytes FaultyLine::take() {
  Bytes out;
  while (held() && wait() == 0) {
    const Bytes& bytes = stretches_.front().bytes;
    out.insert(out.end(), bytes.begin(), bytes.end());
    stretches_.pop_front();
  }
  return out;
}

void FaultyLine::pass(std::uint64_t byte_times) {
  if (held()) stretches_.front().wait -= std::min(wait(), byte_times);
}

}  // namespace slk::tests

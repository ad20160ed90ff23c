// SPDX-License-Identifier: Apache-2.0
// The ranges of what a network file may say, drawn from the formats of the hardware.
#pragma once

#include <cstdint>

#include "models/gen/spec.hpp"

namespace slk::limits {

constexpr std::int64_t kState = (std::int64_t{1} << (spec::kStateBits - 1)) - 1;  // +-
constexpr std::int64_t kDecay = std::int64_t{1} << spec::kDecayShift;
constexpr std::int64_t kWeight = (std::int64_t{1} << (spec::kWeightBits - 1)) - 1;  // +-
constexpr std::int64_t kShift = (std::int64_t{1} << spec::kShiftBits) - 1;
constexpr std::int64_t kRefractory = (std::int64_t{1} << spec::kRefractoryBits) - 1;
constexpr std::int64_t kAdaptEvery = (std::int64_t{1} << spec::kAdaptEveryBits) - 1;
constexpr std::int64_t kDelay = spec::kDelaySlots - 1;
constexpr std::int64_t kRules = spec::kRulesMax;
constexpr std::int64_t kRuleEntry = (std::int64_t{1} << (spec::kRuleEntryBits - 1)) - 1;
constexpr std::int64_t kModulator = (std::int64_t{1} << (spec::kModulatorBits - 1)) - 1;
constexpr std::int64_t kStep = (std::int64_t{1} << spec::kStepBits) - 1;
constexpr std::int64_t kNumbers = std::int64_t{1} << spec::kNumberBits;  // inputs and neurons
constexpr std::int64_t kSumMax = (std::int64_t{1} << (spec::kAccumulatorBits - 1)) - 1;
constexpr std::int64_t kSumMin = -kSumMax - 1;

}  // namespace slk::limits

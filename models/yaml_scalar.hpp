// SPDX-License-Identifier: Apache-2.0
// Plain scalars by the core schema of YAML 1.2: `N`, `y` and `on` are words, 0x1f and 0o37 numbers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace slk::yaml {

// An integer that fits, or nothing.
std::optional<std::int64_t> to_int64(const std::string& text);
std::optional<std::uint64_t> to_uint64(const std::string& text);

// The nearest double of an integer or a decimal fraction, or nothing. No infinity, no NaN.
std::optional<double> to_real(const std::string& text);

// A decimal fraction such as 23.6, times 10^places, exactly: at most 12 digits before the point and
// `places` (at most 6) behind it; no sign, no exponent.
std::optional<std::uint64_t> to_scaled(const std::string& text, int places);

std::optional<bool> to_bool(const std::string& text);

// True if the schema reads the scalar as a string: not null, a truth value or a number of any size.
bool is_word(const std::string& text);

}  // namespace slk::yaml

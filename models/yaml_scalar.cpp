// SPDX-License-Identifier: Apache-2.0
// Plain scalars by the core schema of YAML 1.2.
#include "models/yaml_scalar.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <iterator>
#include <limits>

namespace slk::yaml {
namespace {

// The digits of an integer, apart from its sign and its base.
struct Digits {
  bool negative = false;
  int base = 10;
  std::string text;
};

bool only(const std::string& text, const char* characters) {
  return !text.empty() && text.find_first_not_of(characters) == std::string::npos;
}

std::optional<Digits> to_digits(const std::string& text) {
  if (text.compare(0, 2, "0x") == 0) {
    const Digits hex{false, 16, text.substr(2)};
    return only(hex.text, "0123456789abcdefABCDEF") ? std::optional(hex) : std::nullopt;
  }
  if (text.compare(0, 2, "0o") == 0) {
    const Digits octal{false, 8, text.substr(2)};
    return only(octal.text, "01234567") ? std::optional(octal) : std::nullopt;
  }
  const bool sign = !text.empty() && (text[0] == '-' || text[0] == '+');
  const Digits decimal{sign && text[0] == '-', 10, text.substr(sign ? 1 : 0)};
  return only(decimal.text, "0123456789") ? std::optional(decimal) : std::nullopt;
}

std::optional<std::uint64_t> magnitude(const Digits& digits) {
  std::uint64_t value = 0;
  const char* end = digits.text.data() + digits.text.size();
  const auto result = std::from_chars(digits.text.data(), end, value, digits.base);
  return result.ec == std::errc() ? std::optional(value) : std::nullopt;
}

// [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?
bool is_decimal(const std::string& text) {
  std::size_t at = 0;
  const auto skip_sign = [&] { at += at < text.size() && (text[at] == '-' || text[at] == '+'); };
  const auto skip_digits = [&] {
    const std::size_t from = at;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
    return at - from;
  };
  skip_sign();
  std::size_t digits = skip_digits();
  if (at < text.size() && text[at] == '.') {
    ++at;
    digits += skip_digits();
  }
  if (digits == 0) return false;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    skip_sign();
    if (skip_digits() == 0) return false;
  }
  return at == text.size();
}

// What the schema reads as null, infinity or not a number.
bool is_special(const std::string& text) {
  const char* const special[] = {"",      "~",     "null",  "Null",  "NULL",  ".inf",
                                 ".Inf",  ".INF",  "+.inf", "+.Inf", "+.INF", "-.inf",
                                 "-.Inf", "-.INF", ".nan",  ".NaN",  ".NAN"};
  return std::find(std::begin(special), std::end(special), text) != std::end(special);
}

}  // namespace

std::optional<std::uint64_t> to_uint64(const std::string& text) {
  const auto digits = to_digits(text);
  if (!digits) return std::nullopt;
  const auto value = magnitude(*digits);
  if (!value || (digits->negative && *value != 0)) return std::nullopt;
  return value;
}

std::optional<std::int64_t> to_int64(const std::string& text) {
  const auto digits = to_digits(text);
  if (!digits) return std::nullopt;
  const auto value = magnitude(*digits);
  constexpr std::uint64_t kMax = std::numeric_limits<std::int64_t>::max();
  if (!value || *value > kMax) return std::nullopt;
  const auto positive = static_cast<std::int64_t>(*value);
  return digits->negative ? -positive : positive;
}

std::optional<double> to_real(const std::string& text) {
  if (to_digits(text) && !is_decimal(text)) {  // 0x1, 0o1
    const auto value = to_uint64(text);
    return value ? std::optional(static_cast<double>(*value)) : std::nullopt;
  }
  if (!is_decimal(text)) return std::nullopt;
  const char* begin = text.data() + (text[0] == '+' ? 1 : 0);
  double value = 0;
  const auto result = std::from_chars(begin, text.data() + text.size(), value);
  // from_chars does not tell too small from too large; strtod does.
  if (result.ec == std::errc::result_out_of_range) value = std::strtod(begin, nullptr);
  return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

std::optional<std::uint64_t> to_scaled(const std::string& text, int places) {
  constexpr std::size_t kWholeDigits = 12;
  const std::size_t point = text.find('.');
  const std::string whole = text.substr(0, point);
  std::string parts = point == std::string::npos ? "" : text.substr(point + 1);
  if (whole.empty() || whole.size() > kWholeDigits ||
      parts.size() > static_cast<std::size_t>(places) ||
      (point != std::string::npos && parts.empty())) {
    return std::nullopt;
  }
  parts.resize(static_cast<std::size_t>(places), '0');
  std::uint64_t value = 0;
  for (const char digit : whole + parts) {
    if (digit < '0' || digit > '9') return std::nullopt;
    value = value * 10 + static_cast<std::uint64_t>(digit - '0');
  }
  return value;
}

std::optional<bool> to_bool(const std::string& text) {
  if (text == "true" || text == "True" || text == "TRUE") return true;
  if (text == "false" || text == "False" || text == "FALSE") return false;
  return std::nullopt;
}

bool is_word(const std::string& text) {
  return !is_special(text) && !to_bool(text) && !to_digits(text) && !is_decimal(text);
}

}  // namespace slk::yaml

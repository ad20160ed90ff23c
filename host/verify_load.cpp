// SPDX-License-Identifier: Apache-2.0
#include "host/verify_load.hpp"

#include <algorithm>

namespace slk {
namespace {

// A row as one hexadecimal number.
std::string hex_row(const Bytes& bytes, std::size_t at, std::size_t width) {
  std::string text;
  for (std::size_t i = at + width; i > at; --i) {
    text += "0123456789abcdef"[bytes[i - 1] >> 4];
    text += "0123456789abcdef"[bytes[i - 1] & 15];
  }
  return text;
}

std::string compare(const RowSpan& span, const Bytes& line, const Bytes& backdoor) {
  const std::size_t width = span.row_bytes;
  for (std::size_t at = 0; at < span.bytes.size(); at += width) {
    const auto same = [&](const Bytes& other) {
      return std::equal(other.begin() + static_cast<std::ptrdiff_t>(at),
                        other.begin() + static_cast<std::ptrdiff_t>(at + width),
                        span.bytes.begin() + static_cast<std::ptrdiff_t>(at));
    };
    if (same(line) && same(backdoor)) continue;
    return std::string(spec::kWindows[static_cast<std::size_t>(span.window)].name) + " row " +
           std::to_string(span.first_row + at / width) + ": the image has " +
           hex_row(span.bytes, at, width) + ", the line reads " + hex_row(line, at, width) +
           ", the backdoor " + hex_row(backdoor, at, width);
  }
  return "";
}

}  // namespace

LoadCheck verify_load(HostPort& line, HostPort& backdoor, const Image& image) {
  LoadCheck check;
  const std::uint32_t input_base = line.read(spec::Register::kSizeNeurons);
  for_each_span(image, input_base, [&](const RowSpan& span) {
    if (!check.difference.empty()) return;
    const auto rows = static_cast<std::uint32_t>(span.bytes.size() / span.row_bytes);
    check.difference =
        compare(span, line.read_rows(span.window, span.first_row, span.row_bytes, rows),
                backdoor.read_rows(span.window, span.first_row, span.row_bytes, rows));
    check.rows += rows;
  });
  return check;
}

}  // namespace slk

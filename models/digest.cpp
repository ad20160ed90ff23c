// SPDX-License-Identifier: Apache-2.0
#include "models/digest.hpp"

namespace slk {

std::string hex64(std::uint64_t value) {
  std::string text(16, '0');
  for (int i = 15; i >= 0; --i, value >>= 4) text[i] = "0123456789abcdef"[value & 15];
  return text;
}

std::string Digest::text() const { return hex64(sum_); }

}  // namespace slk

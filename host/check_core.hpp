// SPDX-License-Identifier: Apache-2.0
// The part of check_image() that looks at one core by itself: whether its image is legal.
#pragma once

#include <optional>
#include <sstream>
#include <string>

#include "models/image.hpp"
#include "models/network.hpp"

namespace slk {

// What is wrong, in one sentence; nothing if all is well.
using ImageFault = std::optional<std::string>;

template <class... Parts>
ImageFault image_fault(const Parts&... parts) {
  std::ostringstream out;
  (out << ... << parts);
  return out.str();
}

// Capacities, tables, registers, rules and spans of axons. Whatever indexes a memory, routes
// excepted, is within it if nothing is wrong.
ImageFault check_core(const Image& image, const Network& network);

}  // namespace slk

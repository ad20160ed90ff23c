// SPDX-License-Identifier: Apache-2.0
// The images and their split into a training and a test part.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "tools/digits/task.hpp"

namespace slk::digits {

struct Image {
  std::array<std::uint8_t, kPixels> grey{};  // 0..16, row by row from the top left
  std::uint8_t label = 0;
};

// Each part in the order that the split gives.
struct Images {
  std::vector<Image> train;
  std::vector<Image> test;
};

// Reads digits.csv and split.csv below the root. Throws Error with `file:line: fault; what is
// allowed`.
Images read_images(const std::string& root);

}  // namespace slk::digits

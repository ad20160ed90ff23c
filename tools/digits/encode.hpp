// SPDX-License-Identifier: Apache-2.0
// Images as spikes: a pixel of grey value g fires g times in the window of its image.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "tools/digits/images.hpp"

namespace slk::digits {

// The pixels that fire in each step of a window, ascending; [0] is the window's first step.
using Window = std::array<std::vector<std::uint8_t>, kWindow>;

// The spikes of a pixel are evenly spread over the first 31 steps, at a phase of the pixel's own: a
// spike in step 32 would be heard after the reset, in the next image.
Window encode(const Image& image);

// spikes.csv and labels.csv; image k has the steps 32k + 1 .. 32k + 32.
std::string spikes_text(const std::vector<Image>& images);
std::string labels_text(const std::vector<Image>& images);

// The test images' files.
std::vector<OwnFile> encode_files(const Images& images);

}  // namespace slk::digits

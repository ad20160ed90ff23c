// SPDX-License-Identifier: Apache-2.0
// Images as spikes.
#include "tools/digits/encode.hpp"

namespace slk::digits {
namespace {

constexpr std::size_t kPlaces = kWindow - 1;  // steps that may hold a spike

// Pixels of equal grey value fire in turn, not in chorus. Coprime to the number of places, so that
// every phase occurs.
constexpr std::size_t kPhaseStep = 12;

}  // namespace

Window encode(const Image& image) {
  Window window;
  for (std::size_t pixel = 0; pixel < kPixels; ++pixel) {
    const std::size_t phase = pixel * kPhaseStep % kPlaces;
    const std::size_t grey = image.grey[pixel];
    // grey <= kPlaces and phase < kPlaces: no place is met twice, the last one is kPlaces - 1.
    for (std::size_t spike = 0; spike < grey; ++spike) {
      window[(spike * kPlaces + phase) / grey].push_back(static_cast<std::uint8_t>(pixel));
    }
  }
  return window;
}

std::string spikes_text(const std::vector<Image>& images) {
  std::string text = "step,index\n";
  std::size_t step = 0;
  for (const Image& image : images) {
    for (const std::vector<std::uint8_t>& pixels : encode(image)) {
      ++step;
      for (const std::uint8_t pixel : pixels) {
        text += std::to_string(step) + "," + std::to_string(pixel) + "\n";
      }
    }
  }
  return text;
}

std::string labels_text(const std::vector<Image>& images) {
  std::string text = "image,label\n";
  for (std::size_t i = 0; i < images.size(); ++i) {
    text += std::to_string(i) + "," + std::to_string(images[i].label) + "\n";
  }
  return text;
}

std::vector<OwnFile> encode_files(const Images& images) {
  return {{kSpikeFile, spikes_text(images.test)}, {kLabelFile, labels_text(images.test)}};
}

}  // namespace slk::digits

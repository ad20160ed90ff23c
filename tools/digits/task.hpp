// SPDX-License-Identifier: Apache-2.0
// The task in numbers and files: 8x8 images of ten digits, each shown for a window of steps.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace slk::digits {

inline constexpr std::size_t kPixels = 64;
inline constexpr std::size_t kClasses = 10;
inline constexpr std::uint8_t kGreyMax = 16;
// Steps of an image. The network resets its state before each window.
inline constexpr std::uint32_t kWindow = 32;

// Paths from the root of the repository.
inline constexpr const char* kNetworkFile = "models/networks/digits/digits.yaml";
inline constexpr const char* kImageFile = "models/networks/digits/digits.csv";
inline constexpr const char* kSplitFile = "models/networks/digits/split.csv";
inline constexpr const char* kWeightFile = "models/networks/digits/weights.csv";
inline constexpr const char* kSpikeFile = "models/networks/digits/spikes.csv";
inline constexpr const char* kLabelFile = "models/networks/digits/labels.csv";

// ROOT/file
std::string path_in(const std::string& root, const char* file);

// Spikes per class in a window.
using Counts = std::array<std::uint32_t, kClasses>;

// What the counts say: the class with most spikes, the lowest of several; `tie` if there are
// several.
struct Answer {
  std::size_t digit = 0;
  bool tie = false;
};
Answer answer_of(const Counts& counts);

// A file that this program owns; `path` counts from the root of the repository.
struct OwnFile {
  std::string path;
  std::string text;
};
// Throws Error if a file cannot be written.
void write_files(const std::string& root, const std::vector<OwnFile>& files);
// One sentence for each file that is missing or differs; `verb` would renew it.
std::vector<std::string> find_stale(const std::string& root, const std::vector<OwnFile>& files,
                                    const std::string& verb);

}  // namespace slk::digits

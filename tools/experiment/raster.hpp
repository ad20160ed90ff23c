// SPDX-License-Identifier: Apache-2.0
// A drawing of spikes over time, in groups of lines one below the other.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace slk::experiment {

class Raster {
 public:
  explicit Raster(std::string title) : title_(std::move(title)) {}
  // Groups come from top to bottom, counted from 0.
  void add_group(const std::string& name, std::uint32_t lines, const std::string& colour);
  // A line across all groups before a step, with a word on top.
  void add_mark(std::uint32_t step, const std::string& word);
  void add_spike(std::size_t group, std::uint32_t line, std::uint32_t step);
  // The file.
  std::string text() const;

 private:
  struct Group {
    std::string name;
    std::uint32_t lines = 0;
    std::string colour;
  };
  struct Mark {
    std::uint32_t step = 0;
    std::string word;
  };
  struct Spike {
    std::size_t group = 0;
    std::uint32_t line = 0;
    std::uint32_t step = 0;
  };
  std::string title_;
  std::vector<Group> groups_;
  std::vector<Mark> marks_;
  std::vector<Spike> spikes_;
};

}  // namespace slk::experiment

// SPDX-License-Identifier: Apache-2.0
// A line of progress on the terminal; silent in a pipe.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace slk {

class Progress {
 public:
  Progress(std::string what, std::uint64_t total);
  ~Progress();
  // Redraws at most ten times a second.
  void update(std::uint64_t done);

 private:
  std::string what_;
  std::uint64_t total_;
  bool terminal_;
  bool drawn_ = false;
  std::chrono::steady_clock::time_point last_;
};

}  // namespace slk

// SPDX-License-Identifier: Apache-2.0
// What the writers of random networks share: draws from one seed, and the folder that they write
// to.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace slk::tests {

class NetworkWriter {
 protected:
  // Makes the folder.
  NetworkWriter(const std::string& folder, std::uint64_t seed);

  // a..b, both included.
  std::int64_t uniform(std::int64_t a, std::int64_t b) {
    return a + static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(b - a + 1));
  }
  bool chance(int percent) { return uniform(1, 100) <= percent; }
  template <class T = std::int64_t>
  T pick(const std::vector<T>& values) {
    return values[static_cast<std::size_t>(
        uniform(0, static_cast<std::int64_t>(values.size()) - 1))];
  }

  // Writes a table beside the network; what a key of the network says of it.
  std::string table_file(const std::string& header, const std::vector<std::string>& lines);
  // Writes network.yaml, and returns its path.
  std::string network_file(const std::string& text) const;

  const std::uint64_t seed_;
  std::mt19937_64 random_;

 private:
  const std::string folder_;
  int tables_ = 0;
};

}  // namespace slk::tests

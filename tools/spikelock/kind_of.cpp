// SPDX-License-Identifier: Apache-2.0
#include "tools/spikelock/kind_of.hpp"

#include <fstream>

namespace slk {

std::string kind_of(const std::string& path) {
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    if (line.rfind("spikelock:", 0) == 0) {
      const std::size_t begin = line.find_first_not_of(" \t\"'", 10);
      const std::size_t end = line.find_first_of(" \t#\r\"'", begin);
      return begin == std::string::npos ? "" : line.substr(begin, end - begin);
    }
    if (line.find("\"spikelock\": \"image/2\"") != std::string::npos) return "image/2";
  }
  return "";
}

}  // namespace slk

// SPDX-License-Identifier: Apache-2.0
#include "tests/system/network_writer.hpp"

#include <filesystem>
#include <fstream>

namespace slk::tests {

NetworkWriter::NetworkWriter(const std::string& folder, std::uint64_t seed)
    : seed_(seed), random_(seed), folder_(folder) {
  std::filesystem::create_directories(folder);
}

std::string NetworkWriter::table_file(const std::string& header,
                                      const std::vector<std::string>& lines) {
  const std::string name = "table" + std::to_string(tables_++) + ".csv";
  std::ofstream out(folder_ + "/" + name);
  out << header << '\n';
  for (const std::string& line : lines) out << line << '\n';
  return "{file: " + name + "}";
}

std::string NetworkWriter::network_file(const std::string& text) const {
  std::string path = folder_ + "/network.yaml";
  std::ofstream(path) << text;
  return path;
}

}  // namespace slk::tests

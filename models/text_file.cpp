// SPDX-License-Identifier: Apache-2.0
// A file of text, whole, and how messages speak of it.
#include "models/text_file.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include "models/error.hpp"

namespace slk {

void fail_at(const std::string& file, std::size_t line, const std::string& message) {
  throw Error(file + ":" + std::to_string(line) + ": " + message);
}

std::string excerpt(std::string_view text) {
  constexpr std::size_t kLongest = 60;
  std::string line(text.substr(0, kLongest));
  std::replace_if(
      line.begin(), line.end(), [](char c) { return c >= 0 && c < ' '; }, ' ');
  return text.size() > kLongest ? line + "..." : line;
}

std::string load_text(const std::string& path, const std::string& subject,
                      const std::string& remedy) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) {
    throw Error(subject + " is a directory; " + remedy);
  }
  if (!std::filesystem::exists(path, ignored)) {
    throw Error(subject + " does not exist; " + remedy);
  }
  std::ifstream file(path, std::ios::binary);
  if (!file) throw Error(subject + " cannot be opened; " + remedy);
  std::string text;
  std::string block(std::size_t{1} << 20, '\0');
  while (file.read(block.data(), static_cast<std::streamsize>(block.size())) || file.gcount() > 0) {
    text.append(block, 0, static_cast<std::size_t>(file.gcount()));
  }
  if (file.bad()) throw Error(subject + " cannot be read; " + remedy);
  return text;
}

}  // namespace slk

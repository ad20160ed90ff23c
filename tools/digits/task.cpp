// SPDX-License-Identifier: Apache-2.0
// The task's files and how an answer is read.
#include "tools/digits/task.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "models/error.hpp"
#include "models/text_file.hpp"

namespace slk::digits {

std::string path_in(const std::string& root, const char* file) {
  return (std::filesystem::path(root) / file).string();
}

Answer answer_of(const Counts& counts) {
  const auto most = std::max_element(counts.begin(), counts.end());  // the first of them
  return {static_cast<std::size_t>(most - counts.begin()),
          std::count(counts.begin(), counts.end(), *most) > 1};
}

void write_files(const std::string& root, const std::vector<OwnFile>& files) {
  for (const OwnFile& file : files) {
    const std::string path = path_in(root, file.path.c_str());
    std::ofstream out(path, std::ios::binary);
    out << file.text << std::flush;
    if (!out) throw Error(path + ": cannot be written; --root is the repository");
  }
}

std::vector<std::string> find_stale(const std::string& root, const std::vector<OwnFile>& files,
                                    const std::string& verb) {
  std::vector<std::string> sentences;
  for (const OwnFile& file : files) {
    const std::string path = path_in(root, file.path.c_str());
    const bool fresh =
        std::filesystem::is_regular_file(path) && load_text(path, path, "") == file.text;
    if (!fresh) sentences.push_back(file.path + ": is stale; run 'digits " + verb + "'");
  }
  return sentences;
}

}  // namespace slk::digits

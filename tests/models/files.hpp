// SPDX-License-Identifier: Apache-2.0
// A folder of small files for a test, removed at its end, and the sentence that a reader refuses
// with.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "models/error.hpp"

namespace slk::test {

class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "slk_XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  // Writes a file; returns its path.
  std::string write(const std::string& name, const std::string& text) const {
    std::ofstream(path(name), std::ios::binary) << text;
    return path(name);
  }
  std::string path(const std::string& name) const { return path_ + "/" + name; }

  // What the call refuses with, without the path of this folder; empty if it does not.
  template <class Call>
  std::string refusal(Call call) const {
    try {
      call();
    } catch (const Error& error) {
      return without_path(error.what());
    }
    return "";
  }

 private:
  std::string without_path(std::string message) const {
    const std::string prefix = path_ + "/";
    for (std::size_t at; (at = message.find(prefix)) != std::string::npos;) {
      message.erase(at, prefix.size());
    }
    return message;
  }

  std::string path_;
};

}  // namespace slk::test

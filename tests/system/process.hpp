// SPDX-License-Identifier: Apache-2.0
// Runs a command line with bash, as a user would, with the programs of this build on the path.
#pragma once

#include <sys/wait.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/models/files.hpp"

namespace slk::tests {

struct Output {
  int status = 0;  // exit status; 128 + signal if it was killed
  std::string out;
  std::string err;
};

inline std::string text_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// Runs `command` in `folder`. With `merged`, standard error goes where standard output goes.
inline Output bash(const std::string& command, const std::string& folder, bool merged = false) {
  const test::Folder scratch;
  const std::string script =
      scratch.write("command", "export PATH='" SLK_BINARY "/bin':$PATH\ncd '" + folder +
                                   "' || exit 99\n" + command + "\n");
  const std::string redirect =
      " >" + scratch.path("out") + " 2>" + (merged ? "&1" : scratch.path("err")) + " </dev/null";
  const int status = std::system(("bash " + script + redirect).c_str());
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
          text_of(scratch.path("out")), merged ? "" : text_of(scratch.path("err"))};
}

// A folder from which the shipped models are reached as `models`, and the command in it.
class CommandFolder : public test::Folder {
 public:
  CommandFolder() {
    std::filesystem::create_directory_symlink(SLK_SOURCE "/models", path("models"));
  }
  // `spikelock ARGUMENTS` in this folder.
  Output run(const std::string& arguments) const {
    return bash("spikelock " + arguments, path(""));
  }
  std::string text(const std::string& name) const { return text_of(path(name)); }
};

}  // namespace slk::tests

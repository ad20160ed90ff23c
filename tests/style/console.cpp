// SPDX-License-Identifier: Apache-2.0
#include "tests/style/console.hpp"

#include <sstream>

namespace slk::tests {
namespace {

bool matches_from(const std::vector<std::string>& want, std::size_t w,
                  const std::vector<std::string>& got, std::size_t g) {
  if (w == want.size()) return g == got.size();
  if (want[w] == "...") {
    for (; g <= got.size(); ++g) {
      if (matches_from(want, w + 1, got, g)) return true;
    }
    return false;
  }
  return g < got.size() && want[w] == got[g] && matches_from(want, w + 1, got, g + 1);
}

}  // namespace

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::vector<ConsoleCommand> console_commands(const std::string& markdown) {
  std::vector<ConsoleCommand> commands;
  bool inside = false;
  int number = 0;
  for (const std::string& line : lines_of(markdown)) {
    ++number;
    if (line.rfind("```", 0) == 0) {
      inside = line == "```console";
    } else if (inside && line.rfind("$ ", 0) == 0) {
      commands.push_back({number, line.substr(2), {}});
    } else if (inside && !commands.empty()) {
      commands.back().output.push_back(line);
    }
  }
  return commands;
}

bool is_for_people(const std::string& command) {
  for (const char* word : {"make", "sudo", "git", "gtkwave", "cd", "apt-get"}) {
    if (command == word || command.rfind(std::string(word) + " ", 0) == 0) return true;
  }
  return false;
}

bool matches(const std::vector<std::string>& want, const std::vector<std::string>& got) {
  return matches_from(want, 0, got, 0);
}

}  // namespace slk::tests

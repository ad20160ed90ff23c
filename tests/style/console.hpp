// SPDX-License-Identifier: Apache-2.0
// The console blocks of a Markdown page: commands, and what the page says that they print.
#pragma once

#include <string>
#include <vector>

namespace slk::tests {

struct ConsoleCommand {
  int line = 0;  // in the page
  std::string command;
  std::vector<std::string> output;  // a line `...` stands for any number of lines
};

// The lines "$ command" of the blocks that begin with ```console, each with the lines that follow.
std::vector<ConsoleCommand> console_commands(const std::string& markdown);

// True for commands that a test leaves alone: what installs, builds or opens a window.
bool is_for_people(const std::string& command);

// True if `got` is what `want` says, "..." lines included.
bool matches(const std::vector<std::string>& want, const std::vector<std::string>& got);

std::vector<std::string> lines_of(const std::string& text);

}  // namespace slk::tests

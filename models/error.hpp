// SPDX-License-Identifier: Apache-2.0
// The one exception: a mistake of the user's, or a tool that failed, in one sentence.
#pragma once

#include <stdexcept>
#include <string>

namespace slk {

// Exit statuses of every program.
enum class Exit { kAgree = 0, kDivergence = 1, kUser = 2, kMachine = 3 };

// A fault for the user: `place: what is wrong; what is allowed`. Caught in main, printed as one
// line.
class Error : public std::runtime_error {
 public:
  explicit Error(const std::string& message, Exit exit = Exit::kUser)
      : std::runtime_error(message), exit_(exit) {}
  Exit exit() const { return exit_; }

 private:
  Exit exit_;
};

}  // namespace slk

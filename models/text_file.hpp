// SPDX-License-Identifier: Apache-2.0
// A file of text, whole, and how messages speak of it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace slk {

// Throws Error with `file:line: message`; lines count from 1.
[[noreturn]] void fail_at(const std::string& file, std::size_t line, const std::string& message);

// What a message shows of a text from a file: short, on one line.
std::string excerpt(std::string_view text);

// The bytes of a file. Where there is none to read, throws Error with `subject is missing; remedy`
// or the like: the subject is the place and name of the file, the remedy says what would be right.
std::string load_text(const std::string& path, const std::string& subject,
                      const std::string& remedy);

}  // namespace slk

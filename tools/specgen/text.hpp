// SPDX-License-Identifier: Apache-2.0
// Small pieces of text that the writers share.
#pragma once

#include <cstdint>
#include <string>

#include "tools/specgen/spec.hpp"

namespace slk::specgen {

// "state_bits" -> "StateBits".
std::string camel(const std::string& snake);

// 16 hexadecimal digits.
std::string hex64(std::uint64_t value);

// The number as the spec writes it: "24", "-128", "0x534c4b31".
std::string shown(const Constant& constant);

// `text` as // comment lines of at most 100 columns, each behind `indent` blanks.
std::string comment(int indent, const std::string& text);

// One line of code with its doc behind it, or above it where the line would pass 100 columns.
std::string documented(int indent, const std::string& code, const std::string& doc);

// What begins every generated file: who made it, from what, under which licence.
std::string generated_notice();

}  // namespace slk::specgen

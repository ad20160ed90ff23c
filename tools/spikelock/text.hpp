// SPDX-License-Identifier: Apache-2.0
// How numbers and tables look on a terminal.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

namespace slk {

// 1234567 -> "1,234,567".
std::string grouped(std::uint64_t value);

// `count` things: "1 step", "2 steps"; a noun with an irregular plural has none here.
std::string counted(std::uint64_t count, const std::string& noun);

// A figure with so many decimals: 2.5 -> "2.50"; a part of 1: 0.1234 -> "12.34 %".
std::string decimal(double value, int places);
std::string percent(double part);

// Rows of cells in columns; the first row is the header. The first column is flush left, the others
// flush right.
void print_table(std::ostream& out, const std::vector<std::vector<std::string>>& rows);

}  // namespace slk

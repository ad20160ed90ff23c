// SPDX-License-Identifier: Apache-2.0
#include "tools/bench/report.hpp"

#include <cmath>
#include <ctime>
#include <iomanip>
#include <iostream>
#include <sstream>

#include "tools/spikelock/text.hpp"

namespace slk {

std::string number(double value) {
  std::ostringstream out;
  if (value >= 100) return grouped(static_cast<std::uint64_t>(std::llround(value)));
  out << std::setprecision(value < 0.1 ? 2 : 4) << value;
  return out.str();
}

std::string percent(double part, double whole) {
  std::ostringstream out;
  out << std::fixed << std::setprecision(1) << 100 * part / whole << " %";
  return out.str();
}

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

bool Report::print() const {
  print_table(std::cout, rows_);
  return ok_;
}

void Report::add(const std::string& what, double value, double limit, bool kept) {
  rows_.push_back({what, number(value), number(limit), number(value / limit)});
  ok_ = ok_ && kept;
}

}  // namespace slk

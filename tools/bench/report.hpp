// SPDX-License-Identifier: Apache-2.0
// Report: rows of a measurement, its limit and their ratio; and numbers as a table shows them.
#pragma once

#include <string>
#include <vector>

namespace slk {

// Three digits grouped, or four significant ones.
std::string number(double value);
std::string percent(double part, double whole);

double cpu_seconds();

class Report {
 public:
  explicit Report(const std::string& title) {
    rows_.push_back({title, "measured", "limit", "measured / limit"});
  }
  // The limit is the most that is allowed, or the least.
  void at_most(const std::string& what, double value, double limit) {
    add(what, value, limit, value <= limit);
  }
  void at_least(const std::string& what, double value, double limit) {
    add(what, value, limit, value >= limit);
  }
  // Prints the table; false if a limit is broken.
  bool print() const;

 private:
  void add(const std::string& what, double value, double limit, bool kept);

  std::vector<std::vector<std::string>> rows_;
  bool ok_ = true;
};

}  // namespace slk

// SPDX-License-Identifier: Apache-2.0
// Tables with a column of words, which CsvReader (integers only) does not read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace slk {

// Reads a table row by row. Throws Error with `file:line: fault; what is allowed`. Cannot be
// copied: rows are views of the text it holds.
class WordCsv {
 public:
  // `header` is the first line, all of it. `remedy` says what would be right if there is no file.
  WordCsv(const std::string& path, const std::string& header, const std::string& remedy);
  WordCsv(const WordCsv&) = delete;
  WordCsv& operator=(const WordCsv&) = delete;

  // Goes to the next row, the first to begin with; false at the end.
  bool next();
  std::string_view word(std::size_t column) const { return cells_[column]; }
  // A value of the row; refuses what is no integer in min..max.
  std::int64_t integer(std::size_t column, std::int64_t min, std::int64_t max) const;
  // The row's line in the file, counted from 1.
  std::size_t line() const { return line_; }
  const std::string& path() const { return path_; }
  [[noreturn]] void fail(const std::string& message) const;

 private:
  std::string_view take_line();
  void split(std::string_view line);

  std::string path_;
  std::string text_;
  std::size_t position_ = 0;  // of the next line in text_
  std::size_t line_ = 0;
  std::vector<std::string_view> columns_;
  std::vector<std::string_view> cells_;
};

}  // namespace slk

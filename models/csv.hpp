// SPDX-License-Identifier: Apache-2.0
// Tables of integers: a header line that names the columns, then rows. Fast enough for 10^7 rows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace slk {

// The columns that a table has, in this order, then those that it may have, in this order.
struct CsvColumns {
  std::vector<std::string> required;
  std::vector<std::string> optional;
};

// Reads a table row by row. Lines end with LF or CRLF, the last one may end with the file. Throws
// Error with `file:line: fault; what is allowed` for a wrong header, a wrong number of columns, and
// whatever is no integer or out of range. Cannot be copied: rows are views of the text it holds.
class CsvReader {
 public:
  // `subject` and `remedy` as in load_text().
  CsvReader(const std::string& path, const std::string& subject, const std::string& remedy,
            const CsvColumns& columns);
  CsvReader(const CsvReader&) = delete;
  CsvReader& operator=(const CsvReader&) = delete;

  // True if the table has this optional column.
  bool has(const std::string& column) const;
  // Goes to the next row, the first to begin with; false at the end.
  bool next();
  // A value of the row; refuses it outside min..max.
  std::int64_t integer(std::size_t column, std::int64_t min, std::int64_t max) const;
  // A value of the row as it is (at the end of the 64-bit range if it is larger), and as it is
  // written.
  std::int64_t value(std::size_t column) const { return row_[column].value; }
  std::string text(std::size_t column) const;
  // The row's line in the file, counted from 1.
  std::size_t line() const { return line_; }
  const std::string& path() const { return path_; }
  [[noreturn]] void fail(const std::string& message) const;

 private:
  struct Cell {
    std::string_view text;
    std::int64_t value = 0;
  };

  std::string_view take_line();
  void read_header(const CsvColumns& allowed);
  void read_cell(std::size_t column, std::string_view text);

  std::string path_;
  std::string text_;
  std::size_t position_ = 0;  // of the next line in text_
  std::size_t line_ = 0;
  std::vector<std::string> columns_;
  std::vector<Cell> row_;
};

}  // namespace slk

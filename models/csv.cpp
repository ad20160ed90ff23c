// SPDX-License-Identifier: Apache-2.0
// Tables of integers.
#include "models/csv.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

#include "models/text_file.hpp"

namespace slk {
namespace {

// "step,index" or "from_index,to_index[,weight][,delay]"
std::string header_of(const CsvColumns& columns) {
  std::string header;
  for (const std::string& name : columns.required) header += (header.empty() ? "" : ",") + name;
  for (const std::string& name : columns.optional) header += "[," + name + "]";
  return header;
}

}  // namespace

CsvReader::CsvReader(const std::string& path, const std::string& subject, const std::string& remedy,
                     const CsvColumns& columns)
    : path_(path), text_(load_text(path, subject, remedy)) {
  read_header(columns);
}

void CsvReader::fail(const std::string& message) const {
  fail_at(path_, std::max<std::size_t>(line_, 1), message);
}

// The next line without its end.
std::string_view CsvReader::take_line() {
  const std::size_t end = std::min(text_.find('\n', position_), text_.size());
  std::string_view line(text_.data() + position_, end - position_);
  position_ = end + 1;
  ++line_;
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

void CsvReader::read_header(const CsvColumns& allowed) {
  const std::string remedy = "; allowed '" + header_of(allowed) + "'";
  if (text_.compare(0, 3, "\xEF\xBB\xBF") == 0) position_ = 3;  // the mark that some editors leave
  if (position_ >= text_.size()) fail("empty file without a header" + remedy);
  const std::string_view header = take_line();
  columns_ = allowed.required;
  std::string rebuilt = header_of({allowed.required, {}});
  for (const std::string& name : allowed.optional) {
    const std::string longer = rebuilt + "," + name;
    const std::size_t end = longer.size();
    const bool here =
        header.substr(0, end) == longer && (header.size() == end || header[end] == ',');
    if (!here) continue;
    rebuilt = longer;
    columns_.push_back(name);
  }
  if (header != rebuilt) fail("header is '" + excerpt(header) + "'" + remedy);
  row_.resize(columns_.size());
}

bool CsvReader::has(const std::string& column) const {
  return std::find(columns_.begin(), columns_.end(), column) != columns_.end();
}

bool CsvReader::next() {
  if (position_ >= text_.size()) return false;
  const std::string_view line = take_line();
  if (line.empty()) fail("empty line; allowed rows of integers");
  std::size_t column = 0;
  for (std::size_t from = 0; from <= line.size(); ++column) {
    const std::size_t to = std::min(line.find(',', from), line.size());
    if (column < row_.size()) read_cell(column, line.substr(from, to - from));
    from = to + 1;
  }
  if (column != row_.size()) {
    fail(std::to_string(column) + (column == 1 ? " column" : " columns") + "; allowed " +
         std::to_string(row_.size()) + ": " + header_of({columns_, {}}));
  }
  return true;
}

void CsvReader::read_cell(std::size_t column, std::string_view text) {
  Cell& cell = row_[column];
  cell.text = text;
  const char* end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, cell.value);
  if (result.ec == std::errc::invalid_argument || result.ptr != end) {
    fail(columns_[column] + " is '" + excerpt(text) + "'; allowed an integer without spaces");
  }
  // Too large for 64 bits is too large for every column.
  if (result.ec == std::errc::result_out_of_range) {
    cell.value = text[0] == '-' ? std::numeric_limits<std::int64_t>::min()
                                : std::numeric_limits<std::int64_t>::max();
  }
}

std::string CsvReader::text(std::size_t column) const { return excerpt(row_[column].text); }

std::int64_t CsvReader::integer(std::size_t column, std::int64_t min, std::int64_t max) const {
  const Cell& cell = row_[column];
  if (cell.value < min || cell.value > max) {
    fail(columns_[column] + " is " + text(column) + "; allowed " + std::to_string(min) + ".." +
         std::to_string(max));
  }
  return cell.value;
}

}  // namespace slk

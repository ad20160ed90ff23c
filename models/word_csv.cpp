// SPDX-License-Identifier: Apache-2.0
// Tables with a column of words.
#include "models/word_csv.hpp"

#include <algorithm>
#include <charconv>
#include <system_error>

#include "models/text_file.hpp"

namespace slk {

WordCsv::WordCsv(const std::string& path, const std::string& header, const std::string& remedy)
    : path_(path), text_(load_text(path, path + ": the file", remedy)) {
  const std::string_view found = take_line();
  if (found != header) fail("header is '" + excerpt(found) + "'; allowed '" + header + "'");
  split(found);
  columns_ = cells_;
}

void WordCsv::fail(const std::string& message) const { fail_at(path_, line_, message); }

// The next line without its end, LF or CRLF.
std::string_view WordCsv::take_line() {
  const std::size_t begin = std::min(position_, text_.size());
  const std::size_t end = std::min(text_.find('\n', begin), text_.size());
  std::string_view line(text_.data() + begin, end - begin);
  position_ = end + 1;
  ++line_;
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

void WordCsv::split(std::string_view line) {
  cells_.clear();
  for (std::size_t from = 0; from <= line.size();) {
    const std::size_t to = std::min(line.find(',', from), line.size());
    cells_.push_back(line.substr(from, to - from));
    from = to + 1;
  }
}

bool WordCsv::next() {
  if (position_ >= text_.size()) return false;
  split(take_line());
  if (cells_.size() != columns_.size()) {
    fail(std::to_string(cells_.size()) + (cells_.size() == 1 ? " column" : " columns") +
         "; allowed " + std::to_string(columns_.size()));
  }
  return true;
}

std::int64_t WordCsv::integer(std::size_t column, std::int64_t min, std::int64_t max) const {
  const std::string_view text = cells_[column];
  const char* end = text.data() + text.size();
  std::int64_t value = 0;
  const auto result = std::from_chars(text.data(), end, value);
  if (result.ec != std::errc() || result.ptr != end || value < min || value > max) {
    fail(std::string(columns_[column]) + " is '" + excerpt(text) + "'; allowed " +
         std::to_string(min) + ".." + std::to_string(max));
  }
  return value;
}

}  // namespace slk

// SPDX-License-Identifier: Apache-2.0
// OutputStore: the entries of steps that are over, from the first that is not released, with a
// cursor each (docs/link.md, "Output"). Cursors wrap at 2^32.
#pragma once

#include <cassert>
#include <cstdint>
#include <deque>

#include "models/gen/spec.hpp"

namespace slk {

class OutputStore {
 public:
  // Empty, cursors 0.
  void clear(std::uint32_t capacity) {
    capacity_ = capacity;
    released_ = 0;
    entries_.clear();
  }

  std::uint32_t capacity() const { return capacity_; }
  std::uint32_t released() const { return released_; }
  std::uint32_t end() const { return released_ + static_cast<std::uint32_t>(entries_.size()); }
  bool has_room(std::uint32_t entries) const { return entries + entries_.size() <= capacity_; }
  // Is the cursor in released()..end()?
  bool reaches(std::uint32_t cursor) const { return cursor - released_ <= entries_.size(); }

  void append(const spec::OutputEntry& entry) {
    assert(has_room(1));
    entries_.push_back(entry);
  }
  // The cursor is one that the store reaches, and not the end.
  const spec::OutputEntry& at(std::uint32_t cursor) const { return entries_[cursor - released_]; }
  // The cursor is one that the store reaches.
  void release(std::uint32_t cursor) {
    entries_.erase(entries_.begin(), entries_.begin() + (cursor - released_));
    released_ = cursor;
  }

 private:
  std::uint32_t capacity_ = 0;
  std::uint32_t released_ = 0;
  std::deque<spec::OutputEntry> entries_;
};

}  // namespace slk

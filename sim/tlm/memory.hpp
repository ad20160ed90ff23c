// SPDX-License-Identifier: Apache-2.0
// The memories of the TLM core: a host sees rows of 32-bit chunks, the core the values that they
// hold.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "models/gen/spec.hpp"
#include "models/ledger.hpp"
#include "models/random.hpp"

namespace slk {

// A memory as a host sees it. `row` and `chunk` exist.
class Memory {
 public:
  virtual ~Memory() = default;
  virtual std::uint32_t rows() const = 0;
  virtual std::uint32_t chunks() const = 0;
  virtual std::uint32_t read(std::uint32_t row, std::uint32_t chunk) const = 0;
  virtual void write(std::uint32_t row, std::uint32_t chunk, std::uint32_t data) = 0;

  // Values that nobody wrote, as after power-up: never zeros, which would hide what is not written.
  void scramble() {
    for (std::uint32_t r = 0; r < rows(); ++r) {
      for (std::uint32_t c = 0; c < chunks(); ++c) write(r, c, mix(r, c, rows()));
    }
  }
};

// Rows that are structs of the spec.
template <class Row>
class Table : public Memory {
 public:
  void resize(std::uint32_t rows) { rows_.assign(rows, Row{}); }
  const Row& operator[](std::uint32_t row) const { return rows_[row]; }
  Row& operator[](std::uint32_t row) { return rows_[row]; }

  std::uint32_t rows() const override { return static_cast<std::uint32_t>(rows_.size()); }
  std::uint32_t chunks() const override { return Row::kChunks; }
  std::uint32_t read(std::uint32_t row, std::uint32_t chunk) const override {
    return pack(rows_[row])[chunk];
  }
  void write(std::uint32_t row, std::uint32_t chunk, std::uint32_t data) override {
    auto chunks = pack(rows_[row]);
    chunks[chunk] = data;
    rows_[row] = spec::unpack<Row>(chunks.data());
  }

 private:
  std::vector<Row> rows_;
};

// A table that says when a host has written to a row.
template <class Row>
class WatchedTable : public Table<Row> {
 public:
  using Written = std::function<void(std::uint32_t row)>;
  explicit WatchedTable(Written written) : written_(std::move(written)) {}

  void write(std::uint32_t row, std::uint32_t chunk, std::uint32_t data) override {
    Table<Row>::write(row, chunk, data);
    written_(row);
  }

 private:
  Written written_;
};

// Synapse words: `lanes` weights each, lane 0 first.
class SynapseMemory : public Memory {
 public:
  void resize(std::uint32_t words, std::uint32_t lanes) {
    lanes_ = lanes;
    words_ = words;
    weights_.assign(std::size_t{words} * lanes, 0);
  }
  const std::int8_t* word(std::uint32_t row) const {
    return weights_.data() + std::size_t{row} * lanes_;
  }
  std::int8_t* word(std::uint32_t row) { return weights_.data() + std::size_t{row} * lanes_; }

  std::uint32_t rows() const override { return words_; }
  std::uint32_t chunks() const override { return (lanes_ + 3) / 4; }
  std::uint32_t read(std::uint32_t row, std::uint32_t chunk) const override {
    std::uint32_t data = 0;
    for (std::uint32_t l = chunk * 4; l < std::min(lanes_, chunk * 4 + 4); ++l) {
      data |= std::uint32_t{static_cast<std::uint8_t>(word(row)[l])} << (l % 4 * 8);
    }
    return data;
  }
  void write(std::uint32_t row, std::uint32_t chunk, std::uint32_t data) override {
    for (std::uint32_t l = chunk * 4; l < std::min(lanes_, chunk * 4 + 4); ++l) {
      weights_[std::size_t{row} * lanes_ + l] = static_cast<std::int8_t>(data >> (l % 4 * 8));
    }
  }

 private:
  std::uint32_t lanes_ = 1;
  std::uint32_t words_ = 0;
  std::vector<std::int8_t> weights_;
};

// The delay ring: one bit an axon and slot.
class RingMemory : public Memory {
 public:
  void resize(std::uint32_t axons) {
    words_ = axons / spec::kRingWordBits;
    bits_.assign(std::size_t{words_} * spec::kDelaySlots, 0);
  }
  std::uint32_t& word(std::uint32_t slot, std::uint32_t word) {
    return bits_[slot * words_ + word];
  }

  std::uint32_t rows() const override { return static_cast<std::uint32_t>(bits_.size()); }
  std::uint32_t chunks() const override { return 1; }
  std::uint32_t read(std::uint32_t row, std::uint32_t) const override { return bits_[row]; }
  void write(std::uint32_t row, std::uint32_t, std::uint32_t data) override { bits_[row] = data; }

 private:
  std::uint32_t words_ = 0;
  std::vector<std::uint32_t> bits_;
};

// The event counters: they wrap at 2^48. The host may have none of them.
class CounterMemory : public Memory {
 public:
  void resize(std::uint32_t rows) { rows_ = rows; }
  Ledger& ledger() { return ledger_; }

  std::uint32_t rows() const override { return rows_; }
  std::uint32_t chunks() const override { return spec::Counter::kChunks; }
  std::uint32_t read(std::uint32_t row, std::uint32_t chunk) const override {
    const std::uint64_t count = ledger_.counts[row];
    return static_cast<std::uint32_t>(chunk == 0 ? count : count >> 32 & 0xffff);
  }
  void write(std::uint32_t row, std::uint32_t chunk, std::uint32_t data) override {
    std::uint64_t& count = ledger_.counts[row];
    count = chunk == 0 ? (count >> 32 << 32 | data)
                       : (std::uint64_t{data & 0xffff} << 32 | (count & 0xffffffff));
  }

 private:
  std::uint32_t rows_ = spec::kEventCount;
  Ledger ledger_;
};

}  // namespace slk

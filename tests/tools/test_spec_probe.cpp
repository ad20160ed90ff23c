// SPDX-License-Identifier: Apache-2.0
// Every field of every struct, and every constant: the C++ header and the Verilated package agree.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdint>
#include <iostream>
#include <random>
#include <string>
#include <vector>

#include "Vslk_spec_probe.h"
#include "tests/gen/spec_probe.hpp"

using namespace slk::spec_probe;

namespace {

constexpr int kRandomRows = 40;

// The verilated probe as two functions.
class Probe {
 public:
  std::uint32_t get(const Field& field, const Raw& raw) {
    select(field, raw);
    model_.eval();
    return model_.value_o;
  }

  Raw set(const Field& field, const Raw& raw, std::uint32_t value) {
    select(field, raw);
    model_.value_i = value;
    model_.eval();
    Raw result{};
    for (unsigned i = 0; i < kRawChunks; ++i) result[i] = model_.raw_o[i];
    return result;
  }

  std::uint32_t constant(std::size_t index) {
    model_.constant_i = static_cast<std::uint16_t>(index);
    model_.eval();
    return model_.constant_o;
  }

 private:
  void select(const Field& field, const Raw& raw) {
    model_.struct_i = static_cast<std::uint16_t>(field.struct_index);
    model_.field_i = static_cast<std::uint16_t>(field.field_index);
    for (unsigned i = 0; i < kRawChunks; ++i) model_.raw_i[i] = raw[i];
  }

  VerilatedContext context_;
  Vslk_spec_probe model_{&context_};
};

// Rows that are all zeros, all ones, striped, and as many at random.
std::vector<Raw> rows(std::mt19937* random) {
  std::vector<Raw> result(4 + kRandomRows);
  result[1].fill(0xffffffffu);
  result[2].fill(0x55555555u);
  result[3].fill(0xaaaaaaaau);
  for (std::size_t row = 4; row < result.size(); ++row) {
    for (std::uint32_t& chunk : result[row]) chunk = static_cast<std::uint32_t>((*random)());
  }
  return result;
}

// Zero, one, both ends of the field signed and unsigned, and a number beyond most fields.
std::vector<std::uint32_t> values(const Field& field, std::mt19937* random) {
  const std::uint32_t top = 1u << (field.width - 1);
  return {0,        1,           top - 1,
          top,      top + 1,     slk::low_mask(field.width),
          ~top + 1, 0xffffffffu, static_cast<std::uint32_t>((*random)())};
}

// What a field reads after `value` was written to it, from the table alone.
std::uint32_t expected(const Field& field, std::uint32_t value) {
  return field.is_signed ? static_cast<std::uint32_t>(slk::sign_extend(value, field.width))
                         : value & slk::low_mask(field.width);
}

std::string name_of(const Field& field) { return std::string(field.of) + "." + field.name; }

}  // namespace

TEST_CASE("C++ and SystemVerilog read every field of every struct alike") {
  Probe probe;
  std::mt19937 random(1);
  std::uint64_t compared = 0;
  for (const Field& field : kFields) {
    INFO(name_of(field));
    for (const Raw& raw : rows(&random)) {
      const std::uint32_t cpp = get(field.struct_index, field.field_index, raw.data());
      if (probe.get(field, raw) != cpp) REQUIRE(probe.get(field, raw) == cpp);
      ++compared;
    }
  }
  std::cout << "spec reads: sv = c++: " << compared << " of " << std::size(kFields) << " fields\n";
  REQUIRE(compared > 0);
}

TEST_CASE("C++ and SystemVerilog set every field of every struct alike") {
  Probe probe;
  std::mt19937 random(2);
  std::uint64_t compared = 0;
  for (const Field& field : kFields) {
    INFO(name_of(field));
    for (const Raw& raw : rows(&random)) {
      for (const std::uint32_t value : values(field, &random)) {
        const Raw cpp = set(field.struct_index, field.field_index, raw.data(), value);
        const Raw sv = probe.set(field, raw, value);
        if (sv != cpp) REQUIRE(sv == cpp);
        const std::uint32_t read = probe.get(field, cpp);
        if (read != expected(field, value)) REQUIRE(read == expected(field, value));
        ++compared;
      }
    }
  }
  std::cout << "spec writes: sv = c++: " << compared << " of " << std::size(kFields) << " fields\n";
  REQUIRE(compared > 0);
}

TEST_CASE("C++ and SystemVerilog know the same constants, addresses and event rows") {
  Probe probe;
  std::size_t compared = 0;
  for (const Constant& constant : kConstants) {
    INFO(constant.name);
    REQUIRE(probe.constant(compared) == constant.value);
    ++compared;
  }
  std::cout << "spec constants: sv = c++: " << compared << "\n";
  REQUIRE(compared > 0);
}

// SPDX-License-Identifier: Apache-2.0
// Scalars of the YAML 1.2 core schema.
#include <catch2/catch.hpp>

#include "models/yaml_scalar.hpp"

using namespace slk::yaml;

TEST_CASE("integers are decimal, 0x or 0o") {
  CHECK(to_int64("0") == 0);
  CHECK(to_int64("-127") == -127);
  CHECK(to_int64("+5") == 5);
  CHECK(to_int64("007") == 7);
  CHECK(to_int64("0x1F") == 31);
  CHECK(to_int64("0o37") == 31);
  CHECK(to_int64("9223372036854775807") == 9223372036854775807);
  CHECK(to_uint64("18446744073709551615") == 18446744073709551615u);
  CHECK(to_uint64("0xffffffffffffffff") == 18446744073709551615u);
  CHECK(to_uint64("-0") == 0u);
}

TEST_CASE("what is no integer, or does not fit, is none") {
  for (const char* text : {"", "-", "+", "1.0", "1e3", "1_000", "0x", "0xg", "-0x1", "0o8", "0b1",
                           "1 ", " 1", "9223372036854775808", "one", "١"}) {
    INFO(text);
    CHECK_FALSE(to_int64(text));
  }
  CHECK_FALSE(to_uint64("-1"));
  CHECK_FALSE(to_uint64("18446744073709551616"));
}

TEST_CASE("fractions are the nearest double") {
  CHECK(to_real("0.1") == 0.1);
  CHECK(to_real(".5") == 0.5);
  CHECK(to_real("5.") == 5.0);
  CHECK(to_real("+1e-1") == 0.1);
  CHECK(to_real("0x10") == 16.0);
  CHECK(to_real("1") == 1.0);
  CHECK(to_real("1e-400") == 0.0);
  for (const char* text : {"", ".", "e5", "1e", "1e+", "0.1.2", ".inf", ".nan", "nan", "inf",
                           "1e400", "0.1f", "0x1p-1", "-", "+-1"}) {
    INFO(text);
    CHECK_FALSE(to_real(text));
  }
}

TEST_CASE("decimals are scaled exactly, without signs and exponents") {
  CHECK(to_scaled("23.6", 6) == 23600000u);
  CHECK(to_scaled("0.000001", 6) == 1u);
  CHECK(to_scaled("0", 6) == 0u);
  CHECK(to_scaled("007.10", 3) == 7100u);
  CHECK(to_scaled("999999999999.999999", 6) == 999999999999999999u);
  for (const char* text : {"", ".", ".5", "5.", "-1", "+1", "1e3", "0x1", "1.2.3", "1 ", "1_0",
                           "0.0000001", "1.0000000", "1000000000000"}) {
    INFO(text);
    CHECK_FALSE(to_scaled(text, 6));
  }
}

TEST_CASE("only true and false are truth values") {
  for (const char* text : {"true", "True", "TRUE"}) CHECK(to_bool(text) == true);
  for (const char* text : {"false", "False", "FALSE"}) CHECK(to_bool(text) == false);
  for (const char* text : {"y", "yes", "on", "N", "off", "tRUE", "1"}) CHECK_FALSE(to_bool(text));
}

TEST_CASE("y, on and N are words; numbers, truth values and null are not") {
  for (const char* text : {"y", "on", "N", "no", "0b1", "1_000", "-0x1", "x", "true-ish", "inf"}) {
    INFO(text);
    CHECK(is_word(text));
  }
  for (const char* text : {"", "~", "null", "NULL", "true", "FALSE", "1", "-1.5", "1e3", "0x1",
                           "0o7", ".inf", "-.Inf", ".NaN", "99999999999999999999"}) {
    INFO(text);
    CHECK_FALSE(is_word(text));
  }
}

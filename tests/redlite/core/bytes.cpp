// tests/redlite/core/bytes.cpp: numbers as text and back. Compared with redis-server 7.0.15.
//
// SPDX-License-Identifier: MIT
#include <redlite/core/bytes.hpp>

#include <cmath>   // infinities
#include <limits>  // ends of the numbers
#include <string>  // texts

#include "catch.hpp"

using namespace std::string_literals;
using redlite::format_float;
using redlite::format_integer;
using redlite::parse_float;
using redlite::parse_integer;
using redlite::parse_unsigned;

constexpr double infinite = std::numeric_limits<double>::infinity();

// A text taken for a number that Redis refuses gives INCR a value where Redis gives an error.
TEST_CASE("bytes: integers are exactly those that Redis would print", "[redlite]") {
  for (const std::int64_t value :
       {std::int64_t{0}, std::int64_t{7}, std::int64_t{-1}, std::int64_t{1000},
        std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()}) {
    CHECK(parse_integer(format_integer(value)) == value);
    CHECK(format_integer(value) == std::to_string(value));
  }
  for (const std::string& text :
       {""s, "-"s, "+1"s, "01"s, "00"s, "-0"s, "-01"s, " 1"s, "1 "s, "1\0"s, "1.0"s, "1e3"s, "0x1"s,
        "a"s, "--1"s, "9223372036854775808"s, "-9223372036854775809"s, "18446744073709551616"s,
        std::string(30, '1')}) {
    INFO(text);
    CHECK(parse_integer(text) == std::nullopt);
  }
}

// Stream ids reach to 2^64 - 1, and may have leading zeros.
TEST_CASE("bytes: unsigned numbers reach to their end and no further", "[redlite]") {
  CHECK(parse_unsigned("0") == 0U);
  CHECK(parse_unsigned("007") == 7U);
  CHECK(parse_unsigned("18446744073709551615") == std::numeric_limits<std::uint64_t>::max());
  for (const char* text : {"", "-1", "-0", " 1", "1 ", "1a", "18446744073709551616"}) {
    INFO(text);
    CHECK(parse_unsigned(text) == std::nullopt);
  }
}

// A score read otherwise than Redis reads it puts a member in another place.
TEST_CASE("bytes: floats are read as strtod reads them, but never NaN", "[redlite]") {
  CHECK(parse_float("3") == 3.0);
  CHECK(parse_float("-1.5e2") == -150.0);
  CHECK(parse_float("+1") == 1.0);
  CHECK(parse_float("5.") == 5.0);
  CHECK(parse_float(".5") == 0.5);
  CHECK(parse_float("0x10") == 16.0);
  CHECK(parse_float("-0X1p3") == -8.0);
  CHECK(parse_float("4.9e-324") == std::numeric_limits<double>::denorm_min());
  for (const char* text : {"inf", "INF", "+inf", "infinity", "+Infinity"})
    CHECK(parse_float(text) == infinite);
  for (const char* text : {"-inf", "-Infinity"}) CHECK(parse_float(text) == -infinite);
  CHECK(std::signbit(parse_float("-0").value()));
  for (const std::string& text :
       {""s,   " 1"s,   "1 "s,    "1\0"s,    "+-1"s,    "--1"s, "-+1"s,  "++1"s, "-"s,
        "+"s,  "."s,    "e1"s,    "1_0"s,    "1,5"s,    "nan"s, "-nan"s, "NaN"s, "nan(1)"s,
        "0x"s, "0x-1"s, "1e400"s, "-1e400"s, "1e-400"s, "abc"s, "(1"s,   "info"s}) {
    INFO(text);
    CHECK(parse_float(text) == std::nullopt);
  }
}

// A score that is printed short of its last digit is another score when it is read back.
TEST_CASE("bytes: a float is printed short and reads back as itself", "[redlite]") {
  CHECK(format_float(3) == "3");
  CHECK(format_float(-17) == "-17");
  CHECK(format_float(0.1) == "0.1");
  CHECK(format_float(-2.5) == "-2.5");
  CHECK(format_float(0.0) == "0");
  CHECK(format_float(-0.0) == "-0");
  CHECK(format_float(1e20) == "1e+20");
  CHECK(format_float(9007199254740991.0) == "9007199254740991");
  CHECK(format_float(infinite) == "inf");
  CHECK(format_float(-infinite) == "-inf");
  for (const double value : {0.1 + 0.2, 1.0 / 3, 1e-7, 1e300, 123456789.123, 9007199254740993.0,
                             5e-324, std::numeric_limits<double>::max(), 1.7976931348623157e-300}) {
    CHECK(parse_float(format_float(value)) == value);
    CHECK(parse_float(format_float(-value)) == -value);
  }
}

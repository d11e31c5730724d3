// tests/redlite/core/decimal.cpp: the numbers of INCRBYFLOAT. Texts compared with redis-server
// 7.0.15.
//
// SPDX-License-Identifier: MIT
#include <redlite/core/decimal.hpp>

#include <concepts>  // conversions
#include <limits>    // infinities
#include <string>    // texts

#include "catch.hpp"

using namespace std::string_literals;
using redlite::decimal;

static_assert(std::convertible_to<double, decimal> && std::convertible_to<int, decimal> &&
              std::convertible_to<decimal, double>);

namespace {

/// Parsed and written again; "(none)" where it is no number.
std::string again(std::string_view text) {
  const auto number = decimal::parse(text);
  return number ? number->text() : "(none)";
}

}  // namespace

// What a client reads back after INCRBYFLOAT must be what Redis would have stored.
TEST_CASE("decimal: text is Redis' own", "[redlite]") {
  CHECK(again("0.1") == "0.1");
  CHECK(again("+5") == "5");
  CHECK(again("5.") == "5");
  CHECK(again(".50") == "0.5");
  CHECK(again("-0") == "0");
  CHECK(again("-1e-18") == "0");
  CHECK(again("-1e-17") == "-0.00000000000000001");
  CHECK(again("5e3") == "5000");
  CHECK(again("0x10") == "16");
  CHECK(again("+0X1") == "1");
  CHECK(again("12345678901234567890.5") == "12345678901234567890");
  CHECK(again("100000000000000000000") == "100000000000000000000");
  CHECK(decimal::parse("-1e4000")->text().size() == 4001);
}

// A text that Redis refuses, taken for a number, would give a counter a value where Redis has none.
TEST_CASE("decimal: what is no number is refused", "[redlite]") {
  for (const std::string& text :
       {""s, " 1"s, "1 "s, "1\0"s, "-+5"s, "--5"s, "1e"s, "0x"s, "-"s, "+"s, "nan"s, "1e5000"s,
        "1e-5000"s, "1,5"s, "abc"s, std::string(5120, '1')}) {
    INFO(text);
    CHECK(decimal::parse(text) == std::nullopt);
  }
  CHECK(decimal::parse(std::string(5119, '0')) == decimal(0));
  CHECK(decimal::parse("-Infinity")->value() == -std::numeric_limits<long double>::infinity());
}

// A tenth given as a double must be a tenth: "0.1000000000000000056" in the store surprises all.
TEST_CASE("decimal: a double is its shortest decimal", "[redlite]") {
  CHECK(decimal(0.1).text() == "0.1");
  CHECK(decimal(0.1) == decimal::parse("0.1"));
  CHECK(decimal(0.1).value() + decimal(0.2).value() == decimal(0.3).value());
  CHECK(decimal(1e300) == decimal::parse("1e300"));
  CHECK(decimal(-7).text() == "-7");
  CHECK(decimal(std::numeric_limits<std::int64_t>::max()).text() == "9223372036854775807");
  CHECK(decimal(std::numeric_limits<double>::infinity()).value() ==
        std::numeric_limits<long double>::infinity());
}

// The reply compares and computes as the number that it is.
TEST_CASE("decimal: it is a double where one is wanted", "[redlite]") {
  CHECK(decimal(2.5) == 2.5);
  CHECK(decimal(3) == 3);
  CHECK_FALSE(decimal(3) == 4);
  const double half = decimal::parse("0.5").value();
  CHECK(half == 0.5);
  CHECK(decimal(0.1) + 0.2 == 0.1 + 0.2);
}

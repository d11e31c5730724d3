// tests/kvbench/core/concat.cpp: several pieces of text as one.
//
// SPDX-License-Identifier: MIT
#include <kvbench/core/concat.hpp>

#include <cstdint>
#include <limits>

#include "catch.hpp"

// A message that lost a piece names the wrong key, or none.
TEST_CASE("concat: every piece in order, empty ones and zero bytes too", "[core]") {
  CHECK(kvbench::concat({}).empty());
  CHECK(kvbench::concat({"a", "", std::string_view{"b\0c", 3}, "d"}) == std::string{"ab\0cd", 5});
}

// A digit too few names another thread, or another CPU.
TEST_CASE("number_text: every digit, of none and of the largest", "[core]") {
  CHECK(kvbench::number_text(0) == "0");
  CHECK(kvbench::number_text(1090) == "1090");
  CHECK(kvbench::number_text(std::numeric_limits<std::uint64_t>::max()) == "18446744073709551615");
}

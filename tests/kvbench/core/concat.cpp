// tests/kvbench/core/concat.cpp: several pieces of text as one.
//
// SPDX-License-Identifier: MIT
#include <kvbench/core/concat.hpp>

#include "catch.hpp"

// A message that lost a piece names the wrong key, or none.
TEST_CASE("concat: every piece in order, empty ones and zero bytes too", "[core]") {
  CHECK(kvbench::concat({}).empty());
  CHECK(kvbench::concat({"a", "", std::string_view{"b\0c", 3}, "d"}) == std::string{"ab\0cd", 5});
}

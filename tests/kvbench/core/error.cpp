// tests/kvbench/core/error.cpp: what is thrown.
//
// SPDX-License-Identifier: MIT
#include <kvbench/core/error.hpp>

#include <stdexcept>
#include <type_traits>

#include "catch.hpp"

// A runner that catches std::exception must see both, and tell the one that stops the run.
TEST_CASE("error: a fatal error is an error is a std::exception", "[core]") {
  STATIC_REQUIRE(std::is_base_of_v<std::runtime_error, kvbench::error>);
  STATIC_REQUIRE(std::is_base_of_v<kvbench::error, kvbench::fatal_error>);
  CHECK(std::string{kvbench::fatal_error{"gone"}.what()} == "gone");
}

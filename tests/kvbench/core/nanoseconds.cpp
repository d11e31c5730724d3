// tests/kvbench/core/nanoseconds.cpp: a length of time from any of <chrono>'s.
//
// SPDX-License-Identifier: MIT
#include <kvbench/core/nanoseconds.hpp>

#include <chrono>
#include <concepts>
#include <cstdint>

#include "catch.hpp"

using kvbench::nanoseconds;

static_assert(std::convertible_to<std::chrono::hours, nanoseconds>);
static_assert(!std::convertible_to<std::int64_t, nanoseconds>);  // of what?
static_assert(!std::convertible_to<std::chrono::duration<double>, nanoseconds>);
static_assert(!std::convertible_to<std::chrono::duration<int, std::pico>, nanoseconds>);

// A run of an hour that ends after a second looks like a very slow store.
TEST_CASE("nanoseconds: durations of every unit keep their length", "[core]") {
  CHECK(nanoseconds{7}.count() == 7);
  CHECK(nanoseconds{std::chrono::nanoseconds{7}}.count() == 7);
  CHECK(nanoseconds{std::chrono::microseconds{7}}.count() == 7'000);
  CHECK(nanoseconds{std::chrono::milliseconds{7}}.count() == 7'000'000);
  CHECK(nanoseconds{std::chrono::seconds{7}}.count() == 7'000'000'000);
  CHECK(nanoseconds{std::chrono::hours{7}}.count() == 7 * 3'600'000'000'000);
}

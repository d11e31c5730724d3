// tests/redlite/core/clock.cpp: the wall clock.
//
// SPDX-License-Identifier: MIT
#include <redlite/core/clock.hpp>

#include <ctime>  // another clock

#include <redlite/db/options.hpp>  // where it is replaced

#include "catch.hpp"

static_assert(std::is_same_v<decltype(redlite::options::clock), redlite::clock_function>);

// Seconds or microseconds taken for milliseconds let keys end a thousand times too soon or too
// late.
TEST_CASE("clock: the system clock counts milliseconds since 1970", "[redlite]") {
  const auto before = static_cast<std::int64_t>(std::time(nullptr));
  const std::int64_t now = redlite::system_now_ms();
  const auto after = static_cast<std::int64_t>(std::time(nullptr));
  CHECK(now / 1000 >= before - 1);  // time() may lag by a tick
  CHECK(now / 1000 <= after + 1);
  CHECK(redlite::options().clock == &redlite::system_now_ms);
}

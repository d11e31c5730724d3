// tests/kvbench/core/callback.cpp: something to call later.
//
// SPDX-License-Identifier: MIT
#include <kvbench/core/callback.hpp>

#include <concepts>
#include <memory>
#include <utility>

#include "catch.hpp"

using tell = kvbench::callback<int const&>;

static_assert(std::constructible_from<tell, void (*)(int)>);
static_assert(!std::constructible_from<tell, void (*)(int*)>);

// Options are copied into a run: a copy that shares or loses what is held calls what is gone.
TEST_CASE("callback: each copy holds its own, and all of them end", "[core]") {
  auto const alive = std::make_shared<int>(0);
  int seen = 0;
  {
    tell first = [alive, &seen](int const& number) { seen += number; };
    CHECK(alive.use_count() == 2);
    tell second = first;
    CHECK(alive.use_count() == 3);
    tell third = std::move(first);
    CHECK_FALSE(first);  // NOLINT(bugprone-use-after-move): that is what is tested
    CHECK(alive.use_count() == 3);
    second(1);
    third(10);
    CHECK(seen == 11);
    second = third;
    second = tell{};
    CHECK_FALSE(second);
    CHECK(alive.use_count() == 2);
  }
  CHECK(alive.use_count() == 1);
}

TEST_CASE("callback: nothing is not called, and copies of nothing are nothing", "[core]") {
  tell const none;
  CHECK_FALSE(none);
  CHECK_FALSE(tell{none});
}

// tests/redlite/db/expiry.cpp: ends of keys, reckoned without overflow.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/expiry.hpp>

#include <limits>  // ends of the integers

#include "catch.hpp"
#include "store.hpp"

using redlite::detail::expiry_ms;
using redlite::detail::never_ms;

// An end that wraps around lies in the past: the key that was to be kept is deleted.
TEST_CASE("expiry: an end is the sum, or refused", "[redlite]") {
  constexpr std::int64_t max = std::numeric_limits<std::int64_t>::max();
  constexpr std::int64_t min = std::numeric_limits<std::int64_t>::min();
  CHECK(expiry_ms(5, 1000, 100, "set") == 5100);
  CHECK(expiry_ms(5, 1, 0, "set") == 5);
  CHECK(expiry_ms(-5, 1000, 100, "expire") == -4900);
  CHECK(expiry_ms(max - 100, 1, 99, "set") == max - 1);
  // The very last millisecond is taken, as Redis takes it, but stands for "never" here.
  CHECK(expiry_ms(max, 1, 0, "set") == never_ms - 1);
  CHECK(expiry_ms(max - 100, 1, 100, "set") == never_ms - 1);
  const auto refused = [](std::int64_t amount, std::int64_t unit_ms, std::int64_t base_ms) {
    const auto no =
        support::refusal_of([&] { (void)expiry_ms(amount, unit_ms, base_ms, "expire"); });
    CHECK(no.text == "ERR invalid expire time in 'expire' command");
    return no.code == redlite::errc::out_of_range;
  };
  CHECK(refused(max - 100, 1, 101));
  CHECK(refused(max, 1000, 0));
  CHECK(refused(max / 1000 + 1, 1000, 0));
  CHECK(refused(max / 1000, 1000, 1'000'000));
  CHECK(refused(min, 1000, 0));
  CHECK(refused(min / 1000 - 1, 1000, 0));
}

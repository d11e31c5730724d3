// tests/redlite/db/stream_lag.cpp: what a group has read, and how far it lags.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/stream_lag.hpp>

#include <cstdint>   // std::int64_t
#include <limits>    // the largest count
#include <optional>  // not known

#include "catch.hpp"

using redlite::stream_id;
using redlite::detail::added_up_to;
using redlite::detail::has_hole_from;
using redlite::detail::lag_of;
using redlite::detail::read_after;
using redlite::detail::stream_state;

namespace {

using count = std::optional<std::int64_t>;
constexpr count unknown = std::nullopt;

/// Ten were added, 1-0 to 10-0; 4-0 to 10-0 are there.
constexpr stream_state trimmed{7, 10, {4, 0}, {10, 0}, {}};

stream_state with_deleted(std::uint64_t ms) {
  stream_state state = trimmed;
  state.max_deleted = {ms, 0};
  return state;
}

}  // namespace

// A lag that is made up where Redis says nil sends an alert to nobody, or to everybody.
TEST_CASE("stream_lag: how many entries were added up to an id", "[redlite]") {
  CHECK(added_up_to({}, {5, 0}) == 0);
  CHECK(added_up_to(trimmed, {}) == 3);
  CHECK(added_up_to(trimmed, {3, 9}) == 3);
  CHECK(added_up_to(trimmed, {4, 0}) == 4);
  CHECK(added_up_to(trimmed, {4, 1}) == unknown);
  CHECK(added_up_to(trimmed, {10, 0}) == 10);
  CHECK(added_up_to(trimmed, {10, 1}) == unknown);
  // Deleted below the first entry: nothing is missing above. Deleted above it: who knows.
  CHECK(added_up_to(with_deleted(3), {4, 0}) == 4);
  CHECK(added_up_to(with_deleted(4), {4, 0}) == unknown);
  CHECK(added_up_to(with_deleted(6), {}) == unknown);
  CHECK(added_up_to(with_deleted(6), {10, 0}) == 10);
  // All are gone.
  CHECK(added_up_to({0, 10, {}, {10, 0}, {10, 0}}, {2, 0}) == 10);
  CHECK(added_up_to({0, 10, {}, {10, 0}, {10, 0}}, {10, 1}) == unknown);
}

TEST_CASE("stream_lag: where XDEL may have left a hole", "[redlite]") {
  CHECK_FALSE(has_hole_from(trimmed, {}));
  CHECK_FALSE(has_hole_from(with_deleted(3), {}));
  CHECK(has_hole_from(with_deleted(4), {}));
  CHECK(has_hole_from(with_deleted(6), {6, 0}));
  CHECK_FALSE(has_hole_from(with_deleted(6), {6, 1}));
  CHECK_FALSE(has_hole_from({0, 10, {}, {10, 0}, {6, 0}}, {}));
}

TEST_CASE("stream_lag: the lag of a group", "[redlite]") {
  CHECK(lag_of({}, unknown, {}) == 0);
  CHECK(lag_of(trimmed, 8, {8, 0}) == 2);
  CHECK(lag_of(trimmed, unknown, {8, 0}) == unknown);
  CHECK(lag_of(trimmed, unknown, {4, 0}) == 6);
  CHECK(lag_of(trimmed, unknown, {}) == 7);
  CHECK(lag_of(with_deleted(6), 5, {5, 0}) == unknown);
  CHECK(lag_of(with_deleted(6), 7, {7, 0}) == 3);
  CHECK(lag_of(with_deleted(6), 5, {10, 0}) == 5);
  // What an XGROUP SETID claims is believed, whatever comes of it.
  CHECK(lag_of(trimmed, std::numeric_limits<std::int64_t>::max(), {8, 0}) ==
        10 - std::numeric_limits<std::int64_t>::max());
}

TEST_CASE("stream_lag: what is read after one more entry", "[redlite]") {
  CHECK(read_after(trimmed, 7, {8, 0}) == 8);
  CHECK(read_after(trimmed, unknown, {8, 0}) == unknown);
  CHECK(read_after(trimmed, unknown, {4, 0}) == 4);
  CHECK(read_after(trimmed, unknown, {10, 0}) == 10);
  CHECK(read_after(with_deleted(6), 4, {5, 0}) == unknown);
  CHECK(read_after(with_deleted(6), 6, {7, 0}) == 7);
  CHECK(read_after(trimmed, std::numeric_limits<std::int64_t>::max(), {8, 0}) ==
        std::numeric_limits<std::int64_t>::min());
}

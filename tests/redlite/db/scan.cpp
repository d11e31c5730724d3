// tests/redlite/db/scan.cpp: the order of SCAN and its kin, and pages of it.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/scan.hpp>

#include <cstdint>  // places
#include <map>      // how often
#include <random>   // mt19937_64, the same everywhere
#include <set>      // models
#include <string>   // members
#include <utility>  // std::move

#include "catch.hpp"
#include "store.hpp"

using redlite::detail::collection;
using redlite::detail::scan_order;
using redlite::detail::scan_orders;
using redlite::detail::scan_place;

namespace {

std::string name(int i) { return "member:" + std::to_string(i); }

collection numbered(std::int64_t id, std::int64_t size) {
  collection at;
  at.id = id;
  at.size = size;
  return at;
}

}  // namespace

// A cursor that somebody kept means a place for ever: these numbers must never change.
TEST_CASE("scan: places are fixed, within 48 bits, and none is 0", "[redlite]") {
  CHECK(scan_place("") == 125796402790055);
  CHECK(scan_place("a") == 114123447627938);
  CHECK(scan_place("user:1000") == 193772184982968);
  std::set<std::uint64_t> places;
  for (int i = 0; i < 20000; ++i) {
    const std::uint64_t place = scan_place(name(i));
    REQUIRE(place > 0);
    REQUIRE(place < (std::uint64_t{1} << 48));
    places.insert(place);
  }
  CHECK(places.size() == 20000);
  // Zero bytes count: else keys of blobs would crowd one place.
  CHECK(scan_place(std::string(1, '\0')) != scan_place(std::string(2, '\0')));
}

// The promise of SCAN: who is there from the first page to the last is yielded.
TEST_CASE("scan: members that stay are met exactly once, whatever comes and goes", "[redlite]") {
  const std::int64_t count = GENERATE(1, 7, 1000);
  std::mt19937_64 random(11);
  scan_order order;
  std::set<std::string> others;
  for (int i = 0; i < 3000; ++i) order.add(name(i));
  std::map<std::string, int> seen;
  std::uint64_t cursor = 0;
  do {
    const auto page = order.page(cursor, count);
    REQUIRE(page.members.size() <= static_cast<std::size_t>(count));
    for (const std::string& each : page.members) ++seen[each];
    REQUIRE((page.cursor == 0 || page.cursor > cursor));
    cursor = page.cursor;
    for (int i = 0; i < 3; ++i) {
      const std::string other = "other:" + std::to_string(random() % 5000);
      if (others.insert(other).second) {
        order.add(other);
      } else {
        order.remove(other);
        others.erase(other);
      }
    }
  } while (cursor != 0);
  CHECK(order.size() == 3000 + others.size());
  for (int i = 0; i < 3000; ++i) REQUIRE(seen[name(i)] == 1);
}

// A page that ended between two members of one place would lose the second: no cursor names it.
TEST_CASE("scan: members of one place are never parted", "[redlite]") {
  REQUIRE(scan_place("c2770987") == scan_place("c20388339"));
  scan_order order;
  order.add("c2770987");
  order.add("c20388339");
  const auto page = order.page(0, 1);
  CHECK(page.members.size() == 2);
  CHECK(page.cursor == 0);
  order.remove("c2770987");
  REQUIRE(order.page(0, 1).members.size() == 1);
  CHECK(order.page(0, 1).members[0] == "c20388339");
}

TEST_CASE("scan: any cursor is taken, also one that no page gave", "[redlite]") {
  scan_order order;
  CHECK(order.page(0, 10).members.empty());
  for (int i = 0; i < 100; ++i) order.add(name(i));
  CHECK(order.page(0, 100).members.size() == 100);
  CHECK(order.page(0, 100).cursor == 0);
  CHECK(order.page(~std::uint64_t{0}, 10).members.empty());
  const auto first = order.page(0, 40);
  CHECK(order.page(first.cursor + 1, 100).members.size() == 59);
}

// An order that is not told, or not dropped, hands out members that are long gone.
TEST_CASE("scan: orders of large collections are made once and kept up to date", "[redlite]") {
  scan_orders orders(3000);
  int scans = 0;
  const auto members = [&](int n) {
    return [&scans, n](auto&& each) {
      ++scans;
      for (int i = 0; i < n; ++i) each(name(i));
    };
  };
  CHECK(orders.page(numbered(1, 256), 0, 10, members(256)).members.size() == 10);
  CHECK(orders.size() == 0);
  CHECK(orders.page(numbered(1, 1000), 0, 10, members(1000)).members.size() == 10);
  CHECK(orders.size() == 1);
  scans = 0;
  orders.added(1, "new");
  orders.removed(1, name(5));
  std::set<std::string> seen;
  std::uint64_t cursor = 0;
  do {
    auto page = orders.page(numbered(1, 1000), cursor, 100, members(0));
    for (auto& each : page.members) seen.insert(std::move(each));
    cursor = page.cursor;
  } while (cursor != 0);
  CHECK(scans == 0);
  CHECK(seen.size() == 1000);
  CHECK(seen.contains("new"));
  CHECK_FALSE(seen.contains(name(5)));
  // Those not used for longest go, at 3000 members; a larger one is kept alone.
  (void)orders.page(numbered(2, 1500), 0, 10, members(1500));
  (void)orders.page(numbered(1, 1000), 0, 10, members(1000));
  (void)orders.page(numbered(3, 1200), 0, 10, members(1200));
  CHECK(orders.size() == 2);
  scans = 0;
  (void)orders.page(numbered(1, 1000), 0, 10, members(1000));
  CHECK(scans == 0);
  (void)orders.page(numbered(4, 5000), 0, 10, members(5000));
  CHECK(orders.size() == 1);
  orders.erase(4);
  CHECK(orders.size() == 0);
}

TEST_CASE("scan: COUNT and MATCH", "[redlite]") {
  using redlite::detail::scan_count;
  using redlite::detail::scan_matches;
  CHECK(scan_count({}) == 10);
  CHECK(scan_count({.count = 1}) == 1);
  CHECK(support::message_of([] { (void)scan_count({.count = 0}); }) == "ERR syntax error");
  CHECK(scan_matches({}, ""));
  CHECK(scan_matches({.match = "*"}, ""));
  CHECK_FALSE(scan_matches({.match = "**"}, ""));
  CHECK(scan_matches({.match = "a*"}, "ab"));
  CHECK_FALSE(scan_matches({.match = "a*"}, "ba"));
}

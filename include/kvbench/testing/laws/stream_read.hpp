// kvbench/testing/laws/stream_read.hpp: the laws of XRANGE, XREVRANGE and XREAD.
//
// Floor: wing testing.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/testing/laws/support.hpp>  // has, texts, refusal

namespace kvbench::testing::laws {

template <class Store>
  requires has<Store, cmd::xadd, cmd::xrange, cmd::xrevrange>
void xrange_laws(Store& store) {
  auto& db = *store;
  for (std::string_view const id : {"1-1", "1-2", "2-0", "3-5", "3-6"}) db.xadd("s", id, "f", id);
  SECTION("both ends are included unless \"(\"") {
    CHECK(ids(db.xrange("s", "-", "+")) == texts{"1-1", "1-2", "2-0", "3-5", "3-6"});
    CHECK(ids(db.xrange("s", "1-2", "3-5")) == texts{"1-2", "2-0", "3-5"});
    CHECK(ids(db.xrange("s", "(1-2", "(3-5")) == texts{"2-0"});
    CHECK(ids(db.xrange("s", "3-5", "1-2")).empty());
    CHECK(ids(db.xrange("s", "4", "+")).empty());
  }
  SECTION("an id without a sequence starts at the first and ends at the last of its millisecond") {
    CHECK(ids(db.xrange("s", "1", "1")) == texts{"1-1", "1-2"});
    CHECK(ids(db.xrange("s", "3", "3")) == texts{"3-5", "3-6"});
    CHECK(ids(db.xrange("s", "(1", "2")) == texts{"1-1", "1-2", "2-0"});
    CHECK(ids(db.xrange("s", "1", "(3")) == texts{"1-1", "1-2", "2-0", "3-5", "3-6"});
  }
  SECTION("XREVRANGE takes the higher end first") {
    CHECK(ids(db.xrevrange("s", "+", "-")) == texts{"3-6", "3-5", "2-0", "1-2", "1-1"});
    CHECK(ids(db.xrevrange("s", "3", "2")) == texts{"3-6", "3-5", "2-0"});
    CHECK(ids(db.xrevrange("s", "(3-6", "(1-1")) == texts{"3-5", "2-0", "1-2"});
    CHECK(ids(db.xrevrange("s", "-", "+")).empty());
    if (put_string(store, "k"))
      CHECK(refusal([&] { return db.xrevrange("k", "+", "-"); }) == wrong_type);
  }
  SECTION("ends beyond the last id are refused, as is what is no id") {
    CHECK(refusal([&] {
            return db.xrange("s", "(18446744073709551615-18446744073709551615", "+");
          }) == "ERR invalid start ID for the interval");
    CHECK(refusal([&] { return db.xrange("s", "-", "(0-0"); }) ==
          "ERR invalid end ID for the interval");
    CHECK(refusal([&] { return db.xrange("s", "x", "+"); }) ==
          "ERR Invalid stream ID specified as stream command argument");
  }
  if constexpr (requires { db.xrange("s", "-", "+", redlite::xrange_options{}); }) {
    SECTION("COUNT") {
      CHECK(ids(db.xrange("s", "-", "+", {.count = 2})) == texts{"1-1", "1-2"});
      CHECK(ids(db.xrange("s", "1-2", "+", {.count = 1})) == texts{"1-2"});
      CHECK(ids(db.xrange("s", "-", "+", {.count = 99})).size() == 5);
      CHECK(ids(db.xrange("s", "-", "+", {.count = 0})).empty());
      CHECK(ids(db.xrevrange("s", "+", "-", {.count = 2})) == texts{"3-6", "3-5"});
    }
  }
}

template <class Store>
  requires has<Store, cmd::xadd, cmd::xread>
void xread_laws(Store& store) {
  auto& db = *store;
  for (std::string_view const id : {"1-1", "2-1", "3-1"}) db.xadd("s", id, "f", id);
  db.xadd("t", "9-9", "f", "v");
  SECTION("the entries above an id, for each stream that has some") {
    auto const all = db.xread({{"t", "0"}, {"absent", "0"}, {"s", "1-1"}});
    REQUIRE(all.size() == 2);
    CHECK(all[0].first == "t");
    CHECK(ids(all[0].second) == texts{"9-9"});
    CHECK(all[1].first == "s");
    CHECK(ids(all[1].second) == texts{"2-1", "3-1"});
  }
  SECTION("nothing above the last id, or above \"$\"") {
    CHECK(db.xread("s", "3-1").empty());
    CHECK(db.xread("s", "$").empty());
    CHECK(db.xread("s", "99").empty());
    CHECK(db.xread("absent", "$").empty());
  }
  SECTION("an id without a sequence is its first") {
    CHECK(ids(db.xread("s", "2")[0].second) == texts{"2-1", "3-1"});
  }
  if constexpr (requires { db.xread("s", "0", redlite::xread_options{}); }) {
    SECTION("COUNT is per stream") {
      auto const all = db.xread({{"s", "0"}, {"t", "0"}}, {.count = 2});
      REQUIRE(all.size() == 2);
      CHECK(ids(all[0].second) == texts{"1-1", "2-1"});
      CHECK(ids(all[1].second) == texts{"9-9"});
      CHECK(ids(db.xread("s", "0", {.count = 0})[0].second).size() == 3);
    }
  }
  SECTION("another type, and what is no id, are refused") {
    if (put_string(store, "k")) CHECK(refusal([&] { return db.xread("k", "0"); }) == wrong_type);
    CHECK(refusal([&] { return db.xread("s", "x"); }) ==
          "ERR Invalid stream ID specified as stream command argument");
  }
}

/// All laws of reading streams that the store's client can be held to.
template <class Store>
void stream_reads(Store& store) {
  if constexpr (requires { xrange_laws(store); }) {
    SECTION("xrange") { xrange_laws(store); }
  }
  if constexpr (requires { xread_laws(store); }) {
    SECTION("xread") { xread_laws(store); }
  }
}

}  // namespace kvbench::testing::laws

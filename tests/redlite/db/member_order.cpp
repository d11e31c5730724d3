// tests/redlite/db/member_order.cpp: pages and random draws of large sets and hashes, while they
// change.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/member_order.hpp>

#include <algorithm>  // order
#include <map>        // how often
#include <random>     // mt19937_64, the same everywhere
#include <set>        // models
#include <string>     // members
#include <vector>     // members

#include <redlite/db/db.hpp>  // commands

#include "catch.hpp"
#include "invariants.hpp"
#include "store.hpp"

using support::scratch;

namespace {

std::string name(int i) { return "m" + std::to_string(i); }

std::vector<std::string> names(int from, int to) {
  std::vector<std::string> all;
  for (int i = from; i < to; ++i) all.push_back(name(i));
  return all;
}

/// The same questions to a set and to the fields of a hash.
struct of_set {
  redlite::db& db;
  bool add(const std::string& m) { return db.sadd("k", m) == 1; }
  bool remove(const std::string& m) { return db.srem("k", m) == 1; }
  auto page(std::uint64_t cursor, const redlite::scan_options& how) {
    return db.sscan("k", cursor, how);
  }
  static const std::string& member(const std::string& item) { return item; }
  std::string random() { return *db.srandmember("k"); }
};
struct of_hash {
  redlite::db& db;
  bool add(const std::string& m) { return db.hset("k", m, "v" + m) == 1; }
  bool remove(const std::string& m) { return db.hdel("k", m) == 1; }
  auto page(std::uint64_t cursor, const redlite::scan_options& how) {
    return db.hscan("k", cursor, how);
  }
  static const std::string& member(const std::pair<std::string, std::string>& item) {
    REQUIRE(item.second == "v" + item.first);
    return item.first;
  }
  std::string random() { return *db.hrandfield("k"); }
};

template <class Of>
std::map<std::string, int> scan_while(Of of, std::int64_t count, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::map<std::string, int> seen;
  std::uint64_t cursor = 0;
  do {
    const auto page = of.page(cursor, {.count = count});
    for (const auto& item : page.items) ++seen[Of::member(item)];
    cursor = page.cursor;
    for (int i = 0; i < 3; ++i) {
      const std::string other = "other" + std::to_string(random() % 500);
      if (!of.add(other)) REQUIRE(of.remove(other));
    }
  } while (cursor != 0);
  return seen;
}

}  // namespace

// SCAN's promise: what is there throughout is yielded, whatever else comes and goes.
TEMPLATE_TEST_CASE("member_order: a scan meets what stays, exactly once", "[redlite]", of_set,
                   of_hash) {
  const int size = GENERATE(30, 200, 2000);
  const auto sharing = GENERATE(redlite::sharing::exclusive, redlite::sharing::shared);
  const scratch folder;
  {
    redlite::db db(folder.path(), {.durability = redlite::durability::off, .sharing = sharing});
    TestType of{db};
    for (const std::string& each : names(0, size)) of.add(each);
    for (const std::int64_t count : {5, 40, 3000}) {
      const auto seen = scan_while(of, count, static_cast<std::uint64_t>(count));
      for (const std::string& each : names(0, size)) REQUIRE(seen.at(each) == 1);
    }
  }
  REQUIRE(support::broken_invariants(folder.path()) == "");
}

// A cursor given before the store was closed, or another one's, must go on where that one stopped.
TEMPLATE_TEST_CASE("member_order: a cursor outlives the store that gave it", "[redlite]", of_set,
                   of_hash) {
  const scratch folder;
  std::set<std::string> seen;
  {
    redlite::db db(folder.path());
    TestType of{db};
    for (const std::string& each : names(0, 1000)) of.add(each);
  }
  std::uint64_t cursor = 0;
  int pages = 0;
  do {
    redlite::db db(folder.path());
    const auto page = TestType{db}.page(cursor, {.count = 150});
    for (const auto& item : page.items) REQUIRE(seen.insert(TestType::member(item)).second);
    cursor = page.cursor;
    ++pages;
  } while (cursor != 0);
  REQUIRE(seen.size() == 1000);
  REQUIRE(pages == 7);
}

// A page that MATCH empties is not the last one.
TEST_CASE("member_order: COUNT is what is looked at, MATCH what is yielded", "[redlite]") {
  redlite::db db(":memory:");
  db.sadd("k", names(0, 1000));
  std::set<std::string> seen;
  std::uint64_t cursor = 0;
  int pages = 0;
  do {
    const auto page = db.sscan("k", cursor, {.match = "m99?"});
    seen.insert(page.items.begin(), page.items.end());
    cursor = page.cursor;
    ++pages;
  } while (cursor != 0);
  REQUIRE(pages == 100);
  REQUIRE(seen.size() == 10);
}

// An order that outlives its key would hand out members of what was there before.
TEMPLATE_TEST_CASE("member_order: nothing is remembered of what was deleted or rolled back",
                   "[redlite]", of_set, of_hash) {
  redlite::db db(":memory:");
  TestType of{db};
  const std::string long_one = "m5" + std::string(65, 'x');  // no hash of one page
  of.add(long_one);
  for (const std::string& each : names(0, 400)) of.add(each);  // few enough to go at once
  REQUIRE(of.page(0, {.count = 10}).items.size() == 10);
  (void)of.random();
  db.del("k");
  of.add(long_one);
  for (const std::string& each : names(5000, 5300)) of.add(each);
  const auto page = of.page(0, {.count = 1000});
  REQUIRE(page.items.size() == 301);
  for (const auto& item : page.items) REQUIRE(TestType::member(item).starts_with("m5"));
  for (int i = 0; i < 50; ++i) REQUIRE(of.random().starts_with("m5"));
}

// What another connection committed must be seen by the next page.
TEMPLATE_TEST_CASE("member_order: pages follow what another connection commits", "[redlite]",
                   of_set, of_hash) {
  const scratch folder;
  const redlite::options shared{.durability = redlite::durability::off,
                                .sharing = redlite::sharing::shared};
  redlite::db ours(folder.path(), shared);
  redlite::db theirs(folder.path(), shared);
  TestType of{ours};
  for (const std::string& each : names(0, 600)) of.add(each);
  REQUIRE(of.page(0, {.count = 1000}).items.size() == 600);
  REQUIRE(TestType{theirs}.remove(name(7)));
  REQUIRE(TestType{theirs}.add("new"));
  std::set<std::string> seen;
  for (const auto& item : of.page(0, {.count = 1000}).items) seen.insert(TestType::member(item));
  REQUIRE(seen.size() == 600);
  REQUIRE(seen.contains("new"));
  REQUIRE_FALSE(seen.contains(name(7)));
}

// Fields at random, with the index that HSET and HDEL keep.
TEST_CASE("member_order: HRANDFIELD reaches every field of a large hash that changes",
          "[redlite]") {
  redlite::db db(":memory:");
  of_hash of{db};
  std::set<std::string> model;
  for (const std::string& each : names(0, 600)) {
    of.add(each);
    model.insert(each);
  }
  std::mt19937_64 random(9);
  for (int i = 0; i < 3000; ++i) {
    const std::string some = name(static_cast<int>(random() % 1200));
    if (random() % 2 == 0) {
      REQUIRE(of.add(some) == model.insert(some).second);
    } else {
      REQUIRE(of.remove(some) == (model.erase(some) == 1));
    }
    REQUIRE(model.contains(of.random()));
  }
  std::set<std::string> seen;
  for (std::size_t i = 0; i < model.size() * 30; ++i) seen.insert(of.random());
  REQUIRE(seen == model);
  for (const std::int64_t count : {2, 100, 5000}) {
    const auto some = db.hrandfield("k", count, redlite::with_values);
    std::set<std::string> distinct;
    for (const auto& item : some) distinct.insert(of_hash::member(item));
    REQUIRE(distinct.size() == some.size());
    REQUIRE(some.size() == std::min(model.size(), static_cast<std::size_t>(count)));
  }
}

// tests/redlite/db/sorted_set_rows.cpp: what is kept of a score: -0 where Redis keeps it.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/sorted_set_rows.hpp>

#include <cmath>   // signs
#include <string>  // members
#include <vector>  // replies

#include <redlite/db/db.hpp>  // commands

#include "catch.hpp"
#include "store.hpp"

namespace {

/// A member of more than 64 bytes: with it, Redis keeps no listpack.
const std::string long_member(65, 'x');
const std::string long_enough(64, 'x');

bool minus(redlite::db& db, const std::string& key, const std::string& member) {
  const auto score = db.zscore(key, member);
  REQUIRE(score);
  REQUIRE(*score == 0);
  return std::signbit(*score);
}

}  // namespace

// Redis' listpacks know no -0, its skip lists do: "-0" or "0" is what a program reads.
TEST_CASE("sorted_set_rows: -0 is kept from the first long or many members on", "[db]") {
  const support::scratch folder;
  const bool shared = GENERATE(false, true);
  const redlite::options how{.sharing =
                                 shared ? redlite::sharing::shared : redlite::sharing::exclusive};
  {
    redlite::db db(folder.path(), how);
    db.zadd("small", {{-0.0, "a"}, {-0.0, long_enough}});
    CHECK_FALSE(minus(db, "small", "a"));
    CHECK_FALSE(minus(db, "small", long_enough));
    db.zadd("small", {{-0.0, long_member}, {-0.0, "b"}, {-0.0, "a"}});
    CHECK(minus(db, "small", long_member));
    CHECK(minus(db, "small", "b"));
    CHECK_FALSE(minus(db, "small", "a"));  // 0 and -0 are equal: nothing changed
    db.zadd("small", {{1, "a"}, {-0.0, "a"}});
    CHECK(minus(db, "small", "a"));
    db.zrem("small", long_member);
    db.zadd("small", -0.0, "c");
    CHECK(minus(db, "small", "c"));  // it does not shrink back
    for (int i = 0; i < 130; ++i) db.zadd("many", -0.0, std::to_string(i));
    CHECK_FALSE(minus(db, "many", "127"));
    CHECK(minus(db, "many", "128"));
    CHECK(std::signbit(db.zincrby("none", -0.0, "m")));
    CHECK_FALSE(minus(db, "none", "m"));
  }
  redlite::db again(folder.path(), how);
  CHECK(minus(again, "small", "b"));
  again.zadd("small", -0.0, "d");
  CHECK(minus(again, "small", "d"));
  CHECK(again.zrank("small", "b") == 1);
  CHECK(again.zcount("small", 0, 0) == 5);
}

// What is stored as a whole is a listpack or not by what it is then.
TEST_CASE("sorted_set_rows: -0 in what is stored", "[db]") {
  redlite::db db(":memory:");
  db.zadd("z", {{0, "a"}, {1, long_member}});
  CHECK(db.zunionstore("d", "z", {.weights = {{-1}}}) == 2);
  CHECK(minus(db, "d", "a"));
  CHECK(db.zrangestore("e", "d", "-inf", "+inf", {.by = redlite::range_by::score}) == 2);
  CHECK(minus(db, "e", "a"));  // the long one came first
  CHECK(db.zrangestore("e", "d", 1, 1) == 1);
  CHECK_FALSE(minus(db, "e", "a"));
  db.zadd("s", 0, "a");
  CHECK(db.zunionstore("d", "s", {.weights = {{-1}}}) == 1);
  CHECK_FALSE(minus(db, "d", "a"));
}

// What was restored must go on as what was dumped: ZSCAN by pages, -0 kept.
TEST_CASE("sorted_set_rows: a large one stays one when it is copied and restored", "[db]") {
  redlite::db db(":memory:");
  for (int i = 0; i < 200; ++i) db.zadd("z", 1, std::to_string(i));
  db.copy("z", "copied");
  db.restore("restored", 0, *db.dump("z"));
  for (const char* key : {"z", "copied", "restored"}) {
    INFO(key);
    CHECK(db.zscan(key, 0, {.count = 10}).items.size() == 10);
    db.zadd(key, -0.0, "m");
    CHECK(minus(db, key, "m"));
  }
}

// tests/redlite/db/hash_field.cpp: hashes by single fields, by all of them, and at random. Replies
// compared with redis-server 7.0.15.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/hash_field.hpp>

#include <algorithm>  // orders
#include <cstdint>    // counts
#include <limits>     // ends of the integers
#include <map>        // fields in an order
#include <set>        // distinct fields
#include <string>     // values
#include <vector>     // replies

#include <redlite/db/db.hpp>  // commands

#include "catch.hpp"
#include "invariants.hpp"
#include "store.hpp"

using redlite::errc;
using redlite::with_values;
using support::message_of;
using support::refusal_of;

namespace {

using texts = std::vector<std::string>;
using pairs = std::vector<std::pair<std::string, std::string>>;

template <class Items>
Items sorted(Items all) {
  std::sort(all.begin(), all.end());
  return all;
}

constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();

}  // namespace

TEST_CASE("hash_field: HEXISTS, HSTRLEN, HKEYS and HVALS", "[redlite]") {
  redlite::db db(":memory:");
  db.hset("h", {{"a", ""}, {"b", "12345"}, {"", "x"}});
  CHECK(db.hexists("h", "a"));
  CHECK(db.hexists("h", ""));
  CHECK_FALSE(db.hexists("h", "z"));
  CHECK_FALSE(db.hexists("none", "a"));
  CHECK(db.hstrlen("h", "b") == 5);
  CHECK(db.hstrlen("h", "a") == 0);
  CHECK(db.hstrlen("h", "z") == 0);
  CHECK(db.hstrlen("none", "a") == 0);
  CHECK(sorted(db.hkeys("h")) == texts{"", "a", "b"});
  CHECK(sorted(db.hvals("h")) == texts{"", "12345", "x"});
  CHECK(db.hkeys("none").empty());
  CHECK(db.hvals("none").empty());
  db.set("s", "v");
  CHECK(message_of([&] { db.hexists("s", "a"); }) == support::wrong_type_text);
  CHECK(message_of([&] { db.hstrlen("s", "a"); }) == support::wrong_type_text);
  CHECK(message_of([&] { db.hkeys("s"); }) == support::wrong_type_text);
  CHECK(message_of([&] { db.hvals("s"); }) == support::wrong_type_text);
}

// An HSETNX that overwrites gives one lock to two owners.
TEST_CASE("hash_field: HSETNX sets once, HMSET as HSET", "[redlite]") {
  const support::scratch folder;
  const std::string path = folder.path();
  {
    redlite::db db(path);
    CHECK(db.hsetnx("h", "f", "1"));
    CHECK_FALSE(db.hsetnx("h", "f", "2"));
    CHECK(db.hsetnx("h", "g", ""));
    CHECK_FALSE(db.hsetnx("h", "g", "x"));
    CHECK(db.hget("h", "f") == "1");
    CHECK(db.hlen("h") == 2);
    db.hmset("h", {{"f", "9"}, {"i", "3"}, {"i", "4"}});
    CHECK(db.hget("h", "f") == "9");
    CHECK(db.hget("h", "i") == "4");
    CHECK(db.hlen("h") == 3);
    db.hmset("new", "f", "v");
    CHECK(db.hlen("new") == 1);
    db.set("s", "v");
    CHECK(message_of([&] { db.hsetnx("s", "f", "v"); }) == support::wrong_type_text);
    CHECK(message_of([&] { db.hmset("s", "f", "v"); }) == support::wrong_type_text);
  }
  CHECK(support::broken_invariants(path) == "");
}

// A sum through a double would drift, and store digits that nobody added.
TEST_CASE("hash_field: HINCRBYFLOAT adds to the digit", "[redlite]") {
  redlite::db db(":memory:");
  CHECK(db.hincrbyfloat("h", "f", 10.5).text() == "10.5");
  CHECK(db.hincrbyfloat("h", "f", 0.1).text() == "10.6");
  CHECK(db.hget("h", "f") == "10.6");
  CHECK(db.hincrbyfloat("h", "f", -5).text() == "5.6");
  CHECK(db.hincrbyfloat("h", "g", 3.0e3).text() == "3000");
  CHECK(db.hlen("h") == 2);
  db.hset("h", "x", "0x10");
  CHECK(db.hincrbyfloat("h", "x", 1) == 17);
  for (const char* text : {"", "abc", " 5", "5 "}) {
    db.hset("h", "t", text);
    const auto no = refusal_of([&] { db.hincrbyfloat("h", "t", 1); });
    CHECK(no.code == errc::not_float);
    CHECK(no.text == "ERR hash value is not a float");
  }
  db.hset("h", "i", "inf");
  CHECK(message_of([&] { db.hincrbyfloat("h", "i", 1); }) ==
        "ERR increment would produce NaN or Infinity");
  db.set("s", "v");
  CHECK(message_of([&] { db.hincrbyfloat("s", "f", 1); }) == support::wrong_type_text);
  constexpr double infinity = std::numeric_limits<double>::infinity();
  CHECK(message_of([&] { db.hincrbyfloat("s", "f", infinity); }) == "ERR value is NaN or Infinity");
  CHECK(message_of([&] { db.hincrbyfloat("none", "f", -infinity); }) ==
        "ERR value is NaN or Infinity");
  CHECK(db.exists("none") == 0);
}

TEST_CASE("hash_field: HRANDFIELD alone, distinct, repeated, and with values", "[redlite]") {
  redlite::db db(":memory:");
  db.hset("h", {{"a", "1"}, {"b", "2"}, {"c", "3"}});
  const std::map<std::string, std::string> all{{"a", "1"}, {"b", "2"}, {"c", "3"}};
  std::set<std::string> seen;
  for (int i = 0; i < 200; ++i) seen.insert(*db.hrandfield("h"));
  CHECK(seen == std::set<std::string>{"a", "b", "c"});
  CHECK(db.hrandfield("none") == std::nullopt);
  CHECK(db.hrandfield("none", 3).empty());
  CHECK(db.hrandfield("h", 0).empty());
  CHECK(sorted(db.hrandfield("h", highest)) == texts{"a", "b", "c"});
  const texts two = db.hrandfield("h", 2);
  CHECK(std::set<std::string>(two.begin(), two.end()).size() == 2);
  CHECK(db.hrandfield("h", -7).size() == 7);
  CHECK(db.hrandfield("h", 2, with_values).size() == 2);
  CHECK(sorted(db.hrandfield("h", 9, with_values)) == pairs(all.begin(), all.end()));
  const pairs seven = db.hrandfield("h", -7, with_values);
  CHECK(seven.size() == 7);
  for (const auto& [field, value] : seven) CHECK(all.at(field) == value);
  CHECK(db.hrandfield("none", -7, with_values).empty());
  const std::string range =
      "ERR value is out of range, value must between -9223372036854775807 and 9223372036854775807";
  CHECK(message_of([&] { db.hrandfield("none", lowest); }) == range);
  CHECK(message_of([&] { db.hrandfield("h", lowest, with_values); }) == range);
  CHECK(message_of([&] { db.hrandfield("h", highest, with_values); }) ==
        "ERR value is out of range");
  CHECK(message_of([&] { db.hrandfield("none", -(highest / 2) - 1, with_values); }) ==
        "ERR value is out of range");
  CHECK(db.hrandfield("h", highest / 2, with_values).size() == 3);
  db.set("s", "v");
  CHECK(message_of([&] { db.hrandfield("s"); }) == support::wrong_type_text);
  CHECK(message_of([&] { db.hrandfield("s", 0); }) == support::wrong_type_text);
}

// Redis answers a small hash whole, whatever COUNT says; callers with one page rely on it.
TEST_CASE("hash_field: HSCAN of a small hash is one page", "[redlite]") {
  redlite::db db(":memory:");
  db.hset("h", {{"a", "1"}, {"ab", "2"}, {"c", ""}, {"", "4"}});
  const auto page = db.hscan("h", 0);
  CHECK(page.cursor == 0);
  CHECK(sorted(page.items) == pairs{{"", "4"}, {"a", "1"}, {"ab", "2"}, {"c", ""}});
  CHECK(db.hscan("h", 0, {.count = 1}).items.size() == 4);
  CHECK(db.hscan("h", 99).items.size() == 4);
  CHECK(sorted(db.hscan("h", 0, {.match = "a*"}).items) == pairs{{"a", "1"}, {"ab", "2"}});
  CHECK(db.hscan("h", 0, {.match = "*"}).items.size() == 4);
  CHECK(db.hscan("h", 0, {.match = "**"}).items.size() == 3);
  CHECK(db.hscan("none", 0) == decltype(page){});
  CHECK(db.hscan("none", 7, {.count = 0}).items.empty());
  CHECK(message_of([&] { db.hscan("h", 0, {.count = 0}); }) == "ERR syntax error");
  CHECK(message_of([&] { db.hscan("h", 0, {.count = -1}); }) == "ERR syntax error");
  db.set("s", "v");
  CHECK(message_of([&] { db.hscan("s", 0, {.count = 0}); }) == support::wrong_type_text);
}

// A long value makes a hash of several pages, in Redis as here; none of it may come twice.
TEST_CASE("hash_field: HSCAN of a small hash with a long value goes by pages", "[redlite]") {
  redlite::db db(":memory:");
  for (int i = 0; i < 20; ++i) db.hset("h", "f" + std::to_string(i), "v");
  db.hset("h", "z", std::string(64, 'x'));
  CHECK(db.hscan("h", 0, {.count = 5}).items.size() == 21);
  db.hset("h", "z", std::string(65, 'x'));
  std::set<std::string> seen;
  std::uint64_t cursor = 0;
  int pages = 0;
  do {
    const auto page = db.hscan("h", cursor, {.count = 5});
    CHECK(page.items.size() <= 5);
    for (const auto& [field, value] : page.items) CHECK(seen.insert(field).second);
    cursor = page.cursor;
    ++pages;
  } while (cursor != 0);
  CHECK(seen.size() == 21);
  CHECK(pages == 5);
  db.hdel("h", "z");
  db.hset("h", std::string(65, 'x'), "");
  CHECK(db.hscan("h", 0, {.count = 5}).items.size() == 5);
}

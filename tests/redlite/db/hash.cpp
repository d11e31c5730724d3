// tests/redlite/db/hash.cpp: the hash commands. Replies compared with redis-server 7.0.15.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/hash.hpp>

#include <limits>  // ends of the integers
#include <map>     // fields in an order
#include <string>  // values

#include <redlite/db/db.hpp>  // commands

#include "catch.hpp"
#include "invariants.hpp"
#include "store.hpp"

using redlite::errc;
using support::refusal_of;

namespace {

using bulks = std::vector<std::optional<std::string>>;
using fields = std::map<std::string, std::string>;

fields all_of(redlite::db& db, const std::string& key) {
  fields all;
  for (const auto& [field, value] : db.hgetall(key)) all[field] = value;
  return all;
}

}  // namespace

// HSET that counts changed fields as new, or a repeated one twice, makes HLEN lie.
TEST_CASE("hash: HSET counts the fields that are new", "[redlite]") {
  const support::scratch folder;
  const std::string path = folder.path();
  const auto sharing = GENERATE(redlite::sharing::exclusive, redlite::sharing::shared);
  {
    redlite::db db(path, {.sharing = sharing});
    CHECK(db.hset("h", "f", "1") == 1);
    CHECK(db.hset("h", "f", "2") == 0);
    CHECK(db.hset("h", "f", "2") == 0);
    CHECK(db.hset("h", {{"f", "3"}, {"g", "1"}, {"g", "2"}, {"i", ""}}) == 2);
    CHECK(db.hlen("h") == 3);
    CHECK(all_of(db, "h") == fields{{"f", "3"}, {"g", "2"}, {"i", ""}});
  }
  CHECK(support::broken_invariants(path) == "");
}

// An empty value is a value; an absent field is none.
TEST_CASE("hash: HGET, HMGET and HGETALL tell empty from absent", "[redlite]") {
  redlite::db db(":memory:");
  db.hset("h", {{"f", ""}, {"", "empty field"}});
  CHECK(db.hget("h", "f") == "");
  CHECK(db.hget("h", "") == "empty field");
  CHECK(db.hget("h", "none") == std::nullopt);
  CHECK(db.hget("none", "f") == std::nullopt);
  CHECK(db.hmget("h", {"none", "f", "", "f"}) == bulks{std::nullopt, "", "empty field", ""});
  CHECK(db.hmget("none", {"a", "b"}) == bulks{std::nullopt, std::nullopt});
  CHECK(db.hgetall("none").empty());
  CHECK(db.hlen("none") == 0);
}

// A hash without fields must vanish, and what is made in its place starts anew.
TEST_CASE("hash: HDEL counts what was there, and an emptied hash is gone", "[redlite]") {
  const support::scratch folder;
  const std::string path = folder.path();
  {
    redlite::db db(path);
    db.hset("h", {{"a", "1"}, {"b", "2"}, {"c", "3"}});
    db.expire("h", 100);
    CHECK(db.hdel("h", {"a", "none", "a"}) == 1);
    CHECK(db.hlen("h") == 2);
    CHECK(db.hdel("h", "none") == 0);
    CHECK(db.hdel("none", "a") == 0);
    CHECK(db.hdel("h", {"b", "c"}) == 2);
    CHECK(db.exists("h") == 0);
    CHECK(db.hset("h", "a", "1") == 1);
    CHECK(db.ttl("h") == -1);
  }
  CHECK(support::broken_invariants(path) == "");
}

// A refused HINCRBY must not leave the hash that it would have made.
TEST_CASE("hash: HINCRBY adds, overflows and refuses as Redis does", "[redlite]") {
  redlite::db db(":memory:");
  CHECK(db.hincrby("h", "f", 5) == 5);
  CHECK(db.hincrby("h", "f", -7) == -2);
  CHECK(db.hget("h", "f") == "-2");
  CHECK(db.hlen("h") == 1);
  db.hset("h", "f", "9223372036854775807");
  const auto over = refusal_of([&] { db.hincrby("h", "f", 1); });
  CHECK(over.code == errc::overflow);
  CHECK(over.text == "ERR increment or decrement would overflow");
  CHECK(db.hincrby("h", "f", 0) == std::numeric_limits<std::int64_t>::max());
  db.hset("h", "f", "-9223372036854775808");
  CHECK(refusal_of([&] { db.hincrby("h", "f", -1); }).code == errc::overflow);
  for (const char* text : {"", "abc", " 1", "1.5", "01"}) {
    db.hset("h", "f", text);
    const auto no = refusal_of([&] { db.hincrby("h", "f", 1); });
    CHECK(no.code == errc::not_integer);
    CHECK(no.text == "ERR hash value is not an integer");
    CHECK(db.hget("h", "f") == text);
  }
  CHECK(db.hlen("h") == 1);
}

// tests/redlite/db/displaced.cpp: keys whose place another key has.
//
// Nobody can find two keys of one place, so that strangers are put there past the store.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/displaced.hpp>

#include <cstdint>  // places
#include <set>      // what was met
#include <string>   // keys
#include <vector>   // keys

#include <redlite/db/db.hpp>     // commands
#include <redlite/db/place.hpp>  // place_of

#include "catch.hpp"
#include "invariants.hpp"
#include "store.hpp"

using redlite::detail::first_place;
using redlite::detail::last_place;
using redlite::detail::place_of;
using support::plain_sql;
using support::scratch;

namespace {

/// Puts a stranger, a string of that name, where the key would stand.
void take_place(const std::string& path, std::int64_t database, const std::string& key,
                const std::string& stranger, std::int64_t further = 0) {
  {
    redlite::db db(path);
    db.select(database);
    db.set(stranger, "stranger");
  }
  const std::string own = std::to_string(place_of(database, stranger));
  const std::string there = std::to_string(place_of(database, key) + further);
  plain_sql sql(path);
  CHECK(sql.rows("UPDATE entry SET place = " + there + " WHERE place = " + own).empty());
  CHECK(sql.rows("INSERT INTO displaced VALUES (" + own + ", CAST('" + stranger + "' AS BLOB), " +
                 there + ")")
            .empty());
}

/// How many keys stand elsewhere than at their own place.
std::string elsewhere(const std::string& path) {
  return plain_sql(path).one("SELECT count(*) FROM displaced");
}

redlite::options shared() {
  redlite::options how;
  how.sharing = redlite::sharing::shared;
  return how;
}

}  // namespace

// The second of two keys of one place would be refused, or would overwrite the first.
TEST_CASE("displaced: two keys of one place are two keys", "[redlite][displaced]") {
  const scratch folder;
  const std::string path = folder.path();
  take_place(path, 0, "k", "first");
  take_place(path, 0, "k", "second", 1);
  {
    redlite::db db(path);
    CHECK(db.get("first") == "stranger");
    CHECK(db.get("second") == "stranger");
    CHECK(db.get("k") == std::nullopt);
    CHECK(db.del("k") == 0);
    db.set("k", "mine");
    db.set("k", "mine too");
    CHECK(db.append("k", "!") == 9);
    CHECK(db.get("k") == "mine too!");
    CHECK(db.get("first") == "stranger");
    CHECK(db.dbsize() == 3);
  }
  CHECK(elsewhere(path) == "3");
  CHECK(support::broken_invariants(path) == "");
  {
    redlite::db db(path);
    CHECK(db.get("k") == "mine too!");
    CHECK(db.del("first") == 1);
    CHECK(db.get("k") == "mine too!");
    CHECK(db.del("k") == 1);
    CHECK(db.exists("k") == 0);
    db.set("k", "at home");
    CHECK(db.get("k") == "at home");
  }
  CHECK(elsewhere(path) == "1");
  CHECK(support::broken_invariants(path) == "");
}

// Each command that makes, moves or removes a key has a statement of its own to go wrong in.
TEST_CASE("displaced: every way to make, move and remove a key", "[redlite][displaced]") {
  const scratch folder;
  const std::string path = folder.path();
  for (const char* key : {"list", "copy", "renamed", "restored"}) {
    take_place(path, 0, key, std::string("not ") + key);
  }
  take_place(path, 1, "moved", "not moved");
  {
    redlite::db db(path);
    CHECK(db.rpush("list", {"a", "b"}) == 2);
    CHECK(db.llen("list") == 2);
    CHECK(db.copy("list", "copy"));
    CHECK(db.lpop("copy") == "a");
    db.rename("copy", "renamed");
    CHECK(db.lrange("renamed", 0, -1) == std::vector<std::string>{"b"});
    CHECK(db.exists("copy") == 0);
    db.restore("restored", 0, *db.dump("list"));
    CHECK(db.lrange("restored", 0, -1) == db.lrange("list", 0, -1));
    db.set("moved", "there");
    CHECK(db.move("moved", 1));
    CHECK(db.exists("moved") == 0);
    CHECK(db.pexpire("renamed", 100'000));
    CHECK(db.pttl("renamed") > 0);
    db.select(1);
    CHECK(db.get("moved") == "there");
    CHECK(db.get("not moved") == "stranger");
  }
  CHECK(support::broken_invariants(path) == "");
  {
    redlite::db db(path);
    CHECK(db.dbsize() == 7);
    db.swapdb(0, 1);
    CHECK(db.get("moved") == "there");
    CHECK(db.get("not moved") == "stranger");
    db.select(1);
    CHECK(db.lrange("list", 0, -1) == std::vector<std::string>{"a", "b"});
    db.swapdb(2, 1);
    db.select(2);
    CHECK(db.lrange("list", 0, -1) == std::vector<std::string>{"a", "b"});
    CHECK(db.get("not list") == "stranger");
  }
  CHECK(support::broken_invariants(path) == "");
  {
    redlite::db db(path);
    db.select(2);
    db.flushdb();
    CHECK(db.dbsize() == 0);
    db.select(0);
    CHECK(db.get("moved") == "there");
  }
  CHECK(support::broken_invariants(path) == "");
  CHECK(elsewhere(path) == "2");
  redlite::db(path).flushall();
  CHECK(elsewhere(path) == "0");
}

TEST_CASE("displaced: SCAN meets what stands elsewhere, once", "[redlite][displaced]") {
  const scratch folder;
  take_place(folder.path(), 0, "k", "stranger");
  redlite::db db(folder.path());
  db.set("k", "v");
  for (int i = 0; i < 50; ++i) db.set("key:" + std::to_string(i), "v");
  std::multiset<std::string> met;
  std::uint64_t cursor = 0;
  do {
    const auto page = db.scan(cursor, {.count = 3});
    met.insert(page.items.begin(), page.items.end());
    cursor = page.cursor;
  } while (cursor != 0);
  CHECK(met.size() == 52);
  CHECK(met.count("k") == 1);
  CHECK(met.count("stranger") == 1);
}

// The last place of a database is followed by the first of the next.
TEST_CASE("displaced: after the last place of a database comes its first", "[redlite][displaced]") {
  const scratch folder;
  { redlite::db make(folder.path()); }
  redlite::sqlite::connection at(folder.path());
  redlite::detail::displaced keys(at);
  for (const std::int64_t database : {0, 15}) {
    CHECK(keys.add(last_place(database), "k") == first_place(database));
    CHECK(keys.place(last_place(database), "k") == first_place(database));
    CHECK(keys.place(last_place(database), "other") == last_place(database));
  }
}

// What one process displaces, another must find, though nearly never anything is.
TEST_CASE("displaced: other processes and rollbacks are seen", "[redlite][displaced]") {
  const scratch folder;
  take_place(folder.path(), 0, "k", "stranger");
  redlite::db one(folder.path(), shared());
  redlite::db two(folder.path(), shared());
  CHECK(one.del("stranger") == 1);
  CHECK(one.get("k") == std::nullopt);
  CHECK(two.get("k") == std::nullopt);
  one.set("k", "at home");
  CHECK(two.get("k") == "at home");
  CHECK(two.del("k") == 1);
  one.set("stranger", "back");
  CHECK(two.get("stranger") == "back");

  const scratch other;
  take_place(other.path(), 0, "k", "stranger");
  redlite::db here(other.path(), shared());
  redlite::db there(other.path(), shared());
  CHECK(there.get("k") == std::nullopt);
  CHECK_THROWS(here.atomically([&](auto& tx) {
    tx.set("k", "v");
    throw std::runtime_error("no");
  }));
  CHECK(here.get("k") == std::nullopt);
  here.set("k", "v");
  CHECK(there.get("k") == "v");
  there.set("k", "w");
  CHECK(here.get("k") == "w");
}

// A session that remembers that nothing is displaced must not go on believing it.
TEST_CASE("displaced: the first key that another process displaces is found",
          "[redlite][displaced]") {
  const scratch folder;
  redlite::db here(folder.path(), shared());
  here.set("stranger", "v");
  CHECK(here.get("stranger") == "v");
  plain_sql sql(folder.path());
  const std::string own = std::to_string(place_of(0, "stranger"));
  CHECK(sql.rows("BEGIN; INSERT INTO displaced VALUES (" + own +
                 ", CAST('stranger' AS BLOB), 17); UPDATE entry SET place = 17; COMMIT")
            .empty());
  CHECK(here.get("stranger") == "v");
  here.set("stranger", "w");
  CHECK(here.append("stranger", "w") == 2);
  CHECK(here.dbsize() == 1);
}

// A watch knows a key by its own place, where it need not stand.
TEST_CASE("displaced: a watched key is watched wherever it stands", "[redlite][displaced]") {
  const scratch folder;
  take_place(folder.path(), 0, "k", "stranger");
  redlite::db db(folder.path());
  redlite::db other = db.session();
  const auto changed = [&](auto&& change) {
    auto watch = db.watch("k");
    change();
    return !watch.atomically([](auto&) {});
  };
  CHECK(changed([&] { other.set("k", "v"); }));
  CHECK(changed([&] { other.append("k", "v"); }));
  CHECK(changed([&] { other.rename("k", "elsewhere"); }));
  CHECK(changed([&] { other.copy("elsewhere", "k"); }));
  CHECK(changed([&] { other.flushdb(); }));
  CHECK_FALSE(changed([&] { other.set("other", "v"); }));
}

TEST_CASE("displaced: a watched key that SWAPDB brings is noticed", "[redlite][displaced]") {
  const scratch folder;
  take_place(folder.path(), 1, "k", "stranger");
  redlite::db db(folder.path());
  redlite::db other = db.session();
  other.select(1);
  other.set("k", "v");
  auto watch = db.watch("k");
  other.swapdb(0, 1);
  CHECK_FALSE(watch.atomically([](auto&) {}));
  CHECK(db.get("k") == "v");
}

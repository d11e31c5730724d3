// tests/redlite/db/engine.cpp: every command reaches its family, and is refused on every other
// kind.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/engine.hpp>

#include <functional>  // calls
#include <map>         // kinds
#include <string>      // keys

#include <redlite/db/db.hpp>  // commands

#include "catch.hpp"
#include "invariants.hpp"
#include "store.hpp"

using redlite::errc;
using support::refusal_of;

namespace {

using call = std::function<void(redlite::db&)>;

/// A key of each kind, named after it.
void fill(redlite::db& db) {
  db.set("string", "1");
  db.rpush("list", {"a", "b"});
  db.hset("hash", "f", "1");
  db.sadd("set", {"a", "b"});
  db.zadd("zset", 1, "m");
  db.xadd("stream", "1-1", "f", "v");
}

/// Every command that looks at the kind of its key, by the kind that it takes.
const std::multimap<std::string,
                    std::pair<std::string, std::function<void(redlite::db&, const std::string&)>>>&
commands_by_kind() {
  using db = redlite::db;
  using key = const std::string&;
  static const std::multimap<std::string, std::pair<std::string, std::function<void(db&, key)>>>
      all{
          {"string", {"GET", [](db& d, key k) { (void)d.get(k); }}},
          {"string", {"SET GET", [](db& d, key k) { d.set(k, "v", redlite::get_previous); }}},
          {"string", {"INCR", [](db& d, key k) { d.incr(k); }}},
          {"string", {"APPEND", [](db& d, key k) { d.append(k, "v"); }}},
          {"string", {"STRLEN", [](db& d, key k) { (void)d.strlen(k); }}},
          {"list", {"LPUSH", [](db& d, key k) { d.lpush(k, "v"); }}},
          {"list",
           {"RPUSH",
            [](db& d, key k) {
              d.rpush(k, {"v", "w"});
            }}},
          {"list", {"LPOP", [](db& d, key k) { d.lpop(k); }}},
          {"list", {"LPOP 0", [](db& d, key k) { d.lpop(k, 0); }}},
          {"list", {"RPOP", [](db& d, key k) { d.rpop(k); }}},
          {"list", {"RPOP 2", [](db& d, key k) { d.rpop(k, 2); }}},
          {"list", {"LLEN", [](db& d, key k) { (void)d.llen(k); }}},
          {"list", {"LRANGE", [](db& d, key k) { (void)d.lrange(k, 0, -1); }}},
          {"list", {"LINDEX", [](db& d, key k) { (void)d.lindex(k, 0); }}},
          {"list", {"LTRIM", [](db& d, key k) { d.ltrim(k, 1, 0); }}},
          {"hash", {"HSET", [](db& d, key k) { d.hset(k, "f", "v"); }}},
          {"hash",
           {"HSET many",
            [](db& d, key k) {
              d.hset(k, {{"f", "v"}, {"g", "v"}});
            }}},
          {"hash", {"HGET", [](db& d, key k) { (void)d.hget(k, "f"); }}},
          {"hash", {"HGETALL", [](db& d, key k) { (void)d.hgetall(k); }}},
          {"hash",
           {"HMGET",
            [](db& d, key k) {
              (void)d.hmget(k, {"f", "g"});
            }}},
          {"hash", {"HLEN", [](db& d, key k) { (void)d.hlen(k); }}},
          {"hash", {"HDEL", [](db& d, key k) { d.hdel(k, "none"); }}},
          {"hash", {"HINCRBY", [](db& d, key k) { d.hincrby(k, "g", 1); }}},
          {"set", {"SADD", [](db& d, key k) { d.sadd(k, "m"); }}},
          {"set", {"SREM", [](db& d, key k) { d.srem(k, "none"); }}},
          {"set", {"SMEMBERS", [](db& d, key k) { (void)d.smembers(k); }}},
          {"set", {"SISMEMBER", [](db& d, key k) { (void)d.sismember(k, "m"); }}},
          {"set", {"SCARD", [](db& d, key k) { (void)d.scard(k); }}},
          {"set", {"SPOP", [](db& d, key k) { d.spop(k); }}},
          {"set", {"SPOP 1", [](db& d, key k) { d.spop(k, 1); }}},
          {"set", {"SRANDMEMBER", [](db& d, key k) { (void)d.srandmember(k); }}},
          {"set", {"SRANDMEMBER 1", [](db& d, key k) { (void)d.srandmember(k, 1); }}},
          {"set",
           {"SINTER",
            [](db& d, key k) {
              (void)d.sinter({k, k});
            }}},
          {"zset", {"ZADD", [](db& d, key k) { d.zadd(k, 2, "m"); }}},
          {"zset", {"ZADD INCR", [](db& d, key k) { d.zadd(k, redlite::increment, 2, "m"); }}},
          {"zset", {"ZREM", [](db& d, key k) { d.zrem(k, "none"); }}},
          {"zset", {"ZRANGE", [](db& d, key k) { (void)d.zrange(k, 0, -1); }}},
          {"zset",
           {"ZRANGE WITHSCORES",
            [](db& d, key k) { (void)d.zrange(k, 0, -1, redlite::with_scores); }}},
          {"zset", {"ZREVRANGE", [](db& d, key k) { (void)d.zrevrange(k, 0, -1); }}},
          {"zset",
           {"ZRANGEBYSCORE", [](db& d, key k) { (void)d.zrangebyscore(k, "-inf", "+inf"); }}},
          {"zset", {"ZSCORE", [](db& d, key k) { (void)d.zscore(k, "m"); }}},
          {"zset", {"ZRANK", [](db& d, key k) { (void)d.zrank(k, "m"); }}},
          {"zset", {"ZCARD", [](db& d, key k) { (void)d.zcard(k); }}},
          {"zset", {"ZCOUNT", [](db& d, key k) { (void)d.zcount(k, "-inf", "+inf"); }}},
          {"stream", {"XADD", [](db& d, key k) { d.xadd(k, "*", "f", "v"); }}},
          {"stream",
           {"XADD NOMKSTREAM",
            [](db& d, key k) {
              d.xadd(k, "*", {{"f", "v"}}, {.no_make_stream = true});
            }}},
          {"stream", {"XLEN", [](db& d, key k) { (void)d.xlen(k); }}},
          {"stream", {"XRANGE", [](db& d, key k) { (void)d.xrange(k, "-", "+"); }}},
          {"stream", {"XREVRANGE", [](db& d, key k) { (void)d.xrevrange(k, "+", "-"); }}},
          {"stream",
           {"XREAD",
            [](db& d, key k) {
              (void)d.xread({{k, "0"}});
            }}},
          {"stream",
           {"XREAD $",
            [](db& d, key k) {
              (void)d.xread({{k, "$"}});
            }}},
          {"stream", {"XDEL", [](db& d, key k) { d.xdel(k, "5-5"); }}},
          {"stream", {"XTRIM", [](db& d, key k) { d.xtrim(k, {.max_length = 5}); }}},
      };
  return all;
}

}  // namespace

// A command that takes another kind of key for its own reads nonsense, or destroys it.
TEST_CASE("engine: every command refuses keys of every other kind and changes nothing",
          "[redlite]") {
  const support::scratch folder;
  const std::string path = folder.path();
  const auto sharing = GENERATE(redlite::sharing::exclusive, redlite::sharing::shared);
  // A kind that is remembered and one that is looked up take different ways.
  const bool remembered = GENERATE(true, false);
  {
    redlite::db db(path, {.sharing = sharing});
    fill(db);
    for (const auto& [own, each] : commands_by_kind()) {
      const auto& [name, run] = each;
      for (const std::string key : {"string", "list", "hash", "set", "zset", "stream"}) {
        if (key == own) continue;
        INFO(name << " on a " << key);
        if (remembered) (void)db.type(key);
        const auto no = refusal_of([&] { run(db, key); });
        CHECK(no.code == errc::wrong_type);
        CHECK(no.text == support::wrong_type_text);
        CHECK(db.type(key) == key);
      }
    }
    CHECK(db.dbsize() == 6);
    CHECK(db.get("string") == "1");
    CHECK(db.llen("list") == 2);
    CHECK(db.hlen("hash") == 1);
    CHECK(db.scard("set") == 2);
    CHECK(db.zscore("zset", "m") == 1);
    CHECK(db.xlen("stream") == 1);
  }
  CHECK(support::broken_invariants(path) == "");
}

// A reader of an absent key must not make it, nor fail.
TEST_CASE("engine: every command runs on an absent key and on its own kind", "[redlite]") {
  const support::scratch folder;
  const std::string path = folder.path();
  {
    redlite::db db(path);
    for (const auto& [own, each] : commands_by_kind()) {
      const auto& [name, run] = each;
      INFO(name);
      CHECK(support::message_of([&] { run(db, "absent"); }) == "(done)");
      db.flushdb();
      fill(db);
      CHECK(support::message_of([&] { run(db, own); }) == "(done)");
      CHECK((db.type(own) == own || db.type(own) == "none"));
      db.flushdb();
    }
  }
  CHECK(support::broken_invariants(path) == "");
}

// Bytes are bytes: a NUL, an empty key or one that is not UTF-8 must not end, merge or lose any.
TEST_CASE("engine: keys, fields, members and values are any bytes, none among them", "[redlite]") {
  using namespace std::string_literals;
  const support::scratch folder;
  const std::string path = folder.path();
  const std::vector<std::string> all{""s,  "\0"s,  "\0\0"s,     "a\0b"s,
                                     "a"s, "a\0"s, "\xff\xfe"s, "'\"%;\r\n"s};
  {
    redlite::db db(path);
    for (const std::string& bytes : all) {
      db.set("s:" + bytes, bytes);
      db.rpush("l", bytes);
      db.hset("h", bytes, bytes);
      db.sadd("m", bytes);
      db.zadd("z", 1, bytes);
      db.xadd("x", "*", bytes, bytes);
      db.rpush(bytes, "under an odd key");
    }
  }
  redlite::db db(path);
  CHECK(db.lrange("l", 0, -1) == all);
  CHECK(db.hlen("h") == static_cast<std::int64_t>(all.size()));
  CHECK(db.scard("m") == static_cast<std::int64_t>(all.size()));
  CHECK(db.zcard("z") == static_cast<std::int64_t>(all.size()));
  const auto entries = db.xrange("x", "-", "+");
  REQUIRE(entries.size() == all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    INFO("bytes " << i);
    CHECK(db.get("s:" + all[i]) == all[i]);
    CHECK(db.strlen("s:" + all[i]) == static_cast<std::int64_t>(all[i].size()));
    CHECK(db.hget("h", all[i]) == all[i]);
    CHECK(db.sismember("m", all[i]));
    CHECK(db.zscore("z", all[i]) == 1);
    CHECK(entries[i].fields == std::vector<std::pair<std::string, std::string>>{{all[i], all[i]}});
    CHECK(db.lrange(all[i], 0, -1) == std::vector<std::string>{"under an odd key"});
  }
  CHECK(db.del(all) == static_cast<std::int64_t>(all.size()));
}

// What is quick for ten must not be wrong, or quadratic, for a hundred thousand.
TEST_CASE("engine: collections of a hundred thousand elements are whole", "[redlite]") {
  const support::scratch folder;
  const std::string path = folder.path();
  constexpr int count = 100'000;
  {
    redlite::db db(path, {.durability = redlite::durability::off});
    std::vector<std::string> names;
    std::vector<redlite::field_value> fields;
    std::vector<redlite::score_member> scores;
    names.reserve(count);
    for (int i = 0; i < count; ++i) names.push_back(std::to_string(i));
    for (int i = 0; i < count; ++i) {
      const std::string& name = names[static_cast<std::size_t>(i)];
      fields.push_back({name, name});
      scores.push_back({static_cast<double>(i), name});
    }
    CHECK(db.rpush("list", names) == count);
    CHECK(db.hset("hash", fields) == count);
    CHECK(db.sadd("set", names) == count);
    CHECK(db.zadd("zset", scores) == count);
    CHECK(db.lindex("list", 77'777) == "77777");
    CHECK(db.lrange("list", 0, -1) == names);
    CHECK(db.hget("hash", "99999") == "99999");
    CHECK(db.hgetall("hash").size() == count);
    CHECK(db.zrank("zset", "54321") == 54'321);
    CHECK(db.smembers("set").size() == count);
    CHECK(db.lpop("list", 60'000)->size() == 60'000);
    db.ltrim("list", 0, 9);
    CHECK(db.lrange("list", 0, -1).back() == "60009");
  }
  CHECK(support::broken_invariants(path) == "");
  {
    redlite::db db(path);
    CHECK(db.del({"list", "hash", "set", "zset"}) == 4);
  }
  CHECK(support::broken_invariants(path) == "");
  // What was large goes little by little.
  CHECK(support::plain_sql(path).one("SELECT count(*) FROM entry") == "0");
  CHECK(support::plain_sql(path).one("SELECT count(*) FROM dropped") == "3");
}

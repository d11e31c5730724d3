// tests/crash/kill.cpp: a writer killed at any instant leaves what it acknowledged, and no half.
//
// SPDX-License-Identifier: MIT
#include <cstdint>  // command numbers
#include <string>   // states
#include <vector>   // arguments

#include <redlite/db/db.hpp>  // the store

#include "catch.hpp"
#include "child.hpp"
#include "invariants.hpp"
#include "store.hpp"

namespace {

using pair = redlite::field_value;

constexpr std::uint64_t kinds = 14;

/// Command `n` of an endless sequence that is the same each time: mostly several rows at once, some
/// that make a key, some that end one.
void run(redlite::db& db, std::uint64_t n) {
  const std::string tag = std::to_string(n);
  const std::string some = std::to_string(n % 5);
  const std::string value(n % 7 == 0 ? 9000 : 40, static_cast<char>('a' + n % 26));
  std::vector<std::string> values;
  std::vector<pair> fields;
  std::vector<redlite::score_member> scores;
  std::vector<std::string> names;
  for (int i = 0; i < 8; ++i)
    names.push_back(std::to_string((n * 3 + static_cast<std::uint64_t>(i)) % 50));
  for (const std::string& name : names) {
    values.push_back(tag + name);
    fields.push_back({name, value});
    scores.push_back({static_cast<double>(n), name});
  }
  switch (n / 5 % kinds) {
    case 0:
      return void(db.hset("hash:" + some, fields));
    case 1:
      return void(db.rpush("list:" + some, values));
    case 2:
      return void(db.incr("counter"));
    case 3:
      return void(db.sadd("set:" + some, names));
    case 4:
      return void(db.zadd("zset:" + some, scores));
    case 5:
      return void(db.xadd("stream:" + some, redlite::stream_id{n, 1}, fields));
    case 6:
      return void(db.lpush("list:" + some, values));
    case 7:
      return void(db.rpop("list:" + some, 5));
    case 8:
      return void(db.hdel("hash:" + some, names));
    case 9:
      return db.mset({{"string:1", value}, {"string:2", tag}, {"hash:" + some, tag}});
    case 10:
      return void(db.del({"hash:" + some, "set:" + some, "string:1"}));
    case 11:
      return void(db.xtrim("stream:" + some, {.max_length = 3}));
    case 12:
      return void(db.ltrim("list:" + some, 2, 20));
    default:
      return void(db.srem("set:" + some, names));
  }
}

/// Everything that the store answers, as text.
std::string state_of(redlite::db& db) {
  std::string all = "keys " + std::to_string(db.dbsize());
  const auto add = [&](std::string_view text) { (all += ' ') += text; };
  for (const char* key : {"counter", "string:1", "string:2"}) add(db.get(key).value_or("(none)"));
  for (int i = 0; i < 5; ++i) {
    const std::string n = std::to_string(i);
    if (db.type("hash:" + n) == "string") {
      add(*db.get("hash:" + n));
    } else {
      for (const auto& [field, value] : db.hgetall("hash:" + n)) add(field + '=' + value);
    }
    for (const std::string& value : db.lrange("list:" + n, 0, -1)) add(value);
    for (const std::string& member : db.smembers("set:" + n)) add(member);
    for (const auto& [member, score] : db.zrange("zset:" + n, 0, -1, redlite::with_scores)) {
      add(member + '@' + std::to_string(score));
    }
    for (const auto& [id, fields] : db.xrange("stream:" + n, "-", "+")) {
      add(id.text());
      for (const auto& [field, value] : fields) add(field + '=' + value);
    }
  }
  return all;
}

/// A writer that acknowledges each command by a byte, killed after about `acknowledged` of them.
std::uint64_t write_until_killed(const std::string& path, const redlite::options& how,
                                 std::uint64_t first, std::size_t acknowledged) {
  support::child writer([&](const auto& report) {
    redlite::db db(path, how);
    for (std::uint64_t n = first;; ++n) {
      // HSET over a string is refused, and that is an answer like any other.
      (void)support::refusal_of([&] { run(db, n); });
      report(".");
    }
  });
  writer.read_some(acknowledged);
  const std::string dots = writer.kill_now();
  REQUIRE(dots.find_first_not_of('.') == std::string::npos);
  return first + dots.size();
}

void kill_often(redlite::options how, int rounds) {
  const support::scratch folder;
  const std::string path = folder.path();
  redlite::db model(":memory:");
  std::uint64_t next = 0;  // the first command that the model has not run
  int in_flight_kept = 0;
  for (int round = 0; round < rounds; ++round) {
    const auto acknowledged = static_cast<std::size_t>(1 + round * 37 % 60);
    const std::uint64_t end = write_until_killed(path, how, next, acknowledged);
    INFO("round " << round << ", commands " << next << " to " << end);
    REQUIRE(end >= next + acknowledged);
    for (; next < end; ++next) (void)support::refusal_of([&] { run(model, next); });

    std::string found;
    {
      redlite::db survivor(path, how);
      found = state_of(survivor);
    }
    REQUIRE(support::broken_invariants(path) == "");
    if (found != state_of(model)) {
      // The command that was running when the writer died may be there, but then whole.
      (void)support::refusal_of([&] { run(model, next); });
      ++next;
      ++in_flight_kept;
      REQUIRE((found == state_of(model)));
    }
  }
  CHECK(in_flight_kept <= rounds);
}

}  // namespace

// An acknowledged write that a crash takes back, or half a command that it leaves, is data lost.
TEST_CASE("crash: fifty killed writers leave each acknowledged command, whole",
          "[redlite][crash]") {
  kill_often({.durability = redlite::durability::full}, 50);
}

// What is documented of the lesser durabilities holds: they lose to power failures, not to crashes.
TEST_CASE("crash: a killed writer loses nothing at any durability", "[redlite][crash]") {
  const auto durability = GENERATE(redlite::durability::off, redlite::durability::normal);
  kill_often({.durability = durability}, 12);
}

// A shared file has its index in memory that others map: the next to open it must not trust it.
TEST_CASE("crash: a killed writer of a shared file leaves each acknowledged command",
          "[redlite][crash]") {
  kill_often({.durability = redlite::durability::full, .sharing = redlite::sharing::shared}, 15);
}

// Those who live on must see the file as if the dead one had never begun its last command.
TEST_CASE("crash: a writer killed beside a living one does not harm it", "[redlite][crash]") {
  const support::scratch folder;
  const std::string path = folder.path();
  const redlite::options how{.sharing = redlite::sharing::shared};
  redlite::db living(path, how);
  std::uint64_t next = 0;
  std::int64_t mine = 0;
  for (int round = 0; round < 10; ++round) {
    next = write_until_killed(path, how, next, static_cast<std::size_t>(1 + round * 11));
    CHECK(living.incr("mine") == ++mine);
    (void)state_of(living);
    living.release();
    REQUIRE(support::broken_invariants(path) == "");
    next += 1;
  }
}

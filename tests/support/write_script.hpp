// tests/support/write_script.hpp: an endless sequence of all writing commands, for who interrupts
// it.
//
// Floor: tests. Command `n` is the same each time; nothing in it is random, so that a second store
// that runs the same commands holds the same. tests/crash/power_cut.cpp asks that none is missing.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>      // command numbers
#include <string>       // states
#include <string_view>  // keys
#include <vector>       // arguments

#include <redlite/db/db.hpp>  // the store

namespace support {

/// Runs the plain commands on `db`, a store or a transaction.
template <class Store>
class write_script {
 public:
  static constexpr std::uint64_t kinds = 94;

  explicit write_script(Store& db) : db_(db) {}

  /// What other commands work on: a key of each type, most of the time.
  void fill(std::uint64_t n) {
    const std::string tag = std::to_string(n);
    const std::string value(n % 7 == 0 ? 9000 : 40, static_cast<char>('a' + n % 26));
    switch (n % 6) {
      case 0:
        return void(db_.rpush("l1", {tag, "a", "b", value}));
      case 1:
        return void(db_.hset("h1", {{"a", value}, {"b", tag}, {"n", "1"}, {tag, tag}}));
      case 2:
        return void(db_.sadd("t1", {"a", "b", tag, value}));
      case 3:
        return void(db_.zadd("z1", {{1.5, "a"}, {2, "b"}, {static_cast<double>(n), tag}}));
      case 4:
        return void(db_.xadd("x1", redlite::stream_id{n + 1, 1}, {{"f", value}, {"g", tag}}));
      default:
        db_.mset({{"s1", tag}, {"s2", value}});
    }
  }

  /// Command number `n`, by its place in the table of those that write.
  void run(std::uint64_t n) {
    const std::uint64_t kind = n % kinds;
    if (kind < 24) return strings(kind, n);
    if (kind < 44) return keys(kind - 24);
    if (kind < 62) return lists_and_hashes(kind - 44, n);
    if (kind < 81) return sets_and_sorted_sets(kind - 62, n);
    streams(kind - 81, n);
  }

 private:
  void strings(std::uint64_t kind, std::uint64_t n) {
    const std::string tag = std::to_string(n);
    switch (kind) {
      case 0:
        return void(db_.set("s1", tag, {.px = 3'600'000}));
      case 1:
        return void(db_.setnx("s3", tag));
      case 2:
        return db_.setex("s1", 1000, tag);
      case 3:
        return db_.psetex("s2", 1'000'000, tag);
      case 4:
        return void(db_.getset("s1", tag));
      case 5:
        return void(db_.getdel("s3"));
      case 6:
        return void(db_.getex("s1", {.ex = 500}));
      case 7:
        return void(db_.incr("n1"));
      case 8:
        return void(db_.incrby("n1", 5));
      case 9:
        return void(db_.decr("n1"));
      case 10:
        return void(db_.decrby("n1", 2));
      case 11:
        return void(db_.incrbyfloat("n2", 0.5));
      case 12:
        return void(db_.append("s2", tag));
      case 13:
        return void(db_.setrange("s2", 5000, tag));
      case 14:
        return db_.mset({{"s1", tag}, {"s2", tag}, {"s4", tag}});
      case 15:
        return void(db_.msetnx({{"s5", tag}, {"s6", tag}}));
      case 16:
        return void(db_.setbit("b1", 9000, 1));
      case 17:
        return void(db_.bitop(redlite::bit_operation::or_, "b2", {"b1", "s1"}));
      case 18:
        return void(db_.bitfield("b1"));
      case 19:
        return void(db_.pfadd("p1", {tag, "a", "b"}));
      case 20:
        return void(db_.pfcount({"p1", "p2"}));
      case 21:
        return db_.pfmerge("p2", {"p1"});
      case 22:
        return void(db_.unlink({"s5", "h1"}));
      default:
        return void(db_.del({"s1", "t1", "s6"}));
    }
  }

  void keys(std::uint64_t kind) {
    switch (kind) {
      case 0:
        return db_.swapdb(0, 1);
      case 1:
        return void(db_.move("l1", 1));
      case 2:
        return db_.flushdb();
      case 3:
        return db_.flushall();
      case 4:
        if (const auto bytes = db_.dump("z1")) db_.restore("z2", 0, *bytes, {.replace = true});
        return;
      case 5:
        return db_.rename("h1", "h2");
      case 6:
        return void(db_.renamenx("l1", "l2"));
      case 7:
        return void(db_.copy("x1", "x2", {.replace = true}));
      case 8:
        return void(db_.pexpire("h1", 900'000));
      case 9:
        return void(db_.expireat("t1", 4'000'000'000));
      case 10:
        return void(db_.pexpireat("z1", 4'000'000'000'000));
      case 11:
        return void(db_.persist("h1"));
      case 12:
        return void(db_.expire("x1", 900));
      case 13:
        return void(db_.expire("l1", -1));
      case 14:
        return void(db_.sort("l1", "l3", {.alpha = true}));
      case 15:
        return void(db_.geoadd("g1", {{13.36, 38.11, "a"}, {15.08, 37.5, "b"}}));
      case 16:
        return void(
            db_.geosearchstore("g2", "g1", redlite::from_member{"a"}, redlite::by_radius{200'000}));
      case 17:
        return void(db_.swapdb(0, 1));
      case 18:
        return void(db_.copy("z1", "z3", {.database = 1}));
      default:
        return void(db_.expire("s2", 0));
    }
  }

  void lists_and_hashes(std::uint64_t kind, std::uint64_t n) {
    const std::string tag = std::to_string(n);
    using redlite::list_end;
    switch (kind) {
      case 0:
        return void(db_.lpush("l1", {tag, "a", "b"}));
      case 1:
        return void(db_.rpush("l2", {tag, "c"}));
      case 2:
        return void(db_.lpop("l1", 2));
      case 3:
        return void(db_.rpop("l1"));
      case 4:
        return db_.ltrim("l1", 0, 5);
      case 5:
        return void(db_.lpushx("l1", {"x", "y"}));
      case 6:
        return void(db_.rpushx("l2", {"x", "y"}));
      case 7:
        return db_.lset("l1", 0, tag);
      case 8:
        return void(db_.linsert("l1", redlite::list_side::before, "a", tag));
      case 9:
        return void(db_.lrem("l1", 0, "a"));
      case 10:
        return void(db_.lmove("l1", "l2", list_end::left, list_end::right));
      case 11:
        return void(db_.rpoplpush("l2", "l1"));
      case 12:
        return void(db_.lmpop({"l9", "l1"}, list_end::left, {.count = 2}));
      case 13:
        return void(db_.hdel("h1", {"a", "b"}));
      case 14:
        return void(db_.hincrby("h1", "n", 3));
      case 15:
        return void(db_.hsetnx("h1", tag, "v"));
      case 16:
        return db_.hmset("h2", {{"a", tag}, {"b", "2"}});
      default:
        return void(db_.hincrbyfloat("h1", "n", 0.5));
    }
  }

  void sets_and_sorted_sets(std::uint64_t kind, std::uint64_t n) {
    const std::string tag = std::to_string(n);
    switch (kind) {
      case 0:
        return void(db_.sadd("t2", {"a", tag}));
      case 1:
        return void(db_.srem("t1", {"a", "c"}));
      case 2:
        return void(db_.spop("t2", 1'000'000));  // all: which one is left to chance
      case 3:
        return void(db_.smove("t1", "t2", "b"));
      case 4:
        return void(db_.sdiffstore("t3", {"t1", "t2"}));
      case 5:
        return void(db_.sunionstore("t4", {"t1", "t2"}));
      case 6:
        return void(db_.sinterstore("t5", {"t1", "t4"}));
      case 7:
        return void(db_.zincrby("z1", 2.5, "a"));
      case 8:
        return void(db_.zrem("z1", {"b", tag}));
      case 9:
        return void(db_.zunionstore("z2", {"z1", "t1"}));
      case 10:
        return void(db_.zinterstore("z3", {"z1", "t1"}));
      case 11:
        return void(db_.zdiffstore("z4", {"z1", "z3"}));
      case 12:
        return void(db_.zpopmin("z1"));
      case 13:
        return void(db_.zpopmax("z2", 2));
      case 14:
        return void(db_.zmpop({"z9", "z1"}, redlite::zset_end::max, {.count = 2}));
      case 15:
        return void(db_.zrangestore("z5", "z1", 0, 2));
      case 16:
        return void(db_.zremrangebyrank("z5", 0, 0));
      case 17:
        return void(db_.zremrangebyscore("z4", "-inf", "(3"));
      default:
        return void(db_.zremrangebylex("z2", "[a", "[b"));
    }
  }

  void streams(std::uint64_t kind, std::uint64_t n) {
    switch (kind) {
      case 0:
        return void(db_.xdel("x1", {redlite::stream_id{n, 1}}));
      case 1:
        return void(db_.xtrim("x1", {.max_length = 30}));
      case 2:
        return db_.xsetid("x1", redlite::stream_id{n + 2, 9});
      case 3:
        return db_.xgroup_create("x1", "g", "0", {.make_stream = true});
      case 4:
        return void(db_.xreadgroup("g", "c1", {{"x1", ">"}}, {.count = 3}));
      case 5:
        return void(db_.xgroup_createconsumer("x1", "g", "c2"));
      case 6:
        return void(db_.xautoclaim("x1", "g", "c2", 0, "-"));
      case 7:
        return void(db_.xclaim("x1", "g", "c1", 0, {redlite::stream_id{n - 4, 1}}));
      case 8:
        return void(db_.xack("x1", "g", {redlite::stream_id{n - 5, 1}}));
      case 9:
        return void(db_.xgroup_delconsumer("x1", "g", "c1"));
      case 10:
        return db_.xgroup_setid("x1", "g", "$");
      case 11:
        return void(db_.xgroup_destroy("x2", "g"));
      default:
        return fill(n);
    }
  }

  Store& db_;
};

/// Command `n`: half of them fill, one in eight is a transaction of several.
inline void run_written(redlite::db& db, std::uint64_t n) {
  if (n % 8 == 7) {
    return db.atomically([&](auto& tx) {
      write_script inside(tx);
      // What is refused inside takes back itself alone.
      const auto attempt = [](auto&& command) {
        try {
          command();
        } catch (const redlite::error& failure) {
          if (failure.store_failed()) throw;
        }
      };
      for (std::uint64_t part = 0; part < 4; ++part) attempt([&] { inside.fill(n + part); });
      attempt([&] { inside.run(n / 2); });
    });
  }
  write_script script(db);
  if (n % 2 == 0) return script.fill(n / 2);
  script.run(n / 2);
}

/// Everything that the store answers of its first two databases, as text.
inline std::string all_of(redlite::db& db) {
  std::string all;
  const auto add = [&](std::string_view text) { (all += ' ') += text; };
  for (const int number : {1, 0}) {
    db.select(number);
    add("\ndb " + std::to_string(number) + ' ' + std::to_string(db.dbsize()));
    for (const std::string& key : db.keys("*")) {
      add('\n' + key + ' ' + std::to_string(db.pexpiretime(key)));
      const std::string type = std::string(db.type(key));
      if (type == "string") add(*db.get(key));
      if (type == "list") {
        for (const auto& value : db.lrange(key, 0, -1)) add(value);
      } else if (type == "hash") {
        for (const auto& [field, value] : db.hgetall(key)) add(field + '=' + value);
      } else if (type == "set") {
        for (const auto& member : db.smembers(key)) add(member);
      } else if (type == "zset") {
        for (const auto& [member, score] : db.zrange(key, 0, -1, redlite::with_scores))
          add(member + '@' + std::to_string(score));
      } else if (type == "stream") {
        for (const auto& [id, fields] : db.xrange(key, "-", "+")) {
          add(id.text());
          for (const auto& [field, value] : fields) add(field + '=' + value);
        }
        for (const auto& group : db.xinfo_groups(key))
          add(group.name + ' ' + group.last_delivered_id.text() + ' ' +
              std::to_string(group.pending) + ' ' + std::to_string(group.consumers));
      }
    }
  }
  return all;
}

}  // namespace support

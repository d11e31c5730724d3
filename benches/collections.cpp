// benches/collections.cpp: what size costs: each command on collections that Redis does in constant
// or logarithmic time, on collections of 100,000 elements beside the same on 1,000.
//
// Each call leaves its collection as large as it was. Commands that are linear in Redis too (LSET,
// HGETALL, COPY ...) are left out, but for LINDEX, which is linear there and not here.
//
// SPDX-License-Identifier: MIT
#include "support/ratio.hpp"  // the table

#include <kvbench/core/random.hpp>        // which element
#include <kvbench/workload/key_text.hpp>  // elements as text
#include <redlite/db/db.hpp>              // the store

#include <cstdint>  // std::uint64_t
#include <limits>   // scores
#include <string>   // names
#include <utility>  // std::move
#include <vector>   // elements

namespace {

using kvbench::key_text;
using redlite::stream_id;

constexpr std::uint64_t small = 1'000;
constexpr std::uint64_t large = 100'000;

/// The collections of one size, and an element of them.
struct spot {
  std::string size;
  std::uint64_t elements;
  std::uint64_t number = 0;  // of the element
  std::uint64_t turn = 0;    // of the call

  [[nodiscard]] std::string key(const char* family) const { return family + size; }
  [[nodiscard]] key_text element() const { return {"e:", number}; }
  [[nodiscard]] std::int64_t index() const { return static_cast<std::int64_t>(number); }
  [[nodiscard]] double score() const { return static_cast<double>(number); }
  /// Never the same again: SQLite writes nothing where nothing changes.
  [[nodiscard]] double new_score() const { return score() + static_cast<double>(turn) / 1e6; }
  [[nodiscard]] double new_longitude() const {
    return score() / 1000 + static_cast<double>(turn % 997) / 100;
  }
  [[nodiscard]] key_text new_value() const { return {"v:", turn}; }
  [[nodiscard]] stream_id id() const { return {number + 1, 0}; }
  /// A place to go on from, for HSCAN and its kin.
  [[nodiscard]] std::uint64_t cursor() const {
    return (std::uint64_t{1} << 48) / elements * number;
  }
  [[nodiscard]] redlite::trim_options trimmed() const {
    return {.max_length = static_cast<std::int64_t>(elements)};
  }
};

void load(redlite::db& db, const spot& at) {
  for (std::uint64_t from = 0; from < at.elements; from += small) {
    std::vector<std::string> names;
    std::vector<redlite::field_value> fields;
    std::vector<redlite::score_member> scores;
    std::vector<redlite::score_member> equal;
    std::vector<redlite::geo_member> points;
    for (std::uint64_t i = from; i < from + small; ++i) names.emplace_back(key_text("e:", i));
    for (std::uint64_t i = 0; i < small; ++i) {
      const auto number = static_cast<double>(from + i);
      fields.push_back({names[i], "value"});
      scores.push_back({number, names[i]});
      equal.push_back({0, names[i]});
      points.push_back({number / 1000, number / 2000, names[i]});
    }
    db.hset(at.key("h"), fields);
    db.sadd(at.key("s"), names);
    db.zadd(at.key("z"), scores);
    db.zadd(at.key("e"), equal);
    db.geoadd(at.key("p"), points);
    db.rpush(at.key("l"), names);
    db.atomically([&](auto& all) {
      for (std::uint64_t i = 0; i < small; ++i) {
        all.xadd(at.key("x"), stream_id{from + i + 1, 0}, {{"f", "value"}});
        all.xadd(at.key("y"), stream_id{from + i + 1, 0}, {{"f", "value"}});
      }
    });
  }
  db.sadd(at.key("t"), "other");
  db.xgroup_create(at.key("x"), "g", "$");
  // All of "y" is pending, in the hands of one consumer.
  db.xgroup_create(at.key("y"), "g", "0");
  db.xreadgroup("g", "ann", {{at.key("y"), ">"}});
}

/// The rows: `call(db, spot)` on a large collection and on a small one.
class sizes {
 public:
  sizes(bench::ratio_table& table, redlite::db& db) : table_(table), db_(db) {
    load(db_, {"small", small});
    load(db_, {"large", large});
  }

  template <class Call>
  void row(const std::string& name, Call call) {
    auto on_large = calls(call, {"large", large});
    auto on_small = calls(call, {"small", small});
    on_large(1);  // a first call may put all elements in order
    on_small(1);
    table_.row(name + ", 100,000 elements vs 1,000", 3.0, on_large, on_small);
  }
  /// The same of a call that yields something.
  template <class Call>
  void read(const std::string& name, Call call) {
    row(name, [call](redlite::db& db, const spot& at) { bench::keep(call(db, at)); });
  }

 private:
  template <class Call>
  auto calls(Call call, spot at) {
    return [this, call, at = std::move(at), stream = kvbench::random_stream(3)](auto n) mutable {
      for (; n != 0; --n) {
        at.number = stream.below(at.elements);
        ++at.turn;
        call(db_, at);
      }
    };
  }

  bench::ratio_table& table_;
  redlite::db& db_;
};

using on = redlite::db&;
using where = const spot&;

void hashes(sizes& all) {
  all.read("HGET", [](on db, where at) { return db.hget(at.key("h"), at.element()); });
  all.read("HMGET", [](on db, where at) { return db.hmget(at.key("h"), {at.element(), "none"}); });
  all.read("HEXISTS", [](on db, where at) { return db.hexists(at.key("h"), at.element()); });
  all.read("HSTRLEN", [](on db, where at) { return db.hstrlen(at.key("h"), at.element()); });
  all.read("HLEN", [](on db, where at) { return db.hlen(at.key("h")); });
  all.row("HSET", [](on db, where at) { db.hset(at.key("h"), at.element(), at.new_value()); });
  all.row("HMSET", [](on db, where at) {
    db.hmset(at.key("h"), {{at.element(), at.new_value()}});
  });
  all.row("HSETNX of what is there",
          [](on db, where at) { db.hsetnx(at.key("h"), at.element(), "other"); });
  all.row("HDEL + HSETNX", [](on db, where at) {
    db.hdel(at.key("h"), at.element());
    db.hsetnx(at.key("h"), at.element(), "value");
  });
  all.row("HINCRBY", [](on db, where at) { db.hincrby(at.key("h"), "integer", 1); });
  all.row("HINCRBYFLOAT", [](on db, where at) { db.hincrbyfloat(at.key("h"), "real", 0.5); });
  all.read("HRANDFIELD", [](on db, where at) { return db.hrandfield(at.key("h")); });
  all.read("HSCAN, a page", [](on db, where at) { return db.hscan(at.key("h"), at.cursor()); });
}

void sets(sizes& all) {
  all.read("SISMEMBER", [](on db, where at) { return db.sismember(at.key("s"), at.element()); });
  all.read("SMISMEMBER", [](on db, where at) {
    return db.smismember(at.key("s"), {at.element(), "none"});
  });
  all.read("SCARD", [](on db, where at) { return db.scard(at.key("s")); });
  all.row("SREM + SADD", [](on db, where at) {
    db.srem(at.key("s"), at.element());
    db.sadd(at.key("s"), at.element());
  });
  all.row("SMOVE there and back", [](on db, where at) {
    db.smove(at.key("s"), at.key("t"), at.element());
    db.smove(at.key("t"), at.key("s"), at.element());
  });
  all.row("SPOP + SADD", [](on db, where at) { db.sadd(at.key("s"), *db.spop(at.key("s"))); });
  all.read("SRANDMEMBER", [](on db, where at) { return db.srandmember(at.key("s")); });
  all.read("SSCAN, a page", [](on db, where at) { return db.sscan(at.key("s"), at.cursor()); });
}

void lists(sizes& all) {
  using redlite::list_end;
  all.read("LLEN", [](on db, where at) { return db.llen(at.key("l")); });
  all.read("LINDEX", [](on db, where at) { return db.lindex(at.key("l"), at.index()); });
  all.read("LRANGE of the first 10", [](on db, where at) { return db.lrange(at.key("l"), 0, 9); });
  all.row("LPUSH + RPOP", [](on db, where at) {
    db.lpush(at.key("l"), at.element());
    bench::keep(db.rpop(at.key("l")));
  });
  all.row("RPUSH + LPOP", [](on db, where at) {
    db.rpush(at.key("l"), at.element());
    bench::keep(db.lpop(at.key("l")));
  });
  all.row("LPUSHX + LTRIM", [](on db, where at) {
    db.lpushx(at.key("l"), at.element());
    db.ltrim(at.key("l"), 0, -2);
  });
  all.row("RPUSHX + LMPOP", [](on db, where at) {
    db.rpushx(at.key("l"), at.element());
    bench::keep(db.lmpop(at.key("l"), list_end::left));
  });
  all.row("LMOVE from end to end", [](on db, where at) {
    db.lmove(at.key("l"), at.key("l"), list_end::left, list_end::right);
  });
  all.row("RPOPLPUSH", [](on db, where at) { db.rpoplpush(at.key("l"), at.key("l")); });
}

void put_back(redlite::db& db, const std::string& key, const std::vector<redlite::scored>& taken) {
  for (const redlite::scored& each : taken) db.zadd(key, each.score, each.member);
}

void sorted_sets(sizes& all) {
  all.row("ZADD", [](on db, where at) { db.zadd(at.key("z"), at.new_score(), at.element()); });
  all.row("ZADD GT CH", [](on db, where at) {
    db.zadd(at.key("z"), {{at.new_score() + 1, at.element()}},
            {.compare = redlite::zadd_compare::greater, .changed = true});
  });
  all.row("ZADD INCR",
          [](on db, where at) { db.zadd(at.key("z"), redlite::increment, 1, at.element()); });
  all.row("ZINCRBY", [](on db, where at) { db.zincrby(at.key("z"), -1, at.element()); });
  all.row("ZREM + ZADD", [](on db, where at) {
    db.zrem(at.key("z"), at.element());
    db.zadd(at.key("z"), at.score(), at.element());
  });
  all.read("ZSCORE", [](on db, where at) { return db.zscore(at.key("z"), at.element()); });
  all.read("ZMSCORE", [](on db, where at) {
    return db.zmscore(at.key("z"), {at.element(), "none"});
  });
  all.read("ZCARD", [](on db, where at) { return db.zcard(at.key("z")); });
  all.read("ZRANK", [](on db, where at) { return db.zrank(at.key("z"), at.element()); });
  all.read("ZREVRANK", [](on db, where at) { return db.zrevrank(at.key("z"), at.element()); });
  all.read("ZCOUNT", [](on db, where at) { return db.zcount(at.key("z"), 10, at.score()); });
  all.read("ZLEXCOUNT", [](on db, where at) {
    return db.zlexcount(at.key("e"), "-", "[" + std::string(at.element()));
  });
  all.row("ZPOPMIN + ZADD",
          [](on db, where at) { put_back(db, at.key("z"), db.zpopmin(at.key("z"), 1)); });
  all.row("ZPOPMAX + ZADD",
          [](on db, where at) { put_back(db, at.key("z"), db.zpopmax(at.key("z"), 1)); });
  all.row("ZMPOP + ZADD", [](on db, where at) {
    put_back(db, at.key("z"), db.zmpop(at.key("z"), redlite::zset_end::min)->second);
  });
  all.read("ZRANDMEMBER", [](on db, where at) { return db.zrandmember(at.key("z")); });
  all.read("ZSCAN, a page", [](on db, where at) { return db.zscan(at.key("z"), at.cursor()); });
}

/// Ten members at most of a range that may be anywhere.
void sorted_set_ranges(sizes& all) {
  static constexpr redlite::range_limit ten{0, 10};
  static constexpr double most = std::numeric_limits<double>::infinity();
  all.read("ZRANGE of 10",
           [](on db, where at) { return db.zrange(at.key("z"), at.index(), at.index() + 9); });
  all.read("ZREVRANGE of 10",
           [](on db, where at) { return db.zrevrange(at.key("z"), at.index(), at.index() + 9); });
  all.read("ZRANGEBYSCORE of 10", [](on db, where at) {
    return db.zrangebyscore(at.key("z"), at.score(), most, {.limit = ten});
  });
  all.read("ZREVRANGEBYSCORE of 10", [](on db, where at) {
    return db.zrevrangebyscore(at.key("z"), at.score(), -most, {.limit = ten});
  });
  all.read("ZRANGEBYLEX of 10", [](on db, where at) {
    return db.zrangebylex(at.key("e"), "[" + std::string(at.element()), "+", {.limit = ten});
  });
  all.read("ZREVRANGEBYLEX of 10", [](on db, where at) {
    return db.zrevrangebylex(at.key("e"), "[" + std::string(at.element()), "-", {.limit = ten});
  });
  all.row("ZRANGESTORE of 10", [](on db, where at) {
    db.zrangestore("stored", at.key("z"), at.index(), at.index() + 9);
  });
  all.row("ZREMRANGEBYRANK of one + ZADD", [](on db, where at) {
    const auto gone = db.zrange(at.key("z"), at.index(), at.index());
    db.zremrangebyrank(at.key("z"), at.index(), at.index());
    db.zadd(at.key("z"), at.score(), gone.front());
  });
  all.row("ZREMRANGEBYSCORE of one + ZADD", [](on db, where at) {
    db.zadd(at.key("z"), at.score() + 0.25, at.element());
    db.zremrangebyscore(at.key("z"), at.score() + 0.25, at.score() + 0.25);
    db.zadd(at.key("z"), at.score(), at.element());
  });
  all.row("ZREMRANGEBYLEX of one + ZADD", [](on db, where at) {
    const std::string only = "[" + std::string(at.element());
    db.zremrangebylex(at.key("e"), only, only);
    db.zadd(at.key("e"), 0, at.element());
  });
}

void geo(sizes& all) {
  all.row("GEOADD", [](on db, where at) {
    db.geoadd(at.key("p"), at.new_longitude(), at.score() / 1500, at.element());
  });
  all.read("GEOPOS", [](on db, where at) { return db.geopos(at.key("p"), at.element()); });
  all.read("GEODIST", [](on db, where at) {
    return db.geodist(at.key("p"), at.element(), key_text("e:", 0));
  });
  all.read("GEOHASH", [](on db, where at) { return db.geohash(at.key("p"), at.element()); });
}

void streams(sizes& all) {
  all.read("XLEN", [](on db, where at) { return db.xlen(at.key("x")); });
  all.read("XRANGE of 10",
           [](on db, where at) { return db.xrange(at.key("x"), at.id(), "+", {.count = 10}); });
  all.read("XREVRANGE of 10",
           [](on db, where at) { return db.xrevrange(at.key("x"), at.id(), "-", {.count = 10}); });
  all.read("XREAD of 10", [](on db, where at) {
    return db.xread({{at.key("x"), at.id()}}, {.count = 10});
  });
  all.row("XADD + XTRIM of one", [](on db, where at) {
    db.xadd(at.key("x"), "*", "f", "value");
    db.xtrim(at.key("x"), at.trimmed());
  });
  all.row("XADD MAXLEN", [](on db, where at) {
    db.xadd(at.key("x"), "*", {{"f", "value"}}, {.trim = at.trimmed()});
  });
  all.row("XADD + XDEL",
          [](on db, where at) { db.xdel(at.key("x"), *db.xadd(at.key("x"), "*", "f", "value")); });
  all.read("XINFO STREAM", [](on db, where at) { return db.xinfo_stream(at.key("x")); });
}

/// On "y" everything is pending, on "x" only what is added here.
void stream_groups(sizes& all) {
  all.row("XADD MAXLEN + XREADGROUP + XACK", [](on db, where at) {
    const stream_id id = *db.xadd(at.key("x"), "*", {{"f", "value"}}, {.trim = at.trimmed()});
    bench::keep(db.xreadgroup("g", "bob", {{at.key("x"), ">"}}, {.count = 1}));
    db.xack(at.key("x"), "g", id);
  });
  all.row("XREADGROUP of what is pending", [](on db, where at) {
    bench::keep(db.xreadgroup("g", "ann", {{at.key("y"), at.id()}}, {.count = 10}));
  });
  all.row("XACK + XCLAIM FORCE", [](on db, where at) {
    db.xack(at.key("y"), "g", at.id());
    bench::keep(db.xclaim(at.key("y"), "g", "ann", 0, at.id(), {.force = true}));
  });
  all.row("XCLAIM JUSTID", [](on db, where at) {
    bench::keep(db.xclaim(at.key("y"), "g", "ann", 0, at.id(), redlite::just_id));
  });
  all.row("XAUTOCLAIM of 10", [](on db, where at) {
    bench::keep(db.xautoclaim(at.key("y"), "g", "ann", 0, at.id(), {.count = 10}));
  });
  all.read("XPENDING", [](on db, where at) { return db.xpending(at.key("y"), "g"); });
  all.read("XPENDING of 10",
           [](on db, where at) { return db.xpending(at.key("y"), "g", at.id(), "+", 10); });
  all.read("XPENDING of 10 of a consumer",
           [](on db, where at) { return db.xpending(at.key("y"), "g", at.id(), "+", 10, "ann"); });
  all.row("XGROUP CREATE + XGROUP DESTROY", [](on db, where at) {
    db.xgroup_create(at.key("y"), "other", "$");
    db.xgroup_destroy(at.key("y"), "other");
  });
  all.row("XGROUP CREATECONSUMER + XGROUP DELCONSUMER", [](on db, where at) {
    db.xgroup_createconsumer(at.key("y"), "g", "other");
    db.xgroup_delconsumer(at.key("y"), "g", "other");
  });
  all.row("XGROUP SETID", [](on db, where at) { db.xgroup_setid(at.key("y"), "g", at.id()); });
  all.read("XINFO CONSUMERS", [](on db, where at) { return db.xinfo_consumers(at.key("y"), "g"); });
  all.row("XSETID", [](on db, where at) {
    db.xsetid(at.key("y"), stream_id{large + at.number, 0});
  });
}

void keys(sizes& all) {
  all.read("EXISTS", [](on db, where at) { return db.exists(at.key("h")); });
  all.read("TYPE", [](on db, where at) { return db.type(at.key("s")); });
  all.read("TOUCH", [](on db, where at) { return db.touch(at.key("l")); });
  all.read("TTL", [](on db, where at) { return db.ttl(at.key("z")); });
  all.row("EXPIRE + PERSIST", [](on db, where at) {
    db.expire(at.key("h"), 1000);
    db.persist(at.key("h"));
  });
  all.row("RENAME there and back", [](on db, where at) {
    db.rename(at.key("z"), at.key("other"));
    db.rename(at.key("other"), at.key("z"));
  });
  all.row("RENAMENX there and back", [](on db, where at) {
    db.renamenx(at.key("x"), at.key("other"));
    db.renamenx(at.key("other"), at.key("x"));
  });
  all.row("MOVE there and back", [](on db, where at) {
    db.move(at.key("l"), 1);
    db.select(1);
    db.move(at.key("l"), 0);
    db.select(0);
  });
  all.read("OBJECT ENCODING of a hash",
           [](on db, where at) { return db.object_encoding(at.key("h")); });
  all.read("OBJECT ENCODING of a list",
           [](on db, where at) { return db.object_encoding(at.key("l")); });
  all.read("OBJECT ENCODING of a sorted set",
           [](on db, where at) { return db.object_encoding(at.key("z")); });
  all.read("OBJECT IDLETIME", [](on db, where at) { return db.object_idletime(at.key("s")); });
}

/// UNLINK of a copy, timed by itself: the copy takes longer the more there is.
void unlink(bench::ratio_table& table, redlite::db& db) {
  const auto took_ns = [&](const std::string& key) {
    db.copy(key, "other");
    const std::uint64_t before = kvbench::thread_cpu_ns();
    db.unlink("other");
    return static_cast<double>(kvbench::thread_cpu_ns() - before);
  };
  std::vector<double> ratios;
  for (int round = 0; round < (table.quick() ? 1 : 11); ++round) {
    const double of_large = took_ns("hlarge");
    ratios.push_back(of_large / took_ns("hsmall"));
  }
  table.figure_row("UNLINK, 100,000 elements vs 1,000", 3, *kvbench::median(ratios), "x");
}

}  // namespace

int main(int argc, char** argv) {
  bench::ratio_table table{argc, argv};
  if (table.finish() == 2) return 2;
  redlite::db db(":memory:");
  sizes all(table, db);
  hashes(all);
  sets(all);
  lists(all);
  sorted_sets(all);
  sorted_set_ranges(all);
  geo(all);
  streams(all);
  stream_groups(all);
  keys(all);
  unlink(table, db);
  return table.finish();
}

// benches/redlite.cpp: redlite beside the bare prepared statement on the leanest table that could
// answer, in memory, in a file that one process owns, and in a file that several share.
//
// Both sides have the same pragmas, the same keys in the same order and the same values; ours makes
// the command whole (types, expiry, counts), theirs is one statement, its own transaction.
//
// What a write to a file costs is in docs/adr/0010: frames of the write-ahead log first of all, and
// a checkpoint each 1000 frames, which is why the rounds of writes are long.
//
// SPDX-License-Identifier: MIT
#include "support/bare.hpp"   // the other side
#include "support/ratio.hpp"  // the table

#include <kvbench/workload/key_text.hpp>  // keys as text
#include <kvbench/workload/keyspace.hpp>  // uniform and hot keys
#include <redlite/db/db.hpp>              // our side

#include <cstdint>      // std::uint64_t
#include <filesystem>   // a folder for the files
#include <string>       // values
#include <string_view>  // views
#include <vector>       // elements

namespace {

using kvbench::key_text;

constexpr std::uint64_t strings = 100'000;
constexpr std::uint64_t collections = 1'000;
constexpr std::uint64_t elements = 100;

struct mode {
  std::string name;
  std::string ours;
  std::string theirs;
  redlite::sharing sharing;
};

/// Draws keys and elements; each side has one of its own from the same seed.
class draws {
 public:
  draws(const kvbench::distribution& how, std::uint64_t seed)
      : keys_(how, strings), collections_(how, collections), stream_(seed) {}
  key_text key() { return key_text("key:", keys_.draw(stream_, ++drawn_)); }
  key_text collection() { return key_text("c:", collections_.draw(stream_, ++drawn_)); }
  key_text element() { return key_text("e:", stream_.below(elements)); }
  std::int64_t index() { return static_cast<std::int64_t>(stream_.below(elements)); }
  key_text fresh() { return key_text("n:", ++fresh_); }
  /// 100 bytes that differ from those before: SQLite writes nothing where nothing changes.
  std::string_view value() {
    static const std::string pool = [] {
      std::string bytes(1 << 16, ' ');
      kvbench::random_stream stream(1);
      for (char& byte : bytes) byte = static_cast<char>(stream.next());
      return bytes;
    }();
    return std::string_view(pool).substr(stream_.below(pool.size() - 100), 100);
  }
  double score() { return static_cast<double>(stream_.below(1'000'000)); }

 private:
  kvbench::keyspace keys_;
  kvbench::keyspace collections_;
  kvbench::random_stream stream_;
  std::uint64_t drawn_ = 0;
  std::uint64_t fresh_ = 0;
};

void load(redlite::db& db, bench::bare& bare, const std::string& value) {
  bare.begin();
  for (std::uint64_t i = 0; i < strings; ++i) {
    const key_text key("key:", i);
    db.set(key, value);
    bare.set(key, value);
  }
  for (std::uint64_t c = 0; c < collections; ++c) {
    const key_text key("c:", c);
    std::vector<std::string> names;
    std::vector<redlite::field_value> fields;
    std::vector<redlite::score_member> scores;
    for (std::uint64_t e = 0; e < elements; ++e) names.emplace_back(key_text("e:", e));
    for (std::uint64_t e = 0; e < elements; ++e) {
      fields.push_back({names[e], value});
      scores.push_back({static_cast<double>(e), names[e]});
      bare.hset(key, names[e], value);
      bare.sadd(key, names[e]);
      bare.zadd(key, static_cast<double>(e), names[e]);
      bare.push(key, value);
    }
    db.hset(key_text("h:", c), fields);
    db.sadd(key_text("s:", c), names);
    db.zadd(key_text("z:", c), scores);
    for (std::uint64_t e = 0; e < elements; ++e) db.lpush(key_text("l:", c), value);
    db.xadd(key_text("x:", c), "*", "f", value);
    bare.xadd(key, value);
  }
  bare.commit();
}

/// The key of another family of ours, by the number that the bare side uses: "c:0000000007".
key_text of_family(std::string_view family, const key_text& key) {
  std::uint64_t number = 0;
  for (const char digit : std::string_view(key).substr(2)) {
    number = number * 10 + static_cast<std::uint64_t>(digit - '0');
  }
  return key_text(family, number);
}

void measure(bench::ratio_table& table, const mode& where, const std::string& keys,
             const kvbench::distribution& how, redlite::db& db, bench::bare& bare) {
  const std::string tail = ", " + keys + ", " + where.name;
  draws a(how, 7);
  draws b(how, 7);
  const bool shared = where.sharing == redlite::sharing::shared;
  const auto times = [](auto& call) {
    return [&call](auto n) {
      for (; n != 0; --n) call();
    };
  };
  const auto row = [&](const std::string& name, double target, auto ours, auto theirs) {
    table.row(name + tail, target, times(ours), times(theirs));
  };
  const auto write_row = [&](const std::string& name, double target, auto ours, auto theirs) {
    table.lasting_row(name + tail, target, times(ours), times(theirs));
  };
  row(
      "GET", shared ? 0.5 : 1.2, [&] { bench::keep(db.get(a.key())); },
      [&] { bench::keep(bare.get(b.key())); });
  write_row(
      "SET", 1.15, [&] { db.set(a.key(), a.value()); }, [&] { bare.set(b.key(), b.value()); });
  row(
      "HGET", 1.4, [&] { bench::keep(db.hget(of_family("h:", a.collection()), a.element())); },
      [&] { bench::keep(bare.hget(of_family("c:", b.collection()), b.element())); });
  write_row(
      "HSET", 1.4, [&] { db.hset(of_family("h:", a.collection()), a.element(), a.value()); },
      [&] { bare.hset(of_family("c:", b.collection()), b.element(), b.value()); });
  write_row(
      "LPUSH+RPOP", 1.4,
      [&] {
        const key_text key = of_family("l:", a.collection());
        db.lpush(key, a.value());
        bench::keep(db.rpop(key));
      },
      [&] {
        const key_text key = of_family("c:", b.collection());
        bare.push(key, b.value());
        bench::keep(bare.pop(key));
      });
  write_row(
      "SADD", 1.4, [&] { db.sadd(of_family("s:", a.collection()), a.fresh()); },
      [&] { bare.sadd(of_family("c:", b.collection()), b.fresh()); });
  write_row(
      "ZADD", 1.4, [&] { db.zadd(of_family("z:", a.collection()), a.score(), a.element()); },
      [&] { bare.zadd(of_family("c:", b.collection()), b.score(), b.element()); });
  row(
      "SISMEMBER", 1.5,
      [&] { bench::keep(db.sismember(of_family("s:", a.collection()), a.element())); },
      [&] { bench::keep(bare.sismember(of_family("c:", b.collection()), b.element())); });
  row(
      "LINDEX", 1.5, [&] { bench::keep(db.lindex(of_family("l:", a.collection()), a.index())); },
      [&] { bench::keep(bare.lindex(of_family("c:", b.collection()), b.index())); });
  row(
      "ZSCORE", 1.4, [&] { bench::keep(db.zscore(of_family("z:", a.collection()), a.element())); },
      [&] { bench::keep(bare.zscore(of_family("c:", b.collection()), b.element())); });
  write_row(
      "XADD", 1.4, [&] { db.xadd(of_family("x:", a.collection()), "*", "f", a.value()); },
      [&] { bare.xadd(of_family("c:", b.collection()), b.value()); });
}

}  // namespace

int main(int argc, char** argv) {
  bench::ratio_table table{argc, argv};
  namespace fs = std::filesystem;
  const fs::path folder = fs::current_path() / "bench_redlite.tmp";
  fs::remove_all(folder);
  fs::create_directories(folder);
  const std::string value(100, 'v');
  const mode modes[] = {
      {"memory", ":memory:", ":memory:", redlite::sharing::exclusive},
      {"file", folder / "ours.db", folder / "theirs.db", redlite::sharing::exclusive},
      {"shared file", folder / "ours2.db", folder / "theirs2.db", redlite::sharing::shared}};
  for (const mode& where : modes) {
    redlite::db db(where.ours, {.sharing = where.sharing});
    bench::bare bare(where.theirs, where.sharing == redlite::sharing::exclusive);
    load(db, bare, value);
    measure(table, where, "uniform", kvbench::uniform, db, bare);
    measure(table, where, "hot", kvbench::hot(10, 90), db, bare);
    if (where.name == "shared file") continue;
    bench::uncached other(where.theirs + (where.theirs == ":memory:" ? "" : ".uncached"));
    for (std::uint64_t i = 0; i < strings; ++i) {
      if (i % 1000 == 0) other.begin();
      other.load(key_text("key:", i), value);
      if (i % 1000 == 999) other.commit();
    }
    draws a(kvbench::uniform, 9);
    draws b(kvbench::uniform, 9);
    table.row(
        "GET vs statements prepared per call, " + where.name, 0.2,
        [&](auto n) {
          for (; n != 0; --n) bench::keep(db.get(a.key()));
        },
        [&](auto n) {
          for (; n != 0; --n) bench::keep(other.get(b.key()));
        });
    table.row(
        "SET vs statements prepared per call, " + where.name, 0.35,
        [&](auto n) {
          for (; n != 0; --n) db.set(a.key(), a.value());
        },
        [&](auto n) {
          for (; n != 0; --n) other.set(b.key(), b.value());
        });
  }
  fs::remove_all(folder);
  return table.finish();
}

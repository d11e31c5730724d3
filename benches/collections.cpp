// benches/collections.cpp: what size costs: commands on collections of 100,000 elements beside the
// same on 1,000, and a hundred elements in one call beside a hundred calls.
//
// SPDX-License-Identifier: MIT
#include "support/ratio.hpp"  // the table

#include <kvbench/core/random.hpp>        // which element
#include <kvbench/workload/key_text.hpp>  // elements as text
#include <redlite/db/db.hpp>              // the store

#include <array>       // the elements of one call
#include <cstdint>     // std::uint64_t
#include <filesystem>  // a folder for the file
#include <string>      // names
#include <vector>      // elements

namespace {

using kvbench::key_text;

constexpr std::uint64_t small = 1'000;
constexpr std::uint64_t large = 100'000;
constexpr std::uint64_t batch = 100;

void load(redlite::db& db, const std::string& size, std::uint64_t elements) {
  for (std::uint64_t at = 0; at < elements; at += small) {
    std::vector<std::string> names;
    for (std::uint64_t i = 0; i < small; ++i) names.emplace_back(key_text("e:", at + i));
    std::vector<redlite::field_value> fields;
    std::vector<redlite::score_member> scores;
    for (std::uint64_t i = 0; i < small; ++i) {
      fields.push_back({names[i], "value"});
      scores.push_back({static_cast<double>(at + i), names[i]});
    }
    db.hset("h" + size, fields);
    db.sadd("s" + size, names);
    db.zadd("z" + size, scores);
    db.rpush("l" + size, names);
    for (const std::string& name : names) db.xadd("x" + size, "*", "f", name);
  }
}

/// One call on the collection that ends in `size`, of an element below `elements`.
template <class Call>
auto calls(Call call, const std::string& size, std::uint64_t elements) {
  return [call, size, elements, stream = kvbench::random_stream(3)](auto n) mutable {
    for (; n != 0; --n) call(size, stream.below(elements));
  };
}

void compare_sizes(bench::ratio_table& table, redlite::db& db) {
  load(db, "small", small);
  load(db, "large", large);
  const auto row = [&](const std::string& name, auto call) {
    table.row(name + ", 100,000 elements vs 1,000", 3.0, calls(call, "large", large),
              calls(call, "small", small));
  };
  using std::uint64_t;
  using text = const std::string&;
  const auto element = [](uint64_t i) { return key_text("e:", i); };
  row("HGET", [&](text s, uint64_t i) { bench::keep(db.hget("h" + s, element(i))); });
  row("HSET", [&](text s, uint64_t i) { db.hset("h" + s, element(i), element(i + 1)); });
  row("HLEN", [&](text s, uint64_t) { bench::keep(db.hlen("h" + s)); });
  row("SISMEMBER", [&](text s, uint64_t i) { bench::keep(db.sismember("s" + s, element(i))); });
  row("SADD + SREM", [&](text s, uint64_t i) {
    db.srem("s" + s, element(i));
    db.sadd("s" + s, element(i));
  });
  row("SCARD", [&](text s, uint64_t) { bench::keep(db.scard("s" + s)); });
  row("SRANDMEMBER", [&](text s, uint64_t) { bench::keep(db.srandmember("s" + s)); });
  row("ZADD",
      [&](text s, uint64_t i) { db.zadd("z" + s, static_cast<double>(i + 1), element(i)); });
  row("ZSCORE", [&](text s, uint64_t i) { bench::keep(db.zscore("z" + s, element(i))); });
  row("ZRANK", [&](text s, uint64_t i) { bench::keep(db.zrank("z" + s, element(i))); });
  row("ZCARD", [&](text s, uint64_t) { bench::keep(db.zcard("z" + s)); });
  row("LINDEX",
      [&](text s, uint64_t i) { bench::keep(db.lindex("l" + s, static_cast<std::int64_t>(i))); });
  row("LPUSH + RPOP", [&](text s, uint64_t i) {
    db.lpush("l" + s, element(i));
    bench::keep(db.rpop("l" + s));
  });
  row("LLEN", [&](text s, uint64_t) { bench::keep(db.llen("l" + s)); });
  row("XLEN", [&](text s, uint64_t) { bench::keep(db.xlen("x" + s)); });
  row("XADD", [&](text s, uint64_t i) { db.xadd("x" + s, "*", "f", element(i)); });
}

/// `batch` new elements in one call beside as many calls, on a file.
void compare_batches(bench::ratio_table& table, redlite::db& db) {
  std::uint64_t fresh = 0;
  const auto row = [&](const std::string& name, auto one, auto all) {
    table.lasting_row(
        name + " of 100 elements vs 100 calls, file", 0.2,
        [&, all](auto n) {
          for (; n != 0; --n) {
            std::array<key_text, batch> names;
            for (key_text& made : names) made = key_text("n:", ++fresh);
            all(names);
          }
        },
        [&, one](auto n) {
          for (; n != 0; --n) {
            for (std::uint64_t i = 0; i < batch; ++i) one(key_text("n:", ++fresh));
          }
        });
  };
  using names = const std::array<key_text, batch>&;
  row(
      "HSET", [&](const key_text& e) { db.hset("h1", e, "value"); },
      [&](names all) {
        std::vector<redlite::field_value> fields;
        for (const key_text& e : all) fields.push_back({e, "value"});
        db.hset("h2", fields);
      });
  row(
      "SADD", [&](const key_text& e) { db.sadd("s1", e); }, [&](names all) { db.sadd("s2", all); });
  row(
      "ZADD", [&](const key_text& e) { db.zadd("z1", 1, e); },
      [&](names all) {
        std::vector<redlite::score_member> members;
        for (const key_text& e : all) members.push_back({1, e});
        db.zadd("z2", members);
      });
  row(
      "RPUSH", [&](const key_text& e) { db.rpush("l1", e); },
      [&](names all) { db.rpush("l2", all); });
}

}  // namespace

int main(int argc, char** argv) {
  bench::ratio_table table{argc, argv};
  {
    redlite::db db(":memory:");
    compare_sizes(table, db);
  }
  const auto folder = std::filesystem::current_path() / "bench_collections.tmp";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  {
    redlite::db db((folder / "ours.db").string());
    compare_batches(table, db);
  }
  std::filesystem::remove_all(folder);
  return table.finish();
}

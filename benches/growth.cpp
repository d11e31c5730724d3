// benches/growth.cpp: what a key costs the more there are, and the larger the values beside it are.
//
// SPDX-License-Identifier: MIT
#include "support/ratio.hpp"  // the table

#include <kvbench/core/clock.hpp>         // thread CPU
#include <kvbench/core/random.hpp>        // which key
#include <kvbench/workload/key_text.hpp>  // keys as text
#include <redlite/db/db.hpp>              // the store

#include <cstdint>     // std::uint64_t
#include <filesystem>  // a folder for the file
#include <string>      // values

namespace {

using kvbench::key_text;

/// Yields  CPU nanoseconds of storing a new key, a transaction each.
double new_keys_ns(redlite::db& db, std::uint64_t from, std::uint64_t to) {
  const std::string value(100, 'v');
  const std::uint64_t before = kvbench::thread_cpu_ns();
  for (std::uint64_t i = from; i < to; ++i) db.set(key_text("key:", i), value);
  return static_cast<double>(kvbench::thread_cpu_ns() - before) / static_cast<double>(to - from);
}

void grow(bench::ratio_table& table, const std::string& path, const std::string& where) {
  const std::uint64_t many = table.quick() ? 10'000 : 400'000;
  constexpr std::uint64_t few = 4'000;
  redlite::db db(path);
  new_keys_ns(db, 0, few);
  const double among_few = new_keys_ns(db, few, 2 * few);
  new_keys_ns(db, 2 * few, many);
  table.figure_row("SET of a new key among 400,000 vs among 4,000, " + where, 3,
                   new_keys_ns(db, many, many + few) / among_few, "x");
}

/// A thousand keys of that many bytes each.
void fill(redlite::db& db, std::size_t bytes) {
  const std::string value(bytes, 'v');
  db.atomically([&](auto& all) {
    for (std::uint64_t i = 0; i < 1'000; ++i) all.set(key_text("key:", i), value);
  });
}

void look_up(bench::ratio_table& table) {
  redlite::db large(":memory:");
  redlite::db small(":memory:");
  fill(large, 100'000);
  fill(small, 100);
  const auto calls = [](redlite::db& db, auto call) {
    return [&db, call, stream = kvbench::random_stream(3)](auto n) mutable {
      for (; n != 0; --n) bench::keep(call(db, stream.below(1'000)));
    };
  };
  const auto row = [&](const char* name, auto call) {
    table.row(std::string(name) + ", values of 100 kB vs of 100 B", 3, calls(large, call),
              calls(small, call));
  };
  row("STRLEN", [](redlite::db& db, std::uint64_t i) { return db.strlen(key_text("key:", i)); });
  row("EXISTS", [](redlite::db& db, std::uint64_t i) { return db.exists(key_text("key:", i)); });
  row("GET of no key", [](redlite::db& db, std::uint64_t i) { return db.get(key_text("no:", i)); });
}

}  // namespace

int main(int argc, char** argv) {
  bench::ratio_table table{argc, argv};
  if (table.finish() == 2) return 2;
  const auto folder = std::filesystem::current_path() / "bench_growth.tmp";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  grow(table, ":memory:", "memory");
  grow(table, (folder / "ours.db").string(), "file");
  std::filesystem::remove_all(folder);
  look_up(table);
  return table.finish();
}

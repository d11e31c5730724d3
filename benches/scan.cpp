// benches/scan.cpp: SCAN of a million keys beside a bare SELECT of them, and what it holds.
//
// Both sides have the same keys and values, stored in the same random order, and hand each key out
// as a string. A page is a command: its own look at the clock, its own statement, its own vector.
// With COUNT 10, Redis' default for replies over a socket, that is paid for each ten keys; the
// target is meant for pages of a hundred and more, which a program asks for that wants all keys.
//
// SPDX-License-Identifier: MIT
#include "support/bare.hpp"   // the other side
#include "support/ratio.hpp"  // the table

#include <kvbench/core/random.hpp>        // the order of storing
#include <kvbench/workload/key_text.hpp>  // keys as text
#include <redlite/db/db.hpp>              // our side

#include <malloc.h>  // what is held

#include <algorithm>   // std::max
#include <cstdint>     // std::uint64_t
#include <filesystem>  // a folder for the files
#include <numeric>     // std::iota
#include <string>      // paths, values
#include <vector>      // the order of storing

namespace {

using kvbench::key_text;

/// An iteration without an end.
class scanner {
 public:
  scanner(redlite::db& db, std::int64_t count) : db_(db), count_(count) {}

  [[nodiscard]] auto page() {
    auto found = db_.scan(cursor_, {.count = count_});
    cursor_ = found.cursor;
    return found;
  }
  [[nodiscard]] bool at_start() const noexcept { return cursor_ == 0; }

  /// As many pages as `keys` more keys need; those beyond count for the next call.
  void operator()(std::uint64_t keys) {
    for (owed_ += static_cast<std::int64_t>(keys); owed_ > 0;) {
      const auto found = page();
      bench::keep(found);
      owed_ -= static_cast<std::int64_t>(found.items.size());
    }
  }

 private:
  redlite::db& db_;
  std::int64_t count_;
  std::uint64_t cursor_ = 0;
  std::int64_t owed_ = 0;
};

void load(redlite::db& db, bench::bare& bare, std::uint64_t keys) {
  std::vector<std::uint64_t> order(keys);
  std::iota(order.begin(), order.end(), std::uint64_t{0});
  kvbench::random_stream random(5);
  for (std::uint64_t i = keys; i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
  const std::string value(100, 'v');
  bare.begin();
  db.atomically([&](auto& all) {
    for (const std::uint64_t number : order) {
      const key_text key("key:", number);
      all.set(key, value);
      bare.set(key, value);
    }
  });
  bare.commit();
}

double held_kib() {
  const struct mallinfo2 now = mallinfo2();
  return static_cast<double>(now.uordblks + now.hblkhd) / 1024.0;
}

/// Yields  what a whole iteration held at most, beyond what was held before, each page included.
double held_by_scan_kib(redlite::db& db) {
  scanner all(db, 1000);
  const double before = held_kib();
  double most = before;
  do {
    const auto found = all.page();
    most = std::max(most, held_kib());
  } while (!all.at_start());
  return most - before;
}

void measure(bench::ratio_table& table, const std::string& ours, const std::string& theirs,
             const std::string& where) {
  redlite::db db(ours);
  bench::bare bare(theirs, true);
  load(db, bare, table.quick() ? 10'000 : 1'000'000);
  const auto bare_keys = [&](std::uint64_t n) {
    for (; n != 0; --n) bench::keep(bare.next_key());
  };
  const auto row = [&](const std::string& count, double target_min) {
    table.throughput_row("SCAN of 1M keys, COUNT " + count + ", vs a bare SELECT, " + where,
                         target_min, scanner(db, std::stoll(count)), bare_keys);
  };
  row("10", 0);
  row("100", 0.5);
  row("1000", 0.5);
  held_by_scan_kib(db);  // the first fills the page cache of a file
  table.figure_row("what SCAN of 1M keys holds, COUNT 1000, " + where, 256, held_by_scan_kib(db),
                   " KiB");
}

}  // namespace

int main(int argc, char** argv) {
  bench::ratio_table table{argc, argv};
  if (table.finish() == 2) return 2;
  const auto folder = std::filesystem::current_path() / "bench_scan.tmp";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  measure(table, ":memory:", ":memory:", "memory");
  measure(table, (folder / "ours.db").string(), (folder / "theirs.db").string(), "file");
  std::filesystem::remove_all(folder);
  return table.finish();
}

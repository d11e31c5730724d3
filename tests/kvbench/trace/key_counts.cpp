// tests/kvbench/trace/key_counts.cpp: counts of keys in bounded memory.
//
// SPDX-License-Identifier: MIT
#include <kvbench/trace/key_counts.hpp>

#include <malloc.h>
#include <sys/resource.h>

#include <fstream>
#include <string>

#include "catch.hpp"
#include "child.hpp"

using namespace kvbench;

TEST_CASE("trace keys: each key has its count", "[trace]") {
  trace_key_counts keys;
  for (int i = 0; i < 5'000; ++i) {
    for (int n = 0; n <= i % 3; ++n) {
      auto* const entry = keys.find(std::to_string(i));
      REQUIRE(entry != nullptr);
      ++entry->count;
      entry->family = static_cast<std::uint8_t>(i % 2);
    }
  }
  CHECK(keys.size() == 5'000);
  CHECK(keys.one_in() == 1);
  std::size_t odd = 0;
  keys.for_each([&odd](auto const& entry) { odd += entry.family; });
  CHECK(odd == 2'500);
  CHECK(keys.find("4")->count == 2);
  CHECK(keys.find("new")->count == 0);
}

// A trace of a thousand million keys must not end in a machine without memory.
TEST_CASE("trace keys: beyond the bound a known share of the keys is counted, wholly", "[trace]") {
  trace_key_counts keys{1'000};
  for (int round = 0; round < 3; ++round) {
    for (int i = 0; i < 100'000; ++i) {
      if (auto* const entry = keys.find(std::to_string(i))) ++entry->count;
    }
  }
  CHECK(keys.size() <= 1'100);
  auto const estimate = keys.size() * keys.one_in();
  CHECK(estimate > 80'000);
  CHECK(estimate < 120'000);
  keys.for_each([](auto const& entry) { CHECK(entry.count == 3); });
}

// Sanitizers keep what was freed, and map more than any limit allows.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST_CASE("trace keys: no more memory than a table and the half of one", "[trace]") {
  support::child keeps{[](auto const& report) {
    mallopt(M_MMAP_THRESHOLD, 64 << 10);  // what is freed is given back at once
    std::size_t pages = 0;
    std::ifstream("/proc/self/statm") >> pages;
    constexpr std::size_t most = std::size_t{1} << 20;
    // The largest table has two slots a key; 4 MiB for what is not the table's.
    std::size_t const table_bytes = 2 * most * sizeof(trace_key_counts::entry);
    std::size_t const now_bytes = pages * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    rlimit const limit{.rlim_cur = now_bytes + table_bytes * 3 / 2 + (4 << 20),
                       .rlim_max = RLIM_INFINITY};
    if (::setrlimit(RLIMIT_AS, &limit) != 0) return report("no limit");
    trace_key_counts keys{most};
    for (int i = 0; i < 3'000'000; ++i) keys.find(std::to_string(i));
    report(keys.one_in() == 4 ? "kept" : "not halved twice");
  }};
  CHECK(keeps.all() == "kept");
}
#endif

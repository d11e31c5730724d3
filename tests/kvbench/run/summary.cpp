// tests/kvbench/run/summary.cpp
#include <kvbench/run/summary.hpp>

#include "catch.hpp"
#include "kvbench/run/store.hpp"

using namespace test;
using kvbench::detail::hit_rate_expected;
using kvbench::detail::operations_of;

namespace {

struct lossy_lookup : lookup {
  static constexpr double hit_rate_min = 0.25;
};

kvbench::worker_tally tally_of(std::uint64_t played, std::uint64_t errors, std::uint64_t cpu_ns) {
  kvbench::worker_tally t{1, true};
  t.calls[0].played = played;
  t.calls[0].errors = errors;
  t.start_ticks = 1'000;
  t.end_ticks = 2'001'000;
  t.cpu_ns = cpu_ns;
  for (std::uint64_t i = errors; i < played; ++i) t.latency_ns[0].record(10);
  return t;
}

kvbench::run_result summary_of(std::vector<kvbench::worker_tally> const& workers,
                               double overhead_ns) {
  kvbench::run_result r;
  r.harness.overhead_ns_per_op = overhead_ns;
  summarize(operations_of(kvbench::make_cards<store>(reading)), 1.0, workers, r);
  return r;
}

}  // namespace

// A hit rate expected too low lets a store that loses data pass.
TEST_CASE("summary: the expected hit rate is refills over refills and drains of the same data",
          "[run]") {
  auto const mixed = operations_of(kvbench::make_cards<store>(churning));
  CHECK(*hit_rate_expected(mixed, 0) > 0.599);
  CHECK(*hit_rate_expected(mixed, 0) < 0.601);
  CHECK_FALSE(hit_rate_expected(mixed, 1));  // a write does not miss
  CHECK(hit_rate_expected(mixed, 2) == hit_rate_expected(mixed, 0));
  CHECK(*hit_rate_expected(operations_of(kvbench::make_cards<store>(mostly_reading)), 0) == 1.0);
  CHECK(*hit_rate_expected(operations_of(kvbench::make_cards<store>(
                               kvbench::workload("w", 100_pct * lossy_lookup{}))),
                           0) == 0.25);
}

// A flag for what chance explains teaches people to ignore flags.
TEST_CASE("summary: a hit rate is below only where chance cannot explain it", "[run]") {
  using kvbench::detail::is_below;
  CHECK_FALSE(is_below(0.5, 0.6, 10, 5));
  CHECK(is_below(0.5, 0.6, 100'000, 50'000));
  CHECK(is_below(0.999, 1.0, 1'000, 0));
  CHECK_FALSE(is_below(0, 1.0, 0, 0));
}

// Averaged or overwritten histograms: the slow worker disappears.
TEST_CASE("summary: workers add up exactly", "[run]") {
  auto slow = tally_of(10, 0, 0);
  slow.latency_ns[0].record(1'000'000);
  slow.calls[0].played += 1;
  slow.calls[0].misses = 2;
  slow.calls[0].first_error = "seen";
  auto const r = summary_of({tally_of(100, 30, 0), slow}, 0);
  CHECK(r.operations[0].count == 81);
  CHECK(r.operations[0].errors == 30);
  CHECK(r.operations[0].misses == 2);
  CHECK(r.operations[0].first_error == "seen");
  CHECK(r.operations[0].latency_ns.count() == 81);
  CHECK(r.operations[0].latency_ns.max() == 1'000'000);
  CHECK(r.duration_s == 0.002);
  CHECK(has_flag(r, "errors>5%"));
}

// Comparing two stores by a figure that is mostly the harness compares nothing.
TEST_CASE("summary: who was the bottleneck", "[run]") {
  auto const client = summary_of({tally_of(1'000, 0, 2'000'000)}, 20);
  CHECK(client.bottleneck == "client");
  CHECK(client.harness.cpu_share == 0.99);
  CHECK_FALSE(has_flag(client, "harness-bound"));
  auto const harness = summary_of({tally_of(100'000, 0, 2'000'000)}, 15);
  CHECK(harness.bottleneck == "harness");
  CHECK(has_flag(harness, "harness-bound"));
  CHECK(summary_of({tally_of(100, 0, 200'000)}, 20).bottleneck == "waiting");
  CHECK(summary_of({tally_of(100'000, 0, 2'000'000)}, 50).harness.cpu_share == 0);
}

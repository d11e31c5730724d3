// tests/kvbench/report/repeats.cpp
#include <kvbench/report/repeats.hpp>

#include "catch.hpp"
#include "kvbench/report/sample.hpp"

using namespace kvbench;
using kvbench::report::test::sample_result;

// Runs of different things have no spread, and a run that was cut off says nothing of it.
TEST_CASE("report repeats: brings together what is the same", "[report]") {
  std::vector<run_result> results(6, sample_result());
  for (std::size_t i = 0; i < results.size(); ++i)
    results[i].throughput_per_s = 100.0 * static_cast<double>(i + 1);
  results[1].client = "map";
  results[3].threads = 2;
  results[5].partial = true;
  auto const all = report::repeats_of(results);
  REQUIRE(all.size() == 1);
  CHECK(all[0].client == "redlite");
  CHECK(all[0].throughput_per_s.count == 3);
  CHECK(all[0].throughput_per_s.min == 100);
  CHECK(all[0].throughput_per_s.median == 300);
  CHECK(all[0].throughput_per_s.max == 500);
  results[4].value_sizes = "uniform(50,150)";
  CHECK(report::repeats_of(results)[0].throughput_per_s.count == 2);
  CHECK(report::repeats_of(std::vector<run_result>(1, sample_result())).empty());
}

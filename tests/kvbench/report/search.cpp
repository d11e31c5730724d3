// tests/kvbench/report/search.cpp
#include <kvbench/report/search.hpp>

#include "catch.hpp"
#include "kvbench/report/sample.hpp"

using namespace kvbench;
using kvbench::report::test::sample_result;

namespace {

run_result at_rate(double rate, std::uint64_t slowest_ns) {
  run_result r = sample_result();
  r.operations.resize(1);
  operation_result& op = r.operations[0];
  op.count = 1'000;
  op.errors = 0;
  r.rate_per_s = rate;
  r.throughput_per_s = rate;
  op.response_ns.record(10'000, 980);
  op.response_ns.record(slowest_ns, 20);
  r.lateness_ns.record(50, 1'000);
  return r;
}

}  // namespace

// A rate that passes by luck above one that failed is no answer.
TEST_CASE("report search: the highest rate below all that missed", "[report]") {
  slo const target = parse_slo("p99<1ms");
  run_result limit = sample_result();
  limit.throughput_per_s = 900;
  std::vector<run_result> const runs{
      at_rate(400, 900'000), at_rate(800, 5'000'000), limit,
      at_rate(200, 20'000),  at_rate(100, 15'000),    at_rate(850, 20'000)};
  auto const found = report::search_of(runs, target, runs.size());
  CHECK(found.best_per_s == 400.0);
  CHECK(found.limit_per_s == 900.0);
  REQUIRE(found.curve.size() == 5);
  CHECK(found.curve.front().rate_per_s == 100);
  CHECK(found.curve.back().met);
  std::string const text = report::console_search(found);
  INFO(text);
  CHECK(text.find("read_heavy on redlite: 400 /s meets p99<1ms") != text.npos);
  CHECK(text.find("a closed loop came to 900 /s") != text.npos);
  auto const data = report::to_json(found);
  CHECK(data["best_per_s"] == 400.0);
  CHECK(data["curve"].size() == 5);

  // A point that is drawn afterwards decides nothing.
  CHECK(report::search_of(runs, target, 1).best_per_s == 400.0);
  auto unlucky = runs;
  unlucky.push_back(at_rate(50, 9'000'000));
  CHECK(report::search_of(unlucky, target, runs.size()).best_per_s == 400.0);

  auto const none = report::search_of(std::vector<run_result>{at_rate(100, 5'000'000)}, target, 1);
  CHECK_FALSE(none.best_per_s);
  CHECK(report::console_search(none).find("no rate that was tried meets p99<1ms") != text.npos);
  CHECK(report::to_json(none)["best_per_s"].is_null());
}

// What a run left out, or got wrong, took no time.
TEST_CASE("report search: what was not sent, or failed, meets no target", "[report]") {
  slo const target = parse_slo("p99<1ms");
  run_result r = at_rate(100, 20'000);
  CHECK(report::meets(r, target));
  r.unsent = 1;
  CHECK_FALSE(report::meets(r, target));
  r.unsent = 0;
  r.operations[0].errors = 100;
  CHECK_FALSE(report::meets(r, target));
  r.operations[0].errors = 0;
  r.partial = true;
  CHECK_FALSE(report::meets(r, target));
}

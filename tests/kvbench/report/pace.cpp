// tests/kvbench/report/pace.cpp
#include <kvbench/report/pace.hpp>

#include <kvbench/report/console.hpp>
#include <kvbench/report/csv.hpp>
#include <kvbench/report/json.hpp>
#include <kvbench/report/markdown.hpp>

#include "catch.hpp"
#include "kvbench/report/sample.hpp"

using namespace kvbench;
using kvbench::report::test::sample_context;
using kvbench::report::test::sample_result;

namespace {

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

run_result open_sample() {
  run_result r = sample_result();
  r.rate_per_s = 50'000;
  r.arrival = arrival::poisson;
  r.unsent = 7;
  for (std::uint64_t i = 1; i <= 1000; ++i) r.lateness_ns.record(i * 10);
  for (operation_result& op : r.operations) {
    op.latency_ns.for_each_bucket([&op](std::uint64_t, std::uint64_t highest, std::uint64_t n) {
      op.response_ns.record(highest + 5'000'000, n);
    });
  }
  r.warm_up.count = 1'000;
  r.warm_up.duration_s = 0.012;
  r.warm_up.latency_ns.record(11'000, 999);
  r.warm_up.latency_ns.record(3'000'000);
  r.intervals.resize(2);
  r.intervals[0] = {0, 0.1, std::vector<sparse_histogram>(2)};
  r.intervals[0].latency_ns[0] = sparse_histogram::between(histogram{}, r.operations[0].latency_ns);
  r.intervals[1] = {0.1, 0.1, std::vector<sparse_histogram>(2)};
  return r;
}

}  // namespace

// A latency without its loop is half a statement: of an open loop both are told, and named.
TEST_CASE("report pace: service and response time are both there, and labelled", "[report]") {
  std::vector<run_result> const results{open_sample()};
  for (std::string const& text :
       {report::console(sample_context(), results), report::markdown(sample_context(), results)}) {
    INFO(text);
    CHECK(contains(text, report::service_title));
    CHECK(contains(text, report::response_title));
    CHECK(contains(text, "open loop, 50.0 k/s poisson"));
    CHECK(contains(text, "generator late by p50 5.02 us"));
    CHECK(contains(text, "warm-up 1,000 operations in 12.0 ms, mean"));
  }
  auto const whole = nlohmann::json::parse(report::json(sample_context(), results));
  auto const& r = whole["results"][0];
  CHECK(r["loop"]["kind"] == "open");
  CHECK(r["loop"]["arrival"] == "poisson");
  CHECK(r["loop"]["unsent"] == 7);
  CHECK(r["loop"]["lateness_ns"]["max"] == 10'000);
  CHECK(r["operations"][0]["latency_ns"]["max"] == 1'000);
  CHECK(r["operations"][0]["response_ns"]["max"] > 5'000'000);
  CHECK(r["warm_up"]["latency_ns"]["max"] == 3'000'000);
  CHECK(r["intervals"].size() == 2);
  CHECK(r["intervals"][0]["operations"][0]["count"] == 1'000);
  CHECK(r["intervals"][1]["operations"][0]["latency_ns"].is_null());
  std::string const table = report::csv(sample_context(), results);
  CHECK(contains(table, ",open,50000,poisson,7,"));
}

TEST_CASE("report pace: a closed loop says that it is one, and has no response times", "[report]") {
  std::vector<run_result> const results{sample_result()};
  std::string const text = report::console(sample_context(), results);
  CHECK(contains(text, "closed loop"));
  CHECK_FALSE(contains(text, report::response_title));
  auto const whole = nlohmann::json::parse(report::json(sample_context(), results));
  CHECK(whole["results"][0]["operations"][0]["response_ns"].is_null());
  CHECK(whole["results"][0]["loop"]["kind"] == "closed");
}

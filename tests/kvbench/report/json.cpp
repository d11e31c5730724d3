// tests/kvbench/report/json.cpp: the schema kvbench/1.
//
// SPDX-License-Identifier: MIT
#include <kvbench/report/json.hpp>

#include "catch.hpp"

#include <limits>
#include <vector>

#include "sample.hpp"

namespace report = kvbench::report;

// A reader written against kvbench/1 would break on a field that moved or changed its type.
TEST_CASE("report json: every field of the schema, with its type", "[report]") {
  const std::vector results{report::test::sample_result()};
  const auto parsed = nlohmann::json::parse(report::json(report::test::sample_context(), results));
  CHECK(parsed.at("schema") == "kvbench/1");
  const auto& context = parsed.at("context");
  CHECK(context.at("cpu") == "A CPU");
  CHECK(context.at("kernel") == "Linux 6.1 x86_64");
  CHECK(context.at("compiler") == "g++ 12.2.0");
  CHECK(context.at("build_type") == "release");
  CHECK(context.at("versions").at("sqlite") == "3.40.1");
  CHECK(context.at("governor") == "performance");
  CHECK(context.at("cores") == 2);
  CHECK(context.at("load_average") == nlohmann::json{0.25, 0.5, 0.75});
  CHECK(context.at("warnings") == nlohmann::json::array());
  REQUIRE(parsed.at("results").size() == 1);
  const auto& r = parsed.at("results")[0];
  CHECK(r.at("workload") == "read_heavy");
  CHECK(r.at("client") == "redlite");
  CHECK(r.at("threads") == 1);
  CHECK(r.at("keys") == 10'000);
  CHECK(r.at("value_bytes") == 100);
  CHECK(r.at("value_sizes").is_null());
  CHECK(r.at("bytes_per_op").get<double>() == Approx(41.2e6 / 412'345.0));
  CHECK(r.at("seed") == 42);
  CHECK(r.at("stream_hash") == "fedcba9876543210");
  CHECK(r.at("throughput_per_s") == 412'345.0);
  CHECK(r.at("duration_s") == 0.243);
  CHECK(r.at("harness").at("overhead_ns_per_op") == 15.25);
  CHECK(r.at("harness").at("clock_ns") == 9.5);
  CHECK(r.at("harness").at("cpu_share") == 0.986);
  CHECK(r.at("flags") == nlohmann::json::array());
  CHECK(r.at("partial") == false);
  REQUIRE(r.at("operations").size() == 2);
  const auto& get = r.at("operations")[0];
  CHECK(get.at("name") == "GET");
  CHECK(get.at("count") == 1000);
  CHECK(get.at("errors") == 0);
  CHECK(get.at("misses") == 3);
  const auto& latency = get.at("latency_ns");
  CHECK(latency.size() == 9);
  for (const char* name : {"min", "p50", "p90", "p95", "p99", "p999", "max"}) {
    INFO(name);
    CHECK(latency.at(name).is_number_integer());
  }
  CHECK(latency.at("min") == 1);
  CHECK(latency.at("max") == 1000);
  CHECK(latency.at("mean").is_number());
  CHECK(latency.at("stddev").is_number());
  CHECK(r.at("operations")[1].at("first_error") == "database is full");
}

// A bare NaN or Infinity makes the whole file unreadable to a strict parser.
TEST_CASE("report json: no NaN, no infinity, whatever was divided by nothing", "[report]") {
  auto r = report::test::sample_result();
  r.throughput_per_s = std::numeric_limits<double>::infinity();
  r.bytes_per_s = std::numeric_limits<double>::quiet_NaN();
  r.duration_s = -std::numeric_limits<double>::infinity();
  r.harness = {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN(),
               std::numeric_limits<double>::quiet_NaN()};
  r.operations[0].hit_rate_expected_min = std::numeric_limits<double>::quiet_NaN();
  auto context = report::test::sample_context();
  context.load = {{std::numeric_limits<double>::quiet_NaN(), 0, 0}};
  const std::vector results{r};
  const auto text = report::json(context, results);
  CHECK(text.find("nan") == text.npos);
  CHECK(text.find("inf") == text.npos);
  const auto parsed = nlohmann::json::parse(text);
  CHECK(parsed.at("results")[0].at("throughput_per_s").is_null());
  CHECK(parsed.at("results")[0].at("harness").at("clock_ns").is_null());
  context.load.reset();
  CHECK(report::to_json(context).at("load_average").is_null());
}

// Latencies of 0 ns would be read as a very fast store.
TEST_CASE("report json: latency_ns is null where none was recorded", "[report]") {
  auto r = report::test::sample_result();
  r.operations[1].latency_ns = {};
  r.operations[1].count = 0;
  const auto json = report::to_json(r);
  CHECK(json.at("operations")[1].at("latency_ns").is_null());
  CHECK(json.at("operations")[1].at("hit_rate").is_null());
  CHECK(json.at("operations")[0].at("latency_ns").is_object());
}

// A store's message in Latin-1, or a file name of arbitrary bytes, would throw away an hour's run.
TEST_CASE("report json: bytes that are no UTF-8 do no harm", "[report]") {
  auto r = report::test::sample_result();
  r.client = std::string("redlite:\xff\xfe\0x.db", 15);
  r.settings.emplace("path\x80", "\xc3");
  r.flags = {"\xf0\x28"};
  r.operations[1].first_error = "caf\xe9 \"quoted\"\n";
  const std::vector results{r};
  const auto parsed = nlohmann::json::parse(report::json(report::test::sample_context(), results));
  CHECK(parsed.at("results")[0].at("operations")[1].at("first_error") ==
        "caf\xef\xbf\xbd \"quoted\"\n");
}

TEST_CASE("report json: how long values are is told as it is typed", "[report]") {
  auto r = report::test::sample_result();
  r.value_sizes = "uniform(10,1KiB)";
  CHECK(report::to_json(r).at("value_sizes") == "uniform(10,1KiB)");
  r.throughput_per_s = 0;
  CHECK(report::to_json(r).at("bytes_per_op").is_null());
}

// tests/kvbench/gate/read_run.cpp: what a process wrote, and what it may have written instead.
//
// SPDX-License-Identifier: MIT
#include <kvbench/gate/read_run.hpp>

#include <string>
#include <vector>

#include "catch.hpp"

using namespace kvbench;
using namespace kvbench::gate;

namespace {

std::string refusal_of(std::string const& text) {
  try {
    static_cast<void>(read_run(text, "f.json"));
  } catch (error const& refused) {
    return refused.what();
  }
  return "read";
}

std::string rows(std::string const& inner) {
  return R"({"context": {"num_cpus": 2}, "benchmarks": [)" + inner + "]}";
}

}  // namespace

// A benchmark in microseconds is not a thousand times faster than one in nanoseconds.
TEST_CASE("read run: times become nanoseconds, counters stay", "[gate]") {
  run_figures const run = read_run(rows(R"(
    {"name": "a", "run_name": "a", "run_type": "iteration", "iterations": 7, "threads": 2,
     "real_time": 1.5, "cpu_time": 1.25, "time_unit": "us", "p99_ns": 900, "ops/s": 1e6, "label": "x"},
    {"name": "b", "real_time": 2, "time_unit": "s"},
    {"name": "c", "real_time": 2e0, "time_unit": "ms"},
    {"name": "d", "real_time": 2})"),
                                   "f");
  REQUIRE(run.benchmarks.size() == 4);
  CHECK(run.find("a")->figure("real_time") == 1'500.0);
  CHECK(run.find("a")->figure("cpu_time") == 1'250.0);
  CHECK(run.find("a")->figure("p99_ns") == 900.0);
  CHECK(run.find("a")->figure("ops/s") == 1e6);
  CHECK_FALSE(run.find("a")->figure("iterations"));
  CHECK_FALSE(run.find("a")->figure("threads"));
  CHECK_FALSE(run.find("a")->figure("label"));
  CHECK(run.find("b")->figure("real_time") == 2e9);
  CHECK(run.find("c")->figure("real_time") == 2e6);
  CHECK(run.find("d")->figure("real_time") == 2.0);
  CHECK(run.find("e") == nullptr);
}

TEST_CASE("read run: repetitions are one number, and aggregates are not counted again", "[gate]") {
  std::string const aggregates = R"(
    {"name": "a_mean", "run_name": "a", "run_type": "aggregate", "aggregate_name": "mean", "real_time": 40},
    {"name": "a_median", "run_name": "a", "run_type": "aggregate", "aggregate_name": "median", "real_time": 20},
    {"name": "a_cv", "run_name": "a", "run_type": "aggregate", "aggregate_name": "cv", "real_time": 0.1})";
  run_figures const all = read_run(rows(R"(
    {"name": "a", "run_name": "a", "run_type": "iteration", "repetition_index": 0, "real_time": 10},
    {"name": "a", "run_name": "a", "run_type": "iteration", "repetition_index": 1, "real_time": 30},
    {"name": "a", "run_name": "a", "run_type": "iteration", "repetition_index": 2, "real_time": 80},)" +
                                        aggregates),
                                   "f");
  REQUIRE(all.benchmarks.size() == 1);
  CHECK(all.find("a")->figure("real_time") == 30.0);
  CHECK(read_run(rows(aggregates), "f").find("a")->figure("real_time") == 20.0);
}

// A benchmark that reports aggregates only, beside one that does not, would be compared to nothing.
TEST_CASE("read run: each benchmark has its own repetitions or its own median", "[gate]") {
  run_figures const run = read_run(rows(R"(
    {"name": "a", "run_name": "a", "run_type": "iteration", "real_time": 10},
    {"name": "b_mean", "run_name": "b", "run_type": "aggregate", "aggregate_name": "mean", "real_time": 40},
    {"name": "b_median", "run_name": "b", "run_type": "aggregate", "aggregate_name": "median", "real_time": 20},
    {"name": "c_mean", "run_name": "c", "run_type": "aggregate", "aggregate_name": "mean", "real_time": 40},
    {"name": "c_cv", "run_name": "c", "run_type": "aggregate", "aggregate_name": "cv", "real_time": 4},
    {"name": "d", "run_name": "d", "run_type": "iteration", "real_time": "soon"},
    {"name": "e_BigO", "run_name": "e", "run_type": "aggregate", "aggregate_name": "BigO", "real_coefficient": 2},
    {"name": "e_RMS", "run_name": "e", "run_type": "aggregate", "aggregate_name": "RMS", "rms": 0.1})"),
                                   "f");
  CHECK(run.find("a")->figure("real_time") == 10.0);
  REQUIRE(run.find("b") != nullptr);
  CHECK(run.find("b")->figure("real_time") == 20.0);
  std::string const why = "has neither a repetition nor a median with a figure";
  CHECK(run.failures == std::vector<failure>{{"c", why}, {"d", why}});
}

TEST_CASE("read run: a benchmark that failed is told and has no figures", "[gate]") {
  run_figures const run = read_run(rows(R"(
    {"name": "a", "error_occurred": true, "error_message": "no server", "real_time": 0},
    {"name": "b", "skipped": true, "skip_message": "too large"},
    {"name": "c", "real_time": 1})"),
                                   "f");
  CHECK(run.failures == std::vector<failure>{{"a", "no server"}, {"b", "skipped, too large"}});
  CHECK(run.benchmarks.size() == 1);
}

TEST_CASE("read run: kvbench's own reports are read, too", "[gate]") {
  std::string const one = R"({"workload": "w", "client": "map", "threads": 1, "partial": false,
    "throughput_per_s": 2e6, "operations": [{"name": "GET", "latency_ns": {"p50": 300, "mean": 400.5},
    "response_ns": {"p50": 700}}, {"name": "SET", "latency_ns": null}]})";
  std::string const two =
      R"({"workload": "w", "client": "map", "threads": 2, "throughput_per_s": 3e6,
    "operations": []})";
  run_figures run = read_run(R"({"schema": "kvbench/1", "results": [)" + one + "]}", "f");
  CHECK(run.find("w/map")->figure("real_time") == 500.0);
  CHECK(run.find("w/map")->figure("throughput_per_s") == 2e6);
  CHECK(run.find("w/map/GET")->figure("p50_ns") == 300.0);
  CHECK(run.find("w/map/GET")->figure("response_p50_ns") == 700.0);
  // Two thread counts under one name would be one benchmark with a median in between.
  run = read_run(R"({"schema": "kvbench/1", "results": [)" + one + "," + two + "]}", "f");
  CHECK(run.find("w/map/threads:1")->figure("throughput_per_s") == 2e6);
  CHECK(run.find("w/map/threads:2")->figure("throughput_per_s") == 3e6);
  CHECK(run.find("w/map/threads:1/GET")->figure("mean_ns") == 400.5);
  run = read_run(
      R"({"schema": "kvbench/1", "results": [{"workload": "w", "client": "c", "partial": true}]})",
      "f");
  CHECK(run.failures == std::vector<failure>{{"w/c", "was stopped before its end"}});
  run = read_run(R"json({"schema": "kvbench/1", "results": [
    {"workload": "w", "client": "c", "value_sizes": "pareto(1,9)", "throughput_per_s": 1},
    {"workload": "w", "client": "c", "value_sizes": null, "throughput_per_s": 2}]})json",
                 "f");
  REQUIRE(run.find("w/c/value_sizes:pareto(1,9)") != nullptr);
  CHECK(run.find("w/c/value_sizes:pareto(1,9)")->figure("throughput_per_s") == 1.0);
}

// Two results under one name would be one benchmark with a median in between.
TEST_CASE("read run: whatever a run was told tells its results apart", "[gate]") {
  auto const result = [](std::string const& more) {
    return R"({"workload": "w", "client": "c", "throughput_per_s": 1)" + more + "}";
  };
  auto const names = [&](std::string const& one, std::string const& two) {
    run_figures const run = read_run(
        R"({"schema": "kvbench/1", "results": [)" + result(one) + "," + result(two) + "]}", "f");
    std::string out;
    for (benchmark_figures const& each : run.benchmarks) out += each.name + " ";
    return out;
  };
  CHECK(names("", "") == "w/c ");
  CHECK(names(R"(, "settings": {"distribution": "zipfian"})",
              R"(, "settings": {"distribution": "uniform"})") ==
        "w/c/distribution:zipfian w/c/distribution:uniform ");
  CHECK(names("", R"(, "settings": {"key_prefix": "user:", "path": "/tmp/x"})") ==
        "w/c w/c/key_prefix:user: ");
  CHECK(names(R"(, "settings": {"key_length": "16"})", R"(, "settings": {})") ==
        "w/c/key_length:16 w/c ");
  CHECK(names(R"(, "loop": {"rate_per_s": 10, "arrival": "poisson"})",
              R"(, "loop": {"rate_per_s": 10, "arrival": "constant"})") ==
        "w/c/arrival:poisson w/c/arrival:constant ");
  CHECK(names(R"(, "loop": {"rate_per_s": 10})", R"(, "loop": {})") == "w/c/rate:10 w/c ");
  CHECK(names(R"(, "loop": {"think_time_ns": 0})", R"(, "loop": {"think_time_ns": 5})") ==
        "w/c/think_time_ns:0 w/c/think_time_ns:5 ");
  // What was measured is no setting: the next run's would be another benchmark.
  CHECK(names(R"(, "loop": {"rate_per_s": 10.1, "arrival": "recorded"})",
              R"(, "loop": {"rate_per_s": 10.2, "arrival": "recorded"})") == "w/c ");
  run_figures const run = read_run(R"({"schema": "kvbench/1", "results": [
    {"workload": "w", "client": "c", "threads": 1, "throughput_per_s": 1},
    {"workload": "w", "client": "d", "threads": 2, "throughput_per_s": 1}]})",
                                   "f");
  CHECK(run.find("w/c") != nullptr);
  CHECK(run.find("w/d") != nullptr);
}

// The answers of a store that lost its data come fast.
TEST_CASE("read run: wrong answers are a failure, not a figure", "[gate]") {
  run_figures const run = read_run(R"({"schema": "kvbench/1", "results": [
    {"workload": "w", "client": "a", "flags": ["debug build", "verify failed"], "throughput_per_s": 1},
    {"workload": "w", "client": "b", "flags": ["errors>5%"], "throughput_per_s": 1},
    {"workload": "w", "client": "c", "flags": ["debug build"], "throughput_per_s": 1}]})",
                                   "f");
  CHECK(run.failures == std::vector<failure>{{"w/a", "verify failed"}, {"w/b", "errors>5%"}});
  REQUIRE(run.benchmarks.size() == 1);
  CHECK(run.benchmarks[0].name == "w/c");
}

TEST_CASE("read run: what is no report is refused in a sentence that says what to do", "[gate]") {
  CHECK(refusal_of("") ==
        "f.json: is empty; a Google Benchmark program writes JSON with --benchmark_format=json");
  CHECK(refusal_of(" \n") == refusal_of(""));
  CHECK(refusal_of("Benchmark   Time\n") ==
        "f.json:1: is no JSON, at \"Benchmark   Time\"; a Google Benchmark program writes it with "
        "--benchmark_format=json");
  CHECK(refusal_of("{\n \"benchmarks\": [\n  {\"real_time\": NaN}]}")
            .find("f.json:3: is no JSON, at") == 0);
  CHECK(refusal_of("{\"benchmarks\": [").find("f.json:1: is no JSON") == 0);
  CHECK(refusal_of(rows(R"({"name": "a", "real_time": 1e999})")) ==
        "f.json: is no JSON: number overflow parsing '1e999'");
  CHECK(refusal_of("[]").find("f.json: is JSON of something else") == 0);
  CHECK(refusal_of("7").find("f.json: is JSON of something else") == 0);
  CHECK(refusal_of("{\"results\": []}").find("f.json: is JSON of something else") == 0);
  CHECK(refusal_of("{\"benchmarks\": {}}").find("f.json: is JSON of something else") == 0);
  CHECK(refusal_of(rows("")) == "f.json: holds no benchmark; does a filter match?");
  CHECK(refusal_of(rows("1")) == "f.json: \"benchmarks\" holds no objects");
  CHECK(refusal_of(rows("{\"real_time\": 1}")) == "f.json: a benchmark has no name");
  CHECK(refusal_of(rows(R"({"name": "a", "time_unit": "h", "real_time": 1})")) ==
        "f.json: a has the time unit \"h\"; ns, us, ms and s are known");
}

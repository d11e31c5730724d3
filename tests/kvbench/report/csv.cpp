// tests/kvbench/report/csv.cpp: one row per operation.
//
// SPDX-License-Identifier: MIT
#include <kvbench/report/csv.hpp>

#include "catch.hpp"

#include <limits>
#include <sstream>
#include <vector>

#include "sample.hpp"

namespace report = kvbench::report;

namespace {

/// The fields of one line of RFC 4180, without line breaks inside.
std::vector<std::string> fields_of(std::string const& line) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"') {
      if (quoted && i + 1 < line.size() && line[i + 1] == '"') {
        fields.back() += line[++i];
      } else {
        quoted = !quoted;
      }
    } else if (line[i] == ',' && !quoted) {
      fields.emplace_back();
    } else {
      fields.back() += line[i];
    }
  }
  return fields;
}

std::vector<std::vector<std::string>> table_of(std::string const& text) {
  std::istringstream lines{text};
  std::vector<std::vector<std::string>> table;
  for (std::string line; std::getline(lines, line);) table.push_back(fields_of(line));
  return table;
}

}  // namespace

// A column that moves makes last month's script read errors as misses.
TEST_CASE("report csv: the header is fixed and every row has its columns", "[report]") {
  const std::vector results{report::test::sample_result(), report::test::sample_result()};
  const auto table = table_of(report::csv(report::test::sample_context(), results));
  REQUIRE(table.size() == 5);
  CHECK(
      table[0] ==
      fields_of(
          "workload,client,threads,keys,elements,value_bytes,seed,stream_hash,settings,partial,"
          "duration_s,throughput_per_s,bytes_per_s,overhead_ns_per_op,clock_ns,cpu_share,operation,"
          "count,errors,misses,min_ns,mean_ns,p50_ns,p90_ns,p95_ns,p99_ns,p999_ns,max_ns,stddev_ns,"
          "flags,bottleneck,busy,clock,clock_drift_ppm,user_s,system_s,voluntary_switches,"
          "involuntary_switches,minor_faults,major_faults,cycles,instructions,cycles_per_op,"
          "instructions_per_op,process_cpu_s,server_cpu_s,stolen_s,pinned,loop,rate_per_s,arrival,"
          "unsent,"
          "lateness_p99_ns,think_time_ns,batch,connections,pipeline,response_min_ns,"
          "response_mean_ns,response_p50_ns,response_p90_ns,response_p95_ns,"
          "response_p99_ns,response_p999_ns,response_max_ns,response_stddev_ns,value_sizes"));
  for (auto const& row : table) CHECK(row.size() == table[0].size());
  CHECK(table[1][0] == "read_heavy");
  CHECK(table[1][8] == "distribution=hot(10%,90%)");  // quoted: it holds a comma
  CHECK(table[1][9] == "false");
  CHECK(table[1][16] == "GET");
  CHECK(table[1][17] == "1000");
  CHECK(table[1][19] == "3");
  CHECK(table[1][20] == "1");
  CHECK(table[2][16] == "SET");
  CHECK(table[2][18] == "2");
}

TEST_CASE("report csv: how long values are is a field, whatever its commas", "[report]") {
  auto r = report::test::sample_result();
  r.value_sizes = "uniform(10,1KiB)";
  const auto table = table_of(report::csv(report::test::sample_context(), std::vector{r}));
  REQUIRE(table[1].size() == table[0].size());
  CHECK(table[0].back() == "value_sizes");
  CHECK(table[1].back() == "uniform(10,1KiB)");
}

// A comma or quote in a name would shift all that follows.
TEST_CASE("report csv: fields are quoted where they must be", "[report]") {
  CHECK(report::detail::csv_field("plain") == "plain");
  CHECK(report::detail::csv_field("a,b") == "\"a,b\"");
  CHECK(report::detail::csv_field("say \"x\"") == "\"say \"\"x\"\"\"");
  CHECK(report::detail::csv_field("two\nlines") == "\"two\nlines\"");
}

// An empty cell is no figure; 0 would be one, and NaN is a text to a spreadsheet.
TEST_CASE("report csv: what was not measured is empty", "[report]") {
  auto r = report::test::sample_result();
  r.throughput_per_s = std::numeric_limits<double>::infinity();
  r.operations[0].latency_ns = {};
  const std::vector results{r};
  const auto table = table_of(report::csv(report::test::sample_context(), results));
  CHECK(table[1][11].empty());
  for (std::size_t i = 20; i < 29; ++i) CHECK(table[1][i].empty());
  CHECK_FALSE(table[2][20].empty());
}

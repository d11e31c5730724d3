// tests/kvbench/report/console.cpp: the table that a person reads.
//
// SPDX-License-Identifier: MIT
#include <kvbench/report/console.hpp>

#include "catch.hpp"

#include <algorithm>
#include <sstream>
#include <vector>

#include "sample.hpp"

namespace report = kvbench::report;

namespace {
bool holds(std::string const& text, std::string const& part) {
  return text.find(part) != text.npos;
}

std::vector<std::string> lines_of(std::string const& text) {
  std::istringstream in{text};
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}
}  // namespace

// A reader who must guess unit, column or row will guess wrong.
TEST_CASE("report console: a row per operation, columns in line, figures with units", "[report]") {
  const auto lines = lines_of(report::console_result(report::test::sample_result()));
  REQUIRE(lines.size() > 6);
  CHECK(lines[0] == "read_heavy on redlite");
  CHECK(holds(
      lines[1],
      "1 thread, 10,000 keys x 10 elements, 100 B values, seed 42, distribution hot(10%,90%)"));
  for (const char* title :
       {"count", "errors", "misses", "min", "mean", "p50", "p90", "p95", "p99", "p99.9", "max"}) {
    CHECK(holds(lines[2], title));
  }
  CHECK(holds(lines[3], "GET"));
  CHECK(holds(lines[3], "1,000"));
  CHECK(holds(lines[3], "501 ns"));
  CHECK(holds(lines[4], "SET"));
  CHECK(holds(lines[4], "2.00 ms"));
  CHECK(holds(lines[5], "all"));
  CHECK(holds(lines[5], "1,010"));
  CHECK(holds(lines[5], "  2  "));  // errors
  CHECK(holds(lines[5], "  3  "));  // misses
  for (std::size_t i = 3; i <= 5; ++i) CHECK(lines[i].size() == lines[2].size());
  CHECK(holds(lines[6], "412 k/s in 243 ms, 41.2 MB/s"));
  CHECK(lines[7] ==
        "  harness 15.2 ns/op (1.4 % of CPU), clock 9.5 ns, client CPU 0 %, verdict: "
        "client-bound");
  CHECK(holds(lines[8], "first error of SET: database is full"));
}

// A mean alone would pass for the size of all values.
TEST_CASE("report console: lengths that differ are told with their mean, and what was moved",
          "[report]") {
  auto r = report::test::sample_result();
  r.value_sizes = "pareto(64,64KiB,1.2)";
  r.value_bytes = 1'234;
  const auto lines = lines_of(report::console_result(r));
  CHECK(holds(lines[1], "10 elements, values pareto(64,64KiB,1.2) of 1,234 B on average, seed"));
  CHECK(holds(lines[6], "41.2 MB/s (100 B an operation)"));
}

// A name outside ASCII would push its row out of line.
TEST_CASE("report console: columns count characters, not bytes", "[report]") {
  auto r = report::test::sample_result();
  r.operations[0].name = "L\xc3\x96SCHEN";
  const auto lines = lines_of(report::console_result(r));
  CHECK(lines[3].size() == lines[2].size() + 1);
}

// An empty latency column is noise, and zeros in it would be wrong.
TEST_CASE("report console: without latency there are no latency columns", "[report]") {
  auto r = report::test::sample_result();
  for (auto& op : r.operations) op.latency_ns = {};
  const auto text = report::console_result(r);
  CHECK_FALSE(holds(text, "p99"));
  CHECK(holds(text, "1,000"));
}

// Figures of a run that was cut off, or is doubtful, must not look like any other.
// A trace's keys are its own: a zero for what is not known reads as a fact.
TEST_CASE("report console: what a trace does not tell is left out", "[report]") {
  kvbench::run_result r = report::test::sample_result();
  CHECK(report::console_result(r).find(" keys x ") != std::string::npos);
  r.keys = 0;
  r.rate_per_s = 4000;
  r.arrival = kvbench::arrival::recorded;
  std::string const text = report::console_result(r);
  CHECK(text.find(" keys x ") == std::string::npos);
  CHECK(text.find("stream ") == std::string::npos);
  CHECK(text.find("open loop, 4.00 k/s recorded") != std::string::npos);
}

TEST_CASE("report console: partial runs, flags and warnings are said", "[report]") {
  auto r = report::test::sample_result();
  r.partial = true;
  r.flags = {"errors>5%", "debug build"};
  const auto text = report::console_result(r);
  CHECK(holds(lines_of(text)[0], "partial"));
  CHECK(holds(text, "flag: errors>5%\n"));
  CHECK(holds(text, "flag: debug build\n"));
  auto c = report::test::sample_context();
  c.warnings = {"load average 3.00 on 2 cores"};
  const std::vector results{r};
  CHECK(holds(report::console(c, results), "\nwarning: load average 3.00 on 2 cores\n"));
}

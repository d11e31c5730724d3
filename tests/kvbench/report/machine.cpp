// tests/kvbench/report/machine.cpp: the verdict and the machine's figures.
//
// SPDX-License-Identifier: MIT
#include <kvbench/report/machine.hpp>

#include <kvbench/report/console.hpp>
#include <kvbench/report/csv.hpp>
#include <kvbench/report/json.hpp>
#include <kvbench/report/markdown.hpp>

#include <cmath>
#include <string>
#include <vector>

#include "catch.hpp"
#include "sample.hpp"

namespace report = kvbench::report;

namespace {

kvbench::run_result counted() {
  kvbench::run_result r = report::test::sample_result();  // 1,012 calls in 243 ms
  r.bottleneck = "server";
  r.harness.busy = 0.72;
  r.harness.clock = "tsc";
  r.harness.clock_drift_ppm = 3.5;
  r.machine.server_cpu_s = 0.2187;
  r.machine.process_cpu_s = 0.25;
  r.machine.workers =
      kvbench::thread_use{.user_s = 0.125,
                          .system_s = 0.05,
                          .voluntary_switches = 1'500,
                          .involuntary_switches = 12,
                          .minor_faults = 30,
                          .major_faults = 1,
                          .counters = kvbench::hardware_counts{10'120'000, 20'240'000, false}};
  r.machine.stolen_s = 0.03;
  r.machine.cpus = 2;
  r.machine.pinned = {1, 0, 1};
  return r;
}

bool holds(std::string const& text, std::string const& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

// Who reads one line of a result should read this one.
TEST_CASE("report machine: the harness' line ends with the verdict", "[report]") {
  using report::detail::harness_line;
  CHECK(harness_line(counted()) ==
        "harness 15.2 ns/op (1.4 % of CPU), clock 9.5 ns, client CPU 71 %, server CPU 90 %, "
        "verdict: server-bound");
  auto r = counted();
  r.machine.server_cpu_s.reset();
  for (auto const& [bottleneck, text] : std::vector<std::pair<std::string, std::string>>{
           {"client", "client-bound"},
           {"harness", "harness-bound (the client is faster than this)"},
           {"generator", "generator-bound (the server can do more than this)"},
           {"waiting", "waiting (for the store, or for a CPU)"},
           {"rate", "the rate was kept"},
           {"other\n", "other\\x0a"}}) {
    r.bottleneck = bottleneck;
    CHECK(harness_line(r) ==
          "harness 15.2 ns/op (1.4 % of CPU), clock 9.5 ns, client CPU 71 %, verdict: " + text);
  }
  r.bottleneck.clear();
  CHECK_FALSE(holds(harness_line(r), "verdict"));
}

TEST_CASE("report machine: what the workers took is one line, or none", "[report]") {
  using report::detail::machine_line;
  CHECK(machine_line(counted()) ==
        "workers: 125 ms user, 50.0 ms system, 1,500 waits, 12 preemptions, 31 page faults, 10000 "
        "cycles and 20000 instructions per operation in user space, pinned to CPU 0, 1");
  auto r = counted();
  r.machine.workers->counters->with_kernel = true;
  CHECK_FALSE(holds(machine_line(r), "in user space"));
  r.machine.workers->counters.reset();
  CHECK_FALSE(holds(machine_line(r), "cycles"));
  r.machine.workers.reset();
  CHECK(machine_line(r) == "workers: pinned to CPU 0, 1");
  r.machine.pinned.clear();
  CHECK(machine_line(r).empty());
  CHECK(holds(report::console_result(counted()), "\n  workers: 125 ms user"));
  CHECK_FALSE(holds(report::console_result(r), "workers"));
  std::vector const results{counted()};
  CHECK(holds(report::markdown(report::test::sample_context(), results), "verdict: server-bound"));
  CHECK(holds(report::markdown(report::test::sample_context(), results), "workers: 125 ms user"));
}

// Zero for what is not known would be read as "none".
TEST_CASE("report machine: JSON and CSV say what is known, and nothing of the rest", "[report]") {
  auto const known = report::to_json(counted());
  CHECK(known.at("harness").at("bottleneck") == "server");
  CHECK(known.at("harness").at("busy") == 0.72);
  CHECK(known.at("harness").at("clock") == "tsc");
  CHECK(known.at("harness").at("clock_drift_ppm") == 3.5);
  auto const& machine = known.at("machine");
  CHECK(machine.at("user_s") == 0.125);
  CHECK(machine.at("voluntary_switches") == 1'500);
  CHECK(machine.at("voluntary_switches").is_number_integer());
  CHECK(machine.at("cycles_per_op") == 10'000.0);
  CHECK(machine.at("instructions") == 20'240'000);
  CHECK(machine.at("counters_with_kernel") == false);
  CHECK(machine.at("server_cpu_s") == 0.2187);
  CHECK(machine.at("stolen_s") == 0.03);
  CHECK(machine.at("cpus") == 2);
  CHECK(machine.at("pinned") == std::vector<unsigned>{1, 0, 1});
  auto const unknown = report::to_json(report::test::sample_result()).at("machine");
  for (char const* name : {"user_s", "voluntary_switches", "cycles", "cycles_per_op",
                           "counters_with_kernel", "server_cpu_s", "cpus"})
    CHECK(unknown.at(name).is_null());
  CHECK(
      report::to_json(report::test::sample_result()).at("harness").at("clock_drift_ppm").is_null());

  std::vector const results{counted()};
  auto const csv = report::csv(report::test::sample_context(), results);
  CHECK(holds(csv,
              ",server,0.72,tsc,3.5,0.125,0.05,1500,12,30,1,10120000,20240000,10000,20000,"
              "0.25,0.2187,0.03,1;0;1,"));
  std::vector const bare{report::test::sample_result()};
  CHECK(holds(report::csv(report::test::sample_context(), bare), ",client,0,,,,,,,,,,,,,0,,,,"));
}

// Nothing was called: nothing can be said of a call.
TEST_CASE("report machine: no operations, no figures per operation", "[report]") {
  auto r = counted();
  r.operations.clear();
  CHECK_FALSE(holds(report::detail::machine_line(r), "per operation"));
  for (report::machine_figure const& figure : report::machine_figures(r))
    CHECK(std::isnan(figure.value) == figure.name.ends_with("_per_op"));
}

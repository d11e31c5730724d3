// tests/kvbench/report/context.cpp: the machine, and what makes a result doubtful.
//
// SPDX-License-Identifier: MIT
#include <kvbench/report/context.hpp>

#include "catch.hpp"

#include <sstream>

#include "sample.hpp"

namespace report = kvbench::report;

// Results without a machine cannot be compared with any other.
TEST_CASE("report context: the machine that runs this is named in full", "[report]") {
  const auto c = report::read_context({{"sqlite", "3.40.1"}});
  CHECK_FALSE(c.cpu.empty());
  CHECK(c.cores >= 1);
  CHECK_FALSE(c.kernel.empty());
  CHECK(c.compiler.find('.') != c.compiler.npos);
  CHECK_FALSE(c.build_type.empty());
  CHECK_FALSE(c.governor.empty());
  CHECK(c.versions.at("kvbench") == kvbench::version);
  CHECK(c.versions.at("sqlite") == "3.40.1");
  CHECK(c.date.size() == 20);
  CHECK(c.date[10] == 'T');
  CHECK(c.date.back() == 'Z');
}

// A debug build measured by mistake looks like a regression of several times.
TEST_CASE("report context: doubtful figures are warned of, others are not", "[report]") {
  const auto good = report::test::sample_context();
  CHECK(report::warnings_of(good).empty());

  auto debug = good;
  debug.build_type = "debug (assertions)";
  REQUIRE(report::warnings_of(debug).size() == 1);
  CHECK(report::warnings_of(debug)[0].find("debug") != std::string::npos);

  auto powersave = good;
  powersave.governor = "powersave";
  REQUIRE(report::warnings_of(powersave).size() == 1);
  CHECK(report::warnings_of(powersave)[0].find("powersave") != std::string::npos);

  auto busy = good;
  busy.load = {{1.5, 0, 0}};
  REQUIRE(report::warnings_of(busy).size() == 1);
  CHECK(report::warnings_of(busy)[0].find("1.50 on 2 cores") != std::string::npos);

  auto turbo = good;
  turbo.turbo = true;
  REQUIRE(report::warnings_of(turbo).size() == 1);
  CHECK(report::warnings_of(turbo)[0].find("turbo is on") == 0);
  turbo.turbo = false;
  CHECK(report::warnings_of(turbo).empty());

  auto smt = good;
  smt.smt = true;
  REQUIRE(report::warnings_of(smt).size() == 1);
  CHECK(report::warnings_of(smt)[0].find("SMT is on") == 0);
  smt.smt = false;
  CHECK(report::warnings_of(smt).empty());

  auto unknown = good;
  unknown.governor = "unknown";
  unknown.load.reset();
  CHECK(report::warnings_of(unknown).empty());
}

// The tests are built with assertions: if they pass for a release build, so would a user's debug
// build.
TEST_CASE("report context: a build with assertions calls itself a debug build", "[report]") {
#ifndef NDEBUG
  CHECK(report::detail::build_type().starts_with("debug"));
#endif
}

// "CPU part" would be taken for "CPU" where only the beginning is compared.
TEST_CASE("report context: a field is found by its whole name", "[report]") {
  std::istringstream lines{"CPU part\t: 0xd0c\nmodel name\t: A CPU: fast \nmodel name : other\n"};
  CHECK(report::detail::field_of(lines, "model name") == "A CPU: fast");
  std::istringstream none{"CPU part\t: 0xd0c\n"};
  CHECK(report::detail::field_of(none, "CPU").empty());
}

// Intel's file says the contrary of everybody else's.
TEST_CASE("report context: turbo is read where either file is there", "[report]") {
  using report::detail::turbo_of;
  CHECK(turbo_of("0", "") == true);
  CHECK(turbo_of("1", "") == false);
  CHECK(turbo_of("", "1") == true);
  CHECK(turbo_of("", "0") == false);
  CHECK_FALSE(turbo_of("", "").has_value());
}

// Two who take turns on one core measure the scheduler.
TEST_CASE("report context: fewer cores than workers and server are warned of", "[report]") {
  const auto c = report::test::sample_context();  // 2 cores
  CHECK_FALSE(report::core_warning(c, 1, true).has_value());
  CHECK_FALSE(report::core_warning(c, 2, false).has_value());
  CHECK(report::core_warning(c, 2, true) ==
        "2 threads and a server on 2 cores: they wait for each other");
  CHECK(report::core_warning(c, 3, false) == "3 threads on 2 cores: they wait for each other");
  auto unknown = c;
  unknown.cores = 0;
  CHECK_FALSE(report::core_warning(unknown, 9, true).has_value());
}

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

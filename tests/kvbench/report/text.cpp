// tests/kvbench/report/text.cpp: figures as a person reads them.
//
// SPDX-License-Identifier: MIT
#include <kvbench/report/text.hpp>

#include "catch.hpp"

#include <cmath>
#include <limits>

namespace report = kvbench::report;

// A unit or digit that is off misstates a latency by a factor of a thousand.
TEST_CASE("report text: figures keep three digits and the right unit", "[report]") {
  CHECK(report::duration_text(0) == "0 ns");
  CHECK(report::duration_text(853) == "853 ns");
  CHECK(report::duration_text(15.25) == "15.2 ns");
  CHECK(report::duration_text(999.9) == "1.00 us");
  CHECK(report::duration_text(1240) == "1.24 us");
  CHECK(report::duration_text(12'345) == "12.3 us");
  CHECK(report::duration_text(999'400) == "999 us");
  CHECK(report::duration_text(2e6) == "2.00 ms");
  CHECK(report::duration_text(999.7e6) == "1.00 s");
  CHECK(report::duration_text(61.5e9) == "61.50 s");
  CHECK(report::duration_text(3600e9) == "3600 s");
  CHECK(report::rate_text(412'345) == "412 k/s");
  CHECK(report::rate_text(1.2345e6) == "1.23 M/s");
  CHECK(report::byte_rate_text(41.2e6) == "41.2 MB/s");
  CHECK(report::count_text(0) == "0");
  CHECK(report::count_text(999) == "999");
  CHECK(report::count_text(1000) == "1,000");
  CHECK(report::count_text(std::numeric_limits<std::uint64_t>::max()) ==
        "18,446,744,073,709,551,615");
  CHECK(report::hash_text(0xabc) == "0000000000000abc");
}

// "inf ns" in a table is a number to nobody.
TEST_CASE("report text: what is not finite is a dash", "[report]") {
  CHECK(report::duration_text(std::numeric_limits<double>::infinity()) == "-");
  CHECK(report::duration_text(std::numeric_limits<double>::quiet_NaN()) == "-");
  CHECK(report::rate_text(std::numeric_limits<double>::infinity()) == "-");
}

// A store's error message could clear the terminal or forge a line of the report.
TEST_CASE("report text: nothing printed moves the cursor or is broken UTF-8", "[report]") {
  CHECK(report::printable("plain") == "plain");
  CHECK(report::printable("gr\xc3\xbc\xc3\x9f \xe2\x82\xac \xf0\x9f\x98\x80") ==
        "gr\xc3\xbc\xc3\x9f \xe2\x82\xac \xf0\x9f\x98\x80");
  CHECK(report::printable("a\nb\x1b[2J\x7f") == "a\\x0ab\\x1b[2J\\x7f");
  CHECK(report::printable("\xff\xc3") == "\\xff\\xc3");
  CHECK(report::printable("\xc2\x9b") == "\\xc2\\x9b");  // a control sequence in one character
  CHECK(report::printable("\xc0\xaf") == "\\xc0\\xaf");  // overlong
  CHECK(report::printable("\xe0\x80\xaf") == "\\xe0\\x80\\xaf");  // overlong
  CHECK(report::printable("\xed\xa0\x80") == "\\xed\\xa0\\x80");  // a surrogate
  CHECK(report::printable("\xf4\x90\x80\x80") ==
        "\\xf4\\x90\\x80\\x80");  // past the last code point
  CHECK(report::printable(std::string_view{"\0", 1}) == "\\x00");
}

// Two formats that take percentiles apart would sooner or later disagree.
TEST_CASE("report text: the latency figures are those of the histogram", "[report]") {
  kvbench::histogram h;
  for (std::uint64_t i = 1; i <= 100; ++i) h.record(i);
  const auto figures = report::latency_figures(h);
  CHECK(figures[0].name == "min");
  CHECK(figures[0].ns == 1);
  CHECK(std::abs(figures[1].ns - 50.5) < 0.01);
  CHECK(figures[2].name == "p50");
  CHECK(figures[2].ns == 50);
  CHECK(figures[3].ns == 90);
  CHECK(figures[4].ns == 95);
  CHECK(figures[5].ns == 99);
  CHECK(figures[6].name == "p999");
  CHECK(figures[6].title == "p99.9");
  CHECK(figures[6].ns == 100);
  CHECK(figures[7].ns == 100);
  CHECK(std::abs(figures[8].ns - 28.866) < 0.01);
}

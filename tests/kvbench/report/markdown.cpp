// tests/kvbench/report/markdown.cpp: the table for a pull request.
//
// SPDX-License-Identifier: MIT
#include <kvbench/report/markdown.hpp>

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
}  // namespace

// A row with one cell more or less is not drawn as a table.
TEST_CASE("report markdown: each row of the table has as many cells as its head", "[report]") {
  auto r = report::test::sample_result();
  r.operations[0].name = "a|b";
  const std::vector results{r};
  std::istringstream in{report::markdown(report::test::sample_context(), results)};
  std::vector<long> bars;
  for (std::string line; std::getline(in, line);) {
    if (!line.starts_with("|")) continue;
    const auto escaped = line.find("\\|") == line.npos ? 0 : 1;
    bars.push_back(std::count(line.begin(), line.end(), '|') - escaped);
  }
  CHECK(bars == std::vector<long>{13, 13, 13, 13});
}

// read_heavy_and_more would turn half a document italic; a name could even carry markup.
TEST_CASE("report markdown: names have no meaning in Markdown", "[report]") {
  auto r = report::test::sample_result();
  r.workload = "a_b*c`<img>";
  r.partial = true;
  r.flags = {"errors>5%"};
  const std::vector results{r};
  const auto text = report::markdown(report::test::sample_context(), results);
  CHECK(holds(text, "### a\\_b\\*c\\`&lt;img> on redlite (partial)\n"));
  CHECK(holds(text, "**errors>5%**"));
  CHECK(holds(text, "Measured on A CPU, 2 cores, Linux 6.1 x86\\_64, governor performance"));
}

// tests/kvbench/gate/report.cpp: a gate for people, CI servers and programs.
//
// SPDX-License-Identifier: MIT
#include <kvbench/gate/report.hpp>

#include <string>

#include "catch.hpp"

using namespace kvbench::gate;

namespace {

comparisons sample(double head, int rounds = 20, std::string const& name = "a<&\"_b|c") {
  comparisons all{{.threshold = 0.05}};
  for (int i = 0; i < rounds; ++i) {
    run_figures base, other;
    base.at(name).add("real_time", 100);
    other.at(name).add("real_time", head * (1 + 0.001 * i));
    base.at("same").add("real_time", 100);
    other.at("same").add("real_time", 100 + 0.01 * i);
    all.add({.base = base, .head = other});
  }
  all.look(plan_looks({.comparisons = 2, .rounds_max = 20, .looks_max = 1}));
  return all;
}

bool holds(std::string const& text, std::string const& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("gate report: what was slower is said before anything else", "[gate]") {
  CHECK(outcome_of(sample(100)) == outcome::passed);
  CHECK(outcome_of(sample(150)) == outcome::slower);
  CHECK(outcome_of(sample(150, 3)) == outcome::undecided);
  CHECK(outcome_of(comparisons{{}}) == outcome::unusable);
  comparisons all = sample(100);
  all.problem("no server");
  CHECK(outcome_of(all) == outcome::unusable);
  all = sample(150);
  all.problem("no server");
  CHECK(outcome_of(all) == outcome::slower);
}

TEST_CASE("gate report: the console's lines", "[gate]") {
  comparisons all = sample(150, 20, "get/a");
  all.note("b: is new");
  all.problem("c: is gone");
  CHECK(console(all, {.seed = 7}) ==
        "get/a: head is 1.51x slower (95 % CI 1.51-1.52, 20 paired rounds), threshold 1.05\n"
        "same: same, 1.00x (95 % CI 1.00-1.00, 20 paired rounds), threshold 1.05\n"
        "note: b: is new\n"
        "unusable: c: is gone\n"
        "slower: 1 slower, 1 same; 20 rounds, seed 7, at most 1 % false alarms\n");
}

// A name with a bar would add a column, one with a "<" would end a document.
TEST_CASE("gate report: names break neither Markdown nor XML", "[gate]") {
  std::string const table = markdown(sample(150), {});
  CHECK(holds(table, "### kvbench gate: slower"));
  CHECK(holds(table, "| a&lt;&\"\\_b\\|c | **head is 1.51x slower** | 1.51-1.52 | 20 | 1.05 |"));
  std::string const xml = junit(sample(150), {});
  CHECK(holds(xml, "tests=\"2\" failures=\"1\" errors=\"0\" skipped=\"0\""));
  CHECK(holds(xml, "name=\"a&lt;&amp;&quot;_b|c\""));
  CHECK(holds(xml, "<failure message=\"a&lt;&amp;&quot;_b|c: head is 1.51x slower"));
  CHECK(holds(junit(sample(150, 2), {}), "<skipped message="));
  comparisons all = sample(100);
  all.problem("c: <gone>");
  CHECK(holds(junit(all, {}), "<error message=\"c: &lt;gone&gt;\"/>"));
}

TEST_CASE("gate report: JSON holds every run, and null where nothing is known", "[gate]") {
  auto const whole = nlohmann::json::parse(json(sample(150, 2, "a\xff"), {.seed = 7}));
  CHECK(whole["schema"] == "kvbench-gate/1");
  CHECK(whole["outcome"] == "undecided");
  CHECK(whole["results"][0]["low"].is_null());
  CHECK(whole["results"][0]["high"].is_null());
  CHECK(whole["results"][0]["runs"].size() == 2);
  CHECK(whole["results"][0]["runs"][1]["base"] == 100);
  CHECK_FALSE(whole["results"][0]["runs"][0].contains("base_reference_ns"));
  auto const slower = nlohmann::json::parse(json(sample(150), {.with_reference = true}));
  CHECK(slower["results"][0]["verdict"] == "slower");
  CHECK(slower["results"][0]["low"] > 1.5);
  CHECK(slower["results"][0]["threshold"] == 1.05);
  CHECK(slower["results"][0]["runs"][0]["base_reference_ns"] == 1);
  CHECK(slower["seed"].is_null());
}

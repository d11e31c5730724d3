// tests/kvbench/gate/comparison.cpp: rounds in, findings out.
//
// SPDX-License-Identifier: MIT
#include <kvbench/gate/comparison.hpp>

#include <string>
#include <vector>

#include "catch.hpp"

using namespace kvbench;
using namespace kvbench::gate;

namespace {

run_figures run_of(double a, double b = 10, double p99 = 50) {
  run_figures run;
  run.at("get/a").add("real_time", a);
  run.at("get/a").add("p99_ns", p99);
  run.at("get/b").add("real_time", b);
  return run;
}

/// Both sides the same but for `head_a`, 20 rounds that wobble by 1 %.
comparisons compare(choice const& what, double head_a) {
  comparisons all{what};
  for (int i = 0; i < 20; ++i) {
    double const wobble = 1 + 0.001 * (i - 10);
    all.add({.base = run_of(100), .head = run_of(head_a * wobble, 10 * wobble, 50 * wobble)});
  }
  all.look(plan_looks({.comparisons = all.all().size(), .rounds_max = 20, .looks_max = 1}));
  return all;
}

std::string refusal_of(choice const& what, round_figures const& round) {
  comparisons all{what};
  try {
    all.add(round);
  } catch (error const& refused) {
    return refused.what();
  }
  return "taken";
}

}  // namespace

TEST_CASE("comparison: each benchmark gets a verdict of its own", "[gate]") {
  comparisons const all = compare({.threshold = 0.05}, 120);
  REQUIRE(all.all().size() == 2);
  CHECK(all.all()[0].benchmark == "get/a");
  CHECK(all.all()[0].found.says == verdict::slower);
  CHECK(all.all()[1].found.says == verdict::same);
  CHECK(all.is_settled());
  CHECK(all.problems().empty());
  CHECK(all.count(verdict::slower) == 1);
}

TEST_CASE("comparison: the last rule that matches decides; named metrics are compared", "[gate]") {
  choice what{.table = read_thresholds(R"(
threshold: 40%
benchmarks:
  "*": 50%
  "get/a": {real_time: 1%, p99_ns: {threshold: 30%, better: higher}}
)",
                                       "t")};
  comparisons all = compare(what, 120);
  REQUIRE(all.all().size() == 3);
  CHECK(all.all()[0].threshold == Approx(0.01));
  CHECK(all.all()[1].metric == "p99_ns");
  CHECK(all.all()[1].which == better::higher);
  CHECK(all.all()[1].threshold == Approx(0.30));
  CHECK(all.all()[2].threshold == Approx(0.50));
  what.table = read_thresholds("benchmarks:\n  '*/b': ignore\n", "t");
  all = compare(what, 120);
  REQUIRE(all.all().size() == 1);
  CHECK(all.all()[0].threshold == threshold_default);
  what.threshold = 0.07;
  what.table = read_thresholds("threshold: 40%\n", "t");
  CHECK(compare(what, 120).all()[0].threshold == Approx(0.07));
}

// A benchmark that is gone would let any slowdown pass; one that is new has no base.
TEST_CASE("comparison: what only one program has is told", "[gate]") {
  run_figures more = run_of(1);
  more.at("set/c").add("real_time", 5);
  comparisons gone{{}};
  gone.add({.base = more, .head = run_of(1)});
  CHECK(gone.problems() == std::vector<std::string>{"set/c: is in base and not in head"});
  comparisons added{{}};
  added.add({.base = run_of(1), .head = more});
  CHECK(added.problems().empty());
  CHECK(added.notes() ==
        std::vector<std::string>{"set/c: is new in head, with nothing to compare it to"});
}

// Whoever ignores a benchmark, or asks for another one, is not told that it is broken.
TEST_CASE("comparison: what is not compared cannot fail", "[gate]") {
  run_figures more = run_of(1);
  more.at("set/flaky").add("real_time", 5);
  run_figures failed = run_of(1);
  failed.failures.push_back({"get/flaky", "no server"});
  choice ignoring{.table = read_thresholds("benchmarks:\n  '*/flaky': ignore\n", "t")};
  for (choice const& what :
       {ignoring, choice{.wanted = [](std::string const& name) { return name == "get/a"; }}}) {
    comparisons all{what};
    all.add({.base = more, .head = failed});
    CHECK(all.problems().empty());
    CHECK(all.notes().empty());
  }
  // The last rule that matches decides.
  ignoring.table = read_thresholds("benchmarks:\n  '*': ignore\n  'get/*': 5%\n", "t");
  comparisons all{ignoring};
  all.add({.base = more, .head = failed});
  CHECK(all.problems() == std::vector<std::string>{"head, get/flaky: no server"});
  ignoring.table = read_thresholds("benchmarks:\n  '*': ignore\n", "t");
  CHECK(refusal_of(ignoring, {.base = more, .head = failed}) ==
        "base and head have no benchmark in common that no rule ignores");
}

// "get/redlite:file: lost" says nothing of get/redlite.
TEST_CASE("comparison: a failure is of the benchmark that it names", "[gate]") {
  run_figures base = run_of(1);
  base.at("get/redlite").add("real_time", 5);
  run_figures head = run_of(1);
  head.failures.push_back({"get/redlite:file", "lost"});
  comparisons all{{}};
  all.add({.base = base, .head = head});
  CHECK(all.problems() == std::vector<std::string>{"get/redlite: is in base and not in head",
                                                   "head, get/redlite:file: lost"});
}

TEST_CASE("comparison: rounds without a time do not count, and are told", "[gate]") {
  comparisons all{{}};
  all.add({.base = run_of(1), .head = run_of(1)});
  all.add({.base = run_of(1), .head = run_of(0)});
  all.add({.base = run_of(-1), .head = run_of(1)});
  run_figures failed = run_of(1);
  failed.benchmarks.erase(failed.benchmarks.begin());
  failed.failures.push_back({"get/a", "no server"});
  all.add({.base = run_of(1), .head = failed});
  all.add({.base = run_of(1), .head = failed});
  CHECK(all.all()[0].log_slowdowns.size() == 1);
  CHECK(all.problems() ==
        std::vector<std::string>{"head, get/a: no server",
                                 "get/a: real_time is missing in head in 4 of 5 rounds"});
  CHECK_FALSE(all.is_settled());
}

// More rounds of what has no figure at all would be waited for in vain.
TEST_CASE("comparison: what never has a time needs no more rounds", "[gate]") {
  comparisons all{{}};
  run_figures a;
  a.at("x").add("real_time", 0);
  all.add({.base = a, .head = a});
  CHECK(all.is_settled());
  CHECK(all.problems() ==
        std::vector<std::string>{"x: real_time is missing, 0 or below in 1 of 1 rounds"});
}

TEST_CASE("comparison: nothing to compare is refused in one sentence", "[gate]") {
  run_figures other;
  other.at("x").add("real_time", 1);
  CHECK(refusal_of({}, {.base = run_of(1), .head = other}) ==
        "base and head have no benchmark in common");
  CHECK(refusal_of({.metrics = {{.name = "p9_ns"}}}, {.base = run_of(1), .head = run_of(1)}) ==
        "no benchmark has the metric \"p9_ns\"; did you mean \"p99_ns\"?");
  CHECK(refusal_of({.metrics = {{.name = "zz"}}}, {.base = run_of(1), .head = run_of(1)}) ==
        "no benchmark has the metric \"zz\"; there are real_time, p99_ns");
  CHECK(refusal_of({.wanted = [](std::string const&) { return false; }},
                   {.base = run_of(1), .head = run_of(1)}) ==
        "base and head have no benchmark in common that --filter lets through");
  run_figures broken;
  broken.failures.push_back({"get/a", "no server"});
  CHECK(refusal_of({}, {.base = run_of(1), .head = broken}) ==
        "no benchmark ran in both: get/a: no server");
}

// A verdict that changed with each look would be looked at until it pleases.
TEST_CASE("comparison: what is decided stays decided", "[gate]") {
  comparisons all = compare({.threshold = 0.05}, 120);
  for (int i = 0; i < 40; ++i) all.add({.base = run_of(100), .head = run_of(100)});
  all.look(plan_looks({.rounds_max = 60, .looks_max = 1}));
  CHECK(all.all()[0].found.says == verdict::slower);
  CHECK(all.all()[0].found.rounds == 20);
}

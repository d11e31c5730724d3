// tests/kvbench/gate/false_alarms.cpp: how often a gate cries wolf, and how often it sees one.
//
// Whole gates on simulated machines, with the seeds written down: the same figures on every run.
// docs/gate.md prints them.
//
// SPDX-License-Identifier: MIT
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

#include "catch.hpp"
#include "kvbench/gate/simulated.hpp"

using namespace kvbench::gate;
using namespace kvbench::gate::test;

namespace {

struct tally {
  std::size_t gates = 0;
  std::size_t slower = 0;
  std::size_t faster = 0;
  std::size_t by_round_12 = 0;  ///< found slower by then
  std::size_t missed = 0;       ///< intervals without the truth
};

double share(std::size_t part, tally const& of) {
  return static_cast<double>(part) / static_cast<double>(of.gates);
}

tally play_many(noise const& n, double slowdown, double threshold, std::size_t gates) {
  tally out{.gates = gates};
  for (std::uint64_t seed = 1; seed <= gates; ++seed) {
    finding const f = play(n, {slowdown}, threshold, {}, seed)[0];
    out.slower += f.says == verdict::slower ? 1u : 0u;
    out.faster += f.says == verdict::faster ? 1u : 0u;
    out.by_round_12 += f.says == verdict::slower && f.rounds <= 12 ? 1u : 0u;
    out.missed += f.low > slowdown || f.high < slowdown ? 1u : 0u;
  }
  return out;
}

/// What a shared virtual machine does to runs, one vice at a time and all together.
std::vector<noise> const machines{
    {.name = "3 %, normal", .run = 0.03},
    {.name = "2 %, heavy tails (t3)", .run = 0.02, .tails = 3},
    {.name = "2 %, drift of 10 % over many runs", .run = 0.02, .drift = 0.1, .memory = 0.95},
    {.name = "2 %, each run resembles the last by half", .run = 0.02, .drift = 0.05, .memory = 0.5},
    {.name = "2 %, a run in ten loses 30 % to the host",
     .run = 0.02,
     .spike_chance = 0.1,
     .spike = 0.3},
    {.name = "2 %, 1 % slower with each run", .run = 0.02, .trend = 0.01},
    {.name = "2 %, the second place costs 5 %", .run = 0.02, .second = 0.05},
    {.name = "2 %, a rhythm of four runs, 10 %", .run = 0.02, .wave = 0.1, .period = 4},
    {.name = "2 %, a rhythm of eight runs, 10 %", .run = 0.02, .wave = 0.1, .period = 8},
    {.name = "1 %, two modes 10 % apart", .run = 0.01, .modes = 0.1},
    {.name = "15 %, drift of 20 %, a run in ten loses 50 %",
     .run = 0.15,
     .drift = 0.2,
     .memory = 0.6,
     .spike_chance = 0.1,
     .spike = 0.5},
};

}  // namespace

TEST_CASE("gate: equal programs are told apart in one of a hundred gates at most", "[gate]") {
  tally all;
  for (noise const& n : machines) {
    INFO(n.name);
    for (double const threshold : {0.0, 0.02}) {
      // Without a threshold nothing but the statistic holds the alarms back.
      tally const t = play_many(n, 1, threshold, threshold > 0 ? 200 : 300);
      CHECK(t.slower + t.faster <= (threshold > 0 ? 2u : 6u));
      all.gates += t.gates;
      all.slower += t.slower;
      all.faster += t.faster;
    }
  }
  CHECK(share(all.slower + all.faster, all) <= 0.01);
}

// Twenty benchmarks looked at by the measure for one would find something in a gate in ten.
TEST_CASE("gate: twenty benchmarks raise no more alarms than one", "[gate]") {
  std::size_t alarms = 0;
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    bool alarm = false;
    for (finding const& f :
         play(machines[3], std::vector<double>(20, 1.0), 0, {.rounds_max = 30}, seed))
      alarm = alarm || f.says == verdict::slower || f.says == verdict::faster;
    alarms += alarm ? 1u : 0u;
  }
  CHECK(alarms <= 2);
}

TEST_CASE("gate: 10 % slower is found within 12 rounds, 5 % within 30", "[gate]") {
  tally const ten = play_many(machines[0], 1.10, 0.02, 400);
  tally const five = play_many(machines[0], 1.05, 0.02, 400);
  CHECK(share(ten.by_round_12, ten) >= 0.95);
  CHECK(share(five.slower, five) >= 0.80);
  CHECK(ten.faster + five.faster == 0);
}

// Who stops when it looks good has an interval that is too narrow, unless each look has its part.
TEST_CASE("gate: the printed interval holds the truth, whenever it stopped", "[gate]") {
  for (std::size_t const i : {0u, 1u, 3u, 4u, 9u}) {
    INFO(machines[i].name);
    tally const t = play_many(machines[i], 1.05, 0.02, 200);
    CHECK(share(t.missed, t) <= 0.05);
  }
}

TEST_CASE("gate: what is as slow as the threshold is seldom called slower", "[gate]") {
  tally const t = play_many(machines[0], 1.05, 0.05, 200);
  CHECK(share(t.slower, t) <= 0.05);
}

// What docs/gate.md prints: tests '[gate-table]'. Minutes, as each figure is of 2,000 gates.
TEST_CASE("gate: the table of the page", "[.][gate-table]") {
  std::printf(
      "| a process run is off by | false alarms | 10 %% found by round 12 | 5 %% by round 30 |\n");
  std::printf("|---|--:|--:|--:|\n");
  std::vector<noise> all{{.name = "1 %, normal", .run = 0.01},
                         {.name = "2 %, normal", .run = 0.02}};
  all.insert(all.end(), machines.begin(), machines.begin() + 1);
  all.push_back({.name = "4 %, normal", .run = 0.04});
  all.push_back({.name = "6 %, normal", .run = 0.06});
  all.insert(all.end(), machines.begin() + 1, machines.end());
  for (noise const& n : all) {
    tally const none = play_many(n, 1, 0, 2'000);
    tally const ten = play_many(n, 1.1, 0.02, 2'000);
    tally const five = play_many(n, 1.05, 0.02, 2'000);
    std::printf("| %s | %.1f %% | %.0f %% | %.0f %% |\n", std::string{n.name}.c_str(),
                100 * share(none.slower + none.faster, none), 100 * share(ten.by_round_12, ten),
                100 * share(five.slower, five));
  }
}

// kvbench/gate/simulated.hpp: machines to try a gate on, as noisy as told, the same on every run.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/core/random.hpp>
#include <kvbench/gate/looks.hpp>
#include <kvbench/gate/round_order.hpp>
#include <kvbench/gate/verdict.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace kvbench::gate::test {

/// What makes one run slower than the next; all as logarithms, 0.03 is 3 %.
struct noise {
  std::string_view name;
  double run = 0.03;        ///< of each process run: its pages, its addresses
  double tails = 0;         ///< degrees of Student's t; 0 is normal
  double drift = 0;         ///< of the machine's speed, in the long run
  double memory = 0;        ///< how much of that stays from one run to the next, 0..1
  double spike_chance = 0;  ///< that a run is hit by what the host steals
  double spike = 0;         ///< mean of an exponential
  double second = 0;        ///< what the second place of a round costs
  double trend = 0;         ///< that each run is slower than the last
  double wave = 0;          ///< a rhythm of `period` runs
  double period = 1;
  double modes = 0;  ///< half of the runs land on the slow half of this
};

class machine {
 public:
  machine(noise const& n, std::uint64_t seed) : noise_{n}, random_{seed} {
    state_ = n.drift * normal();
  }

  /// The time of the next run, of a program that takes `cost`.
  double run(double cost, bool is_second) {
    noise const& n = noise_;
    state_ = n.memory * state_ + n.drift * std::sqrt(1 - n.memory * n.memory) * normal();
    double slow = state_ + n.run * (n.tails > 0 ? student(n.tails) : normal());
    if (random_.unit() < n.spike_chance) slow += -n.spike * std::log(1 - random_.unit());
    if (is_second) slow += n.second;
    if (random_.unit() < 0.5) slow += n.modes;
    double const at = static_cast<double>(runs_++);
    slow += n.trend * at + n.wave * std::sin(6.283185307 * at / n.period);
    return cost * std::exp(slow);
  }

 private:
  double normal() {
    double const radius = std::sqrt(-2 * std::log(1 - random_.unit()));
    return radius * std::cos(6.283185307 * random_.unit());
  }
  double student(double degrees) {
    double squares = 0;
    for (double i = 0; i < degrees; ++i) {
      double const one = normal();
      squares += one * one;
    }
    return normal() / std::sqrt(squares / degrees);
  }

  noise noise_;
  random_stream random_;
  double state_ = 0;
  std::size_t runs_ = 0;
};

/// A whole gate as `kvbench gate --base --head` plays it: rounds in random order, looks until all
/// is settled. `slowdowns`: of head in each benchmark, 1 is none.
inline std::vector<finding> play(noise const& n, std::vector<double> const& slowdowns,
                                 double threshold, look_rule rule, std::uint64_t seed) {
  rule.comparisons = slowdowns.size();
  look_plan const plan = plan_looks(rule);
  std::vector<machine> machines;
  for (std::size_t i = 0; i < slowdowns.size(); ++i) machines.emplace_back(n, seed * 1'000 + i);
  std::vector<std::vector<double>> logs(slowdowns.size());
  std::vector<finding> found(slowdowns.size());
  std::size_t round = 0;
  for (std::size_t const look : plan.rounds) {
    for (; round < look; ++round) {
      bool const base_first = base_runs_first(seed, round);
      for (std::size_t i = 0; i < slowdowns.size(); ++i) {
        double const first = machines[i].run(base_first ? 1 : slowdowns[i], false);
        double const second = machines[i].run(base_first ? slowdowns[i] : 1, true);
        pair_of_runs const pair = base_first ? pair_of_runs{.base = first, .head = second}
                                             : pair_of_runs{.base = second, .head = first};
        logs[i].push_back(log_slowdown(pair, better::lower).value());
      }
    }
    bool settled = true;
    for (std::size_t i = 0; i < slowdowns.size(); ++i) {
      if (found[i].says == verdict::ambiguous) found[i] = judge(logs[i], threshold, plan);
      settled = settled && found[i].says != verdict::ambiguous;
    }
    if (settled) break;
  }
  return found;
}

}  // namespace kvbench::gate::test

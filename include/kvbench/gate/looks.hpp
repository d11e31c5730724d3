// kvbench/gate/looks.hpp: when the figures of a gate are looked at, and how sure each look must be.
//
// Floor: gate. Who looks after each round and stops at the first difference finds one in any two
// equal programs. So the looks are few, their places are known before the first run, and they
// share what may be left to chance.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>  // std::min, std::max
#include <cmath>      // std::pow
#include <cstddef>    // std::size_t
#include <vector>     // the looks

#include <kvbench/gate/signed_rank.hpp>  // how many pairs say anything at all

namespace kvbench::gate {

/// What may go wrong, and how long the gate may take.
struct look_rule {
  /// Of gates on equal programs, at most this share finds anything slower or faster: half of it
  /// each.
  double false_alarms = 0.01;
  /// How surely the interval that is printed holds the truth, whenever the gate stopped.
  double confidence = 0.95;
  /// How many figures are judged together: each gets an equal part of `false_alarms` (Bonferroni),
  /// so that a hundred benchmarks raise no more false alarms than one.
  std::size_t comparisons = 1;
  std::size_t rounds_max = 30;
  /// At most this many looks, and 1 where all rounds are over already: each takes its part of what
  /// may go wrong.
  std::size_t looks_max = 5;
};

struct look_plan {
  std::vector<std::size_t> rounds{};  ///< after which to look; rising, the last is `rounds_max`
  /// What one look at one figure may leave to chance in each direction: where nothing differs, and
  /// at each end of the interval.
  double alarm_tail = 0;
  double interval_tail = 0;
};

/// The fewest rounds of which one look can say anything: both questions of `judge` must be
/// answered.
[[nodiscard]] inline std::size_t rounds_needed(look_plan const& plan) {
  return pairs_needed(std::min(plan.alarm_tail, plan.interval_tail));
}

/// Looks at growing numbers of rounds, equal factors apart. The first is two rounds after the one
/// at which a difference can be sure at all, as there every single run would have to agree.
/// Nothing is assumed on how looks depend on each other (Boole's inequality).
/// Yields  no rounds where `rounds_max` is too few even for a single look: it takes
/// `rounds_needed(plan)`.
[[nodiscard]] inline look_plan plan_looks(look_rule const& rule) {
  std::size_t const last = std::min(rule.rounds_max, pairs_max);
  look_plan plan;
  for (std::size_t looks = std::max<std::size_t>(rule.looks_max, 1); looks > 0; --looks) {
    auto const ends = static_cast<double>(2 * looks);
    plan.interval_tail = (1 - rule.confidence) / ends;
    plan.alarm_tail =
        rule.false_alarms / ends / static_cast<double>(std::max<std::size_t>(rule.comparisons, 1));
    std::size_t const first = rounds_needed(plan) + (looks > 1 ? 2 : 0);
    auto const reach = static_cast<double>(last) / static_cast<double>(first);
    // Looks closer than a fifth tell the same twice.
    if (first > last || reach < std::pow(1.2, static_cast<double>(looks - 1))) continue;
    for (std::size_t i = 0; i + 1 < looks; ++i) {
      double const way = static_cast<double>(i) / static_cast<double>(looks - 1);
      plan.rounds.push_back(
          static_cast<std::size_t>(static_cast<double>(first) * std::pow(reach, way) + 0.5));
    }
    plan.rounds.push_back(last);
    break;
  }
  return plan;
}

}  // namespace kvbench::gate

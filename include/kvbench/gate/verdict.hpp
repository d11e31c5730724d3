// kvbench/gate/verdict.hpp: of one figure of two programs, whether head is slower than base.
//
// Floor: gate. Pure functions of numbers: one per process run, as runs of one process are not
// independent. Nothing is slower whose interval holds the threshold.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>        // std::log, std::exp
#include <cstddef>      // std::size_t
#include <limits>       // an interval without an end
#include <optional>     // no figure
#include <span>         // the rounds
#include <string_view>  // names

#include <kvbench/gate/looks.hpp>        // how sure it must be
#include <kvbench/gate/signed_rank.hpp>  // the interval

namespace kvbench::gate {

/// What a larger figure means: a time is better lower, a rate higher.
enum class better { lower, higher };

/// One figure of one round: what each program's process came to.
struct pair_of_runs {
  double base = 0;
  double head = 0;
  /// Time of the reference workload beside each of them; 1 where there was none.
  double base_reference = 1;
  double head_reference = 1;
};

/// How much slower head was in this round, as a logarithm: 0 is as fast, log(1.05) 5 % slower, for
/// times and rates alike. Where there was a reference, what slowed that down too is taken out.
/// Yields  nothing where a figure is not above 0, or not finite: such a round does not count.
[[nodiscard]] inline std::optional<double> log_slowdown(pair_of_runs const& run, better which) {
  double const ratio = which == better::lower ? run.head / run.base : run.base / run.head;
  double const speed = run.base_reference / run.head_reference;
  double const logarithm = std::log(ratio) + std::log(speed);
  // A rate falls where the reference's time rises, so that the same product serves both.
  if (!(run.base > 0) || !(run.head > 0) || !std::isfinite(logarithm)) return std::nullopt;
  return logarithm;
}

enum class verdict {
  same,        ///< the whole interval is within the threshold, both ways
  faster,      ///< the whole interval is below 1 by more than the threshold, and that is no chance
  slower,      ///< the whole interval is above the threshold, and that is no chance
  not_slower,  ///< the whole interval is below the threshold: same or faster
  ambiguous,   ///< more rounds may tell
};

[[nodiscard]] constexpr std::string_view to_text(verdict v) noexcept {
  constexpr std::string_view names[] = {"same", "faster", "slower", "not slower", "ambiguous"};
  return names[static_cast<std::size_t>(v)];
}

/// What was found of one figure. Ratios are of head to base, above 1 where head is slower.
struct finding {
  verdict says = verdict::ambiguous;
  double ratio = 1;
  double low = 0;  ///< 0 and `high` infinite where the rounds are too few for an interval
  double high = std::numeric_limits<double>::infinity();
  std::size_t rounds = 0;  ///< that count
};

/// Two questions. Does anything differ at all: only what equal programs would show in
/// `plan.alarm_tail` of all looks is called slower or faster. By how much: the interval has to lie
/// beyond `threshold`, the slowdown that is let pass (0.05 is 5 %; as much faster is 1 / 1.05).
/// Yields  ambiguous where there are too few rounds for either.
/// Cost    O(n^3) for n rounds, 0.1 ms for 30.
[[nodiscard]] inline finding judge(std::span<double const> log_slowdowns, double threshold,
                                   look_plan const& plan) {
  std::size_t const n = log_slowdowns.size();
  auto const at = centre_of(log_slowdowns, signed_rank_cut(n, plan.interval_tail));
  auto const wide = centre_of(log_slowdowns, signed_rank_cut(n, plan.alarm_tail));
  if (!at) return {};
  finding out{.ratio = std::exp(at->centre),
              .low = std::exp(at->low),
              .high = std::exp(at->high),
              .rounds = n};
  double const limit = 1 + threshold;
  if (out.low > limit) {
    if (wide->low > 0) out.says = verdict::slower;
  } else if (out.high < 1 / limit && wide->high < 0) {
    out.says = verdict::faster;
  } else if (out.high <= limit) {
    out.says = out.low >= 1 / limit ? verdict::same : verdict::not_slower;
  }
  return out;
}

}  // namespace kvbench::gate

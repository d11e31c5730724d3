// kvbench/trace/skew.hpp: from how often each key was taken to the distribution that takes them so.
//
// Floor: wing trace. Pure: numbers in, numbers out.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>   // sort
#include <cmath>       // log, exp
#include <cstddef>     // size_t
#include <cstdint>     // uint64_t
#include <functional>  // greater
#include <vector>      // counts

#include <kvbench/workload/distribution.hpp>  // what is found

namespace kvbench {

struct fitted_keys {
  distribution from{};
  std::uint64_t keys = 0;  ///< how many there are, those that were never taken among them
  /// Whether the trace tells: false where keys were taken too seldom to know one skew from another.
  bool is_certain = true;
};

namespace detail {

/// Sums `f(rank)` over the ranks 1 to n; from 1,000 on in steps of one percent.
template <class F>
double sum_over_ranks(double n, F&& f) {
  double sum = 0;
  double rank = 1;
  for (; rank <= n && rank <= 1000; ++rank) sum += f(rank);
  while (rank <= n) {
    double const step = std::floor(std::fmin(rank * 0.01, n - rank + 1));
    sum += step * f(rank + (step - 1) / 2);
    rank += step;
  }
  return sum;
}

/// The x in [low, high] where the falling or rising `f` is nearest to 0.
template <class F>
double bisect(double low, double high, F&& f) {
  bool const rising = f(high) > f(low);
  for (int i = 0; i < 60; ++i) {
    double const middle = (low + high) / 2;
    ((f(middle) > 0) == rising ? high : low) = middle;
  }
  return (low + high) / 2;
}

/// How many keys there are, if each of them was as likely as any other and `seen` were taken in
/// `draws`.
inline double keys_behind(double seen, double draws) {
  if (seen >= draws) return seen;  // none twice: there is no upper bound
  return bisect(seen, seen * 1000, [&](double n) { return n * -std::expm1(-draws / n) - seen; });
}

/// The exponent by maximum likelihood on the ranks whose counts are large enough that their order
/// is no accident: given that a draw takes one of them, which?
/// Source  Clauset, Shalizi, Newman, "Power-law distributions in empirical data" (2009), for ranks
inline double zipf_exponent(std::vector<std::uint64_t> const& counts, bool& is_certain) {
  constexpr std::size_t ranks_max = 1 << 16;
  std::size_t head = 0;
  for (std::uint64_t const least : {50u, 20u, 5u, 1u}) {
    is_certain = least > 5;
    head = 0;
    while (head < counts.size() && head < ranks_max && counts[head] >= least) ++head;
    if (head >= 20) break;
  }
  double draws = 0;
  double logs = 0;
  for (std::size_t i = 0; i < head; ++i) {
    auto const count = static_cast<double>(counts[i]);
    draws += count;
    logs += count * std::log(static_cast<double>(i + 1));
  }
  // The likelihood is highest where the mean of log(rank) is that of the trace.
  return bisect(0.001, 20, [&](double s) {
    double total = 0;
    double mean = 0;
    for (std::size_t i = 0; i < head; ++i) {
      double const log_rank = std::log(static_cast<double>(i + 1));
      double const share = std::exp(-s * log_rank);
      total += share;
      mean += share * log_rank;
    }
    return mean / total - logs / draws;
  });
}

/// How many keys there are, if they follow Zipf's law.
inline double zipf_keys(double exponent, double seen, double draws) {
  auto const expected = [&](double n) {
    double const whole = sum_over_ranks(n, [&](double r) { return std::pow(r, -exponent); });
    return sum_over_ranks(
        n, [&](double r) { return -std::expm1(-draws * std::pow(r, -exponent) / whole); });
  };
  if (expected(seen * 100) < seen) return seen;  // steeper than that the last ones are never seen
  double const next = bisect(seen, seen * 100, [&](double n) { return expected(n) - seen; });
  return std::fmax(seen, std::ceil(next) - 1);  // what is expected jumps with each whole key
}

struct hot_set {
  std::size_t keys = 0;
  double draws = 0;
  double log_likelihood = 0;
};

/// The split into hot and cold keys that the counts are most likely with.
inline hot_set best_hot_set(std::vector<std::uint64_t> const& counts, double draws) {
  auto const n = static_cast<double>(counts.size());
  hot_set best{0, 0, -draws * std::log(n)};
  double taken = 0;
  for (std::size_t i = 0; i + 1 < counts.size(); ++i) {
    taken += static_cast<double>(counts[i]);
    auto const hot = static_cast<double>(i + 1);
    double const cold = draws - taken;
    double const likely =
        taken * std::log(taken / draws / hot) + cold * std::log(cold / draws / (n - hot));
    if (likely > best.log_likelihood) best = {i + 1, taken, likely};
  }
  return best;
}

}  // namespace detail

/// Yields  uniform where the counts spread no more than chance makes them; else what they are more
/// likely with, Zipf's law or a set of hot keys. `latest` and `sequential` are a matter of order,
/// which counts do not tell.
/// Cost    O(n log n) of the keys that were taken.
[[nodiscard]] inline fitted_keys fit_keys(std::vector<std::uint64_t> counts) {
  if (counts.empty()) return {};
  std::sort(counts.begin(), counts.end(), std::greater<>());
  auto const seen = static_cast<double>(counts.size());
  double draws = 0;
  double squares = 0;
  for (std::uint64_t const count : counts) {
    auto const c = static_cast<double>(count);
    draws += c;
    squares += c * c;
  }
  // Of keys that are alike, the variance of the counts is their mean.
  double const alike = detail::keys_behind(seen, draws);
  double const mean = draws / alike;
  double const spread = (squares / alike - mean * mean) / mean;
  if (counts.size() < 3 || spread < 1.02 + 4 * std::sqrt(2 / alike)) {
    return {uniform, static_cast<std::uint64_t>(std::llround(alike)), draws > 1.1 * seen};
  }
  fitted_keys zipf;
  double const exponent = detail::zipf_exponent(counts, zipf.is_certain);
  double whole = 0;
  double likely = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    double const log_share = -exponent * std::log(static_cast<double>(i + 1));
    whole += std::exp(log_share);
    likely += static_cast<double>(counts[i]) * log_share;
  }
  likely -= draws * std::log(whole);
  detail::hot_set const hot = detail::best_hot_set(counts, draws);
  if (hot.log_likelihood > likely) {
    auto const keys = static_cast<double>(hot.keys);
    double const all = keys + detail::keys_behind(seen - keys, draws - hot.draws);
    auto const tenths = [](double share) { return std::fmax(0.1, std::round(share * 1000) / 10); };
    return {kvbench::hot(tenths(keys / all), tenths(hot.draws / draws)),
            static_cast<std::uint64_t>(std::llround(all)), draws > 3 * all};
  }
  zipf.from = zipfian(std::round(exponent * 100) / 100);
  zipf.keys = static_cast<std::uint64_t>(std::llround(detail::zipf_keys(exponent, seen, draws)));
  return zipf;
}

}  // namespace kvbench

// kvbench/measure/slo.hpp: a target for latency, as "p99<1ms".
//
// Floor: measure. Text in, a yes or no about a histogram out.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>        // std::isfinite
#include <cstdint>      // std::uint64_t
#include <string>       // the target as text
#include <string_view>  // what is parsed

#include <kvbench/core/concat.hpp>        // messages
#include <kvbench/core/error.hpp>         // what is no target
#include <kvbench/measure/histogram.hpp>  // what is judged

namespace kvbench {

/// What a user promised: that a figure of the response time stays below a bound. Response time runs
/// from the intended start; judged by service time, a server that stalls would pass.
struct slo {
  enum class figure { percentile, mean, max };

  figure of = figure::percentile;
  double percentile = 99;  ///< 0 to 100; without meaning for the others
  double bound_ns = 0;
  bool or_equal = false;  ///< "<=" and not "<"
  std::string text;       ///< as the user wrote it

  /// The figure in nanoseconds, at most 0.8 % off (the maximum is exact).
  [[nodiscard]] double figure_ns(histogram const& response_ns) const noexcept {
    switch (of) {
      case figure::mean:
        return response_ns.mean();
      case figure::max:
        return static_cast<double>(response_ns.max());
      case figure::percentile:
        break;
    }
    return static_cast<double>(response_ns.value_at_percentile(percentile));
  }

  /// Whether that many nanoseconds are within the bound.
  [[nodiscard]] bool allows(double ns) const noexcept {
    return or_equal ? ns <= bound_ns : ns < bound_ns;
  }

  /// Whether these response times meet the target. Nothing recorded meets none.
  [[nodiscard]] bool met_by(histogram const& response_ns) const noexcept {
    return !response_ns.empty() && allows(figure_ns(response_ns));
  }
};

namespace detail {

/// Takes a decimal number off the front: digits, a point, digits. Yields  whether there was one.
[[gnu::cold]] inline bool take_number(std::string_view& text, double& number) noexcept {
  bool digits = false;
  double scale = 1;
  bool behind = false;
  number = 0;
  while (!text.empty()) {
    char const c = text.front();
    if (c >= '0' && c <= '9') {
      digits = true;
      number = number * 10 + (c - '0');
      scale *= behind ? 10 : 1;
    } else if (c == '.' && !behind) {
      behind = true;
    } else {
      break;
    }
    text.remove_prefix(1);
  }
  number /= scale;
  return digits && std::isfinite(number);
}

[[gnu::cold]] inline bool take(std::string_view& text, std::string_view word) noexcept {
  if (!text.starts_with(word)) return false;
  text.remove_prefix(word.size());
  return true;
}

/// Nanoseconds of a unit; 0 for what is none.
[[gnu::cold]] inline double unit_ns(std::string_view unit) noexcept {
  return unit == "ns" ? 1 : unit == "us" ? 1e3 : unit == "ms" ? 1e6 : unit == "s" ? 1e9 : 0;
}

}  // namespace detail

/// From "p99<1ms", "p99.9<=500us", "mean<200us" or "max<10ms"; blanks are skipped. Units are ns,
/// us, ms and s.
/// Errors  error where the text is none of these.
[[nodiscard, gnu::cold]] inline slo parse_slo(std::string_view text) {
  std::string packed;
  for (char const c : text) {
    if (c != ' ') packed += c;
  }
  auto const refuse = [&](std::string_view why) {
    return error{concat({"target \"", text, "\": ", why, ", as in p99<1ms or mean<=200us"})};
  };
  slo target;
  target.text = packed;
  std::string_view rest = packed;
  if (detail::take(rest, "mean")) {
    target.of = slo::figure::mean;
  } else if (detail::take(rest, "max")) {
    target.of = slo::figure::max;
  } else if (!detail::take(rest, "p") || !detail::take_number(rest, target.percentile)) {
    throw refuse("begin with a percentile, mean or max");
  }
  if (!detail::take(rest, "<")) throw refuse("after the figure comes < or <=");
  if (target.percentile > 100) throw refuse("a percentile is at most 100");
  target.or_equal = detail::take(rest, "=");
  if (!detail::take_number(rest, target.bound_ns)) throw refuse("the bound is a number");
  double const unit = detail::unit_ns(rest);
  if (unit == 0) throw refuse("the bound ends in ns, us, ms or s");
  target.bound_ns *= unit;
  if (target.bound_ns == 0) throw refuse("no latency is below 0; give a bound above it");
  return target;
}

}  // namespace kvbench

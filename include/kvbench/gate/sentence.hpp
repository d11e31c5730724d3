// kvbench/gate/sentence.hpp: a verdict as a line that a person understands.
//
// Floor: gate. Shared by the formats.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <fmt/format.h>  // figures

#include <cmath>    // std::isfinite
#include <cstddef>  // std::size_t
#include <string>   // lines

#include <kvbench/gate/comparison.hpp>  // what was found
#include <kvbench/report/text.hpp>      // names that are safe to print

namespace kvbench::gate {

/// "1.08"; with a third digit where the threshold is so small that it matters.
[[nodiscard]] inline std::string ratio_text(double ratio, double threshold) {
  return fmt::format("{:.{}f}", ratio, threshold < 0.05 ? 3 : 2);
}

/// "get/redlite", "get/redlite p99_ns".
[[nodiscard]] inline std::string name_text(comparison const& c) {
  return report::printable(c.metric == "real_time" ? c.benchmark : c.benchmark + " " + c.metric);
}

/// "head is 1.08x slower", "head is 1.25x faster", "same, 1.01x".
[[nodiscard]] inline std::string verdict_text(comparison const& c) {
  finding const& f = c.found;
  auto const times = [&](double ratio) { return ratio_text(ratio, c.threshold) + "x"; };
  switch (f.says) {
    case verdict::slower:
      return "head is " + times(f.ratio) + " slower";
    case verdict::faster:
      return "head is " + times(1 / f.ratio) + " faster";
    case verdict::same:
      return "same, " + times(f.ratio);
    case verdict::not_slower:
      return "head is not slower, " + times(f.ratio);
    case verdict::ambiguous:
      break;
  }
  return f.rounds == 0 ? "ambiguous" : "ambiguous, " + times(f.ratio);
}

/// "1.05-1.11": of the ratio that `verdict_text` tells; empty where there is no interval.
[[nodiscard]] inline std::string interval_text(comparison const& c) {
  finding f = c.found;
  if (!(f.low > 0) || !std::isfinite(f.high)) return {};
  // Of what is 1.25x faster, an interval around 0.8 is no help.
  if (f.says == verdict::faster) f = {.low = 1 / f.high, .high = 1 / f.low};
  return ratio_text(f.low, c.threshold) + "-" + ratio_text(f.high, c.threshold);
}

[[nodiscard]] inline std::string percent_text(double share) {
  return fmt::format("{:g} %", share * 100);
}

/// "get/redlite: head is 1.08x slower (95 % CI 1.05-1.11, 14 paired rounds), threshold 1.05".
[[nodiscard]] inline std::string sentence(comparison const& c, double confidence) {
  std::string const interval = interval_text(c);
  std::string const rounds =
      fmt::format("{} paired round{}", c.found.rounds, c.found.rounds == 1 ? "" : "s");
  std::string const how =
      interval.empty() ? rounds + ", too few for an interval"
                       : fmt::format("{} CI {}, {}", percent_text(confidence), interval, rounds);
  // Two digits of 1.025 would be another threshold.
  return fmt::format("{}: {} ({}), threshold {:.5g}", name_text(c), verdict_text(c), how,
                     1 + c.threshold);
}

}  // namespace kvbench::gate

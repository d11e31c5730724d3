// kvbench/gate/figures.hpp: what one process run came to, by benchmark and metric.
//
// Floor: gate. Plain data; who fills it is a reader.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>    // std::any_of, std::find_if
#include <optional>     // no such metric
#include <string>       // names
#include <string_view>  // names
#include <utility>      // std::pair
#include <vector>       // in the order of the file

#include <kvbench/gate/verdict.hpp>        // better
#include <kvbench/measure/statistics.hpp>  // medians

namespace kvbench::gate {

/// The figures of one benchmark in one process run. Times are in nanoseconds whatever the file
/// says.
struct benchmark_figures {
  std::string name;
  /// Each metric and its values, one for each repetition within the process.
  std::vector<std::pair<std::string, std::vector<double>>> metrics{};

  void add(std::string_view metric, double value) {
    auto const at = std::find_if(metrics.begin(), metrics.end(),
                                 [&](auto const& each) { return each.first == metric; });
    if (at == metrics.end()) {
      metrics.emplace_back(metric, std::vector<double>{value});
    } else {
      at->second.push_back(value);
    }
  }

  /// Yields  the median of the repetitions: one number per process run, as they are not independent
  /// of each other; nothing where the metric is none of this benchmark's.
  [[nodiscard]] std::optional<double> figure(std::string_view metric) const {
    for (auto const& [name_of, values] : metrics) {
      if (name_of == metric) return median(values);
    }
    return std::nullopt;
  }
};

/// A benchmark without figures.
struct failure {
  std::string benchmark{};
  std::string why{};  ///< "the store was lost"

  friend bool operator==(failure const&, failure const&) = default;
};

struct run_figures {
  std::vector<benchmark_figures> benchmarks{};
  /// Of each benchmark that says of itself that it failed, or of which there is nothing to read.
  std::vector<failure> failures{};

  [[nodiscard]] bool has_failed(std::string_view name) const {
    return std::any_of(failures.begin(), failures.end(),
                       [&](failure const& each) { return each.benchmark == name; });
  }

  [[nodiscard]] benchmark_figures const* find(std::string_view name) const {
    auto const at = std::find_if(benchmarks.begin(), benchmarks.end(),
                                 [&](auto const& each) { return each.name == name; });
    return at == benchmarks.end() ? nullptr : &*at;
  }
  benchmark_figures& at(std::string_view name) {
    auto const found = std::find_if(benchmarks.begin(), benchmarks.end(),
                                    [&](auto const& each) { return each.name == name; });
    if (found != benchmarks.end()) return *found;
    benchmarks.push_back({.name = std::string{name}});
    return benchmarks.back();
  }
};

/// What a metric's name says: rates ("ops/s", "items_per_second", "throughput_per_s") and the rates
/// of hits are better higher, all others lower.
[[nodiscard]] inline better better_of(std::string_view metric) noexcept {
  for (std::string_view const end : {"/s", "_per_second", "_per_s", "hit_rate", "throughput"}) {
    if (metric.ends_with(end)) return better::higher;
  }
  return better::lower;
}

}  // namespace kvbench::gate

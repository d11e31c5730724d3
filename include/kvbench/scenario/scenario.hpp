// kvbench/scenario/scenario.hpp: a workload as plain values, as a file says it.
//
// Floor: wing scenario. No templates: what reads and writes files works on these. table.hpp makes a
// playable workload of one, header.hpp a type.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>   // uint64_t
#include <optional>  // what a file may leave open
#include <string>    // names
#include <vector>    // operations

#include <kvbench/core/nanoseconds.hpp>       // the length of a run
#include <kvbench/run/options.hpp>            // what settings change
#include <kvbench/run/schedule.hpp>           // how operations arrive
#include <kvbench/workload/distribution.hpp>  // keys
#include <kvbench/workload/pick_table.hpp>    // parts of a whole
#include <kvbench/workload/value_size.hpp>    // values

namespace kvbench {

/// One operation of a scenario.
struct scenario_operation {
  std::string name;    ///< as the operation calls itself: "GET"
  std::string data{};  ///< the family of keys it works on: "hash"; empty: the operation's only one
  std::int64_t weight = 0;  ///< in parts of whole_parts

  friend bool operator==(scenario_operation const&, scenario_operation const&) = default;
};

/// Options of a run that a scenario may bring along. Whoever calls for the run may overrule them.
struct scenario_settings {
  std::optional<std::uint64_t> keys{};
  std::optional<std::uint64_t> elements{};
  std::optional<std::string> key_prefix{};
  std::optional<std::uint64_t> key_length{};
  std::optional<std::uint64_t> operations{};
  std::optional<nanoseconds> time{};
  std::optional<std::uint64_t> threads{};
  std::optional<std::uint64_t> warmup{};
  std::optional<std::uint64_t> seed{};
  std::optional<std::uint64_t> rate{};  ///< operations per second: an open loop
  std::optional<kvbench::arrival> arrival{};

  /// Sets in `options` what is set here.
  void apply(run_options& options) const {
    if (keys) options.keys = *keys;
    if (elements) options.elements = *elements;
    if (key_prefix) options.key_prefix = *key_prefix;
    if (key_length) options.key_length = *key_length;
    if (operations) options.operations = *operations;
    if (time) options.time = time;
    if (threads) options.threads = static_cast<unsigned>(*threads);
    if (warmup) options.warmup = *warmup;
    if (seed) options.seed = *seed;
    if (rate) options.rate = static_cast<double>(*rate);
    if (arrival) options.arrival = *arrival;
  }

  friend bool operator==(scenario_settings const& a, scenario_settings const& b) {
    auto const ns = [](std::optional<nanoseconds> const& t) { return t ? t->count() : -1; };
    return a.keys == b.keys && a.elements == b.elements && a.key_prefix == b.key_prefix &&
           a.key_length == b.key_length && a.operations == b.operations &&
           ns(a.time) == ns(b.time) && a.threads == b.threads && a.warmup == b.warmup &&
           a.seed == b.seed && a.rate == b.rate && a.arrival == b.arrival;
  }
};

/// A named, weighted mix of operations with the settings that belong to it.
struct scenario {
  std::string name;
  std::string group{};
  std::string description{};
  std::optional<distribution> keys{};
  std::optional<value_size> value_bytes{};
  std::vector<scenario_operation> operations{};  ///< their weights sum to whole_parts
  /// Operations come in bursts: in each cycle of so many, all of a kind stand together.
  std::optional<std::uint64_t> burst_cycle{};
  scenario_settings run{};

  friend bool operator==(scenario const&, scenario const&) = default;
};

}  // namespace kvbench

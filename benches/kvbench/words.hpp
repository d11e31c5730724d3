// kvbench/words.hpp: the options that say what is run, how, and where the report goes, word for
// word.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>  // options that were not given
#include <string>    // words
#include <vector>    // several of each

namespace CLI {
class App;
}

namespace kvbench::cli {

/// What was typed; what it means is request.cpp.
struct words {
  std::vector<std::string> workloads, operations, groups, clients;
  std::optional<std::string> scenario;
  std::vector<std::string> names;  ///< of the scenario's workloads
  std::optional<std::string> keys, elements, value_size, distribution, ops, time, threads, warmup,
      seed, durability, sharing, format, out, pin;
  std::optional<std::string> key_prefix, key_length;
  std::optional<std::string> rate, arrival, think_time, batch, connections, pipeline;
  std::optional<std::string> precision, interval, repeat;
  std::optional<std::string> trace, speed;
  bool no_latency = false;
  bool no_load = false;
  bool keep = false;
  bool force = false;
};

// Each adds options that write to `w`, which outlives `app`.
void add_scenario_words(CLI::App& app, words& w);  ///< which workloads of which file
void add_workload_words(CLI::App& app, words& w);  ///< which workloads
void add_trace_words(CLI::App& app, words& w);     ///< a trace in place of workloads
void add_subject_words(CLI::App& app, words& w);   ///< which workloads, on which clients
void add_load_words(CLI::App& app, words& w);      ///< on which data, by how many
void add_pace_words(CLI::App& app, words& w);      ///< when operations begin
void add_length_words(CLI::App& app, words& w);    ///< how long
void add_store_words(CLI::App& app, words& w);     ///< how a store is opened
void add_report_words(CLI::App& app, words& w);    ///< in which form, where to
void add_run_words(CLI::App& app, words& w);       ///< all of these, for a command that runs
void add_out_word(CLI::App& app, words& w, std::string const& about);

}  // namespace kvbench::cli

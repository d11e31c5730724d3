// kvbench/request.hpp: what the command line asks for.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <string>  // names
#include <vector>  // several of each

#include <kvbench/run/options.hpp>  // how it is run

#include "client.hpp"  // on what
#include "words.hpp"   // what was typed

namespace kvbench::cli {

enum class format { console, json, csv, markdown, hdr };

struct client_choice {
  client_kind const* kind = nullptr;
  std::string text;  ///< as it was given
  std::string file;
};

struct job {
  subject what;
  client_choice client;
  run_options options;
  std::string trace{};  ///< a file to be played in place of a workload
  double speed = 0;     ///< of the trace; 0: as fast as it goes
};

struct request {
  std::vector<job> jobs;             ///< workload by workload, each on every client
  std::vector<std::string> skipped;  ///< of a group, what a client cannot run; one line each
  run_options options;
  store_settings store;
  unsigned repeats = 1;  ///< of each job
  format as = format::console;
  std::string out;  ///< a file; empty: standard output
};

/// Which workloads and operations the words name, each once.
/// Errors  usage_error.
std::vector<subject> subjects_of(words const& w);

/// What the words mean.
/// Errors  usage_error.
request request_of(words const& w);

}  // namespace kvbench::cli

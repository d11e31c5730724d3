// kvbench/request.hpp: what the command line asks for.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>  // nothing to run
#include <string>    // names
#include <vector>    // several of each

#include <kvbench/run/options.hpp>  // how it is run

#include "client.hpp"  // on what
#include "words.hpp"   // usage_error

namespace kvbench::cli {

enum class format { console, json, csv, markdown };

struct client_choice {
  client_kind const* kind = nullptr;
  std::string text;  ///< as it was given
  std::string file;
};

struct job {
  subject what;
  client_choice client;
};

struct request {
  std::vector<job> jobs;             ///< workload by workload, each on every client
  std::vector<std::string> skipped;  ///< of a group, what a client cannot run; one line each
  run_options options;
  store_settings store;
  format as = format::console;
  std::string out;  ///< a file; empty: standard output
};

/// Reads the command line.
/// Yields  what to run, or nothing where the answer was help, a list or a version, which `text`
/// then holds. Errors  usage_error.
std::optional<request> read_command_line(int argc, char** argv, std::string& text);

}  // namespace kvbench::cli

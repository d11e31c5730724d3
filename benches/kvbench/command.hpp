// kvbench/command.hpp: a command of the program, as `kvbench run`.
//
// Each is a file of its own, command_<name>.cpp: its options, and what it does.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>  // owners
#include <vector>  // all of them

#include "status.hpp"  // how it ends

namespace CLI {
class App;
}

namespace kvbench::cli {

class command {
 public:
  command() = default;
  command(command const&) = delete;
  command& operator=(command const&) = delete;
  virtual ~command() = default;

  /// Adds the command, its options and its examples.
  virtual CLI::App& add_to(CLI::App& app) = 0;

  /// Does what the words on the command line ask for; standard output holds the answer and nothing
  /// else. Errors  usage_error.
  virtual exit_status run() = 0;
};

std::unique_ptr<command> run_command();
std::unique_ptr<command> search_command();
std::unique_ptr<command> sweep_command();
std::unique_ptr<command> gate_command();
std::unique_ptr<command> list_command();
std::unique_ptr<command> export_command();
std::unique_ptr<command> record_command();
std::unique_ptr<command> fit_command();

/// All of them, in the order of the help.
inline std::vector<std::unique_ptr<command>> all_commands() {
  std::vector<std::unique_ptr<command>> all;
  all.push_back(run_command());
  all.push_back(search_command());
  all.push_back(sweep_command());
  all.push_back(gate_command());
  all.push_back(list_command());
  all.push_back(export_command());
  all.push_back(record_command());
  all.push_back(fit_command());
  return all;
}

}  // namespace kvbench::cli

// kvbench/command_list.cpp: `kvbench list`.
//
// SPDX-License-Identifier: MIT
#include <CLI/CLI.hpp>  // options

#include "catalogue.hpp"  // what there is
#include "command.hpp"    // a command
#include "output.hpp"     // where it goes

namespace kvbench::cli {

namespace {

class list final : public command {
 public:
  CLI::App& add_to(CLI::App& app) override {
    CLI::App& own =
        *app.add_subcommand("list", "Show the workloads, the operations and the clients");
    own.footer("Example:\n  kvbench list");
    return own;
  }
  exit_status run() override {
    write_to_stdout(list_text());
    return ok;
  }
};

}  // namespace

std::unique_ptr<command> list_command() { return std::make_unique<list>(); }

}  // namespace kvbench::cli

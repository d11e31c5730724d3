// kvbench/command_list.cpp: `kvbench list`.
//
// SPDX-License-Identifier: MIT
#include <CLI/CLI.hpp>  // options

#include "catalogue.hpp"  // what there is
#include "command.hpp"    // a command
#include "output.hpp"     // where it goes
#include "scenarios.hpp"  // workloads of a file

namespace kvbench::cli {

namespace {

class list final : public command {
 public:
  CLI::App& add_to(CLI::App& app) override {
    CLI::App& own =
        *app.add_subcommand("list", "Show the workloads, the operations and the clients");
    add_scenario_words(own, words_);
    own.footer("Examples:\n  kvbench list\n  kvbench list --scenario shop.yaml");
    return own;
  }
  exit_status run() override {
    const std::vector<scenario> of_file = scenarios_of(words_);
    write_to_stdout(words_.scenario ? "Workloads (kvbench run --scenario FILE --name NAME)\n" +
                                          workloads_text(of_file)
                                    : list_text());
    return ok;
  }

 private:
  words words_;
};

}  // namespace

std::unique_ptr<command> list_command() { return std::make_unique<list>(); }

}  // namespace kvbench::cli

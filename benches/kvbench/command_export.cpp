// kvbench/command_export.cpp: `kvbench export`.
//
// SPDX-License-Identifier: MIT
#include <kvbench/scenario/header.hpp>  // --cpp
#include <kvbench/scenario/write.hpp>   // --yaml

#include <CLI/CLI.hpp>  // options

#include <filesystem>  // the name of a file

#include "catalogue.hpp"  // what may be named
#include "command.hpp"    // a command
#include "names.hpp"      // refusals
#include "output.hpp"     // where it goes
#include "request.hpp"    // what the words mean

namespace kvbench::cli {

namespace {

constexpr std::string_view examples = R"(Examples:
  kvbench export --workload read_heavy session_store
  kvbench export --group ycsb --out ycsb.yaml
  kvbench export --scenario shop.yaml --cpp --out shop.hpp

The YAML is what kvbench run --scenario reads; the header is what kvbench_add_workloads writes.)";

class export_workloads final : public command {
 public:
  CLI::App& add_to(CLI::App& app) override {
    CLI::App& own = *app.add_subcommand("export", "Write workloads as YAML or as a C++ header");
    add_workload_words(own, words_);
    own.add_flag("--yaml", yaml_, "As a scenario file. Default");
    own.add_flag("--cpp", cpp_, "As a C++ header of typed workloads");
    add_out_word(own, words_, "Write to a file, whole or not at all");
    own.footer(std::string{examples});
    return own;
  }

  exit_status run() override {
    if (yaml_ && cpp_) throw usage_error{"--yaml and --cpp exclude each other: give one of them"};
    std::vector<scenario> all;
    for (subject const& each : subjects_of(words_)) all.push_back(each.plays);
    const std::string out = words_.out.value_or("");
    if (!out.empty()) check_writable(out);
    const std::string text = cpp_ ? header(all, out) : to_yaml(all, words_of_scenarios());
    if (out.empty()) {
      write_to_stdout(text);
    } else {
      write_to_file(out, text);
    }
    return ok;
  }

 private:
  [[nodiscard]] std::string header(std::vector<scenario> const& all, std::string const& out) const {
    const std::string from =
        words_.scenario ? std::filesystem::path{*words_.scenario}.filename().string() : "kvbench";
    const std::string name =
        out.empty() ? "workloads.hpp" : std::filesystem::path{out}.filename().string();
    const std::string space = cpp_name(std::filesystem::path{name}.stem().string());
    return to_header(all, words_of_scenarios(), name, from, space);
  }

  words words_;
  bool yaml_ = false;
  bool cpp_ = false;
};

}  // namespace

std::unique_ptr<command> export_command() { return std::make_unique<export_workloads>(); }

}  // namespace kvbench::cli

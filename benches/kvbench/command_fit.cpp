// kvbench/command_fit.cpp: `kvbench fit`.
//
// SPDX-License-Identifier: MIT
#include <kvbench/core/error.hpp>       // traces that are none
#include <kvbench/report/text.hpp>      // words that are safe to repeat
#include <kvbench/scenario/header.hpp>  // --cpp
#include <kvbench/scenario/write.hpp>   // --yaml
#include <kvbench/trace/fit.hpp>        // the workload behind
#include <kvbench/trace/reader.hpp>     // what is read

#include <fmt/format.h>  // figures
#include <CLI/CLI.hpp>   // options

#include <filesystem>  // the name of a file
#include <optional>    // words
#include <string>      // words
#include <vector>      // lines

#include "catalogue.hpp"  // operations
#include "command.hpp"    // a command
#include "names.hpp"      // refusals
#include "output.hpp"     // where it goes
#include "stop.hpp"       // Ctrl-C

namespace kvbench::cli {

namespace {

constexpr std::string_view examples = R"(Examples:
  kvbench fit monitor.log
  kvbench fit appendonlydir --as orders --out orders.yaml
  kvbench fit cluster26.csv --cpp

Reads MONITOR logs (kvbench record), append-only files or their folder, and Twitter's cache traces, whatever their
size. The YAML is what kvbench run --scenario reads. Order is not looked at: keys that are taken one after the other,
or the newest first, are told as what their counts look like.)";

/// What was found, in lines for a person.
std::vector<std::string> findings(std::string const& file, trace_reader const& reader,
                                  trace_fit const& fit) {
  trace_counts const& counts = reader.counts();
  std::vector<std::string> lines;
  lines.push_back(
      fmt::format("Fitted to {} commands of {} ({}).", counts.commands, file, reader.form()));
  if (fit.lasted_s() > 0) {
    lines.push_back(fmt::format("It lasted {:.3g} s: {:.4g} operations a second.", fit.lasted_s(),
                                static_cast<double>(fit.operations()) / fit.lasted_s()));
  }
  fitted_keys const keys = fit.skew();
  lines.push_back(fmt::format("Keys of the most used family: {}, {}{}.", keys.keys,
                              to_text(keys.from),
                              keys.is_certain ? "" : "; taken too seldom to be sure of it"));
  if (fit.one_key_in() > 1) {
    lines.push_back(
        fmt::format("There are so many that one in {} was counted: the most frequent may "
                    "not be among them.",
                    fit.one_key_in()));
  }
  histogram const& sizes = fit.value_sizes();
  if (!sizes.empty()) {
    lines.push_back(fmt::format("Payloads in bytes: mean {:.1f}, {} to {}, p50 {}, p99 {}.",
                                sizes.mean(), sizes.min(), sizes.max(),
                                sizes.value_at_percentile(50), sizes.value_at_percentile(99)));
  }
  std::string left;
  for (auto const& each : fit.left_out()) {
    left += fmt::format("{}{} ({})", left.empty() ? "" : ", ", each.name, each.count);
  }
  if (!left.empty()) lines.push_back("Left out, as no operation does the same: " + left + ".");
  if (counts.garbled != 0) {
    lines.push_back(
        fmt::format("Garbled and skipped: {}, first {}.", counts.garbled, counts.first_fault));
  }
  if (counts.too_long != 0)
    lines.push_back(fmt::format("Too long and skipped: {}.", counts.too_long));
  if (counts.truncated) lines.push_back("Its last command is cut off.");
  for (std::string const& note : counts.notes) lines.push_back(note + ".");
  return lines;
}

class fit_trace final : public command {
 public:
  CLI::App& add_to(CLI::App& app) override {
    CLI::App& own = *app.add_subcommand("fit", "Tell the workload that a trace comes from");
    own.add_option("trace", trace_, "The trace")->type_name("TRACE");
    own.add_option("--as", name_, "Name of the workload. Default: that of the file")
        ->type_name("NAME");
    own.add_flag("--yaml", yaml_, "As a scenario file, with the C++ as a comment. Default");
    own.add_flag("--cpp", cpp_, "As a C++ header");
    own.add_option("--out", out_, "Write to a file, whole or not at all")->type_name("FILE");
    own.footer(std::string{examples});
    return own;
  }

  exit_status run() override {
    if (!trace_) throw usage_error{"the trace is missing: give kvbench fit FILE"};
    if (yaml_ && cpp_) throw usage_error{"--yaml and --cpp exclude each other: give one of them"};
    if (out_) check_writable(*out_);
    trace_reader reader = open();
    trace_fit fit{words_of_scenarios()};
    for (trace_command c; reader.next(c);) {
      fit.add(c);
      if (stop_flag()) return stopped;
    }
    const std::string file = std::filesystem::path{*trace_}.filename().string();
    const std::string name = name_.value_or(cpp_name(std::filesystem::path{file}.stem().string()));
    scenario const found = fit.workload(name);
    std::string text;
    for (std::string const& line : findings(file, reader, fit))
      text += (cpp_ ? "// " : "# ") + report::printable(line) + "\n";
    if (cpp_) {
      text += to_header({found}, words_of_scenarios(), cpp_name(name) + ".hpp", file,
                        cpp_name(name) + "_trace");
    } else {
      text += to_yaml({found}, words_of_scenarios()) + "# In C++:\n" + in_comments(found);
    }
    if (out_) {
      write_to_file(*out_, text);
    } else {
      write_to_stdout(text);
    }
    return ok;
  }

 private:
  trace_reader open() const {
    try {
      return trace_reader{*trace_};
    } catch (error const& refused) {
      throw usage_error{refused.what()};
    }
  }
  static std::string in_comments(scenario const& found) {
    const std::string code = kvbench::detail::cpp_workload(found, words_of_scenarios());
    std::string text;
    for (std::size_t from = 0; from < code.size();) {
      const std::size_t end = code.find('\n', from);
      text += "#   " + code.substr(from, end - from) + "\n";
      from = end + 1;
    }
    return text;
  }

  std::optional<std::string> trace_, name_, out_;
  bool yaml_ = false;
  bool cpp_ = false;
};

}  // namespace

std::unique_ptr<command> fit_command() { return std::make_unique<fit_trace>(); }

}  // namespace kvbench::cli

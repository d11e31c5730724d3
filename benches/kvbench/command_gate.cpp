// kvbench/command_gate.cpp: `kvbench gate`.
//
// SPDX-License-Identifier: MIT
#include <kvbench/core/error.hpp>       // reports that are none
#include <kvbench/gate/comparison.hpp>  // figures
#include <kvbench/gate/read_run.hpp>    // reports
#include <kvbench/gate/report.hpp>      // what is told
#include <kvbench/report/text.hpp>      // words that are safe to repeat

#include <fmt/format.h>  // sentences
#include <glob.h>        // sets of files
#include <CLI/CLI.hpp>   // options

#include <algorithm>   // std::min
#include <chrono>      // --max-time
#include <exception>   // rounds that fail
#include <filesystem>  // names of files
#include <optional>    // options that were not given
#include <random>      // a seed
#include <regex>       // --filter
#include <string>      // words
#include <vector>      // files

#include "command.hpp"        // a command
#include "gate_programs.hpp"  // processes, files
#include "names.hpp"          // refusals
#include "numbers.hpp"        // times, seeds
#include "options.hpp"        // times
#include "output.hpp"         // where it goes
#include "stop.hpp"           // Ctrl-C

namespace kvbench::cli {

namespace {

constexpr std::string_view examples = R"(Examples:
  kvbench gate --base './old --benchmark_format=json' --head './new --benchmark_format=json'
  kvbench gate --base './old --benchmark_out={out}' --head './new --benchmark_out={out}' --threshold 5%
  kvbench gate --base './old run --op GET --format json' --head './new run --op GET --format json' --metric p99_ns
  kvbench gate 'base/*.json' 'head/*.json' --format markdown

Runs both programs by turns, in random order, whole processes, until every benchmark is decided. Each writes Google
Benchmark's JSON, or kvbench's, to standard output, or to the file that replaces {out}. Files are paired by their order;
each holds one process run.
Exit status: 0 nothing is slower, 1 something is, 2 unusable, 3 undecided, 130 stopped.)";

using namespace kvbench::gate;
using steady = std::chrono::steady_clock;

struct gate_words {
  std::vector<std::string> files, base_files, head_files, metrics;
  std::optional<std::string> base, head, threshold, thresholds, rounds, max_time, filter, seed,
      false_alarms, format, out;
  bool reference = false;
};

/// What a name in quotes stands for: itself, or the files that match it, in their order.
std::vector<std::string> files_of(std::string const& name) {
  if (std::filesystem::exists(name) || name.find_first_of("*?[") == std::string::npos)
    return {name};
  ::glob_t found{};
  std::vector<std::string> out;
  if (::glob(name.c_str(), 0, nullptr, &found) == 0)
    out.assign(found.gl_pathv, found.gl_pathv + found.gl_pathc);
  ::globfree(&found);
  if (out.empty()) throw usage_error{"no file matches " + in_quotes(name)};
  return out;
}

std::vector<std::string> files_of(std::vector<std::string> const& names) {
  std::vector<std::string> out;
  for (std::string const& name : names) {
    for (std::string& file : files_of(name)) out.push_back(std::move(file));
  }
  return out;
}

double threshold_of(std::string_view option, std::string const& text) {
  auto const share = parse_share(text);
  if (!share)
    throw usage_error{
        fmt::format("{} must be a share, as in {} 5%, not {}", option, option, in_quotes(text))};
  return *share;
}

/// "p99_ns", "score:higher".
metric_choice metric_of(std::string const& text) {
  for (auto const& [end, which] :
       {std::pair{":higher", better::higher}, {":lower", better::lower}}) {
    if (text.ends_with(end))
      return {.name = text.substr(0, text.size() - std::string_view{end}.size()), .which = which};
  }
  return {.name = text};
}

choice choice_of(gate_words const& w) {
  choice out;
  if (!w.metrics.empty()) {
    out.metrics.clear();
    for (std::string const& text : split_at_commas(w.metrics))
      out.metrics.push_back(metric_of(text));
  }
  if (w.threshold) out.threshold = threshold_of("--threshold", *w.threshold);
  if (w.thresholds) {
    try {
      out.table = read_thresholds(read_file(*w.thresholds), *w.thresholds);
    } catch (error const& refused) {
      throw usage_error{refused.what()};
    }
  }
  if (w.filter) {
    try {
      out.wanted = [expression = std::regex{*w.filter}](std::string const& name) {
        return std::regex_search(name, expression);
      };
    } catch (std::regex_error const&) {
      throw usage_error{"--filter must be a regular expression, as in --filter '^get/', not " +
                        in_quotes(*w.filter)};
    }
  }
  return out;
}

class compare_programs final : public command {
 public:
  CLI::App& add_to(CLI::App& app) override {
    CLI::App& own = *app.add_subcommand("gate", "Tell whether head is slower than base");
    auto const one = [&](char const* name, std::optional<std::string>& into, char const* about,
                         char const* type) { own.add_option(name, into, about)->type_name(type); };
    own.add_option("files", words_.files, "Two files of results, or patterns of several each")
        ->type_name("BASE HEAD");
    one("--base", words_.base, "The command that runs the older program", "COMMAND");
    one("--head", words_.head, "The command that runs the newer program", "COMMAND");
    own.add_option("--base-file", words_.base_files, "Results of base, a process run in each file")
        ->type_name("FILE")
        ->expected(1, -1);
    own.add_option("--head-file", words_.head_files, "Results of head, as many")
        ->type_name("FILE")
        ->expected(1, -1);
    one("--threshold", words_.threshold, "The slowdown that is let pass. Default: 2%", "SHARE");
    one("--thresholds", words_.thresholds, "YAML: thresholds per benchmark and metric", "FILE");
    own.add_option("--metric", words_.metrics,
                   "What is compared: cpu_time, p99_ns, ops/s ...; NAME:higher where more is "
                   "better. Default: real_time")
        ->type_name("NAME")
        ->expected(1, -1);
    one("--filter", words_.filter, "Only benchmarks whose name this is found in", "REGEX");
    one("--rounds", words_.rounds,
        "At most so many runs of each program. Default: 30, with --max-time 100", "N");
    one("--max-time", words_.max_time, "Begin no round that would end later", "TIME");
    one("--seed", words_.seed, "Of the order of runs. Default: any; it is printed", "N");
    own.add_flag("--reference", words_.reference,
                 "Time a fixed piece of work beside each run, and take its changes out");
    one("--false-alarms", words_.false_alarms,
        "At most this share of gates on equal programs finds a difference. Default: 1%", "SHARE");
    one("--format", words_.format, "console, markdown, junit or json. Default: console", "FORMAT");
    one("--out", words_.out, "Write to a file, whole or not at all", "FILE");
    own.footer(std::string{examples});
    return own;
  }

  exit_status run() override {
    try {
      return compare();
    } catch (std::exception const& failed) {
      // Status 1 would say that head is slower.
      say(failed.what());
      return bad_arguments;
    }
  }

 private:
  exit_status compare() {
    if (words_.out) check_writable(*words_.out);
    check_format();
    if (words_.false_alarms) {
      about_.false_alarms = threshold_of("--false-alarms", *words_.false_alarms);
      if (!(about_.false_alarms > 0) || about_.false_alarms > 0.5)
        throw usage_error{
            "--false-alarms must be above 0 and at most 50%, as in --false-alarms 1%"};
    }
    comparisons all{choice_of(words_)};
    bool const with_files =
        !words_.files.empty() || !words_.base_files.empty() || !words_.head_files.empty();
    if (with_files && (words_.base || words_.head))
      throw usage_error{"--base and --head run commands: give files or commands, not both"};
    if (with_files) {
      read_all(all);
    } else {
      play_all(all);
    }
    return tell(all);
  }

  void check_format() const {
    std::vector<std::string> const known{"console", "markdown", "junit", "json"};
    if (words_.format && !contains(known, *words_.format))
      refuse_unknown("format", *words_.format, known, "there are " + listed(known));
  }

  [[nodiscard]] look_plan plan_for(comparisons const& all, std::size_t rounds,
                                   std::size_t looks) const {
    return plan_looks({.false_alarms = about_.false_alarms,
                       .confidence = about_.confidence,
                       .comparisons = all.all().size(),
                       .rounds_max = rounds,
                       .looks_max = looks});
  }

  void read_all(comparisons& all) const {
    for (auto const& [given, option] : {std::pair{words_.rounds.has_value(), "--rounds"},
                                        {words_.max_time.has_value(), "--max-time"},
                                        {words_.seed.has_value(), "--seed"},
                                        {words_.reference, "--reference"}}) {
      if (given) throw usage_error{std::string{option} + " is for commands; files are read once"};
    }
    if (!words_.files.empty() &&
        (words_.files.size() != 2 || !words_.base_files.empty() || !words_.head_files.empty()))
      throw usage_error{
          "give two files, base and head; of several each, kvbench gate --base-file B1 B2 "
          "--head-file H1 H2"};
    std::vector<std::string> const base =
        words_.files.empty() ? files_of(words_.base_files) : files_of(words_.files[0]);
    std::vector<std::string> const head =
        words_.files.empty() ? files_of(words_.head_files) : files_of(words_.files[1]);
    if (base.empty() || head.empty())
      throw usage_error{std::string{base.empty() ? "--base-file" : "--head-file"} +
                        " is missing: a gate compares two"};
    std::size_t const pairs = std::min({base.size(), head.size(), pairs_max});
    for (std::size_t i = 0; i < pairs; ++i) {
      all.add({.base = read_run(read_file(base[i]), report::printable(base[i])),
               .head = read_run(read_file(head[i]), report::printable(head[i]))});
    }
    if (base.size() != head.size()) {
      all.note(fmt::format("base has {} runs and head {}: what has no partner is left out",
                           base.size(), head.size()));
    }
    if (std::size_t const both = std::min(base.size(), head.size()); both > pairs) {
      all.note(fmt::format("the first {} of {} runs each are compared; the rest is left out", pairs,
                           both));
    }
    look_plan const plan = plan_for(all, pairs, 1);
    all.look(plan);
    if (plan.rounds.empty()) {
      all.note(fmt::format(
          "{} process run{} of each {} too few to tell {} figure{} apart: it takes {}. Repetitions "
          "within a process are not independent and count as one",
          pairs, pairs == 1 ? "" : "s", pairs == 1 ? "is" : "are", all.all().size(),
          all.all().size() == 1 ? "" : "s", rounds_needed(plan)));
    }
  }

  void play_all(comparisons& all) {
    if (!words_.base || !words_.head) {
      throw usage_error{
          words_.base || words_.head
              ? std::string{words_.base ? "--head" : "--base"} +
                    " is missing: a gate compares two commands"
              : "nothing to compare: give --base COMMAND --head COMMAND, or two files"};
    }
    std::size_t rounds_max = words_.max_time ? 100 : 30;
    if (words_.rounds) {
      auto const number = parse_count(*words_.rounds);
      if (!number || *number == 0 || *number > pairs_max)
        throw usage_error{
            fmt::format("--rounds must be a number from 1 to {}, as in --rounds 30, "
                        "not {}",
                        pairs_max, in_quotes(*words_.rounds))};
      rounds_max = *number;
    }
    auto const until = deadline();
    about_.seed = seed();
    about_.with_reference = words_.reference;
    programs both{*words_.base, *words_.head, *about_.seed, words_.reference};
    look_plan plan;
    std::size_t looked = 0;  // rounds at the last look
    steady::duration longest{};
    for (bool more = true; more && all.rounds() < rounds_max;) {
      auto const begin = steady::now();
      more = add_round(all, both);
      if (all.rounds() == 1) plan = plan_or_refuse(all, rounds_max);
      longest = std::max(longest, steady::now() - begin);
      more = more && (!until || steady::now() + longest <= *until);
      if (more &&
          std::find(plan.rounds.begin(), plan.rounds.end(), all.rounds()) != plan.rounds.end()) {
        all.look(plan);
        looked = all.rounds();
        if (all.is_settled()) return;
        if (looked < rounds_max) tell_progress(all);
      }
    }
    // What ends early is looked at in place of the next look.
    if (looked < all.rounds()) all.look(plan);
  }

  /// Yields  false where there are to be no further rounds.
  bool add_round(comparisons& all, programs& both) {
    try {
      all.add(both.play(all.rounds()));
      return !stop_flag();
    } catch (interrupted const&) {
      return false;
    } catch (std::exception const& failed) {
      // The rounds before were measured, whatever befalls this one.
      if (all.rounds() == 0) throw;
      all.problem(fmt::format("round {}: {}", all.rounds() + 1, failed.what()));
      return false;
    }
  }

  [[nodiscard]] look_plan plan_or_refuse(comparisons const& all, std::size_t rounds_max) const {
    look_plan plan = plan_for(all, rounds_max, look_rule{}.looks_max);
    if (plan.rounds.empty()) {
      throw usage_error{fmt::format(
          "{} rounds cannot tell {} figure{} apart with at most {} false alarms: give --rounds {} "
          "or more",
          rounds_max, all.all().size(), all.all().size() == 1 ? "" : "s",
          percent_text(about_.false_alarms), rounds_needed(plan))};
    }
    return plan;
  }

  [[nodiscard]] std::optional<steady::time_point> deadline() const {
    if (!words_.max_time) return std::nullopt;
    auto const time = parse_time(*words_.max_time);
    if (!time)
      throw usage_error{"--max-time must be a time, as in --max-time 10m, not " +
                        in_quotes(*words_.max_time)};
    return steady::now() + *time;
  }

  [[nodiscard]] std::uint64_t seed() const {
    if (!words_.seed) return std::random_device{}();
    auto const seed = parse_seed(*words_.seed);
    if (!seed)
      throw usage_error{"--seed must be a number, as in --seed 42, not " + in_quotes(*words_.seed)};
    return *seed;
  }

  static void tell_progress(comparisons const& all) {
    std::size_t const open = all.count(verdict::ambiguous);
    say(fmt::format("{} rounds: {} of {} decided, going on", all.rounds(), all.all().size() - open,
                    all.all().size()));
  }

  exit_status tell(comparisons const& all) const {
    std::string const format = words_.format.value_or("console");
    std::string const text = format == "markdown" ? gate::markdown(all, about_)
                             : format == "junit"  ? gate::junit(all, about_)
                             : format == "json"   ? gate::json(all, about_)
                                                  : gate::console(all, about_);
    exit_status const status = stop_flag() ? stopped : static_cast<exit_status>(outcome_of(all));
    if (stop_flag()) say(fmt::format("stopped after {} rounds", all.rounds()));
    try {
      if (words_.out) {
        write_to_file(*words_.out, text);
      } else {
        write_to_stdout(text);
      }
    } catch (reader_gone const&) {
      // Who asked for the status gets it, whoever reads.
    }
    return status;
  }

  gate_words words_;
  account about_;
};

}  // namespace

std::unique_ptr<command> gate_command() { return std::make_unique<compare_programs>(); }

}  // namespace kvbench::cli

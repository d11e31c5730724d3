// kvbench/words.cpp: takes the command line apart, by CLI11, and refuses what is not in it in one
// line.
//
// SPDX-License-Identifier: MIT
#include "words.hpp"

#include <kvbench/core/suggest.hpp>    // did you mean
#include <kvbench/core/version.hpp>    // --version
#include <kvbench/report/context.hpp>  // the compiler, for --version
#include <kvbench/report/text.hpp>     // words that are safe to repeat

#include <CLI/CLI.hpp>  // options

#include <algorithm>  // std::find
#include <utility>    // std::swap

#include "catalogue.hpp"  // what may be named
#include "client.hpp"     // what may be named

namespace kvbench::cli {

namespace {

constexpr std::string_view examples_of_run = R"(Examples:
  kvbench run --workload read_heavy
  kvbench run --group core --client redlite --client redlite:bench.db --durability full --keys 100
  kvbench run --op GET SET --client map --keys 1M --value-size 1KiB --time 10s
  kvbench run --op GET SET --client redlite redis://127.0.0.1:6379/9 unix:/run/redis/redis.sock
  kvbench run --workload ycsb_a --distribution 'hot(10%,90%)' --threads 4 --ops 10M --format json --out a.json

Numbers take units: 10k, 1.5M (thousands), 4KiB (1024s); times too: 500ms, 10s, 2m.
Ctrl-C ends a run early: what was measured is reported, marked partial.
Exit status: 0 measured, 1 the run failed, 2 bad arguments, 3 the store was lost on the way, 130 stopped.)";

constexpr std::string_view examples_of_all = R"(Examples:
  kvbench list
  kvbench run --workload read_heavy --client redlite
  kvbench run --group core --format markdown
  kvbench run --help)";

void add_run_options(CLI::App& run, words& w) {
  const auto many = [&run](std::string name, std::vector<std::string>& into, std::string about,
                           std::string type) {
    run.add_option(name, into, about)->type_name(type)->expected(1, -1);
  };
  const auto one = [&run](std::string name, std::optional<std::string>& into, std::string about,
                          std::string type) { run.add_option(name, into, about)->type_name(type); };
  many("--workload", w.workloads, "Named workloads; `kvbench list` shows them", "NAME");
  many("--op", w.operations, "Operations, each measured alone", "OP");
  many("--group", w.groups,
       "All workloads of a group: core, structure, stress, patterns, ycsb, or all", "GROUP");
  many("--client", w.clients,
       "redlite (in memory), redlite:FILE, redis://[USER:PASSWORD@]HOST[:PORT][/DATABASE], "
       "unix:/PATH, "
       "map or null; several are compared. Default redlite",
       "CLIENT");
  one("--keys", w.keys, "Keys of each kind that are loaded and drawn. Default 10k", "N");
  one("--elements", w.elements, "Elements of each collection. Default 10", "N");
  one("--value-size", w.value_size, "Bytes of a value. Default: the workload's, else 100", "N");
  one("--distribution", w.distribution,
      "uniform, zipfian(0.99), hot(10%,90%), latest or sequential. Default: the workload's, else "
      "uniform",
      "HOW");
  one("--ops", w.ops, "Operations to measure, of all threads together. Default 100k", "N");
  one("--time", w.time, "Measure for so long instead", "TIME");
  one("--threads", w.threads, "Workers, each with a client of its own. Default 1", "T");
  one("--warmup", w.warmup, "Operations before those that are measured. Default 1k", "N");
  one("--seed", w.seed, "Same seed, same operations, byte for byte. Default 42", "S");
  run.add_flag("--no-latency", w.no_latency, "Throughput only: no clock is read per operation");
  one("--durability", w.durability,
      "off, normal or full: what a power failure may take from a file. Default normal", "HOW");
  one("--sharing", w.sharing,
      "exclusive or shared: whether other processes may open the file. Default exclusive", "HOW");
  one("--format", w.format,
      "console, json, csv or markdown. Default: what the name of --out says, else console",
      "FORMAT");
  one("--out", w.out, "Write the report to a file, whole or not at all", "FILE");
  run.footer(std::string{examples_of_run});
}

std::string version_text() {
  std::string text = "kvbench " + std::string{version};
  for (client_kind const* kind : all_clients()) {
    if (kind->version != nullptr)
      text += ", " + std::string{kind->version_of} + " " + kind->version();
  }
  return text + ", " + report::detail::compiler_name() + ", " + report::detail::build_type() + "\n";
}

/// What is near a word that stands where none is expected.
std::string hint_for(std::string const& word, std::vector<std::string> const& options) {
  if (word.starts_with("-")) return hint_of(word.substr(0, word.find('=')), options);
  if (contains(names_of_workloads(), word)) return "; did you mean --workload " + word + "?";
  if (contains(operations(), upper(word))) return "; did you mean --op " + upper(word) + "?";
  if (contains(groups(), word)) return "; did you mean --group " + word + "?";
  for (client_kind const* kind : all_clients()) {
    const auto name = word.substr(0, word.find(':'));
    if (name == kind->name || (!kind->also_named.empty() && name == kind->also_named))
      return "; did you mean --client " + word + "?";
  }
  if (word == "run" || word == "list") return "; give one command";
  return hint_of(word, {"run", "list"});
}

[[noreturn]] void refuse_parse(CLI::ParseError const& failed, CLI::App const& app) {
  CLI::App const* const run = app.get_subcommand("run");
  const bool in_run = app.got_subcommand("run");
  std::vector<std::string> names{"--help", "--version"};
  if (in_run) {
    names = {};
    for (CLI::Option const* option : run->get_options())
      names.push_back("--" + option->get_lnames().front());
  }
  const auto extras = app.remaining(true);
  if (dynamic_cast<CLI::ExtrasError const*>(&failed) != nullptr && !extras.empty()) {
    const std::string what =
        extras.front().starts_with("-") ? "unknown option " : "unexpected word ";
    const std::string hint = hint_for(extras.front(), names);
    throw usage_error{what + in_quotes(extras.front()) +
                      (hint.empty() ? std::string{"; kvbench "} + (in_run ? "run " : "") +
                                          "--help shows what there is"
                                    : hint)};
  }
  std::string what = failed.what();
  std::replace(what.begin(), what.end(), '\n', ' ');
  if (dynamic_cast<CLI::ArgumentMismatch const*>(&failed) != nullptr) {
    // CLI11 says "--keys: 1 required N missing" or "--keys: At Most 1 required but received 2".
    const bool missing = what.find("missing") != what.npos;
    what = what.substr(0, what.find(':')) + (missing ? " needs a value" : " may be given once");
  }
  throw usage_error{what + "; kvbench " + (in_run ? "run " : "") + "--help shows examples"};
}

}  // namespace

std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  out += report::printable(text);
  return out + "\"";
}

/// Like `did_you_mean`; of a short word, two letters that changed places are one mistake and not
/// two.
std::string hint_of(std::string_view word, std::vector<std::string> const& known) {
  std::string swapped{word};
  for (std::size_t i = 0; i + 1 < swapped.size(); ++i) {
    std::swap(swapped[i], swapped[i + 1]);
    for (std::string const& candidate : known) {
      if (edit_distance(swapped, candidate) == 0) return did_you_mean(candidate, known);
    }
    std::swap(swapped[i], swapped[i + 1]);
  }
  return did_you_mean(word, known);
}

std::string upper(std::string text) {
  for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return text;
}

bool contains(std::vector<std::string> const& names, std::string const& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::vector<std::string> names_of_workloads() {
  std::vector<std::string> names;
  for (catalogue_entry const& entry : catalogue()) names.push_back(entry.name);
  return names;
}

std::vector<std::string> names_of_clients() {
  std::vector<std::string> names;
  for (client_kind const* kind : all_clients()) names.emplace_back(kind->name);
  return names;
}

std::optional<words> read_words(int argc, char** argv, std::string& text) {
  words w;
  bool wants_version = false;
  CLI::App app{
      "kvbench measures key-value stores: throughput, latency per operation, and what measuring "
      "itself cost.",
      "kvbench"};
  app.footer(std::string{examples_of_all});
  app.set_help_flag("-h,--help", "Show this and exit");
  app.add_flag("--version", wants_version, "Show the version and exit");
  app.require_subcommand(0, 1);
  CLI::App* const run =
      app.add_subcommand("run", "Measure workloads or operations on one or more clients");
  add_run_options(*run, w);
  CLI::App* const list =
      app.add_subcommand("list", "Show the workloads, the operations and the clients");
  list->footer("Example:\n  kvbench list");
  try {
    app.parse(argc, argv);
  } catch (CLI::CallForHelp const&) {
    text = app.got_subcommand(run)    ? run->help("kvbench")
           : app.got_subcommand(list) ? list->help("kvbench")
                                      : app.help();
    return std::nullopt;
  } catch (CLI::ParseError const& failed) {
    refuse_parse(failed, app);
  }
  if (wants_version) {
    text = version_text();
  } else if (app.got_subcommand(list)) {
    text = list_text();
  } else if (app.got_subcommand(run)) {
    return w;
  } else {
    throw usage_error{
        "the command is missing: give run or list, as in kvbench run --workload read_heavy"};
  }
  return std::nullopt;
}

}  // namespace kvbench::cli

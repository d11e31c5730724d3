// kvbench/command_line.cpp: takes the command line apart, by CLI11, and refuses what is not in it
// in one line.
//
// SPDX-License-Identifier: MIT
#include "command_line.hpp"

#include <kvbench/core/version.hpp>    // --version
#include <kvbench/report/context.hpp>  // the compiler, for --version

#include <CLI/CLI.hpp>  // options

#include <algorithm>  // std::replace
#include <string>     // words
#include <vector>     // names

#include "catalogue.hpp"  // what may be named
#include "client.hpp"     // what may be named
#include "command.hpp"    // the commands
#include "names.hpp"      // hints
#include "output.hpp"     // where an answer goes

namespace kvbench::cli {

namespace {

constexpr std::string_view examples = R"(Examples:
  kvbench list
  kvbench run --workload read_heavy --client redlite
  kvbench run --group core --format markdown
  kvbench run --help)";

std::string version_text() {
  std::string text = "kvbench " + std::string{version};
  for (client_kind const* kind : all_clients()) {
    if (kind->version != nullptr)
      text += ", " + std::string{kind->version_of} + " " + kind->version();
  }
  return text + ", " + report::detail::compiler_name() + ", " + report::detail::build_type() + "\n";
}

/// What is near a word that stands where none is expected.
std::string hint_for(std::string const& word, std::vector<std::string> const& options,
                     std::vector<std::string> const& commands) {
  if (word.starts_with("-")) return hint_of(word.substr(0, word.find('=')), options);
  if (contains(names_of_workloads(), word)) return "; did you mean --workload " + word + "?";
  if (contains(operations(), upper(word))) return "; did you mean --op " + upper(word) + "?";
  if (contains(groups(), word)) return "; did you mean --group " + word + "?";
  for (client_kind const* kind : all_clients()) {
    const auto name = word.substr(0, word.find(':'));
    if (name == kind->name || (!kind->also_named.empty() && name == kind->also_named))
      return "; did you mean --client " + word + "?";
  }
  if (contains(commands, word)) return "; give one command";
  return hint_of(word, commands);
}

[[noreturn]] void refuse_parse(CLI::ParseError const& failed, CLI::App const& app) {
  std::vector<std::string> commands;
  for (CLI::App const* each : app.get_subcommands({})) commands.push_back(each->get_name());
  const auto given = app.get_subcommands();
  const std::string command = given.empty() ? "" : given.front()->get_name() + " ";
  std::vector<std::string> names;
  for (CLI::Option const* option : (given.empty() ? app : *given.front()).get_options())
    names.push_back("--" + option->get_lnames().front());
  const auto extras = app.remaining(true);
  if (dynamic_cast<CLI::ExtrasError const*>(&failed) != nullptr && !extras.empty()) {
    const std::string what =
        extras.front().starts_with("-") ? "unknown option " : "unexpected word ";
    const std::string hint = hint_for(extras.front(), names, commands);
    throw usage_error{
        what + in_quotes(extras.front()) +
        (hint.empty() ? "; kvbench " + command + "--help shows what there is" : hint)};
  }
  std::string what = failed.what();
  std::replace(what.begin(), what.end(), '\n', ' ');
  if (dynamic_cast<CLI::ArgumentMismatch const*>(&failed) != nullptr) {
    // CLI11 says "--keys: 1 required N missing" or "--keys: At Most 1 required but received 2".
    const bool missing = what.find("missing") != what.npos;
    what = what.substr(0, what.find(':')) + (missing ? " needs a value" : " may be given once");
  }
  throw usage_error{what + "; kvbench " + command + "--help shows examples"};
}

}  // namespace

exit_status obey(int argc, char** argv) {
  bool wants_version = false;
  CLI::App app{
      "kvbench measures key-value stores: throughput, latency per operation, and what measuring "
      "itself cost.",
      "kvbench"};
  app.footer(std::string{examples});
  app.set_help_flag("-h,--help", "Show this and exit");
  app.add_flag("--version", wants_version, "Show the version and exit");
  app.require_subcommand(0, 1);
  const auto commands = all_commands();
  std::vector<CLI::App const*> added;
  for (auto const& each : commands) added.push_back(&each->add_to(app));
  try {
    app.parse(argc, argv);
  } catch (CLI::CallForHelp const&) {
    const auto given = app.get_subcommands();
    write_to_stdout(given.empty() ? app.help() : given.front()->help("kvbench"));
    return ok;
  } catch (CLI::ParseError const& failed) {
    refuse_parse(failed, app);
  }
  if (wants_version) {
    write_to_stdout(version_text());
    return ok;
  }
  for (std::size_t i = 0; i < commands.size(); ++i) {
    if (app.got_subcommand(added[i]->get_name())) return commands[i]->run();
  }
  throw usage_error{
      "the command is missing: give run or list, as in kvbench run --workload read_heavy"};
}

}  // namespace kvbench::cli

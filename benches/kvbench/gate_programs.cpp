// kvbench/gate_programs.cpp: two programs that are run by turns, and what they write.
//
// SPDX-License-Identifier: MIT
#include "gate_programs.hpp"

#include <kvbench/core/error.hpp>        // commands that fail
#include <kvbench/gate/read_run.hpp>     // reports
#include <kvbench/gate/round_order.hpp>  // who runs first
#include <kvbench/report/text.hpp>       // words that are safe to repeat

#include <fmt/format.h>  // sentences
#include <stdlib.h>      // mkdtemp

#include <exception>     // what a run may fail by
#include <fstream>       // files
#include <iterator>      // files
#include <string_view>   // the place of a file
#include <system_error>  // files that are not there
#include <utility>       // std::move

#include "child.hpp"  // processes
#include "names.hpp"  // refusals
#include "stop.hpp"   // Ctrl-C

namespace kvbench::cli {

std::string read_file(std::string const& path) {
  // A folder can be opened, and the first read of it throws.
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored))
    throw usage_error{"cannot read " + report::printable(path) + ": it is a folder"};
  std::ifstream in{path, std::ios::binary};
  std::string text{std::istreambuf_iterator<char>{in}, {}};
  if (!in.is_open() || in.bad()) throw usage_error{"cannot read " + report::printable(path)};
  return text;
}

scratch_folder::scratch_folder() {
  std::filesystem::path const parent = std::filesystem::temp_directory_path();
  std::string name = (parent / "kvbench_gate.XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr)
    throw usage_error{"cannot make a folder in " + report::printable(parent.string())};
  path_ = name;
}

scratch_folder::~scratch_folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

programs::programs(std::string base, std::string head, std::uint64_t seed, bool with_reference)
    : base_{std::move(base)}, head_{std::move(head)}, seed_{seed} {
  if (with_reference) reference_.emplace();
}

gate::round_figures programs::play(std::size_t round) {
  gate::round_figures out;
  bool const base_first = gate::base_runs_first(seed_, round);
  for (bool const is_base : {base_first, !base_first}) {
    double const before = reference_ns();
    std::string const side = is_base ? "base" : "head";
    try {
      (is_base ? out.base : out.head) = run(is_base ? base_ : head_, side);
    } catch (error const&) {
      throw;  // says whose
    } catch (std::exception const& failed) {
      throw error{fmt::format("the command of {}: {}", side, failed.what())};
    }
    (is_base ? out.base_reference : out.head_reference) = (before + reference_ns()) / 2;
  }
  return out;
}

gate::run_figures programs::run(std::string command, std::string const& side) const {
  constexpr std::string_view place = "{out}";
  bool const to_file = command.find(place) != std::string::npos;
  std::string const file = folder_.file();
  for (std::size_t at = 0; (at = command.find(place, at)) != std::string::npos; at += file.size())
    command.replace(at, place.size(), file);
  std::filesystem::remove(file);
  child_result const ended = run_child(command, stop_flag());
  if (ended.stopped) throw interrupted{};
  if (ended.status != 0) {
    std::string const why = ended.last_error_line.empty() ? "" : ": " + ended.last_error_line;
    throw error{fmt::format("the command of {} failed with status {}{}", side, ended.status,
                            report::printable(why))};
  }
  if (to_file && !std::filesystem::exists(file))
    throw error{fmt::format("the command of {} wrote nothing to {{out}}", side)};
  return gate::read_run(to_file ? read_file(file) : ended.out, "the output of " + side);
}

}  // namespace kvbench::cli

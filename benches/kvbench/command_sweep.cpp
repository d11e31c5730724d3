// kvbench/command_sweep.cpp: `kvbench sweep`.
//
// SPDX-License-Identifier: MIT
#include <kvbench/report/sweep.hpp>  // the grid as a table

#include <CLI/CLI.hpp>  // options

#include <vector>  // the grid

#include "command.hpp"  // a command
#include "names.hpp"    // refusals
#include "output.hpp"   // where it goes
#include "play.hpp"     // runs
#include "request.hpp"  // what the words mean
#include "words.hpp"    // what was typed

namespace kvbench::cli {

namespace {

constexpr std::string_view examples = R"(Examples:
  kvbench sweep --workload read_heavy --threads 1,2,4,8 --client redlite:bench.db
  kvbench sweep --op GET SET --value-size 100,1KiB,10KiB --client redlite map --format json
  kvbench sweep --op GET --client redis://127.0.0.1:6379/9 --connections 50 --pipeline 1,16,100

Takes the options of run; each of --threads, --keys, --elements, --value-size, --batch,
--connections, --pipeline and --rate may hold several values, and every combination is run.
A comma between parentheses is the value's own: --value-size '100,uniform(10,1KiB)'.
Exit status: 0 measured, 1 a run failed, 2 bad arguments, 3 the store was lost on the way, 130 stopped.)";

/// The options that span the grid, the fastest to change last.
constexpr std::optional<std::string> words::*spanning[] = {
    &words::keys,  &words::elements,    &words::value_size, &words::rate,
    &words::batch, &words::connections, &words::pipeline,   &words::threads};

/// Every combination of the values that the words list.
std::vector<words> grid_of(words const& given) {
  std::vector<words> grid{given};
  for (auto const word : spanning) {
    if (!(given.*word)) continue;
    std::vector<words> wider;
    for (words const& one : grid) {
      for (std::string const& value : split_at_commas({*(given.*word)})) {
        wider.push_back(one);
        wider.back().*word = value;
      }
    }
    grid = std::move(wider);
    if (grid.size() > 10'000)
      throw usage_error{"this grid has more than 10,000 runs: give fewer values"};
  }
  return grid;
}

class sweep final : public command {
 public:
  CLI::App& add_to(CLI::App& app) override {
    CLI::App& own =
        *app.add_subcommand("sweep", "Run a grid of settings, and tell how throughput scales");
    add_run_words(own, words_);
    own.footer(std::string{examples});
    return own;
  }

  exit_status run() override {
    request whole;
    bool first = true;
    for (words const& one : grid_of(words_)) {
      request each = request_of(one);
      if (first) {
        whole = std::move(each);
      } else {
        whole.jobs.insert(whole.jobs.end(), each.jobs.begin(), each.jobs.end());
      }
      first = false;
    }
    if (!whole.out.empty()) check_writable(whole.out);
    for (std::string const& skipped : whole.skipped) say(skipped);
    player plays{whole};
    exit_status status = ok;
    const std::size_t runs = whole.jobs.size() * whole.repeats;
    for (std::size_t i = 0; i < runs && status == ok; ++i) {
      job const& next = whole.jobs[i % whole.jobs.size()];
      status = plays.play(next, next.options,
                          "[" + std::to_string(i + 1) + "/" + std::to_string(runs) + "] ");
    }
    report_extra extra;
    extra.console = report::console_sweep(plays.results());
    extra.markdown = "\n```" + extra.console + "```\n";
    extra.json["scaling"] = report::sweep_json(plays.results());
    return plays.write(extra, status, false);
  }

 private:
  words words_;
};

}  // namespace

std::unique_ptr<command> sweep_command() { return std::make_unique<sweep>(); }

}  // namespace kvbench::cli

// kvbench/command_run.cpp: `kvbench run`.
//
// SPDX-License-Identifier: MIT
#include <CLI/CLI.hpp>  // options

#include "command.hpp"  // a command
#include "play.hpp"     // what is done
#include "request.hpp"  // what the words mean
#include "words.hpp"    // what was typed

namespace kvbench::cli {

namespace {

constexpr std::string_view examples = R"(Examples:
  kvbench run --workload read_heavy
  kvbench run --group core --client redlite --client redlite:bench.db --durability full --keys 100
  kvbench run --op GET SET --client map --keys 1M --value-size 1KiB --time 10s
  kvbench run --op GET SET --client redlite redis://127.0.0.1:6379/9 unix:/run/redis/redis.sock
  kvbench run --workload read_heavy --rate 50k --arrival poisson --time 30s --interval 1s
  kvbench run --op GET --client redis://127.0.0.1:6379/9 --connections 1000 --pipeline 16 --time 10s
  kvbench run --workload write_heavy --batch 100 --warmup steady --precision 1% --repeat 5
  kvbench run --workload ycsb_a --distribution 'hot(10%,90%)' --threads 4 --ops 10M --format json --out a.json

Numbers take units: 10k, 1.5M (thousands), 4KiB (1024s); times too: 500ms, 10s, 2m.
Ctrl-C ends a run early: what was measured is reported, marked partial.
Exit status: 0 measured, 1 the run failed, 2 bad arguments, 3 the store was lost on the way, 130 stopped.)";

class run_jobs final : public command {
 public:
  CLI::App& add_to(CLI::App& app) override {
    CLI::App& own =
        *app.add_subcommand("run", "Measure workloads or operations on one or more clients");
    add_run_words(own, words_);
    add_trace_words(own, words_);
    own.footer(std::string{examples});
    return own;
  }
  exit_status run() override { return play(request_of(words_)); }

 private:
  words words_;
};

}  // namespace

std::unique_ptr<command> run_command() { return std::make_unique<run_jobs>(); }

}  // namespace kvbench::cli

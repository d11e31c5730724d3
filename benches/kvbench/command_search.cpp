// kvbench/command_search.cpp: `kvbench search`.
//
// SPDX-License-Identifier: MIT
#include <kvbench/core/error.hpp>     // refused targets
#include <kvbench/measure/knee.hpp>   // which rate is next
#include <kvbench/measure/slo.hpp>    // targets
#include <kvbench/report/search.hpp>  // what it found

#include <CLI/CLI.hpp>  // options

#include "command.hpp"  // a command
#include "names.hpp"    // refusals
#include "options.hpp"  // numbers
#include "output.hpp"   // where it goes
#include "play.hpp"     // runs
#include "request.hpp"  // what the words mean
#include "words.hpp"    // what was typed

namespace kvbench::cli {

namespace {

constexpr std::string_view examples = R"(Examples:
  kvbench search --slo 'p99<1ms' --workload read_heavy
  kvbench search --slo 'p99.9<=5ms' --op GET --client redis://127.0.0.1:6379/9 --time 10s --arrival poisson

A closed loop shows the limit first; then open loops of so long a --time each (default 2s) close in
on the highest rate whose response time meets the target, and some below it draw the curve.
Exit status: 0 found, 1 no rate meets the target, or a run failed, 2 bad arguments, 3 the store was
lost on the way, 130 stopped.)";

slo target_of(std::optional<std::string> const& text) {
  if (!text) throw usage_error{"the target is missing: give --slo, as in --slo 'p99<1ms'"};
  try {
    return parse_slo(*text);
  } catch (error const& refused) {
    throw usage_error{"--slo: " + std::string{refused.what()}};
  }
}

class search final : public command {
 public:
  CLI::App& add_to(CLI::App& app) override {
    CLI::App& own = *app.add_subcommand(
        "search", "Find the highest rate whose latency meets a target, and draw the curve");
    own.add_option("--slo", slo_, "The target of the response time: p99<1ms, mean<=200us, max<10ms")
        ->type_name("TARGET");
    own.add_option("--min-rate", min_rate_,
                   "No slower rate is tried. Default: a thousandth of the limit")
        ->type_name("R");
    own.add_option("--max-rate", max_rate_, "No faster rate is tried")->type_name("R");
    own.add_option("--closeness", closeness_,
                   "Ends where the rate is known within so much. Default 2%")
        ->type_name("SHARE");
    add_run_words(own, words_);
    own.footer(std::string{examples});
    return own;
  }

  exit_status run() override {
    const slo target = target_of(slo_);
    if (words_.rate) throw usage_error{"search finds the rate: leave --rate out"};
    if (words_.think_time) throw usage_error{"search runs open loops: leave --think-time out"};
    if (words_.repeat) throw usage_error{"search tries many rates already: leave --repeat out"};
    if (words_.no_latency) throw usage_error{"search is about latency: leave --no-latency out"};
    if (words_.precision)
      throw usage_error{"each rate runs for a --time: leave --precision out, or say --closeness"};
    search_rule rule;
    if (min_rate_)
      rule.min_per_s =
          static_cast<double>(number_of("--min-rate", *min_rate_, {1, 1'000'000'000}, "1k"));
    if (max_rate_)
      rule.max_per_s =
          static_cast<double>(number_of("--max-rate", *max_rate_, {1, 1'000'000'000}, "1M"));
    if (rule.min_per_s > rule.max_per_s)
      throw usage_error{"--min-rate is above --max-rate: no rate is left to try"};
    if (closeness_) rule.precision = share_of("--closeness", *closeness_, "2%");
    // The rate is ours to say; that one is given is not refused then.
    words_.rate = "1";
    if (!words_.ops && !words_.time) words_.time = "2s";
    const request r = request_of(words_);
    for (job const& next : r.jobs) {
      if (next.options.batch > 1 && next.client.kind->takes_connections)
        throw usage_error{
            "search runs open loops, and a server has no batches in them: leave --batch out"};
    }
    if (!r.out.empty()) check_writable(r.out);
    for (std::string const& skipped : r.skipped) say(skipped);

    player plays{r};
    report_extra extra;
    exit_status status = ok;
    bool all_found = true;
    for (std::size_t i = 0; i < r.jobs.size() && status == ok; ++i) {
      const std::size_t first = plays.results().size();
      std::size_t deciding = 0;
      status = find(r.jobs[i], target, rule, plays, deciding);
      if (plays.results().size() == first) break;
      const auto found =
          report::search_of(std::span{plays.results()}.subspan(first), target, deciding - first);
      all_found = all_found && found.best_per_s;
      extra.console += report::console_search(found);
      extra.markdown += "\n```\n" + report::console_search(found) + "```\n";
      extra.json["searches"].push_back(report::to_json(found));
    }
    status = plays.write(extra, status, false);
    return status == ok && !all_found ? run_failed : status;
  }

 private:
  /// A closed loop, then rates that close in on the target, then some for the curve.
  exit_status find(job const& next, slo const& target, search_rule rule, player& plays,
                   std::size_t& deciding) const {
    run_options options = next.options;
    options.rate = 0;
    exit_status status = plays.play(next, options, "[limit] ");
    deciding = plays.results().size();
    if (status != ok) return status;
    const double limit = plays.results().back().throughput_per_s;
    rule.start_per_s = limit / 2;
    // A rate with a handful of operations has no percentiles.
    if (!min_rate_) rule.min_per_s = std::max(1.0, limit / 1'000);
    // Nothing is answered faster than as fast as it goes; the half above it is room for noise.
    rule.max_per_s = std::min(rule.max_per_s, limit * 1.5);
    std::vector<rate_trial> trials;
    const auto try_rate = [&](double rate) {
      options.rate = rate;
      const std::size_t before = plays.results().size();
      status = plays.play(next, options, "[" + report::rate_text(rate) + "] ");
      if (plays.results().size() == before) return;
      trials.push_back({rate, report::meets(plays.results().back(), target)});
    };
    search_step step = next_search_step(trials, rule);
    while (step.next_per_s && status == ok) {
      try_rate(*step.next_per_s);
      step = next_search_step(trials, rule);
    }
    deciding = plays.results().size();
    for (double const share : {0.1, 0.25, 0.75, 0.9}) {
      const double rate = step.best_per_s.value_or(0) * share;
      if (status == ok && rate >= rule.min_per_s) try_rate(rate);
    }
    return status;
  }

  words words_;
  std::optional<std::string> slo_, min_rate_, max_rate_, closeness_;
};

}  // namespace

std::unique_ptr<command> search_command() { return std::make_unique<search>(); }

}  // namespace kvbench::cli

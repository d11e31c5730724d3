// kvbench/gate/comparison.hpp: all figures of base and head, round by round, and what is said of
// each.
//
// Floor: gate. Pure: rounds come in, findings come out.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>   // std::any_of, std::find
#include <cstddef>     // std::size_t
#include <functional>  // a filter
#include <optional>    // figures that are missing
#include <string>      // names
#include <utility>     // std::move, std::pair
#include <vector>      // rounds

#include <kvbench/core/concat.hpp>      // sentences
#include <kvbench/core/suggest.hpp>     // did you mean
#include <kvbench/gate/figures.hpp>     // what a run came to
#include <kvbench/gate/looks.hpp>       // when to look
#include <kvbench/gate/thresholds.hpp>  // what is let pass
#include <kvbench/gate/verdict.hpp>     // what is said
#include <kvbench/report/text.hpp>      // names that are safe to repeat

namespace kvbench::gate {

/// A process of each program, one after the other.
struct round_figures {
  run_figures base{};
  run_figures head{};
  double base_reference = 1;  ///< time of the reference workload beside it
  double head_reference = 1;
};

/// One figure of both programs.
struct comparison {
  std::string benchmark{};
  std::string metric{};
  better which = better::lower;
  double threshold = 0;
  std::vector<pair_of_runs> runs{};     ///< a round each; those that do not count are not here
  std::vector<double> log_slowdowns{};  ///< of the same
  std::size_t unusable = 0;             ///< rounds without a figure above 0 on both sides
  std::size_t missing_in_head = 0;      ///< of these
  finding found{};
};

struct metric_choice {
  std::string name{};
  std::optional<better> which{};
};

/// What is compared.
struct choice {
  std::vector<metric_choice> metrics{{.name = "real_time"}};
  std::optional<double> threshold{};  ///< of what no rule names; before that of the table
  threshold_table table{};
  /// Whether a benchmark is compared; empty: all are.
  std::function<bool(std::string const& name)> wanted{};
};

inline constexpr double threshold_default = 0.02;

class comparisons {
 public:
  explicit comparisons(choice what) : choice_(std::move(what)) {}

  /// Takes a round. The first says what is compared: what both programs have of the metrics asked
  /// for. What only one has is noted.
  /// Errors  error where nothing can be compared.
  void add(round_figures const& round) {
    if (rounds_ == 0) choose(round);
    ++rounds_;
    for (comparison& each : all_) {
      auto const base = figure(round.base, each);
      auto const head = figure(round.head, each);
      pair_of_runs const run{base.value_or(0), head.value_or(0), round.base_reference,
                             round.head_reference};
      if (auto const slowdown = log_slowdown(run, each.which)) {
        each.runs.push_back(run);
        each.log_slowdowns.push_back(*slowdown);
      } else {
        ++each.unusable;
        if (!head) ++each.missing_in_head;
      }
    }
    for (auto const& [failures, side] :
         {std::pair{&round.base.failures, "base"}, {&round.head.failures, "head"}}) {
      for (failure const& each : *failures) {
        if (is_compared(each.benchmark))
          problem(concat({side, ", ", text_of(each)}), each.benchmark);
      }
    }
  }

  /// Looks at all rounds so far. What was decided in an earlier look stays as it was.
  void look(look_plan const& plan) {
    for (comparison& each : all_) {
      if (each.found.says == verdict::ambiguous)
        each.found = judge(each.log_slowdowns, each.threshold, plan);
    }
  }

  /// Whether further rounds would change nothing: all is decided, or has no figures.
  [[nodiscard]] bool is_settled() const {
    return std::none_of(all_.begin(), all_.end(), [](comparison const& each) {
      return each.found.says == verdict::ambiguous && !each.log_slowdowns.empty();
    });
  }
  [[nodiscard]] std::vector<comparison> const& all() const { return all_; }
  [[nodiscard]] std::size_t rounds() const { return rounds_; }
  [[nodiscard]] std::size_t count(verdict v) const {
    return static_cast<std::size_t>(std::count_if(
        all_.begin(), all_.end(), [v](comparison const& each) { return each.found.says == v; }));
  }

  /// What makes the input unusable, in part or all of it: one sentence each. Those of figures
  /// without a time are made when the rounds are over.
  [[nodiscard]] std::vector<std::string> problems() const {
    std::vector<std::string> out = problems_;
    for (comparison const& each : all_) {
      if (each.unusable == 0) continue;
      out.push_back(
          concat({report::printable(each.benchmark), ": ", each.metric, " is ",
                  each.missing_in_head > 0 ? "missing in head" : "missing, 0 or below", " in ",
                  std::to_string(each.unusable), " of ", std::to_string(rounds_), " rounds"}));
    }
    return out;
  }
  void problem(std::string const& what, std::string const& about = {}) {
    // A failure in each round is one sentence.
    for (std::string const& known : about_) {
      if (!about.empty() && known == about) return;
    }
    about_.push_back(about);
    problems_.push_back(what);
  }
  /// What a reader should know and nobody has to mend.
  [[nodiscard]] std::vector<std::string> const& notes() const { return notes_; }
  void note(std::string const& what) { notes_.push_back(what); }

 private:
  static std::optional<double> figure(run_figures const& run, comparison const& of) {
    benchmark_figures const* const at = run.find(of.benchmark);
    return at == nullptr ? std::nullopt : at->figure(of.metric);
  }
  static std::string text_of(failure const& of) {
    return report::printable(of.benchmark + ": " + of.why);
  }
  /// The last rule that matches, or none.
  [[nodiscard]] benchmark_rule const* rule_of(std::string const& name) const {
    benchmark_rule const* out = nullptr;
    for (benchmark_rule const& each : choice_.table.rules) {
      if (matches(each.pattern, name)) out = &each;
    }
    return out;
  }
  [[nodiscard]] bool is_compared(std::string const& name) const {
    benchmark_rule const* const rule = rule_of(name);
    return (!choice_.wanted || choice_.wanted(name)) && (rule == nullptr || !rule->ignored);
  }

  void choose(round_figures const& round) {
    for (benchmark_figures const& base : round.base.benchmarks) {
      if (!is_compared(base.name)) continue;
      benchmark_figures const* const head = round.head.find(base.name);
      if (head != nullptr) {
        choose(base, *head);
      } else if (!round.head.has_failed(base.name)) {
        problem(report::printable(base.name) + ": is in base and not in head");
      }
    }
    for (benchmark_figures const& head : round.head.benchmarks) {
      if (is_compared(head.name) && round.base.find(head.name) == nullptr &&
          !round.base.has_failed(head.name))
        note(report::printable(head.name) + ": is new in head, with nothing to compare it to");
    }
    if (all_.empty()) refuse(round);
  }

  /// Of one benchmark, the metrics that were asked for, and those that a rule adds.
  void choose(benchmark_figures const& base, benchmark_figures const& head) {
    std::vector<metric_choice> metrics = choice_.metrics;
    double threshold =
        choice_.threshold.value_or(choice_.table.threshold.value_or(threshold_default));
    benchmark_rule const* const rule = rule_of(base.name);
    if (rule != nullptr) {
      for (metric_rule const& each : rule->metrics) {
        if (each.metric.empty()) threshold = each.threshold.value_or(threshold);
        bool const is_known = std::any_of(metrics.begin(), metrics.end(),
                                          [&](auto const& m) { return m.name == each.metric; });
        if (!each.metric.empty() && !is_known)
          metrics.push_back({.name = each.metric, .which = each.which});
      }
    }
    for (metric_choice const& metric : metrics) {
      if (!base.figure(metric.name) && !head.figure(metric.name)) continue;
      comparison one{.benchmark = base.name,
                     .metric = metric.name,
                     .which = metric.which.value_or(better_of(metric.name)),
                     .threshold = threshold};
      for (metric_rule const& each : rule == nullptr ? std::vector<metric_rule>{} : rule->metrics) {
        if (each.metric == metric.name) {
          one.threshold = each.threshold.value_or(threshold);
          one.which = each.which.value_or(one.which);
        }
      }
      all_.push_back(std::move(one));
    }
  }

  [[noreturn]] void refuse(round_figures const& round) const {
    std::vector<std::string> metrics;
    for (benchmark_figures const& each : round.base.benchmarks) {
      if (!is_compared(each.name) || round.head.find(each.name) == nullptr) continue;
      for (auto const& [name, values] : each.metrics) {
        if (std::find(metrics.begin(), metrics.end(), name) == metrics.end())
          metrics.push_back(name);
      }
    }
    if (metrics.empty()) {
      for (auto const* failures : {&round.base.failures, &round.head.failures}) {
        for (failure const& each : *failures) {
          if (is_compared(each.benchmark))
            throw error{"no benchmark ran in both: " + text_of(each)};
        }
      }
      bool const is_any_ignored =
          std::any_of(choice_.table.rules.begin(), choice_.table.rules.end(),
                      [](benchmark_rule const& each) { return each.ignored; });
      throw error{concat({"base and head have no benchmark in common",
                          choice_.wanted   ? " that --filter lets through"
                          : is_any_ignored ? " that no rule ignores"
                                           : ""})};
    }
    std::string all;
    for (std::string const& name : metrics) all += (all.empty() ? "" : ", ") + name;
    std::string const asked = choice_.metrics.empty() ? "" : choice_.metrics.front().name;
    std::string const hint = did_you_mean(asked, metrics);
    throw error{concat({"no benchmark has the metric \"", report::printable(asked), "\"",
                        hint.empty() ? "; there are " + report::printable(all) : hint})};
  }

  choice choice_;
  std::vector<comparison> all_;
  std::vector<std::string> problems_;
  std::vector<std::string> about_;  ///< whom each problem is about
  std::vector<std::string> notes_;
  std::size_t rounds_ = 0;
};

}  // namespace kvbench::gate

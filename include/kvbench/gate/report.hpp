// kvbench/gate/report.hpp: a whole gate for people, pull requests, CI servers and programs.
//
// Floor: gate. JSON is schema kvbench-gate/1: within it fields are only ever added.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <fmt/format.h>       // lines
#include <nlohmann/json.hpp>  // JSON

#include <cmath>        // std::isfinite
#include <cstdint>      // the seed
#include <optional>     // no seed
#include <string>       // the text
#include <string_view>  // cells
#include <vector>       // lines

#include <kvbench/gate/comparison.hpp>  // what was found
#include <kvbench/gate/sentence.hpp>    // as a line
#include <kvbench/report/markdown.hpp>  // what has a meaning there
#include <kvbench/report/text.hpp>      // names that are safe to print

namespace kvbench::gate {

/// How a gate ends, and the exit status of the program.
enum class outcome { passed = 0, slower = 1, unusable = 2, undecided = 3 };

/// What was slower is said first: no mishap beside it makes that unsaid. Who reads "passed" may
/// rely on every figure.
[[nodiscard]] inline outcome outcome_of(comparisons const& all) {
  if (all.count(verdict::slower) > 0) return outcome::slower;
  if (!all.problems().empty() || all.rounds() == 0) return outcome::unusable;
  return all.is_settled() ? outcome::passed : outcome::undecided;
}

/// What is told besides the findings.
struct account {
  double false_alarms = 0.01;
  double confidence = 0.95;
  std::optional<std::uint64_t> seed{};  ///< of the order of rounds; none where files were read
  bool with_reference = false;
};

[[nodiscard]] inline std::string_view to_text(outcome o) {
  constexpr std::string_view names[] = {"passed", "slower", "unusable", "undecided"};
  return names[static_cast<std::size_t>(o)];
}

/// "1 slower, 3 same; 14 rounds, seed 7".
[[nodiscard]] inline std::string summary_line(comparisons const& all, account const& about) {
  std::string counts;
  for (verdict const v :
       {verdict::slower, verdict::ambiguous, verdict::not_slower, verdict::same, verdict::faster}) {
    if (all.count(v) > 0)
      counts += fmt::format("{}{} {}", counts.empty() ? "" : ", ", all.count(v), to_text(v));
  }
  if (counts.empty()) counts = "nothing compared";
  return fmt::format("{}: {}; {} round{}{}{}, at most {} false alarms", to_text(outcome_of(all)),
                     counts, all.rounds(), all.rounds() == 1 ? "" : "s",
                     about.seed ? fmt::format(", seed {}", *about.seed) : "",
                     about.with_reference ? ", beside a reference" : "",
                     percent_text(about.false_alarms));
}

[[nodiscard]] inline std::string console(comparisons const& all, account const& about) {
  std::string out;
  for (comparison const& each : all.all()) out += sentence(each, about.confidence) + "\n";
  for (std::string const& line : all.notes()) out += "note: " + report::printable(line) + "\n";
  for (std::string const& line : all.problems())
    out += "unusable: " + report::printable(line) + "\n";
  return out + summary_line(all, about) + "\n";
}

/// For a comment on a pull request: what is slower first.
[[nodiscard]] inline std::string markdown(comparisons const& all, account const& about) {
  using report::detail::markdown_text;
  std::string out = fmt::format("### kvbench gate: {}\n\n", to_text(outcome_of(all)));
  if (!all.all().empty()) {
    out += fmt::format("| benchmark | verdict | {} CI | rounds | threshold |\n",
                       percent_text(about.confidence));
    out += "| :-- | :-- | --: | --: | --: |\n";
  }
  for (verdict const v :
       {verdict::slower, verdict::ambiguous, verdict::not_slower, verdict::faster, verdict::same}) {
    for (comparison const& each : all.all()) {
      if (each.found.says != v) continue;
      std::string const interval = interval_text(each);
      std::string const mark = v == verdict::slower ? "**" : "";
      out += fmt::format("| {} | {}{}{} | {} | {} | {:.5g} |\n", markdown_text(name_text(each)),
                         mark, verdict_text(each), mark, interval.empty() ? "-" : interval,
                         each.found.rounds, 1 + each.threshold);
    }
  }
  if (!all.notes().empty() || !all.problems().empty()) out += "\n";
  for (std::string const& line : all.problems())
    out += fmt::format("- unusable: {}\n", markdown_text(line));
  for (std::string const& line : all.notes())
    out += fmt::format("- note: {}\n", markdown_text(line));
  return out + fmt::format("\n{}.\n", markdown_text(summary_line(all, about)));
}

namespace detail {

inline std::string xml_text(std::string_view text) {
  std::string out;
  for (char const c : report::printable(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

inline nlohmann::ordered_json number_json(double number) {
  return std::isfinite(number) ? nlohmann::ordered_json(number) : nlohmann::ordered_json(nullptr);
}

}  // namespace detail

/// A failure is what is slower, an error what is unusable, skipped what is undecided.
[[nodiscard]] inline std::string junit(comparisons const& all, account const& about) {
  using detail::xml_text;
  auto const problems = all.problems();
  std::string out = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n  <testsuite name=\"kvbench "
      "gate\" "
      "tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\">\n",
      all.all().size() + problems.size(), all.count(verdict::slower), problems.size(),
      all.count(verdict::ambiguous));
  for (comparison const& each : all.all()) {
    std::string const line = xml_text(sentence(each, about.confidence));
    out += fmt::format("    <testcase classname=\"{}\" name=\"{}\">\n", xml_text(each.metric),
                       xml_text(each.benchmark));
    if (each.found.says == verdict::slower) {
      out += fmt::format("      <failure message=\"{}\"/>\n", line);
    } else if (each.found.says == verdict::ambiguous) {
      out += fmt::format("      <skipped message=\"{}\"/>\n", line);
    } else {
      out += fmt::format("      <system-out>{}</system-out>\n", line);
    }
    out += "    </testcase>\n";
  }
  for (std::string const& problem : problems) {
    out += fmt::format(
        "    <testcase classname=\"gate\" name=\"{0}\">\n      <error message=\"{0}\"/>\n"
        "    </testcase>\n",
        xml_text(problem));
  }
  return out + "  </testsuite>\n</testsuites>\n";
}

[[nodiscard]] inline std::string json(comparisons const& all, account const& about) {
  using nlohmann::ordered_json;
  ordered_json results = ordered_json::array();
  for (comparison const& each : all.all()) {
    ordered_json runs = ordered_json::array();
    for (pair_of_runs const& run : each.runs) {
      ordered_json one = {{"base", detail::number_json(run.base)},
                          {"head", detail::number_json(run.head)}};
      if (about.with_reference) {
        one["base_reference_ns"] = detail::number_json(run.base_reference);
        one["head_reference_ns"] = detail::number_json(run.head_reference);
      }
      runs.push_back(std::move(one));
    }
    results.push_back(
        {{"benchmark", each.benchmark},
         {"metric", each.metric},
         {"better", each.which == better::lower ? "lower" : "higher"},
         {"verdict", to_text(each.found.says)},
         {"ratio", detail::number_json(each.found.ratio)},
         {"low", each.found.low > 0 ? detail::number_json(each.found.low) : ordered_json(nullptr)},
         {"high", detail::number_json(each.found.high)},
         {"rounds", each.found.rounds},
         {"threshold", 1 + each.threshold},
         {"line", sentence(each, about.confidence)},
         {"runs", std::move(runs)}});
  }
  ordered_json const whole = {
      {"schema", "kvbench-gate/1"},
      {"outcome", to_text(outcome_of(all))},
      {"rounds", all.rounds()},
      {"seed", about.seed ? ordered_json(*about.seed) : ordered_json(nullptr)},
      {"confidence", about.confidence},
      {"false_alarms", about.false_alarms},
      {"problems", all.problems()},
      {"notes", all.notes()},
      {"results", std::move(results)}};
  return whole.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace kvbench::gate

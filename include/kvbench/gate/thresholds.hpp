// kvbench/gate/thresholds.hpp: how much slower is let pass, per benchmark and metric, from YAML.
//
// Floor: gate. Takes text, opens nothing.
//
//     threshold: 3%            # of what nothing below names; --threshold goes first
//     benchmarks:
//       "get/*": 2%            # * is any text; the last pattern that matches decides
//       "*/redlite:file":
//         real_time: 10%       # metrics named here are compared, too
//         p99_ns: 25%
//         hit_rate: { threshold: 1%, better: higher }
//       "*/flaky": ignore
//
// SPDX-License-Identifier: MIT
#pragma once

#include <fnmatch.h>  // patterns

#include <charconv>     // numbers
#include <optional>     // what is not said
#include <string>       // names
#include <string_view>  // text
#include <vector>       // rules

#include <kvbench/core/concat.hpp>         // refusals
#include <kvbench/core/error.hpp>          // refusals
#include <kvbench/core/suggest.hpp>        // did you mean
#include <kvbench/gate/verdict.hpp>        // better
#include <kvbench/report/text.hpp>         // words that are safe to repeat
#include <kvbench/scenario/yaml_tree.hpp>  // YAML with places

namespace kvbench::gate {

/// "5%" and "0.05" are 0.05.
/// Yields  nothing where it is no number, below 0, or 1 and more without a percent sign: "5" might
/// mean either.
[[nodiscard]] inline std::optional<double> parse_share(std::string_view text) {
  bool const percent = text.ends_with('%');
  if (percent) text.remove_suffix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  double number = 0;
  auto const [end, failed] =
      std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
  if (failed != std::errc{} || end != text.data() + text.size() || text.empty()) return {};
  if (percent) number /= 100;
  if (!(number >= 0) || number > 10 || (!percent && number >= 1)) return std::nullopt;
  return number;
}

/// `*` is any text, `/` too.
[[nodiscard]] inline bool matches(std::string const& pattern, std::string const& name) {
  return ::fnmatch(pattern.c_str(), name.c_str(), FNM_NOESCAPE) == 0;
}

struct metric_rule {
  std::string metric{};  ///< empty: of all that are compared
  std::optional<double> threshold{};
  std::optional<better> which{};
};

/// What a file says of the benchmarks that match a pattern.
struct benchmark_rule {
  std::string pattern{};
  bool ignored = false;
  std::vector<metric_rule> metrics{};
};

struct threshold_table {
  std::optional<double> threshold{};
  std::vector<benchmark_rule> rules{};
};

namespace detail {

using node = kvbench::detail::yaml_node;

class threshold_reader {
 public:
  explicit threshold_reader(std::string const& file) : file_(file) {}

  threshold_table read(node const& root) const {
    threshold_table out;
    must_be_map(root, "the file");
    for (std::size_t i = 0; i < root.items.size(); i += 2) {
      node const& key = root.items[i];
      node const& value = root.items[i + 1];
      refuse_again(root, i);
      if (key.text == "threshold") {
        out.threshold = share(value);
      } else if (key.text == "benchmarks") {
        must_be_map(value, "\"benchmarks\"");
        for (std::size_t j = 0; j < value.items.size(); j += 2) {
          refuse_again(value, j);
          out.rules.push_back(rule(value.items[j], value.items[j + 1]));
        }
      } else {
        unknown(key, {"threshold", "benchmarks"});
      }
    }
    return out;
  }

 private:
  [[noreturn]] void refuse(node const& at, std::string const& what) const {
    throw error{kvbench::detail::located(file_, at.place, what)};
  }
  [[noreturn]] void unknown(node const& key, std::vector<std::string> const& known) const {
    std::string all;
    for (std::string const& each : known) all += (all.empty() ? "" : ", ") + each;
    std::string const hint = did_you_mean(key.text, known);
    refuse(key, concat({"unknown key \"", report::printable(key.text), "\"",
                        hint.empty() ? "; there are " + all : hint}));
  }
  void must_be_map(node const& at, std::string const& what) const {
    if (at.is != node::kind::map) refuse(at, what + " must be keys with values");
  }
  void refuse_again(node const& map, std::size_t i) const {
    for (std::size_t j = 0; j < i; j += 2) {
      if (map.items[j].text == map.items[i].text)
        refuse(map.items[i],
               concat({"\"", report::printable(map.items[i].text), "\" is here twice"}));
    }
  }
  double share(node const& at) const {
    auto const number = at.is == node::kind::scalar ? parse_share(at.text) : std::nullopt;
    if (!number)
      refuse(at, concat({"a threshold is a share, as 5% or 0.05, not \"",
                         report::printable(at.text), "\""}));
    return *number;
  }

  benchmark_rule rule(node const& pattern, node const& value) const {
    benchmark_rule out{.pattern = pattern.text};
    if (value.is == node::kind::map) {
      for (std::size_t i = 0; i < value.items.size(); i += 2) {
        refuse_again(value, i);
        out.metrics.push_back(metric(value.items[i], value.items[i + 1]));
      }
    } else if (value.text == "ignore") {
      out.ignored = true;
    } else {
      out.metrics.push_back({.threshold = share(value)});
    }
    return out;
  }
  metric_rule metric(node const& name, node const& value) const {
    metric_rule out{.metric = name.text};
    if (value.is != node::kind::map) {
      out.threshold = share(value);
      return out;
    }
    for (std::size_t i = 0; i < value.items.size(); i += 2) {
      node const& key = value.items[i];
      node const& what = value.items[i + 1];
      refuse_again(value, i);
      if (key.text == "threshold") {
        out.threshold = share(what);
      } else if (key.text == "better") {
        if (what.text != "higher" && what.text != "lower")
          refuse(what, "better is higher or lower, not \"" + report::printable(what.text) + "\"");
        out.which = what.text == "higher" ? better::higher : better::lower;
      } else {
        unknown(key, {"threshold", "better"});
      }
    }
    return out;
  }

  std::string const& file_;
};

}  // namespace detail

/// Errors  error, "FILE:LINE:COLUMN: ...".
[[nodiscard]] inline threshold_table read_thresholds(std::string const& text,
                                                     std::string const& file) {
  kvbench::detail::yaml_use const use{.what = "table of thresholds", .begins_with = "benchmarks:"};
  auto const root = kvbench::detail::read_yaml(text, file, use);
  return detail::threshold_reader{file}.read(root);
}

}  // namespace kvbench::gate

// kvbench/scenario/read.hpp: scenarios from YAML, with every problem and its place.
//
// Floor: wing scenario. What the fields mean is scenario.hpp; this says which there are.
//
//     workloads:
//       - name: shop
//         description: a shop at noon
//         keys: zipfian(0.99)
//         values: 200
//         operations:
//           - { type: HGETALL, weight: 70 }
//           - { type: HSET, weight: 27.5 }
//           - { type: EXPIRE, weight: 2.5, data: hash }
//         run: { keys: 100k, time: 30s, threads: 4 }
//
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>    // is_permutation
#include <cstddef>      // size_t
#include <cstdint>      // uint64_t
#include <fstream>      // files
#include <optional>     // counts
#include <string>       // texts
#include <string_view>  // fields
#include <utility>      // move
#include <vector>       // scenarios, problems

#include <kvbench/core/concat.hpp>               // messages
#include <kvbench/core/error.hpp>                // refusals
#include <kvbench/core/suggest.hpp>              // did you mean
#include <kvbench/run/limits.hpp>                // how much
#include <kvbench/scenario/fields.hpp>           // maps with known keys
#include <kvbench/scenario/quantities.hpp>       // weights, counts, times
#include <kvbench/scenario/scenario.hpp>         // what is made
#include <kvbench/scenario/value_size_text.hpp>  // values
#include <kvbench/scenario/words.hpp>            // what may be named
#include <kvbench/scenario/yaml_tree.hpp>        // what is read
#include <kvbench/workload/distribution.hpp>     // keys
#include <kvbench/workload/key_text.hpp>         // how long they may be

namespace kvbench {

namespace detail {

class scenario_reader {
 public:
  scenario_reader(scenario_words const& words, std::string const& file)
      : words_(words), problems_(file) {}

  std::vector<scenario> read(yaml_node const& root) {
    std::vector<scenario> all;
    std::vector<yaml_place> places;
    fields const top{root, "a scenario file", {"workloads"}, problems_};
    if (yaml_node const* const list = top.find("workloads", yaml_node::kind::sequence, true)) {
      if (list->items.empty()) {
        problems_.add(list->place, "no workloads: each is { name: ..., operations: [...] }");
      }
      for (yaml_node const& item : list->items) {
        scenario one = workload(item);
        for (std::size_t i = 0; i < all.size(); ++i) {
          if (one.name.empty() || all[i].name != one.name) continue;
          problems_.add(item.place,
                        concat({"workload \"", one.name, "\" is there already, in line ",
                                std::to_string(places[i].line), ": rename one"}));
        }
        all.push_back(std::move(one));
        places.push_back(item.place);
      }
    }
    problems_.refuse_any();
    return all;
  }

 private:
  scenario workload(yaml_node const& node) {
    scenario one;
    fields const of{
        node,
        "a workload",
        {"name", "group", "description", "keys", "values", "operations", "phases", "cycle", "run"},
        problems_};
    if (!of.is_map()) return one;
    one.name = of.line("name", true);
    if (one.name.find(',') != std::string::npos || one.name.size() > 100) {
      problems_.add(of.place("name"), "a name has up to 100 characters, and no comma");
    }
    one.group = of.line("group");
    one.description = of.line("description");
    if (std::string const text = of.line("keys"); !text.empty()) {
      try {
        one.keys = parse_distribution(text);
      } catch (error const& refused) {
        problems_.add(of.place("keys"), refused.what());
      }
    }
    if (std::string const text = of.line("values"); names_value_sizes(text)) {
      try {
        one.value_bytes = parse_value_size(text);
      } catch (error const& refused) {
        problems_.add(of.place("values"), refused.what());
      }
    } else if (!text.empty()) {
      if (auto const bytes = count(of, "values", 0, value_size::bytes_max))
        one.value_bytes = *bytes;
    }
    settings(of, one.run);
    mix(of, one);
    return one;
  }

  void mix(fields const& of, scenario& one) {
    yaml_node const* const phases = of.find("phases", yaml_node::kind::sequence);
    yaml_node const* const list =
        of.find("operations", yaml_node::kind::sequence, phases == nullptr);
    if (list != nullptr) {
      one.operations = operations(*list);
      complete_data(one, words_);
      check_mix(one, list->place);
    }
    if (of.has("phases")) one.burst_cycle = 10'000;
    if (of.has("cycle")) {
      if (!of.has("phases")) {
        problems_.add(of.place("cycle"), "a cycle belongs to phases: [...], which are not there");
      }
      one.burst_cycle = count(of, "cycle", 1, std::uint64_t{1} << 40);
    }
    if (phases == nullptr) return;
    scenario ordered{.name = one.name, .operations = operations(*phases)};
    complete_data(ordered, words_);
    if (list == nullptr) {
      check_mix(ordered, phases->place);
    } else if (!std::is_permutation(ordered.operations.begin(), ordered.operations.end(),
                                    one.operations.begin(), one.operations.end())) {
      problems_.add(phases->place,
                    "phases say the order of the operations: the same, with the same weights");
    }
    one.operations = std::move(ordered.operations);
  }

  std::vector<scenario_operation> operations(yaml_node const& list) {
    std::vector<scenario_operation> all;
    for (yaml_node const& item : list.items) {
      fields const of{item, "an operation", {"type", "weight", "data"}, problems_};
      if (!of.is_map()) continue;
      scenario_operation op{.name = of.line("type", true), .data = of.line("data")};
      if (!op.name.empty()) name_operation(op, of);
      if (std::string const text = of.line("weight", true); !text.empty()) {
        auto const parts = parse_weight(text);
        if (!parts || *parts <= 0 || *parts > whole_parts) {
          problems_.add(of.place("weight"),
                        concat({"the weight \"", text,
                                "\" must be a number above 0 and at most 100, with at most ten "
                                "digits behind the point"}));
        }
        op.weight = parts.value_or(0);
      }
      all.push_back(std::move(op));
    }
    return all;
  }

  /// Puts the operation's own spelling in place of the file's, and looks at its data.
  void name_operation(scenario_operation& op, fields const& of) {
    std::vector<std::string_view> names;
    for (scenario_word const& word : words_) {
      names.push_back(word.name);
      if (edit_distance(word.name, op.name) != 0) continue;
      op.name = word.name;
      if (op.data.empty() || op.data == word.data || holds(word.also_on, op.data)) return;
      std::string known = word.data;
      for (std::string const& each : word.also_on) known += ", " + each;
      problems_.add(of.place("data"),
                    concat({op.name, " does not work on \"", op.data, "\", but on ", known}));
      return;
    }
    std::string const hint = did_you_mean(op.name, names);
    problems_.add(of.place("type"),
                  concat({"unknown operation \"", op.name, "\"",
                          hint.empty() ? "; kvbench list names them" : std::string_view{hint}}));
  }

  void check_mix(scenario const& one, yaml_place place) {
    std::int64_t sum = 0;
    bool whole = true;
    for (std::size_t i = 0; i < one.operations.size(); ++i) {
      scenario_operation const& op = one.operations[i];
      sum += op.weight;
      whole = whole && op.weight > 0;
      for (std::size_t j = 0; j < i; ++j) {
        scenario_operation const& other = one.operations[j];
        if (op.name.empty() || other.name != op.name || other.data != op.data) continue;
        problems_.add(place, concat({"workload \"", one.name, "\": ", op.name,
                                     " is there twice: give it one weight"}));
      }
    }
    if (one.operations.size() > operations_max) {
      problems_.add(place, concat({"workload \"", one.name, "\": at most 255 operations"}));
    } else if (whole && sum != whole_parts) {
      problems_.add(
          place, concat({"workload \"", one.name,
                         "\": the weights must sum to 100, and they sum to ", weight_text(sum)}));
    }
  }

  void settings(fields const& of, scenario_settings& into) {
    yaml_node const* const node = of.find("run", yaml_node::kind::map);
    if (node == nullptr) return;
    fields const run{*node,
                     "run",
                     {"keys", "elements", "key_prefix", "key_length", "ops", "time", "threads",
                      "warmup", "seed", "rate", "arrival"},
                     problems_};
    constexpr std::uint64_t any = ~std::uint64_t{0};
    into.keys = count(run, "keys", 1, limits::keys_max);
    into.elements = count(run, "elements", 1, limits::elements_max);
    if (run.has("key_prefix")) into.key_prefix = run.line("key_prefix");
    into.key_length = count(run, "key_length", 1, key_text::capacity);
    into.operations = count(run, "ops", 1, limits::operations_max);
    into.threads = count(run, "threads", 1, limits::threads_max);
    into.warmup = count(run, "warmup", 0, limits::operations_max);
    into.seed = count(run, "seed", 0, any);
    into.rate = count(run, "rate", 1, limits::rate_max);
    if (std::string const text = run.line("arrival"); !text.empty()) {
      if (text != "constant" && text != "poisson") {
        problems_.add(run.place("arrival"),
                      concat({"arrival \"", text, "\" must be constant or poisson"}));
      }
      into.arrival = text == "poisson" ? arrival::poisson : arrival::constant;
      if (!run.has("rate")) problems_.add(run.place("arrival"), "an arrival needs a rate: 10k");
    }
    if (std::string const text = run.line("time"); !text.empty()) {
      into.time = parse_duration(text);
      if (!into.time) {
        problems_.add(run.place("time"),
                      concat({"the time \"", text, "\" must be a time as in 500ms, 10s or 1.5m"}));
      }
    }
    if (into.operations && into.time)
      problems_.add(run.place("time"), "ops and time exclude each other: give one of them");
  }

  std::optional<std::uint64_t> count(fields const& of, std::string_view field, std::uint64_t least,
                                     std::uint64_t most) {
    std::string const text = of.line(field);
    if (text.empty()) return std::nullopt;
    auto const number = parse_quantity(text);
    if (!number || *number < least || *number > most) {
      problems_.add(of.place(field), concat({field, " \"", text, "\" must be a whole number from ",
                                             std::to_string(least), " to ", std::to_string(most),
                                             ", as in 1000, 10k or 4KiB"}));
      return std::nullopt;
    }
    return number;
  }

  scenario_words const& words_;
  yaml_problems problems_;
};

}  // namespace detail

/// Yields  the workloads of a file's text, in its order.
/// Errors  error with every problem, one in a line: "FILE:LINE:COLUMN: what would be right".
[[nodiscard]] inline std::vector<scenario> parse_scenarios(std::string const& text,
                                                           std::string const& file,
                                                           scenario_words const& words) {
  detail::yaml_node const root = detail::read_yaml(text, file);
  return detail::scenario_reader{words, file}.read(root);
}

/// The same of a file.
/// Errors  as above, and error where it cannot be read.
[[nodiscard]] inline std::vector<scenario> read_scenarios(std::string const& file,
                                                          scenario_words const& words) {
  std::ifstream in{file, std::ios::binary};
  std::string text(detail::yaml_bytes_max + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (in.bad() || (in.gcount() == 0 && !in.eof())) {
    throw error{concat({file, ": cannot be read: is it there, a file, and yours to read?"})};
  }
  text.resize(static_cast<std::size_t>(in.gcount()));
  return parse_scenarios(text, file, words);
}

}  // namespace kvbench

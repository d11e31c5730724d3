// kvbench/scenario/write.hpp: scenarios as YAML, in the form that read.hpp reads.
//
// Floor: wing scenario.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>      // uint64_t
#include <optional>     // settings
#include <string>       // the text
#include <string_view>  // fields
#include <vector>       // scenarios

#include <yaml-cpp/emitter.h>       // quotes and indents
#include <yaml-cpp/emittermanip.h>  // flow style

#include <kvbench/scenario/quantities.hpp>    // weights and times as text
#include <kvbench/scenario/scenario.hpp>      // what is written
#include <kvbench/scenario/words.hpp>         // what need not be said
#include <kvbench/workload/distribution.hpp>  // keys as text
#include <kvbench/workload/value_size.hpp>    // values as text

namespace kvbench {

namespace detail {

inline void write_settings(YAML::Emitter& out, scenario_settings const& run) {
  if (run == scenario_settings{}) return;
  out << YAML::Key << "run" << YAML::Value << YAML::Flow << YAML::BeginMap;
  auto const count = [&](char const* field, std::optional<std::uint64_t> const& value) {
    if (value) out << YAML::Key << field << YAML::Value << std::to_string(*value);
  };
  count("keys", run.keys);
  count("elements", run.elements);
  if (run.key_prefix) out << YAML::Key << "key_prefix" << YAML::Value << *run.key_prefix;
  count("key_length", run.key_length);
  count("ops", run.operations);
  if (run.time) out << YAML::Key << "time" << YAML::Value << duration_text(*run.time);
  count("threads", run.threads);
  count("warmup", run.warmup);
  count("seed", run.seed);
  count("rate", run.rate);
  if (run.arrival) {
    out << YAML::Key << "arrival" << YAML::Value
        << (*run.arrival == arrival::poisson ? "poisson" : "constant");
  }
  out << YAML::EndMap;
}

inline void write_scenario(YAML::Emitter& out, scenario const& one, scenario_words const& words) {
  // What a reader would take anyway is said where it is not the operation's usual data: a person
  // reads the file too.
  scenario silent = one;
  for (scenario_operation& op : silent.operations) op.data.clear();
  complete_data(silent, words);
  auto const text = [&out](char const* field, std::string const& value) {
    if (!value.empty()) out << YAML::Key << field << YAML::Value << value;
  };
  out << YAML::BeginMap;
  text("name", one.name);
  text("group", one.group);
  text("description", one.description);
  if (one.keys) text("keys", to_text(*one.keys));
  if (one.value_bytes) text("values", to_text(*one.value_bytes));
  out << YAML::Key << (one.burst_cycle ? "phases" : "operations") << YAML::Value << YAML::BeginSeq;
  for (std::size_t i = 0; i < one.operations.size(); ++i) {
    scenario_operation const& op = one.operations[i];
    scenario_word const* const word = find_word(words, op.name);
    out << YAML::Flow << YAML::BeginMap;
    text("type", op.name);
    text("weight", weight_text(op.weight));
    if (op.data != silent.operations[i].data || (word != nullptr && op.data != word->data))
      text("data", op.data);
    out << YAML::EndMap;
  }
  out << YAML::EndSeq;
  if (one.burst_cycle) text("cycle", std::to_string(*one.burst_cycle));
  write_settings(out, one.run);
  out << YAML::EndMap;
}

}  // namespace detail

/// Yields  a file's text: `parse_scenarios` reads the same scenarios of it.
[[nodiscard]] inline std::string to_yaml(std::vector<scenario> const& all,
                                         scenario_words const& words) {
  YAML::Emitter out;
  out << YAML::BeginMap << YAML::Key << "workloads" << YAML::Value << YAML::BeginSeq;
  for (scenario const& one : all) detail::write_scenario(out, one, words);
  out << YAML::EndSeq << YAML::EndMap << YAML::Newline;
  return out.c_str();
}

}  // namespace kvbench

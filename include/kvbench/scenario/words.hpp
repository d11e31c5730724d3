// kvbench/scenario/words.hpp: which operations a file may name, and on which data each works.
//
// Floor: wing scenario. Values only; the words of the Redis operations are redis_words.hpp.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <string>       // names
#include <string_view>  // names
#include <vector>       // tables

#include <kvbench/scenario/scenario.hpp>  // what is completed

namespace kvbench {

/// An operation that a file may name.
struct scenario_word {
  std::string name;                    ///< "EXPIRE"
  std::string data{};                  ///< the family it works on unless something else is said
  std::vector<std::string> also_on{};  ///< the families that it may be put on
  bool on_any_key = false;             ///< works on keys of any type: follows the other operations
};

using scenario_words = std::vector<scenario_word>;

namespace detail {

inline scenario_word const* find_word(scenario_words const& words, std::string_view name) {
  for (scenario_word const& word : words) {
    if (word.name == name) return &word;
  }
  return nullptr;
}

inline bool holds(std::vector<std::string> const& names, std::string_view name) {
  for (std::string const& each : names) {
    if (each == name) return true;
  }
  return false;
}

}  // namespace detail

namespace detail {

/// The family that a word works on where nothing is said, and the rest of the workload uses `used`.
inline std::string data_among(scenario_word const& word, std::vector<std::string> const& used) {
  std::string only;
  if (holds(used, word.data)) return word.data;
  for (std::string const& each : word.also_on) {
    if (!holds(used, each)) continue;
    if (!only.empty()) return word.data;
    only = each;
  }
  return only.empty() ? word.data : only;
}

}  // namespace detail

/// Gives data to the operations that name none: one that can work on several families works on its
/// usual one, unless the rest of the workload uses another of them, and that one only. So EXPIRE in
/// a workload of hashes expires hashes, and a GET beside INCR reads counters where nothing sets
/// strings.
inline void complete_data(scenario& of, scenario_words const& words) {
  std::vector<std::string> used;
  // Those without a choice, those with a choice among some, those that take any key.
  for (int choice = 0; choice < 3; ++choice) {
    std::vector<std::string> added;  // apart, so that two that choose do not look at each other
    for (scenario_operation& op : of.operations) {
      scenario_word const* const word = detail::find_word(words, op.name);
      if (word == nullptr) continue;
      bool const chooses = op.data.empty() && !word->also_on.empty();
      if ((chooses ? word->on_any_key ? 2 : 1 : 0) != choice) continue;
      if (op.data.empty()) op.data = detail::data_among(*word, used);
      added.push_back(op.data);
    }
    used.insert(used.end(), added.begin(), added.end());
  }
}

}  // namespace kvbench

// kvbench/catalogue.cpp: the named workloads and the operations, as data.
//
// SPDX-License-Identifier: MIT
#include "catalogue.hpp"

#include <kvbench/redis/catalogue.hpp>       // the workloads as types
#include <kvbench/scenario/quantities.hpp>   // weights as text
#include <kvbench/scenario/redis_words.hpp>  // operations as data
#include <kvbench/scenario/typed.hpp>        // types as data

#include <algorithm>  // std::find, std::max

#include "client.hpp"  // the clients of the list

namespace kvbench::cli {

namespace {

std::vector<std::string> groups_of(std::vector<scenario> const& all) {
  std::vector<std::string> found;
  for (scenario const& each : all) {
    if (std::find(found.begin(), found.end(), each.group) == found.end())
      found.push_back(each.group);
  }
  return found;
}

std::string padded(std::string_view name, std::size_t width) {
  return std::string{name} + std::string(std::max(width, name.size()) - name.size() + 2, ' ');
}

}  // namespace

std::vector<scenario> const& catalogue() {
  static const std::vector<scenario> entries = [] {
    std::vector<scenario> all;
    redis::catalogue::for_each_workload([&all](auto const& w) { all.push_back(scenario_of(w)); });
    return all;
  }();
  return entries;
}

std::vector<std::string> const& groups() {
  static const std::vector<std::string> names = groups_of(catalogue());
  return names;
}

scenario_words const& words_of_scenarios() {
  static const scenario_words words = redis_words();
  return words;
}

std::vector<std::string> const& operations() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> found;
    for (scenario_word const& word : words_of_scenarios()) found.push_back(word.name);
    return found;
  }();
  return names;
}

std::string workloads_text(std::vector<scenario> const& all) {
  std::size_t width = 0;
  for (scenario const& each : all) width = std::max(width, each.name.size());
  std::string text;
  for (std::string const& group : groups_of(all)) {
    text += group.empty() ? "\n" : "\n  " + group + "\n";
    for (scenario const& each : all) {
      if (each.group != group) continue;
      std::string mix;
      for (scenario_operation const& op : each.operations)
        mix += (mix.empty() ? "" : ", ") + op.name + " " + weight_text(op.weight);
      const bool uniform_keys = !each.keys || *each.keys == uniform;
      text += "    " + padded(each.name, width) + each.description +
              (uniform_keys ? "" : "; keys " + to_text(*each.keys)) + "\n";
      text += "    " + padded("", width) + mix + "\n";
    }
  }
  return text;
}

std::string list_text() {
  std::string text =
      "Workloads (kvbench run --workload NAME, or --group GROUP)\n" + workloads_text(catalogue());
  text += "\nOperations (kvbench run --op OP)\n\n ";
  std::size_t column = 1;
  for (std::string const& name : operations()) {
    if (column + name.size() + 1 > 79) {
      text += "\n ";
      column = 1;
    }
    text += " " + name;
    column += name.size() + 1;
  }
  text += "\n\nClients (kvbench run --client CLIENT)\n\n";
  std::size_t width = 0;
  for (scenario const& each : catalogue()) width = std::max(width, each.name.size());
  for (client_kind const* kind : all_clients()) {
    std::string name{kind->shown.empty() ? kind->name : kind->shown};
    if (kind->takes_file) name += "[:FILE]";
    text += "    " + padded(name, width) + std::string{kind->description} + "\n";
  }
  return text;
}

}  // namespace kvbench::cli

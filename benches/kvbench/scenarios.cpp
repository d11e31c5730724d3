// kvbench/scenarios.cpp: workloads that the command line names, as data.
//
// SPDX-License-Identifier: MIT
#include "scenarios.hpp"

#include <kvbench/core/error.hpp>     // what is wrong with a file
#include <kvbench/scenario/read.hpp>  // files

#include "catalogue.hpp"  // what a file may name
#include "names.hpp"      // refusals
#include "status.hpp"     // say

namespace kvbench::cli {

namespace {

std::vector<scenario> read_file(std::string const& file) {
  try {
    return read_scenarios(file, words_of_scenarios());
  } catch (error const& refused) {
    std::string faults = refused.what();
    for (std::size_t end = faults.find('\n'); end != faults.npos; end = faults.find('\n')) {
      say(faults.substr(0, end));
      faults.erase(0, end + 1);
    }
    throw usage_error{faults};
  }
}

}  // namespace

std::vector<scenario> scenarios_of(words const& w) {
  if (!w.scenario) {
    if (!w.names.empty())
      throw usage_error{"--name names a workload of --scenario FILE; else give --workload NAME"};
    return {};
  }
  std::vector<scenario> all = read_file(*w.scenario);
  if (w.names.empty()) return all;
  std::vector<std::string> known;
  for (scenario const& each : all) known.push_back(each.name);
  std::vector<scenario> chosen;
  for (std::string const& name : split_at_commas(w.names)) {
    if (!contains(known, name))
      refuse_unknown("workload", name, known, "there are " + listed(known));
    for (scenario const& each : all) {
      if (each.name == name) chosen.push_back(each);
    }
  }
  return chosen;
}

scenario only_operation(std::string const& name) {
  scenario one{.name = name, .operations = {{.name = name, .weight = whole_parts}}};
  complete_data(one, words_of_scenarios());
  return one;
}

}  // namespace kvbench::cli

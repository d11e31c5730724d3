// kvbench/catalogue.hpp: the named workloads and the operations, as data.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <string>  // names
#include <vector>  // tables

#include <kvbench/scenario/scenario.hpp>  // a workload as data
#include <kvbench/scenario/words.hpp>     // operations as data

namespace kvbench::cli {

/// The named workloads, in the order of the catalogue.
std::vector<scenario> const& catalogue();

/// The names of the groups, in that order.
std::vector<std::string> const& groups();

/// What a scenario file may name.
scenario_words const& words_of_scenarios();

/// The names of all operations.
std::vector<std::string> const& operations();

/// The workloads, group by group, each with its mix.
std::string workloads_text(std::vector<scenario> const& all);

/// The text of `kvbench list`.
std::string list_text();

}  // namespace kvbench::cli

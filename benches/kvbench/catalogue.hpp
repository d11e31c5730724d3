// kvbench/catalogue.hpp: the named workloads and the operations, as data.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <string>  // names
#include <vector>  // tables

namespace kvbench::cli {

struct weighted_operation {
  std::string name;
  std::string percent;  ///< "50", "12.5"
};

struct catalogue_entry {
  std::string name;
  std::string group;
  std::string description;
  std::string keys;  ///< the distribution that belongs to the workload
  std::vector<weighted_operation> mix;
};

/// The named workloads, in the order of the catalogue.
std::vector<catalogue_entry> const& catalogue();

/// The names of the groups, in that order.
std::vector<std::string> const& groups();

/// The names of all operations.
std::vector<std::string> const& operations();

/// The text of `kvbench list`.
std::string list_text();

}  // namespace kvbench::cli

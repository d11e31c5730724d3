// kvbench/scenarios.hpp: workloads that the command line names, as data.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/scenario/scenario.hpp>  // what they are

#include <string>  // names
#include <vector>  // several

#include "words.hpp"  // what was typed

namespace kvbench::cli {

/// The workloads of --scenario: those that --name names, or all; none where there is no --scenario.
/// Errors  usage_error; where a file has several faults, all but the last are said before.
std::vector<scenario> scenarios_of(words const& w);

/// The operation alone, on the data that it usually works on.
scenario only_operation(std::string const& name);

}  // namespace kvbench::cli

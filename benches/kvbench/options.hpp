// kvbench/options.hpp: how a run goes, from words.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/run/options.hpp>  // what a run takes

#include <cstdint>      // numbers
#include <string>       // words
#include <string_view>  // names of options
#include <vector>       // what is allowed

#include "scenarios.hpp"  // what a scenario brings along
#include "words.hpp"      // what was typed

namespace kvbench::cli {

struct bounds {
  std::uint64_t least = 0;
  std::uint64_t most = 0;
};

/// A whole number within bounds. Errors  usage_error.
std::uint64_t number_of(std::string_view option, std::string const& text, bounds within,
                        std::string_view example);

/// A length of time. Errors  usage_error.
nanoseconds time_of(std::string_view option, std::string const& text, std::string_view examples);

/// A share: "1%" or "0.01". Errors  usage_error.
double share_of(std::string_view option, std::string const& text, std::string_view example);

/// One of the words that are allowed. Errors  usage_error.
std::string one_of(std::string_view option, std::string const& text,
                   std::vector<std::string> const& allowed);

/// What the words say of a run; what a scenario brings along holds where they say nothing else.
/// Errors  usage_error.
run_options options_of(words const& w, scenario_settings const& brought);

}  // namespace kvbench::cli

// kvbench/names.hpp: what may be named on the command line, and what a mistyped name was meant to
// be.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <stdexcept>    // std::runtime_error
#include <string>       // words
#include <string_view>  // words
#include <vector>       // several of each

namespace kvbench::cli {

/// A command line that cannot be met. The message is one line and says what would have been right.
class usage_error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// `; did you mean "x"?`, or nothing where no known word is near. Two letters that changed places
/// are one mistake.
std::string hint_of(std::string_view word, std::vector<std::string> const& known);

/// `unknown <what> "x"; did you mean "y"?`, or where nothing is near, `otherwise`.
[[noreturn]] void refuse_unknown(std::string const& what, std::string_view word,
                                 std::vector<std::string> const& known,
                                 std::string const& otherwise);

/// The word in quotes, whatever it holds, on one line.
std::string in_quotes(std::string_view text);

/// Operations may be typed in lower case.
std::string upper(std::string text);

/// "a, b"
std::string listed(std::vector<std::string> const& names);

/// "a,b" is two names: shells make it easy to type. "f(a,b)" is one.
std::vector<std::string> split_at_commas(std::vector<std::string> const& given);

bool contains(std::vector<std::string> const& names, std::string const& name);
std::vector<std::string> names_of_workloads();
std::vector<std::string> names_of_clients();

}  // namespace kvbench::cli

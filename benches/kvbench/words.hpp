// kvbench/words.hpp: the command line, word for word.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>     // options that were not given
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

/// What was typed after `kvbench run`; what it means is request.cpp.
struct words {
  std::vector<std::string> workloads, operations, groups, clients;
  std::optional<std::string> keys, elements, value_size, distribution, ops, time, threads, warmup,
      seed, durability, sharing, format, out;
  bool no_latency = false;
};

/// Takes the command line apart.
/// Yields  the words of `run`, or nothing where the answer was help, a list or a version, which
/// `text` then holds. Errors  usage_error.
std::optional<words> read_words(int argc, char** argv, std::string& text);

/// `; did you mean "x"?`, or nothing where no known word is near. Two letters that changed places
/// are one mistake.
std::string hint_of(std::string_view word, std::vector<std::string> const& known);

/// The word in quotes, whatever it holds, on one line.
std::string in_quotes(std::string_view text);

/// Operations may be typed in lower case.
std::string upper(std::string text);

bool contains(std::vector<std::string> const& names, std::string const& name);
std::vector<std::string> names_of_workloads();
std::vector<std::string> names_of_clients();

}  // namespace kvbench::cli

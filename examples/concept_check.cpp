// concept_check.cpp: which commands a client has, known to the compiler before anything runs.
//
// SPDX-License-Identifier: MIT
#include <kvbench/redis/operations.hpp>  // op, get
#include <redlite/command/values.hpp>    // every command

#include <boost/hana/for_each.hpp>  // over the table of commands
#include <iostream>
#include <optional>
#include <string>
#include <string_view>

/// A client is any class with members of the commands' names; there is nothing to derive from.
struct tiny_client {
  std::optional<std::string> get(std::string_view key);
  void set(std::string_view key, std::string_view value);
  long incr(std::string_view key);
  double strlen(std::string_view key);  // a length is an integer
};

// Proved beside the type: what it must have, and what it must not be taken to have.
static_assert(redlite::supports<tiny_client, redlite::cmd::get>);
static_assert(redlite::supports<tiny_client, redlite::cmd::set>);
static_assert(!redlite::supports<tiny_client, redlite::cmd::strlen>);
static_assert(!redlite::supports<tiny_client, redlite::cmd::zadd>);

// What is supported can be measured.
static_assert(kvbench::runs_on<kvbench::redis::op<redlite::cmd::get>, tiny_client>);

int main() {
  int all = 0;
  int supported = 0;
  boost::hana::for_each(redlite::commands, [&]<class Command>(boost::hana::basic_type<Command>) {
    ++all;
    if constexpr (redlite::supports<tiny_client, Command>) {
      std::cout << Command::name << '\n';
      ++supported;
    }
  });
  std::cout << supported << " of " << all << " commands\n";
  return supported == 3 ? 0 : 1;
}

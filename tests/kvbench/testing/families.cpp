// tests/kvbench/testing/families.cpp: every command belongs to one family, and can be drawn.
//
// SPDX-License-Identifier: MIT
#include <kvbench/testing/families.hpp>

#include <set>     // names
#include <string>  // names

#include <kvbench/testing/deck.hpp>        // weights
#include <kvbench/testing/exceptions.hpp>  // exceptions

#include "catch.hpp"

namespace testing = kvbench::testing;

// A command that no suite plays would be as good as untested.
TEST_CASE("families: together they are the command table, each command once", "[testing]") {
  std::size_t commands = 0;
  std::set<std::string> families;
  testing::for_each_family(
      [&]<class... Commands>(std::string_view name, redlite::type_list<Commands...>) {
        commands += sizeof...(Commands);
        CHECK(families.emplace(name).second);
      });
  CHECK(commands == redlite::command_list::size);

  testing::vocabulary words;
  testing::add_all_families(words);
  std::set<std::string> names;
  for (auto const& one : words.forms()) names.emplace(one.command);
  CHECK(names.size() == redlite::command_list::size);
  CHECK(words.gaps() == std::vector<std::string>{});

  // A name that is misspelt in a table would have no effect.
  for (auto const& one : testing::detail::weights) {
    INFO(one.command);
    CHECK(words.find(one.command) != nullptr);
  }
  for (auto const& one : testing::detail::exceptions) {
    INFO(one.command);
    CHECK(words.find(one.command) != nullptr);
    for (std::string_view const reader : one.readers)
      CHECK((reader.empty() || words.find(reader) != nullptr));
  }
}

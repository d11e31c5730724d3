// tests/kvbench/core/suggest.cpp: did you mean.
//
// SPDX-License-Identifier: MIT
#include <kvbench/core/suggest.hpp>

#include <array>
#include <string_view>

#include "catch.hpp"

using namespace kvbench;
using namespace std::string_view_literals;

// A suggestion for any word at all sends the reader the wrong way; none for a slip leaves them
// alone.
TEST_CASE("suggest: the nearest word, or none", "[core]") {
  constexpr std::array words{"read_heavy"sv, "read_only"sv, "write_heavy"sv};
  CHECK(nearest("read_hevy", words) == "read_heavy");
  CHECK(nearest("READ_ONLY", words) == "read_only");
  CHECK(nearest("leaderboard", words).empty());
  CHECK(nearest("", words).empty());
  CHECK(did_you_mean("writeheavy", words) == "; did you mean \"write_heavy\"?");
  CHECK(did_you_mean("xyz", words).empty());
}

// The distance decides what is near: each kind of slip is one.
TEST_CASE("suggest: each slip of the finger counts one", "[core]") {
  CHECK(edit_distance("", "abc") == 3);
  CHECK(edit_distance("abc", "") == 3);
  CHECK(edit_distance("abc", "abc") == 0);
  CHECK(edit_distance("abc", "abd") == 1);
  CHECK(edit_distance("abc", "ac") == 1);
  CHECK(edit_distance("ac", "abc") == 1);
  CHECK(edit_distance("kitten", "sitting") == 3);
}

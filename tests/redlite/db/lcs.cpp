// tests/redlite/db/lcs.cpp: the longest common subsequence. Replies compared with redis-server
// 7.0.15.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/lcs.hpp>

#include <string>  // values
#include <vector>  // matches

#include <redlite/db/db.hpp>  // commands

#include "catch.hpp"
#include "store.hpp"

using redlite::length_only;
using redlite::with_indexes;
using redlite::with_match_length;
using support::message_of;

namespace {

using matches = std::vector<redlite::lcs_match>;
using measured = std::vector<redlite::lcs_measured_match>;

}  // namespace

TEST_CASE("lcs: the common bytes, their number, and where they lie", "[redlite]") {
  redlite::db db(":memory:");
  db.mset({{"a", "ohmytext"}, {"b", "mynewtext"}});
  CHECK(db.lcs("a", "b") == "mytext");
  CHECK(db.lcs("a", "b", length_only) == 6);
  const auto found = db.lcs("a", "b", with_indexes);
  CHECK(found.length == 6);
  CHECK(found.matches == matches{{{4, 7}, {5, 8}}, {{2, 3}, {0, 1}}});
  CHECK(db.lcs("a", "b", with_indexes, {.min_match_length = 4}).matches ==
        matches{{{4, 7}, {5, 8}}});
  CHECK(db.lcs("a", "b", with_indexes, {.min_match_length = 4}).length == 6);
  CHECK(db.lcs("a", "b", with_indexes, {.min_match_length = -3}).matches.size() == 2);
  CHECK(db.lcs("a", "b", with_indexes, with_match_length).matches ==
        measured{{{4, 7}, {5, 8}, 4}, {{2, 3}, {0, 1}, 2}});
  CHECK(db.lcs("a", "b", with_indexes, with_match_length, {.min_match_length = 3}).matches ==
        measured{{{4, 7}, {5, 8}, 4}});
}

// Of several as long the choice is Redis': another one would differ between two stores.
TEST_CASE("lcs: of several the one that Redis finds", "[redlite]") {
  redlite::db db(":memory:");
  db.mset({{"a", "abcbdab"}, {"b", "bdcaba"}, {"c", "xaxbxc"}, {"d", "aabbcc"}});
  CHECK(db.lcs("a", "b") == "bdab");
  CHECK(db.lcs("b", "a") == "bcba");
  CHECK(db.lcs("a", "b", with_indexes).matches == matches{{{5, 6}, {3, 4}}, {{3, 4}, {0, 1}}});
  CHECK(db.lcs("c", "d", with_indexes).matches ==
        matches{{{5, 5}, {5, 5}}, {{3, 3}, {2, 2}}, {{1, 1}, {0, 0}}});
  CHECK(db.lcs("a", "a", with_indexes).matches == matches{{{0, 6}, {0, 6}}});
  // Neighbours in one string alone are two matches.
  db.mset({{"e", "axb"}, {"f", "ab"}});
  CHECK(db.lcs("e", "f", with_indexes).matches == matches{{{2, 2}, {1, 1}}, {{0, 0}, {0, 0}}});
  CHECK(db.lcs("f", "e", with_indexes).matches == matches{{{1, 1}, {2, 2}}, {{0, 0}, {0, 0}}});
}

TEST_CASE("lcs: nothing in common, nothing there, no string", "[redlite]") {
  using namespace std::string_literals;
  redlite::db db(":memory:");
  db.mset({{"a", "abc"}, {"b", "xyz"}, {"empty", ""}});
  db.set("zeros", "\0\xff\0"s);
  CHECK(db.lcs("a", "b").empty());
  CHECK(db.lcs("a", "none").empty());
  CHECK(db.lcs("none", "none too", length_only) == 0);
  CHECK(db.lcs("a", "empty", with_indexes).matches.empty());
  CHECK(db.lcs("zeros", "zeros") == "\0\xff\0"s);
  db.rpush("l", "x");
  for (const auto& [x, y] : {std::pair("a", "l"), std::pair("l", "a"), std::pair("none", "l")}) {
    CHECK(message_of([&, x = x, y = y] { db.lcs(x, y); }) ==
          "ERR The specified keys must contain string values");
    CHECK(message_of([&, x = x, y = y] { db.lcs(x, y, length_only); }) ==
          "ERR The specified keys must contain string values");
  }
}

// A table beyond all memory must be refused, not attempted.
TEST_CASE("lcs: strings too long for the table are refused", "[redlite]") {
  redlite::db db(":memory:");
  db.set("a", std::string(11'585, 'x'));
  db.set("b", std::string(11'585, 'y'));
  CHECK(message_of([&] { db.lcs("a", "b", length_only); }) ==
        "ERR Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len");
  db.set("b", "xyx");
  CHECK(db.lcs("a", "b", length_only) == 2);
}

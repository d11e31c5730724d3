// tests/redlite/core/glob.cpp: patterns. Each answer compared with redis-server 7.0.15.
//
// SPDX-License-Identifier: MIT
#include <redlite/core/glob.hpp>

#include <string>       // texts
#include <string_view>  // texts

#include "catch.hpp"

using redlite::glob_match;

// A pattern that fits too much hands out, or deletes, other people's keys.
TEST_CASE("glob: stars, marks and plain bytes", "[redlite]") {
  CHECK(glob_match("*", "anything"));
  CHECK(glob_match("h?llo", "hello"));
  CHECK_FALSE(glob_match("h?llo", "hllo"));
  CHECK(glob_match("h*llo", "hllo"));
  CHECK(glob_match("h*llo", "heeeello"));
  CHECK_FALSE(glob_match("h*llo", "hello!"));
  CHECK(glob_match("user:*:name", "user:12:name"));
  CHECK_FALSE(glob_match("user:*:name", "user:12:names"));
  CHECK(glob_match("***a", "bca"));
  CHECK(glob_match("a***", "a"));
  CHECK_FALSE(glob_match("", "a"));
  CHECK_FALSE(glob_match("Hello", "hello"));
  CHECK(glob_match(std::string_view("a\0*", 3), std::string_view("a\0b", 3)));
}

TEST_CASE("glob: classes", "[redlite]") {
  CHECK(glob_match("h[ae]llo", "hallo"));
  CHECK_FALSE(glob_match("h[ae]llo", "hillo"));
  CHECK(glob_match("h[^e]llo", "hallo"));
  CHECK_FALSE(glob_match("h[^e]llo", "hello"));
  CHECK(glob_match("h[a-c]llo", "hbllo"));
  CHECK(glob_match("h[c-a]llo", "hbllo"));
  CHECK_FALSE(glob_match("h[a-c]llo", "hdllo"));
  CHECK(glob_match("[\\]]", "]"));
  CHECK_FALSE(glob_match("[a-]", "-"));  // from a to the bracket, and never closed
  CHECK(glob_match("[a-]", "^"));
  CHECK(glob_match("[a\\-c]", "-"));
  CHECK_FALSE(glob_match("[a\\-c]", "b"));
  CHECK(glob_match("[x\\]]y", "xy"));
  CHECK(glob_match("[a-\xff]", "\x80") == glob_match("[\xff-a]", "\x80"));
  CHECK(glob_match("[a-\xff]", "A"));
  CHECK_FALSE(glob_match("[a-\xff]", "b"));
}

// Odd ends that Redis has, and a test suite that compares the two would meet.
TEST_CASE("glob: what Redis makes of unfinished and empty patterns", "[redlite]") {
  CHECK(glob_match("", ""));
  CHECK_FALSE(glob_match("*", ""));
  CHECK_FALSE(glob_match("[", "["));
  CHECK(glob_match("[^", "["));
  CHECK(glob_match("[x", "x"));
  CHECK_FALSE(glob_match("[]", "]"));
  CHECK(glob_match("[^]", "a"));
  CHECK(glob_match("\\", "\\"));
  CHECK(glob_match("\\*", "*"));
  CHECK_FALSE(glob_match("\\*", "x"));
}

// Matched naively, this asks for more steps than there are atoms.
TEST_CASE("glob: many stars end in reasonable time", "[redlite]") {
  const std::string text(2000, 'a');
  std::string pattern;
  for (int i = 0; i < 30; ++i) pattern += "a*";
  CHECK_FALSE(glob_match(pattern + "b", text));
  CHECK(glob_match(pattern, text));
}

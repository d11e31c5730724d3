// tests/redlite/resp/argv.cpp: the words of a command, and that they stay whole.
//
// SPDX-License-Identifier: MIT
#include <redlite/resp/argv.hpp>

#include <limits>
#include <string>
#include <vector>

#include "catch.hpp"

using redlite::resp::argv;

namespace {

std::vector<std::string> all(const argv& words) { return {words.begin(), words.end()}; }

}  // namespace

// A name sent as one word is an unknown command; a key that holds a blank must stay one.
TEST_CASE("argv: names are split at blanks, bytes are not", "[resp]") {
  argv out;
  out.words("XGROUP CREATE");
  out.words("");
  out.text("a b");
  out.text(std::string_view("\0\r\n", 3));
  out.text("");
  CHECK(all(out) ==
        std::vector<std::string>{"XGROUP", "CREATE", "a b", std::string("\0\r\n", 3), ""});
}

// A number that is kept in a place that moves, or is used twice, becomes another number.
TEST_CASE("argv: made words stay, through thousands and a second use", "[resp]") {
  argv out;
  for (int round = 0; round < 2; ++round) {
    out.clear();
    std::vector<std::string> expected;
    for (int i = 0; i < 2000; ++i) {
      out.integer(i);
      expected.push_back(std::to_string(i));
    }
    out.own(std::string(100, static_cast<char>('x' + round)));
    expected.emplace_back(100, static_cast<char>('x' + round));
    CHECK(all(out) == expected);
  }
  argv moved = std::move(out);
  CHECK(moved[1999] == "1999");
}

TEST_CASE("argv: numbers at their ends", "[resp]") {
  argv out;
  out.integer(std::numeric_limits<std::int64_t>::min());
  out.unsigned_integer(std::numeric_limits<std::uint64_t>::max());
  out.real(std::numeric_limits<double>::infinity());
  out.real(-std::numeric_limits<double>::infinity());
  out.real(0.1);
  out.real(-3);
  CHECK(all(out) == std::vector<std::string>{"-9223372036854775808", "18446744073709551615", "inf",
                                             "-inf", "0.1", "-3"});
}

// tests/redlite/db/score_range.cpp: ends of ranges, each reading compared with Redis 7.0.15.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/score_range.hpp>

#include <cmath>        // NaN
#include <limits>       // infinity
#include <string>       // messages
#include <string_view>  // ends

#include "catch.hpp"

using namespace redlite::detail;
using redlite::bound;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

template <class Call>
std::string refusal(Call&& call) {
  try {
    call();
  } catch (const redlite::error& refused) {
    return refused.what();
  }
  return {};
}

bool holds(const score_range& range, double score) {
  return !range.empty && range.low <= score && score <= range.high;
}

bool holds(const lex_range& range, std::string_view member) {
  return !range.empty && range.low <= member && (!range.high || member < *range.high);
}

}  // namespace

// "(1" that includes 1, or excludes what comes right after it, would count wrong by one.
TEST_CASE("score_range: an excluded end leaves out that score and no other", "[db]") {
  const score_range open = parse_score_range("(1", "(2");
  REQUIRE_FALSE(holds(open, 1));
  REQUIRE(holds(open, std::nextafter(1.0, 2.0)));
  REQUIRE(holds(open, std::nextafter(2.0, 1.0)));
  REQUIRE_FALSE(holds(open, 2));
  const score_range closed = parse_score_range(1, 2.0);
  REQUIRE(holds(closed, 1));
  REQUIRE(holds(closed, 2));
  REQUIRE_FALSE(holds(parse_score_range("(0", "1"), 0.0));
  REQUIRE_FALSE(holds(parse_score_range("(0", "1"), -0.0));
  REQUIRE(parse_score_range("(1", "1").empty);
  REQUIRE(parse_score_range(2, 1).empty);
  REQUIRE_FALSE(parse_score_range(1, 1).empty);
}

// Infinite scores are scores: an end that cannot exclude them would return them for ever.
TEST_CASE("score_range: infinities, included and excluded", "[db]") {
  REQUIRE(holds(parse_score_range("-inf", "+inf"), infinity));
  REQUIRE(holds(parse_score_range("-inf", "+inf"), -infinity));
  REQUIRE_FALSE(holds(parse_score_range("(-inf", "(+inf"), infinity));
  REQUIRE_FALSE(holds(parse_score_range("(-inf", "(+inf"), -infinity));
  REQUIRE(holds(parse_score_range("(-inf", "(inf"), std::numeric_limits<double>::max()));
  REQUIRE(holds(parse_score_range("(-inf", "(inf"), std::numeric_limits<double>::lowest()));
  REQUIRE(parse_score_range("(inf", "inf").empty);
  REQUIRE(parse_score_range("-inf", "(-inf").empty);
}

// Redis reads ends with strtod: what it takes must not be refused here, nor the other way round.
TEST_CASE("score_range: ends as Redis reads them", "[db]") {
  const std::string refused = "ERR min or max is not a float";
  REQUIRE(parse_score_end("0x10").score == 16);
  REQUIRE(parse_score_end("1e400").score == infinity);
  REQUIRE(parse_score_end(" 1").score == 1);
  REQUIRE(parse_score_end("").score == 0);
  REQUIRE(parse_score_end("(").excluded);
  REQUIRE(parse_score_end("+5").score == 5);
  for (const char* text : {"x", "1x", "(x", "((1", "nan", "(nan", "1 ", "[1", "-", "+"}) {
    INFO(text);
    REQUIRE(refusal([&] { parse_score_end(text); }) == refused);
  }
  REQUIRE(refusal([&] { parse_score_range(0, std::nan("")); }) == refused);
}

TEST_CASE("score_range: lexical ends", "[db]") {
  REQUIRE(holds(parse_lex_range("-", "+"), ""));
  REQUIRE(holds(parse_lex_range("-", "+"), "\xff\xff"));
  REQUIRE(holds(parse_lex_range("[b", "[d"), "b"));
  REQUIRE(holds(parse_lex_range("[b", "[d"), "d"));
  REQUIRE_FALSE(holds(parse_lex_range("(b", "(d"), "b"));
  REQUIRE_FALSE(holds(parse_lex_range("(b", "(d"), "d"));
  // What comes right after "b" is "b" and a zero byte.
  const std::string next("b\0", 2);
  REQUIRE(holds(parse_lex_range("(b", "(d"), next));
  REQUIRE_FALSE(holds(parse_lex_range("-", "[b"), next));
  REQUIRE(parse_lex_range("+", "-").empty);
  REQUIRE(parse_lex_range("+", "+").empty);
  REQUIRE(parse_lex_range("[c", "[b").empty);
  REQUIRE(parse_lex_range("(b", "[b").empty);
  for (const bound wrong :
       {bound("b"), bound(""), bound("-x"), bound("+x"), bound(1), bound(1.5)}) {
    REQUIRE(refusal([&] { parse_lex_range(wrong, "+"); }) ==
            "ERR min or max not valid string range item");
    REQUIRE(refusal([&] { parse_lex_range("-", wrong); }) ==
            "ERR min or max not valid string range item");
  }
}

TEST_CASE("score_range: indexes are whole numbers", "[db]") {
  REQUIRE(parse_index(-3) == -3);
  REQUIRE(parse_index(2.0) == 2);
  REQUIRE(parse_index("-1") == -1);
  for (const bound wrong : {bound("x"), bound(""), bound("(1"), bound("1.5"), bound(1.5),
                            bound("+1"), bound("9223372036854775808"), bound("inf")}) {
    REQUIRE(refusal([&] { parse_index(wrong); }) == "ERR value is not an integer or out of range");
  }
}

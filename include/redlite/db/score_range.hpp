// redlite/db/score_range.hpp: the two ends of a range, from what commands are given to what SQL
// asks.
//
// Floor: db. Redis' readings of an end, and Redis' words where it has none.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/role.hpp>  // bound
#include <redlite/core/bytes.hpp>    // numbers as text
#include <redlite/core/error.hpp>    // error

#include <cmath>        // std::nextafter
#include <cstdint>      // indexes
#include <cstdlib>      // std::strtod
#include <limits>       // infinity
#include <optional>     // no upper end
#include <string>       // lexical ends
#include <string_view>  // texts
#include <variant>      // bound

namespace redlite::detail {

/// Scores from `low` to `high`, both included: an end that was excluded is the next number.
struct score_range {
  double low = 0;
  double high = 0;
  bool empty = false;
};

/// Members from `low` up to, not including, `high`; without `high`, to the last.
struct lex_range {
  std::string low;
  std::optional<std::string> high;
  bool empty = false;
};

[[noreturn]] inline void throw_bad_score_end() {
  throw error(errc::not_float, "ERR min or max is not a float");
}
[[noreturn]] inline void throw_bad_lex_end() {
  throw error(errc::syntax, "ERR min or max not valid string range item");
}

struct score_end {
  double score = 0;
  bool excluded = false;
};

/// Source  Redis' zslParseRange, which reads what strtod reads: hexadecimal, blanks ahead, even "".
inline score_end parse_score_end(const bound& given) {
  if (const auto* index = std::get_if<std::int64_t>(&given.value()))
    return {static_cast<double>(*index)};
  if (const auto* score = std::get_if<double>(&given.value())) {
    if (std::isnan(*score)) throw_bad_score_end();
    return {*score};
  }
  std::string_view text = std::get<std::string_view>(given.value());
  score_end end;
  if (!text.empty() && text.front() == '(') {
    end.excluded = true;
    text.remove_prefix(1);
  }
  if (const auto plain = parse_float(text)) {
    end.score = *plain;
    return end;
  }
  const std::string odd(text);
  char* rest = nullptr;
  end.score = std::strtod(odd.c_str(), &rest);
  if (*rest != '\0' || std::isnan(end.score)) throw_bad_score_end();
  return end;
}

/// Errors  not_float.
inline score_range parse_score_range(const bound& low, const bound& high) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const score_end from = parse_score_end(low);
  const score_end to = parse_score_end(high);
  score_range range{from.score, to.score};
  if (from.excluded) {
    if (from.score == infinity) range.empty = true;
    range.low = std::nextafter(from.score, infinity);
  }
  if (to.excluded) {
    if (to.score == -infinity) range.empty = true;
    range.high = std::nextafter(to.score, -infinity);
  }
  if (range.low > range.high) range.empty = true;
  return range;
}

/// Errors  syntax, with Redis' words, where an end is none of "-", "+", "[text", "(text".
/// Source  Redis' zslParseLexRange
inline lex_range parse_lex_range(const bound& low, const bound& high) {
  const auto text_of = [](const bound& given) {
    const auto* text = std::get_if<std::string_view>(&given.value());
    if (text == nullptr || text->empty()) throw_bad_lex_end();
    const char first = text->front();
    const bool sign = first == '-' || first == '+';
    const bool all = sign && (text->size() == 1 || (*text)[1] == '\0');  // as Redis' C string
    if (!all && first != '[' && first != '(') throw_bad_lex_end();
    return all ? text->substr(0, 1) : *text;
  };
  const std::string_view from = text_of(low);
  const std::string_view to = text_of(high);
  lex_range range;
  // The next text after a text is the same with a zero byte behind.
  if (from == "+" || to == "-") {
    range.empty = true;
    return range;
  }
  if (from != "-") {
    range.low = from.substr(1);
    if (from.front() == '(') range.low.push_back('\0');
  }
  if (to != "+") {
    range.high.emplace(to.substr(1));
    if (to.front() == '[') range.high->push_back('\0');
    range.empty = range.low >= *range.high;
  }
  return range;
}

/// Yields  the index; negative ones count from the end.
/// Errors  not_integer.
inline std::int64_t parse_index(const bound& given) {
  if (const auto* index = std::get_if<std::int64_t>(&given.value())) return *index;
  if (const auto* score = std::get_if<double>(&given.value())) {
    if (const auto whole = parse_integer(format_float(*score))) return *whole;
    throw_not_integer();
  }
  const auto whole = parse_integer(std::get<std::string_view>(given.value()));
  if (!whole) throw_not_integer();
  return *whole;
}

}  // namespace redlite::detail

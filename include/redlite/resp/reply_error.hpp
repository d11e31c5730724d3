// redlite/resp/reply_error.hpp: which code an error reply has, by its text.
//
// Floor: resp. Over the wire an error is a text; callers branch on codes.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/core/error.hpp>  // errc

#include <string>       // the message
#include <string_view>  // texts

namespace redlite::resp {

namespace detail {

/// First where a text begins with it, then where it holds it; the first line that fits counts.
struct known_error {
  std::string_view words;
  errc code;
};
inline constexpr known_error errors_by_prefix[] = {
    {"WRONGTYPE", errc::wrong_type}, {"NOAUTH", errc::auth},
    {"WRONGPASS", errc::auth},       {"NOPERM", errc::auth},
    {"ERR AUTH", errc::auth},        {"ERR invalid password", errc::auth},
    {"NOGROUP", errc::no_group},     {"BUSYGROUP", errc::busy_group},
    {"READONLY", errc::read_only},   {"ERR Protocol error", errc::protocol}};
inline constexpr known_error errors_by_words[] = {
    {"syntax error", errc::syntax},
    {"at least 1 input key", errc::syntax},
    {"wrong number of arguments", errc::syntax},
    {"not compatible", errc::syntax},
    {"not valid string range item", errc::syntax},
    {"Invalid bitfield type", errc::syntax},
    {"bit offset is not an integer", errc::out_of_range},
    {"bit is not an integer", errc::out_of_range},
    {"bit argument must be", errc::out_of_range},
    {"is not a valid float", errc::not_float},
    {"is not a float", errc::not_float},
    {"is not a double", errc::not_float},
    {"can't be converted into double", errc::not_float},
    {"would overflow", errc::overflow},
    {"not a number (NaN)", errc::overflow},
    {"would produce NaN or Infinity", errc::overflow},
    {"is not an integer", errc::not_integer},
    {"value is out of range", errc::out_of_range},
    {"index out of range", errc::out_of_range},
    {"index is out of range", errc::out_of_range},
    {"offset is out of range", errc::out_of_range},
    {"must be >=", errc::out_of_range},
    {"must be > 0", errc::out_of_range},
    {"cannot be negative", errc::out_of_range},
    {"invalid longitude,latitude pair", errc::out_of_range},
    {"requires COUNT argument", errc::syntax},
    {"need numeric ", errc::not_float},
    {"should be greater than 0", errc::out_of_range},
    {"LIMIT can't be negative", errc::out_of_range},
    {"COUNT can't be negative", errc::out_of_range},
    {"MAXLEN can't be negative", errc::out_of_range},
    {"RANK can't be zero", errc::out_of_range},
    {"is NaN or Infinity", errc::overflow},
    {"invalid expire time", errc::out_of_range},
    {"stream ID", errc::stream_id},
    {"The ID specified in", errc::stream_id},
    {"exhausted the last possible ID", errc::stream_id},
    {"Elements are too large", errc::stream_id},
    {"ID is meaningless in the context", errc::stream_id},
    {"ID can be specified only when", errc::stream_id},
    {"ID for the interval", errc::stream_id},
    {"Unrecognized XCLAIM option", errc::syntax},
    {"COUNT must be > 0", errc::out_of_range},
    {"must be positive or -1", errc::out_of_range},
    {"entries_added must be positive", errc::out_of_range},
    {"exceeds maximum allowed size", errc::too_large}};

}  // namespace detail

/// Yields  the code that redlite itself gives an error of that text.
[[nodiscard]] constexpr errc code_of(std::string_view text) noexcept {
  for (const auto& known : detail::errors_by_prefix) {
    if (text.starts_with(known.words)) return known.code;
  }
  for (const auto& known : detail::errors_by_words) {
    if (text.find(known.words) != text.npos) return known.code;
  }
  return errc::generic;
}

[[noreturn]] inline void throw_reply(std::string_view text) {
  throw error(code_of(text), std::string(text));
}

}  // namespace redlite::resp

// kvbench/testing/quote.hpp: bytes in quotes, as redis-cli reads them and as C++ does.
//
// Floor: wing testing.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <string>       // std::string
#include <string_view>  // bytes

namespace kvbench::testing {

namespace detail {

inline bool is_printable(char c) { return c >= ' ' && c <= '~'; }

inline void append_common(std::string& out, char c) {
  if (c == '"' || c == '\\') out += '\\';
  out += c;
}

}  // namespace detail

/// Yields  `"a\r\n\x00"`: a word of redis-cli, and how answers show bytes.
[[nodiscard]] inline std::string in_quotes(std::string_view bytes) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string out = "\"";
  for (char const c : bytes) {
    if (detail::is_printable(c)) {
      detail::append_common(out, c);
    } else if (c == '\n' || c == '\r' || c == '\t') {
      out += c == '\n' ? "\\n" : c == '\r' ? "\\r" : "\\t";
    } else {
      auto const byte = static_cast<unsigned char>(c);
      out += "\\x";
      out += digits[byte >> 4];
      out += digits[byte & 15];
    }
  }
  return out + '"';
}

/// Yields  a C++ literal: `"text"`, or `"\000\377"sv` where bytes want their length said. Octal,
///         because a hexadecimal escape would go on over the letters behind it.
[[nodiscard]] inline std::string cpp_quoted(std::string_view bytes) {
  std::string out = "\"";
  bool has_zero = false;
  for (char const c : bytes) {
    if (detail::is_printable(c)) {
      detail::append_common(out, c);
    } else {
      auto const byte = static_cast<unsigned char>(c);
      out += '\\';
      for (int shift = 6; shift >= 0; shift -= 3) {
        out += static_cast<char>('0' + ((byte >> shift) & 7));
      }
      has_zero = has_zero || c == '\0';
    }
  }
  out += '"';
  return has_zero ? out + "sv" : out;
}

/// Yields  a word as one would type it to redis-cli: bare where that is safe.
[[nodiscard]] inline std::string redis_cli_word(std::string_view bytes) {
  bool bare = !bytes.empty();
  for (char const c : bytes) {
    bare = bare && detail::is_printable(c) && c != ' ' && c != '"' && c != '\'' && c != '\\' &&
           c != '#';
  }
  return bare ? std::string(bytes) : in_quotes(bytes);
}

}  // namespace kvbench::testing

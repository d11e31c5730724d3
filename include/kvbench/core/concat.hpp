// kvbench/core/concat.hpp: several pieces of text as one.
//
// Floor: core. For messages: out of line and cold, because a chain of `+` is inlined wherever one
// is built.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>           // size_t
#include <cstdint>           // uint64_t
#include <initializer_list>  // the pieces
#include <string>            // the whole
#include <string_view>       // a piece

namespace kvbench {

/// Yields  all pieces, one after the other: `concat({"key \"", key, "\" is too long"})`.
[[nodiscard, gnu::cold, gnu::noinline]] inline std::string concat(
    std::initializer_list<std::string_view> pieces) {
  std::string whole;
  for (std::string_view const piece : pieces) whole.append(piece);
  return whole;
}

/// Yields  the number in decimal. One function for messages: `std::to_string` is inlined, and is
/// one more for each kind of integer.
[[nodiscard, gnu::cold, gnu::noinline]] inline std::string number_text(std::uint64_t number) {
  char text[20];
  char* begin = text + sizeof text;
  do {
    *--begin = static_cast<char>('0' + number % 10);
    number /= 10;
  } while (number != 0);
  return {begin, static_cast<std::size_t>(text + sizeof text - begin)};
}

}  // namespace kvbench

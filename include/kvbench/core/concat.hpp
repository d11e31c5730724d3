// kvbench/core/concat.hpp: several pieces of text as one.
//
// Floor: core. For messages: out of line and cold, because a chain of `+` is inlined wherever one
// is built.
//
// SPDX-License-Identifier: MIT
#pragma once

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

}  // namespace kvbench

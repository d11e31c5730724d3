// kvbench/core/bounds.hpp: the smaller, the larger, and what lies between bounds.
//
// Floor: core. <algorithm> has them too, with all else that it has: to read it takes a benchmark a
// tenth of a second.
//
// SPDX-License-Identifier: MIT
#pragma once

namespace kvbench {

template <class T>
[[nodiscard]] constexpr T smaller(T a, T b) noexcept {
  return b < a ? b : a;
}
template <class T>
[[nodiscard]] constexpr T larger(T a, T b) noexcept {
  return a < b ? b : a;
}
/// Yields  the value, or the bound that it exceeds; `low` is not above `high`.
template <class T>
[[nodiscard]] constexpr T between(T low, T value, T high) noexcept {
  return value < low ? low : high < value ? high : value;
}

}  // namespace kvbench

// kvbench/testing/spell.hpp: numbers as C++ literals.
//
// Floor: wing testing.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>    // std::isinf
#include <cstdint>  // numbers
#include <cstdio>   // std::snprintf
#include <limits>   // the smallest integer
#include <string>   // std::string

namespace kvbench::testing {

[[nodiscard]] inline std::string cpp_number(std::int64_t number) {
  if (number == std::numeric_limits<std::int64_t>::min()) return "INT64_MIN";
  return std::to_string(number);
}
[[nodiscard]] inline std::string cpp_number(std::uint64_t number) {
  return std::to_string(number) + 'u';
}
[[nodiscard]] inline std::string cpp_number(double number) {
  if (std::isinf(number)) return number > 0 ? "HUGE_VAL" : "-HUGE_VAL";
  char text[40];
  std::snprintf(text, sizeof text, "%.17g", number);
  std::string all(text);
  if (all.find_first_of(".en") == std::string::npos) all += ".0";
  return all;
}

}  // namespace kvbench::testing

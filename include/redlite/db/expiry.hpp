// redlite/db/expiry.hpp: ends of keys, from what commands are given to milliseconds since 1970.
//
// Floor: db. Redis' checks, and Redis' words.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/core/error.hpp>     // error
#include <redlite/db/collection.hpp>  // never_ms

#include <algorithm>    // std::min
#include <cstdint>      // std::int64_t
#include <limits>       // overflow
#include <string>       // messages
#include <string_view>  // the command's name

namespace redlite::detail {

[[noreturn]] inline void throw_bad_expiry(std::string_view command) {
  throw error(errc::out_of_range,
              "ERR invalid expire time in '" + std::string(command) + "' command");
}

/// Yields  `amount * unit_ms + base_ms`.
/// Errors  out_of_range where that overflows.
inline std::int64_t expiry_ms(std::int64_t amount, std::int64_t unit_ms, std::int64_t base_ms,
                              std::string_view command) {
  constexpr std::int64_t max = std::numeric_limits<std::int64_t>::max();
  constexpr std::int64_t min = std::numeric_limits<std::int64_t>::min();
  if (amount > max / unit_ms || amount < min / unit_ms) throw_bad_expiry(command);
  const std::int64_t ms = amount * unit_ms;
  if (ms > max - base_ms) throw_bad_expiry(command);
  return std::min(ms + base_ms, never_ms - 1);  // the last millisecond stands for no end
}

}  // namespace redlite::detail

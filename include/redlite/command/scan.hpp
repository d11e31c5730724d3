// redlite/command/scan.hpp: the options that SSCAN, HSCAN and ZSCAN share.
//
// Floor: command.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/words.hpp>  // the options on the wire

#include <cstdint>      // std::int64_t
#include <optional>     // what may be left out
#include <string_view>  // patterns
#include <tuple>        // words

namespace redlite {

struct scan_options {
  std::optional<std::string_view> match = {};  // a glob; without it, all
  std::optional<std::int64_t> count = {};      // how many to look at, at least 1; without it, 10
};
template <>
inline constexpr auto words_of_options<scan_options> = std::tuple(
    words::value{"MATCH", &scan_options::match}, words::value{"COUNT", &scan_options::count});

}  // namespace redlite

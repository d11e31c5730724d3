// kvbench/numbers.hpp: sizes and times as people type them.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>       // times
#include <cstdint>      // std::uint64_t
#include <optional>     // text that is no number
#include <string_view>  // the text

namespace kvbench::cli {

/// A whole number with an optional unit: "1000", "10k" (thousands), "1.5M", "4KiB" (1024s), "64B",
/// letter case ignored. Yields  nothing where it is none, is not whole, or does not fit into 64
/// bits.
std::optional<std::uint64_t> parse_count(std::string_view text);

/// "500ms", "10s", "1.5m", "1h", "250us"; a bare number is seconds.
/// Yields  nothing where it is no time, is zero, or is longer than 1000 hours.
std::optional<std::chrono::nanoseconds> parse_time(std::string_view text);

/// A seed: decimal, or hexadecimal after 0x.
std::optional<std::uint64_t> parse_seed(std::string_view text);

}  // namespace kvbench::cli

// kvbench/numbers.cpp: sizes and times as people type them.
//
// SPDX-License-Identifier: MIT
#include "numbers.hpp"

#include <kvbench/scenario/quantities.hpp>  // the same in files

#include <charconv>  // seeds

namespace kvbench::cli {

std::optional<std::uint64_t> parse_count(std::string_view text) { return parse_quantity(text); }

std::optional<std::chrono::nanoseconds> parse_time(std::string_view text) {
  const auto time = parse_duration(text);
  if (!time) return std::nullopt;
  return std::chrono::nanoseconds{time->count()};
}

std::optional<std::uint64_t> parse_seed(std::string_view text) {
  const bool hexadecimal = text.starts_with("0x") || text.starts_with("0X");
  if (hexadecimal) text.remove_prefix(2);
  std::uint64_t seed = 0;
  const auto [end, failed] =
      std::from_chars(text.data(), text.data() + text.size(), seed, hexadecimal ? 16 : 10);
  if (failed != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return seed;
}

}  // namespace kvbench::cli

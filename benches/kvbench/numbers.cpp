// kvbench/numbers.cpp: sizes and times as people type them.
//
// SPDX-License-Identifier: MIT
#include "numbers.hpp"

#include <charconv>  // seeds
#include <limits>    // what fits
#include <string>    // lower case

namespace kvbench::cli {

namespace {

__extension__ using wide = unsigned __int128;

struct decimal {
  wide digits = 0;  // without the point
  wide scale = 1;   // by what they must be divided
  std::string unit;
};

/// Splits "1.5MiB" into 15, 10 and "mib". By hand and in whole numbers: floating point would make
/// 0.1M of it a guess.
std::optional<decimal> split(std::string_view text) {
  decimal out;
  bool seen_digit = false;
  bool after_point = false;
  std::size_t at = 0;
  for (; at < text.size() &&
         ((text[at] >= '0' && text[at] <= '9') || (text[at] == '.' && !after_point));
       ++at) {
    if (text[at] == '.') {
      after_point = true;
      continue;
    }
    seen_digit = true;
    if (out.digits > std::numeric_limits<std::uint64_t>::max() || out.scale > 1'000'000'000'000)
      return std::nullopt;
    out.digits = out.digits * 10 + static_cast<unsigned>(text[at] - '0');
    if (after_point) out.scale *= 10;
  }
  if (!seen_digit) return std::nullopt;
  for (const char c : text.substr(at))
    out.unit += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

std::optional<std::uint64_t> scaled(decimal const& number, std::uint64_t by) {
  const wide product = number.digits * by;
  if (product % number.scale != 0 ||
      product / number.scale > std::numeric_limits<std::uint64_t>::max()) {
    return std::nullopt;
  }
  return static_cast<std::uint64_t>(product / number.scale);
}

}  // namespace

std::optional<std::uint64_t> parse_count(std::string_view text) {
  auto number = split(text);
  if (!number) return std::nullopt;
  std::string& unit = number->unit;
  if (unit.ends_with('b')) unit.pop_back();
  std::uint64_t step = 1000;
  if (unit.size() == 2 && unit[1] == 'i') {
    step = 1024;
    unit.pop_back();
  }
  std::uint64_t by = 1;
  if (!unit.empty()) {
    const auto power = std::string_view{"kmgt"}.find(unit);
    if (unit.size() != 1 || power == std::string_view::npos) return std::nullopt;
    for (std::size_t i = 0; i <= power; ++i) by *= step;
  }
  return scaled(*number, by);
}

std::optional<std::chrono::nanoseconds> parse_time(std::string_view text) {
  const auto number = split(text);
  if (!number) return std::nullopt;
  struct unit {
    std::string_view name;
    std::uint64_t ns;
  };
  constexpr unit units[] = {{"", 1'000'000'000},
                            {"s", 1'000'000'000},
                            {"ms", 1'000'000},
                            {"us", 1000},
                            {"ns", 1},
                            {"m", 60'000'000'000},
                            {"min", 60'000'000'000},
                            {"h", 3'600'000'000'000}};
  for (unit const& u : units) {
    if (u.name != number->unit) continue;
    const auto ns = scaled(*number, u.ns);
    if (!ns || *ns == 0 || *ns > 1000 * 3'600'000'000'000u) return std::nullopt;
    return std::chrono::nanoseconds{static_cast<std::int64_t>(*ns)};
  }
  return std::nullopt;
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

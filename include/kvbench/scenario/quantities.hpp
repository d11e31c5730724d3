// kvbench/scenario/quantities.hpp: weights, counts and times as people type them.
//
// Floor: wing scenario. In whole numbers throughout: floating point would make 0.1M of it a guess.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>      // uint64_t
#include <limits>       // what fits
#include <optional>     // text that is no number
#include <string>       // units
#include <string_view>  // the text

#include <kvbench/core/nanoseconds.hpp>     // times
#include <kvbench/workload/pick_table.hpp>  // parts of a whole

namespace kvbench {

namespace detail {

__extension__ using quantity_digits = unsigned __int128;

struct quantity {
  quantity_digits digits = 0;  // without the point
  quantity_digits scale = 1;   // by what they must be divided
  std::string unit{};
};

/// Splits "1.5MiB" into 15, 10 and "mib".
inline std::optional<quantity> split_quantity(std::string_view text) {
  quantity out;
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
  for (char const c : text.substr(at))
    out.unit += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

/// Nothing where the product is not whole, or does not fit into 64 bits.
inline std::optional<std::uint64_t> whole_product(quantity const& number, std::uint64_t by) {
  quantity_digits const product = number.digits * by;
  if (product % number.scale != 0 ||
      product / number.scale > std::numeric_limits<std::uint64_t>::max()) {
    return std::nullopt;
  }
  return static_cast<std::uint64_t>(product / number.scale);
}

struct time_unit {
  std::string_view name;
  std::uint64_t ns;
};
inline constexpr time_unit time_units[]{{"h", 3'600'000'000'000},
                                        {"m", 60'000'000'000},
                                        {"min", 60'000'000'000},
                                        {"s", 1'000'000'000},
                                        {"", 1'000'000'000},
                                        {"ms", 1'000'000},
                                        {"us", 1000},
                                        {"ns", 1}};

}  // namespace detail

/// A whole number with an optional unit: "1000", "10k" (thousands), "1.5M", "4KiB" (1024s), "64B",
/// letter case ignored.
/// Yields  nothing where it is none, is not whole, or does not fit into 64 bits.
[[nodiscard]] inline std::optional<std::uint64_t> parse_quantity(std::string_view text) {
  auto number = detail::split_quantity(text);
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
    auto const power = std::string_view{"kmgt"}.find(unit);
    if (unit.size() != 1 || power == std::string_view::npos) return std::nullopt;
    for (std::size_t i = 0; i <= power; ++i) by *= step;
  }
  return detail::whole_product(*number, by);
}

/// "500ms", "10s", "1.5m", "1h", "250us"; a bare number is seconds.
/// Yields  nothing where it is no time, is zero, or is longer than 1000 hours.
[[nodiscard]] inline std::optional<nanoseconds> parse_duration(std::string_view text) {
  auto const number = detail::split_quantity(text);
  if (!number) return std::nullopt;
  for (auto const& [name, ns_each] : detail::time_units) {
    if (name != number->unit) continue;
    auto const ns = detail::whole_product(*number, ns_each);
    if (!ns || *ns == 0 || *ns > 1000 * 3'600'000'000'000u) return std::nullopt;
    return nanoseconds{static_cast<std::int64_t>(*ns)};
  }
  return std::nullopt;
}

/// Yields  the shortest text that `parse_duration` reads back: "1500ms".
[[nodiscard]] inline std::string duration_text(nanoseconds time) {
  auto const ns = static_cast<std::uint64_t>(time.count());
  for (auto const& [name, ns_each] : detail::time_units) {
    if (ns % ns_each == 0) return std::to_string(ns / ns_each) + std::string{name};
  }
  return {};  // the last unit divides everything
}

/// A weight in percent, "50" or "12.5", at most ten digits behind the point.
/// Yields  parts of whole_parts, exactly; nothing where it is no such number. May be 0, or beyond
/// 100.
[[nodiscard]] inline std::optional<std::int64_t> parse_weight(std::string_view text) {
  auto const number = detail::split_quantity(text);
  if (!number || !number->unit.empty()) return std::nullopt;
  auto const parts = detail::whole_product(*number, static_cast<std::uint64_t>(percent_parts));
  if (!parts || *parts > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max() / 256))
    return std::nullopt;
  return static_cast<std::int64_t>(*parts);
}

/// Yields  the shortest text that `parse_weight` reads back: "12.5".
[[nodiscard]] inline std::string weight_text(std::int64_t parts) {
  std::string text = std::to_string(parts / percent_parts);
  std::string rest = std::to_string(parts % percent_parts + percent_parts).substr(1);
  rest.erase(rest.find_last_not_of('0') + 1);
  return rest.empty() ? text : text + "." + rest;
}

}  // namespace kvbench

// redlite/core/bytes.hpp: numbers to bytes and back, the way Redis spells them.
//
// Floor: core. Strict: no blanks, no plus sign, no leading zeros where Redis takes none.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <array>         // buffers
#include <charconv>      // std::to_chars, std::from_chars
#include <cmath>         // std::isnan, std::isinf
#include <cstdint>       // std::int64_t
#include <optional>      // std::optional
#include <string>        // std::string
#include <string_view>   // std::string_view
#include <system_error>  // std::errc

namespace redlite {

/// The longest value, Redis' proto-max-bulk-len.
inline constexpr std::size_t value_bytes_max = std::size_t{512} * 1024 * 1024;

/// Yields  the integer, where `text` is exactly how Redis would print it.
/// Source  Redis' string2ll: "+1", "01", "-0", " 1" are not integers.
[[nodiscard]] inline std::optional<std::int64_t> parse_integer(std::string_view text) noexcept {
  if (text.empty() || text.size() > 20) return std::nullopt;
  const bool negative = text.front() == '-';
  const std::string_view digits = text.substr(negative ? 1 : 0);
  if (digits.empty() || digits.front() < '0' || digits.front() > '9') return std::nullopt;
  if (digits.front() == '0' && text.size() > 1) return std::nullopt;
  std::int64_t value = 0;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (ec != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

[[nodiscard]] inline std::optional<std::uint64_t> parse_unsigned(std::string_view text) noexcept {
  std::uint64_t value = 0;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || ec != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// Yields  the number; "inf", "+infinity" (any case) and hexadecimals among them, never NaN.
/// Source  Redis' getDoubleFromObject: strtod without leading blanks or trailing bytes.
[[nodiscard]] inline std::optional<double> parse_float(std::string_view text) noexcept {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  const bool hex = text.starts_with("0x") || text.starts_with("0X");
  if (hex) text.remove_prefix(2);
  if (text.starts_with('-')) return std::nullopt;  // from_chars takes a sign of its own
  double value = 0;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value,
                                         hex ? std::chars_format::hex : std::chars_format::general);
  if (text.empty() || ec != std::errc{} || end != text.data() + text.size() || std::isnan(value))
    return std::nullopt;
  return negative ? -value : value;
}

[[nodiscard]] inline std::string format_integer(std::int64_t value) {
  std::array<char, 24> buffer;
  const auto [end, ec] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  return std::string(buffer.data(), end);
}

/// Yields  the shortest text that reads back as the same number: "3", "0.1", "inf", "1e+20".
/// Source  Redis' reply of a score ("%.17g", shortened); whole numbers carry no point.
[[nodiscard]] inline std::string format_float(double value) {
  if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
  if (value == std::trunc(value) && std::fabs(value) < 9007199254740992.0) {
    if (value == 0) return std::signbit(value) ? "-0" : "0";
    return format_integer(static_cast<std::int64_t>(value));
  }
  std::array<char, 40> buffer;
  const auto [end, ec] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                       std::chars_format::general, 17);
  std::array<char, 40> shortest;
  const auto [short_end, short_ec] =
      std::to_chars(shortest.data(), shortest.data() + shortest.size(), value);
  return short_end - shortest.data() < end - buffer.data() ? std::string(shortest.data(), short_end)
                                                           : std::string(buffer.data(), end);
}

}  // namespace redlite

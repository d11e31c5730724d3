// redlite/core/decimal.hpp: the numbers of INCRBYFLOAT and HINCRBYFLOAT, to the digit that Redis
// keeps.
//
// Floor: core. Redis adds in `long double` and writes up to 17 digits after the point; a double
// could neither take nor give back all of them.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <array>         // buffers
#include <charconv>      // std::to_chars, std::from_chars
#include <cmath>         // std::isnan
#include <concepts>      // std::integral
#include <optional>      // std::optional
#include <string>        // std::string
#include <string_view>   // std::string_view
#include <system_error>  // std::errc

namespace redlite {

/// A decimal number. A double stands for the shortest decimal that reads back as it: 0.1 is one
/// tenth, as it is in the text "0.1".
class decimal {
 public:
  decimal() = default;
  decimal(double number) : value_(exact(number)) {}
  decimal(long double number) noexcept : value_(number) {}
  template <std::integral Integer>
  decimal(Integer number) noexcept : value_(static_cast<long double>(number)) {}

  /// Yields  the number; "inf", "+1", "1e3" and hexadecimals among them, never NaN.
  /// Source  Redis' string2ld: strtold without leading blanks or trailing bytes.
  [[nodiscard]] static std::optional<decimal> parse(std::string_view text) noexcept {
    if (text.size() >= 5 * 1024) return std::nullopt;  // as long as Redis' buffer
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+')) text.remove_prefix(1);
    const bool hex = text.starts_with("0x") || text.starts_with("0X");
    if (hex) text.remove_prefix(2);
    if (text.empty() || text.front() == '-') return std::nullopt;
    long double value = 0;
    const auto [end, ec] =
        std::from_chars(text.data(), text.data() + text.size(), value,
                        hex ? std::chars_format::hex : std::chars_format::general);
    if (ec != std::errc{} || end != text.data() + text.size() || std::isnan(value))
      return std::nullopt;
    return decimal(negative ? -value : value);
  }

  [[nodiscard]] long double value() const noexcept { return value_; }
  /// The nearest double.
  operator double() const noexcept { return static_cast<double>(value_); }

  /// Yields  the digits as Redis stores them: up to 17 after the point, no exponent, no zeros at
  ///         the end. Of a finite number.
  /// Source  Redis' ld2string in its human form.
  [[nodiscard]] std::string text() const {
    std::array<char, 5100> buffer;
    const auto [end, ec] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value_,
                                         std::chars_format::fixed, 17);
    std::string_view digits(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
    while (digits.ends_with('0')) digits.remove_suffix(1);
    if (digits.ends_with('.')) digits.remove_suffix(1);
    return digits == "-0" ? "0" : std::string(digits);
  }

  friend bool operator==(const decimal& a, const decimal& b) noexcept {
    return a.value_ == b.value_;
  }
  template <class Number>
    requires std::integral<Number> || std::floating_point<Number>
  friend bool operator==(const decimal& a, Number b) noexcept {
    return a.value_ == decimal(b).value_;
  }

 private:
  static long double exact(double number) {
    std::array<char, 40> buffer;
    const auto [end, ec] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
    long double value = number;
    std::from_chars(buffer.data(), end, value);  // leaves an infinity or NaN as it is, or reads it
    return value;
  }

  long double value_ = 0;
};

}  // namespace redlite

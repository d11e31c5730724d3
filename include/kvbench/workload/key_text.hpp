// kvbench/workload/key_text.hpp: a key as text, in a buffer that needs no allocation.
//
// Floor: workload. Writes a prefix and a number; which number is keyspace.hpp.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/core/concat.hpp>  // the message
#include <kvbench/core/error.hpp>   // a key that does not fit

#include <bit>          // std::endian
#include <compare>      // ordering follows the bytes
#include <cstddef>      // std::size_t
#include <cstdint>      // std::uint64_t
#include <cstring>      // std::memcpy, the one way to store a register
#include <string>       // the message of the error
#include <string_view>  // what a key is to a store
#include <type_traits>  // the proof that it travels by copy

namespace kvbench {

namespace detail {

/// Eight ASCII digits of a number below 10^8, the first digit in the lowest byte. Splits into
/// halves of four, two and one digits, each step on all halves at once. Where a half is q * d + r,
/// the pair "q, then r above it" is one subtraction: (half << bits) - q * ((d << bits) - 1).
[[nodiscard]] constexpr std::uint64_t eight_digits(std::uint64_t number) noexcept {
  constexpr auto joined = [](std::uint64_t divisor, int bits) { return (divisor << bits) - 1; };
  const std::uint64_t top4 = (number * 3'518'437'209u) >> 45;  // number / 10,000
  const std::uint64_t fours = (number << 32) - top4 * joined(10'000, 32);
  const std::uint64_t top2 = ((fours * 10'486u) >> 20) & 0x0000'007f'0000'007fu;  // each / 100
  const std::uint64_t twos = (fours << 16) - top2 * joined(100, 16);
  const std::uint64_t top1 = ((twos * 103u) >> 10) & 0x000f'000f'000f'000fu;  // each / 10
  const std::uint64_t ones = (twos << 8) - top1 * joined(10, 8);
  return ones + 0x3030'3030'3030'3030u;
}

/// Two ASCII digits of a number below 100, the first digit in the lower byte.
[[nodiscard]] constexpr std::uint16_t two_digits(std::uint64_t number) noexcept {
  const std::uint64_t top1 = (number * 103u) >> 10;
  return static_cast<std::uint16_t>((number << 8) - top1 * ((10u << 8) - 1) + 0x3030u);
}

}  // namespace detail

/// A key: up to 250 bytes, copied as a plain value. Most keys are short, and what lies behind them
/// is never touched: build a key where it will be, as in `return {d.key("x:"), d.value()}`, since a
/// copy takes all of it along.
class key_text {
 public:
  static constexpr std::size_t capacity = 250;  // as many as memcached takes
  static constexpr std::size_t digits = 10;
  static constexpr std::uint64_t ten_digits_end = 10'000'000'000u;

  /// The empty key.
  key_text() noexcept : size_{0} {}

  /// The prefix, then the number with leading zeros to ten digits: `key_text{"user:", 42}` is
  /// "user:0000000042". A number of more than ten digits is written in full, so that two numbers
  /// never share a key.
  /// Errors  error where prefix and number need more than 250 bytes.
  /// Cost    about 2 ns where the prefix is a literal and the number below 10^8, else 3 ns.
  [[gnu::always_inline]] key_text(std::string_view prefix, std::uint64_t number) {
    if (number >= ten_digits_end) [[unlikely]] {
      write({}, prefix, number, digits);
    } else {
      write_ten_digits(prefix, number);
    }
  }

  /// The same of a number that the caller knows to be below `ten_digits_end`.
  struct of_ten_digits {};
  [[gnu::always_inline]] key_text(std::string_view prefix, std::uint64_t number, of_ten_digits) {
    write_ten_digits(prefix, number);
  }

  /// The same behind a text that all keys begin with, and with leading zeros to `digits_min`
  /// digits: `key_text{"a:", "user:", 42, 3}` is "a:user:042".
  /// Errors  error where it needs more than 250 bytes.
  /// Cost    about 10 ns.
  [[gnu::noinline]] key_text(std::string_view before, std::string_view prefix, std::uint64_t number,
                             std::size_t digits_min) {
    write(before, prefix, number, digits_min);
  }

  [[nodiscard]] const char* data() const noexcept { return text_; }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] std::string_view view() const noexcept { return {text_, size_}; }
  operator std::string_view() const noexcept { return view(); }  // NOLINT: a key is its text

  friend bool operator==(const key_text& a, const key_text& b) noexcept {
    return a.view() == b.view();
  }
  friend std::strong_ordering operator<=>(const key_text& a, const key_text& b) noexcept {
    return a.view() <=> b.view();
  }

 private:
  template <typename Word>
  static void store(char* out, Word word) noexcept {
    if constexpr (std::endian::native == std::endian::little) {
      std::memcpy(out, &word, sizeof word);
    } else {
      for (std::size_t i = 0; i < sizeof word; ++i) {
        out[i] = static_cast<char>(word >> (8 * i));
      }
    }
  }

  [[gnu::always_inline]] void write_ten_digits(std::string_view prefix, std::uint64_t number) {
    if (prefix.size() > capacity - digits) [[unlikely]] {
      write({}, prefix, number, digits);
      return;
    }
    std::uint16_t top2 = 0x3030;   // "00"
    if (number >= 100'000'000u) {  // few runs have as many keys: guessed right always
      top2 = detail::two_digits(number / 100'000'000u);
      number %= 100'000'000u;
    }
    size_ = static_cast<std::uint8_t>(prefix.size() + digits);
    std::memcpy(text_, prefix.data(), prefix.size());
    store(text_ + prefix.size(), top2);
    store(text_ + prefix.size() + 2, detail::eight_digits(number));
  }

  [[gnu::noinline]] void write(std::string_view before, std::string_view prefix,
                               std::uint64_t number, std::size_t digits_min) {
    std::size_t wide = 1;
    for (std::uint64_t rest = number; rest >= 10; rest /= 10) ++wide;
    if (wide < digits_min) wide = digits_min;
    // Each for itself: a sum of what a caller passes may wrap.
    if (before.size() > capacity || prefix.size() > capacity || wide > capacity ||
        before.size() + prefix.size() + wide > capacity) {
      refuse(before, prefix, number);
    }
    size_ = static_cast<std::uint8_t>(before.size() + prefix.size() + wide);
    before.copy(text_, before.size());  // of no bytes from nowhere too, as memcpy must not
    prefix.copy(text_ + before.size(), prefix.size());
    for (char* at = text_ + size_; wide != 0; --wide, number /= 10)
      *--at = static_cast<char>('0' + number % 10);
  }
  [[noreturn, gnu::cold]] static void refuse(std::string_view before, std::string_view prefix,
                                             std::uint64_t number) {
    throw error{concat({"key \"", before, prefix, std::to_string(number), "\" is longer than ",
                        std::to_string(capacity), " bytes"})};
  }

  std::uint8_t size_;
  char text_[capacity];  // only the first size_ bytes mean anything, and only they are touched
};

// Not a multiple of 64: keys side by side would share a few sets of the first cache.
static_assert(std::is_trivially_copyable_v<key_text> && sizeof(key_text) % 64 != 0);

}  // namespace kvbench

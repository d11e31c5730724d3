// kvbench/workload/key_text.hpp: a key as text, in a buffer that needs no allocation.
//
// Floor: workload. Writes a prefix and a number; which number is keyspace.hpp.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/core/error.hpp>  // a key that does not fit

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

/// Eight ASCII digits of a number below 10^8, the first digit in the lowest byte.
/// Splits into halves of four, two and one digits, each step on all halves at once: three
/// multiplications for eight digits.
[[nodiscard]] constexpr std::uint64_t eight_digits(std::uint64_t number) noexcept {
  const std::uint64_t top4 = (number * 3'518'437'209u) >> 45;  // number / 10,000
  const std::uint64_t fours = top4 | ((number - top4 * 10'000) << 32);
  const std::uint64_t top2 = ((fours * 10'486u) >> 20) & 0x0000'007f'0000'007fu;  // each / 100
  const std::uint64_t twos = top2 | ((fours - top2 * 100) << 16);
  const std::uint64_t top1 = ((twos * 103u) >> 10) & 0x000f'000f'000f'000fu;  // each / 10
  const std::uint64_t ones = top1 | ((twos - top1 * 10) << 8);
  return ones | 0x3030'3030'3030'3030u;
}

}  // namespace detail

/// A key: up to 39 bytes, copied as a plain value.
class key_text {
 public:
  static constexpr std::size_t capacity = 39;
  static constexpr std::size_t digits = 10;

  constexpr key_text() noexcept = default;

  /// The prefix, then the number with leading zeros to ten digits: `key_text{"user:", 42}` is
  /// "user:0000000042". A number of more than ten digits is written in full, so that two numbers
  /// never share a key. Errors  error where prefix and number need more than 39 bytes. Cost
  /// about 2.4 ns where the prefix is a literal.
  key_text(std::string_view prefix, std::uint64_t number) {
    if (number >= 10'000'000'000u || prefix.size() > capacity - digits) [[unlikely]] {
      write_long(prefix, number);
      return;
    }
    const std::uint64_t top2 = number / 100'000'000u;
    const std::uint64_t top1 = (top2 * 103u) >> 10;
    char* out = text_;
    std::memcpy(out, prefix.data(), prefix.size());
    out += prefix.size();
    out[0] = static_cast<char>('0' + top1);
    out[1] = static_cast<char>('0' + (top2 - top1 * 10));
    store(out + 2, detail::eight_digits(number - top2 * 100'000'000u));
    size_ = static_cast<std::uint8_t>(prefix.size() + digits);
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
  static void store(char* out, std::uint64_t word) noexcept {
    if constexpr (std::endian::native == std::endian::little) {
      std::memcpy(out, &word, sizeof word);
    } else {
      for (int i = 0; i < 8; ++i) {
        out[i] = static_cast<char>(word >> (8 * i));
      }
    }
  }

  void write_long(std::string_view prefix, std::uint64_t number) {
    std::string text = std::to_string(number);
    if (text.size() < digits) {
      text.insert(0, digits - text.size(), '0');
    }
    if (prefix.size() > capacity - text.size()) {
      throw error{"key \"" + std::string{prefix} + text + "\" is longer than " +
                  std::to_string(capacity) + " bytes"};
    }
    std::memcpy(text_, prefix.data(), prefix.size());
    std::memcpy(text_ + prefix.size(), text.data(), text.size());
    size_ = static_cast<std::uint8_t>(prefix.size() + text.size());
  }

  std::uint8_t size_ = 0;
  char text_[capacity] = {};
};

static_assert(std::is_trivially_copyable_v<key_text> && sizeof(key_text) == 40);

}  // namespace kvbench

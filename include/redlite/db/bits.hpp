// redlite/db/bits.hpp: bits and integers of any width within bytes.
//
// Floor: db. Bytes in, numbers out: knows no key. Bit 0 is the highest of the first byte; what lies
// beyond the end is 0.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/bitfield_operation.hpp>  // bitfield_type

#include <algorithm>    // std::min
#include <bit>          // std::popcount
#include <cstddef>      // std::size_t
#include <cstdint>      // std::int64_t
#include <cstring>      // std::memcpy
#include <limits>       // ends of the integers
#include <optional>     // std::optional
#include <string>       // bytes
#include <string_view>  // bytes

namespace redlite::detail {

[[nodiscard]] inline bool bit_at(std::string_view bytes, std::int64_t bit) noexcept {
  const auto byte = static_cast<std::size_t>(bit >> 3);
  return byte < bytes.size() && ((static_cast<unsigned char>(bytes[byte]) >> (7 - (bit & 7))) & 1);
}
/// The byte must be there.
inline void set_bit_at(std::string& bytes, std::int64_t bit, bool on) noexcept {
  auto& byte = bytes[static_cast<std::size_t>(bit >> 3)];
  const auto mask = static_cast<unsigned char>(1U << (7 - (bit & 7)));
  const auto old = static_cast<unsigned char>(byte);
  byte = static_cast<char>(on ? old | mask : old & ~mask);
}

/// Yields  how many of the bits from `first` to before `end` are 1.
[[nodiscard]] inline std::int64_t count_bits(std::string_view bytes, std::int64_t first,
                                             std::int64_t end) noexcept {
  std::int64_t ones = 0;
  while (first < end && (first & 7) != 0) ones += bit_at(bytes, first++) ? 1 : 0;
  for (; end - first >= 64; first += 64) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + (first >> 3), sizeof word);
    ones += std::popcount(word);
  }
  while (first < end) ones += bit_at(bytes, first++) ? 1 : 0;
  return ones;
}

/// Yields  the first of those bits that is so, or -1.
[[nodiscard]] inline std::int64_t find_bit(std::string_view bytes, bool wanted, std::int64_t first,
                                           std::int64_t end) noexcept {
  while (first < end && (first & 7) != 0) {
    if (bit_at(bytes, first) == wanted) return first;
    ++first;
  }
  const auto none = static_cast<char>(wanted ? 0 : 0xff);
  while (end - first >= 8 && bytes[static_cast<std::size_t>(first >> 3)] == none) first += 8;
  for (; first < end; ++first) {
    if (bit_at(bytes, first) == wanted) return first;
  }
  return -1;
}

[[nodiscard]] inline std::uint64_t low_bits(int bits) noexcept {
  return bits == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << bits) - 1;
}
/// Yields  the number that the low bits stand for, in two's complement where signed.
[[nodiscard]] inline std::int64_t number_of(std::uint64_t raw, const bitfield_type& type) noexcept {
  raw &= low_bits(type.bits());
  if (type.is_signed() && ((raw >> (type.bits() - 1)) & 1) != 0) raw |= ~low_bits(type.bits());
  return static_cast<std::int64_t>(raw);
}

[[nodiscard]] inline std::int64_t read_number(std::string_view bytes, const bitfield_type& type,
                                              std::int64_t first) noexcept {
  std::uint64_t raw = 0;
  for (int i = 0; i < type.bits(); ++i) raw = raw << 1 | (bit_at(bytes, first + i) ? 1 : 0);
  return number_of(raw, type);
}
/// The bytes must be there.
inline void write_number(std::string& bytes, const bitfield_type& type, std::int64_t first,
                         std::int64_t number) noexcept {
  for (int i = 0; i < type.bits(); ++i) {
    const int shift = type.bits() - 1 - i;
    set_bit_at(bytes, first + i, (static_cast<std::uint64_t>(number) >> shift & 1) != 0);
  }
}

/// Yields  `value + delta` as the type can hold it; nothing where it cannot and should fail.
/// A value that the type cannot hold counts as an overflow too; an unsigned type sees its bits as
/// an unsigned number.
[[nodiscard]] inline std::optional<std::int64_t> add_within(const bitfield_type& type,
                                                            std::int64_t value, std::int64_t delta,
                                                            bitfield_overflow how) noexcept {
  const std::uint64_t raw = static_cast<std::uint64_t>(value) + static_cast<std::uint64_t>(delta);
  std::int64_t min = 0;
  auto max = static_cast<std::int64_t>(low_bits(type.is_signed() ? type.bits() - 1 : type.bits()));
  if (type.is_signed()) min = -max - 1;

  // What fits beside the value. For a type of fewer bits than 64 Redis asks this of values near the
  // smallest integer too, where the difference wraps around: those count as above.
  const auto beside = [&](std::int64_t end) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(end) -
                                     static_cast<std::uint64_t>(value));
  };
  const bool narrow = type.bits() != 64;
  const bool huge = !type.is_signed() && value < 0;  // 2^63 and more
  const bool above = huge || value > max || ((narrow || value >= 0) && delta > beside(max));
  const bool below = value < min || ((narrow || value < 0) && delta < beside(min));
  if (!above && !below) return static_cast<std::int64_t>(raw);
  switch (how) {
    case bitfield_overflow::wrap:
      return number_of(raw, type);
    case bitfield_overflow::sat:
      return above ? max : min;
    case bitfield_overflow::fail:
      break;
  }
  return std::nullopt;
}

}  // namespace redlite::detail

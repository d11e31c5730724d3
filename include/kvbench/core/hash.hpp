// kvbench/core/hash.hpp: the fingerprint of a stream of operations.
//
// Floor: core. Two runs with one hash played the same operations with the same bytes. Not for hash
// tables, not for secrets.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/core/random.hpp>  // mix, the one bijection that everything here is made of

#include <cstddef>      // std::size_t
#include <cstdint>      // std::uint64_t
#include <string_view>  // the bytes

namespace kvbench {

/// The fingerprint of one operation: its number, its name and its arguments, in order. Each piece
/// enters with its length, so that ("ab", "c") and ("a", "bc") differ.
class operation_hash {
 public:
  explicit constexpr operation_hash(std::uint64_t operation) noexcept
      : value_{mix(operation + salt)} {}

  constexpr operation_hash& add(std::uint64_t number) noexcept {
    value_ = mix(value_ ^ number) + salt;
    return *this;
  }

  constexpr operation_hash& add(std::string_view bytes) noexcept {
    add(static_cast<std::uint64_t>(bytes.size()));
    for (std::size_t at = 0; at < bytes.size(); at += 8) {
      add(little_endian_word(bytes.substr(at, 8)));
    }
    return *this;
  }

  [[nodiscard]] constexpr std::uint64_t value() const noexcept { return mix(value_); }

 private:
  static constexpr std::uint64_t salt = 0x2545f4914f6cdd1du;

  // Spelled out byte by byte, so that the hash is the same on a big-endian machine.
  static constexpr std::uint64_t little_endian_word(std::string_view bytes) noexcept {
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      word |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
    }
    return word;
  }

  std::uint64_t value_;
};

/// The fingerprint of a run: the sum of its operations' fingerprints. A sum does not depend on the
/// order, so that workers hash apart and add up; the number inside each operation's fingerprint
/// keeps two swapped operations apart.
class stream_hash {
 public:
  constexpr void add(const operation_hash& operation) noexcept { sum_ += operation.value(); }
  constexpr void merge(const stream_hash& other) noexcept { sum_ += other.sum_; }
  [[nodiscard]] constexpr std::uint64_t value() const noexcept { return sum_; }

  friend constexpr bool operator==(const stream_hash&, const stream_hash&) = default;

 private:
  std::uint64_t sum_ = 0;
};

}  // namespace kvbench

// redlite/command/bitfield_operation.hpp: one step of a BITFIELD: what is read or written, and
// where.
//
// Floor: command.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/words.hpp>  // word
#include <redlite/core/bytes.hpp>     // integers as text
#include <redlite/core/error.hpp>     // error

#include <array>        // words
#include <concepts>     // std::integral
#include <cstdint>      // std::int64_t
#include <string>       // text
#include <string_view>  // text

namespace redlite {

/// An integer of some bits, "i1" to "i64" or, unsigned, "u1" to "u63".
class bitfield_type {
 public:
  bitfield_type() = default;
  /// Errors  syntax, in Redis' words.
  template <class Text>
    requires std::convertible_to<const Text&, std::string_view>
  bitfield_type(const Text& text) : bitfield_type(parse(text)) {}

  [[nodiscard]] static bitfield_type parse(std::string_view text) {
    const bool is_signed = text.starts_with('i');
    const auto bits = parse_integer(text.substr(text.empty() ? 0 : 1));
    if ((!is_signed && !text.starts_with('u')) || !bits || *bits < 1 ||
        *bits > (is_signed ? 64 : 63)) {
      throw error(errc::syntax,
                  "ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not "
                  "supported but i64 is.");
    }
    bitfield_type made;
    made.is_signed_ = is_signed;
    made.bits_ = static_cast<int>(*bits);
    return made;
  }

  [[nodiscard]] bool is_signed() const noexcept { return is_signed_; }
  [[nodiscard]] int bits() const noexcept { return bits_; }
  [[nodiscard]] std::string text() const {
    return (is_signed_ ? "i" : "u") + std::to_string(bits_);
  }

  friend bool operator==(const bitfield_type&, const bitfield_type&) = default;

 private:
  bool is_signed_ = false;
  int bits_ = 8;
};

/// Where an integer begins: a bit (7), or a multiple of its own width ("#7").
class bitfield_offset {
 public:
  template <std::integral Integer>
  bitfield_offset(Integer bit) noexcept : amount_(static_cast<std::int64_t>(bit)) {}
  /// Errors  out_of_range, in Redis' words.
  template <class Text>
    requires std::convertible_to<const Text&, std::string_view>
  bitfield_offset(const Text& text) : bitfield_offset(parse(text)) {}

  [[nodiscard]] static bitfield_offset parse(std::string_view text) {
    const bool in_widths = text.starts_with('#');
    const auto amount = parse_integer(text.substr(in_widths ? 1 : 0));
    if (!amount) throw_refused();
    bitfield_offset made(*amount);
    made.in_widths_ = in_widths;
    return made;
  }

  /// Yields  the first bit of an integer so wide.
  /// Errors  out_of_range beyond 512 MiB.
  [[nodiscard]] std::int64_t bit(int width) const {
    std::int64_t bit = amount_;
    if (in_widths_) {  // wraps around as Redis' product does
      bit = static_cast<std::int64_t>(static_cast<std::uint64_t>(amount_) *
                                      static_cast<std::uint64_t>(width));
    }
    check(bit);
    return bit;
  }
  /// Errors  out_of_range where a string has no such bit.
  static void check(std::int64_t bit) {
    if (bit < 0 || (bit >> 3) >= static_cast<std::int64_t>(value_bytes_max)) throw_refused();
  }

  [[nodiscard]] std::string text() const {
    return (in_widths_ ? "#" : "") + format_integer(amount_);
  }

  friend bool operator==(const bitfield_offset&, const bitfield_offset&) = default;

 private:
  [[noreturn]] static void throw_refused() {
    throw error(errc::out_of_range, "ERR bit offset is not an integer or out of range");
  }

  std::int64_t amount_ = 0;
  bool in_widths_ = false;
};

/// What becomes of a number that its type cannot hold: it wraps around, stays at the end of the
/// range, or is not written, with nothing as the reply.
enum class bitfield_overflow { wrap, sat, fail };
template <>
inline constexpr auto words_of<bitfield_overflow> =
    std::array{word{"WRAP", bitfield_overflow::wrap}, word{"SAT", bitfield_overflow::sat},
               word{"FAIL", bitfield_overflow::fail}};

enum class bitfield_action { get, set, incrby, overflow };
template <>
inline constexpr auto words_of<bitfield_action> = std::array{
    word{"GET", bitfield_action::get}, word{"SET", bitfield_action::set},
    word{"INCRBY", bitfield_action::incrby}, word{"OVERFLOW", bitfield_action::overflow}};

/// A step of BITFIELD: `db.bitfield("k", {bitfield_operation::incrby("u8", "#3", 10)})`.
struct bitfield_operation {
  bitfield_action action = bitfield_action::get;
  bitfield_type type;
  bitfield_offset offset = 0;
  std::int64_t value = 0;                                 // of set and incrby
  bitfield_overflow overflows = bitfield_overflow::wrap;  // of overflow, for what follows it

  /// Yields  the number.
  [[nodiscard]] static bitfield_operation get(bitfield_type type, bitfield_offset offset) {
    return {bitfield_action::get, type, offset, 0, {}};
  }
  /// Yields  the number that was there.
  [[nodiscard]] static bitfield_operation set(bitfield_type type, bitfield_offset offset,
                                              std::int64_t value) {
    return {bitfield_action::set, type, offset, value, {}};
  }
  /// Yields  the sum.
  [[nodiscard]] static bitfield_operation incrby(bitfield_type type, bitfield_offset offset,
                                                 std::int64_t delta) {
    return {bitfield_action::incrby, type, offset, delta, {}};
  }
  /// Yields nothing; says what becomes of the overflows of the operations after it.
  [[nodiscard]] static bitfield_operation overflow(bitfield_overflow how) {
    return {bitfield_action::overflow, {}, 0, 0, how};
  }

  friend bool operator==(const bitfield_operation&, const bitfield_operation&) = default;
};

}  // namespace redlite

// redlite/db/dump_format.hpp: what DUMP writes: numbers and bytes one after the other, a version,
// and a checksum.
//
// Floor: db. Knows no kinds. Payloads outlive programs: a change of their shape is a new version.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/core/error.hpp>     // bad payloads
#include <redlite/core/sip_hash.hpp>  // the checksum

#include <bit>          // doubles as bits
#include <cstddef>      // std::size_t
#include <cstdint>      // numbers
#include <string>       // payloads
#include <string_view>  // payloads
#include <utility>      // std::move

namespace redlite::detail {

inline constexpr std::uint64_t dump_version = 1;

class dump_writer {
 public:
  /// 7 bits to a byte, lowest first; a byte with its high bit set is followed by another.
  void number(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) bytes_ += static_cast<char>(value | 0x80);
    bytes_ += static_cast<char>(value);
  }
  /// Small ones of either sign are short: 0, -1, 1, -2 ...
  void signed_number(std::int64_t value) {
    number(static_cast<std::uint64_t>(value) << 1 ^ static_cast<std::uint64_t>(value >> 63));
  }
  void real(double value) { fixed(std::bit_cast<std::uint64_t>(value)); }
  void bytes(std::string_view value) {
    number(value.size());
    bytes_ += value;
  }

  /// Yields  the payload: what was written, the version, and the checksum of both.
  [[nodiscard]] std::string finish() {
    bytes_ += static_cast<char>(dump_version);
    fixed(sip_hash(bytes_));
    return std::move(bytes_);
  }

 private:
  void fixed(std::uint64_t value) {
    for (int i = 0; i < 8; ++i) bytes_ += static_cast<char>(value >> (8 * i));
  }

  std::string bytes_;
};

/// Reads it back. Errors  generic wherever the payload is not one of ours, or damaged.
class dump_reader {
 public:
  explicit dump_reader(std::string_view payload) : left_(payload) {
    if (left_.size() < footer_bytes) refuse();
    const std::string_view signed_part = left_.substr(0, left_.size() - 8);
    const std::uint64_t checksum = little_endian(left_.substr(left_.size() - 8));
    const auto version = static_cast<unsigned char>(signed_part.back());
    if (version != dump_version || checksum != sip_hash(signed_part)) refuse();
    left_.remove_suffix(footer_bytes);
  }

  [[nodiscard]] std::uint64_t number() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      const auto byte = static_cast<unsigned char>(take(1).front());
      value |= std::uint64_t{byte & 0x7fu} << shift;
      if (byte < 0x80) return value;
    }
    bad();
  }
  [[nodiscard]] std::int64_t signed_number() {
    const std::uint64_t value = number();
    return static_cast<std::int64_t>(value >> 1 ^ (0 - (value & 1)));
  }
  [[nodiscard]] double real() { return std::bit_cast<double>(little_endian(take(8))); }
  [[nodiscard]] std::string_view bytes() {
    const std::uint64_t size = number();
    if (size > left_.size()) bad();
    return take(static_cast<std::size_t>(size));
  }
  void end() const {
    if (!left_.empty()) bad();
  }

  [[noreturn]] static void bad() { throw error(errc::generic, "ERR Bad data format"); }

 private:
  static constexpr std::size_t footer_bytes = 9;

  [[noreturn]] static void refuse() {
    throw error(errc::generic, "ERR DUMP payload version or checksum are wrong");
  }

  std::string_view take(std::size_t count) {
    if (count > left_.size()) bad();
    const std::string_view taken = left_.substr(0, count);
    left_.remove_prefix(count);
    return taken;
  }

  std::string_view left_;
};

}  // namespace redlite::detail

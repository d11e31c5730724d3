// redlite/core/sip_hash.hpp: a hash of bytes that is the same on every machine, and for which
// nobody can choose bytes that fall together.
//
// Floor: core. SipHash-1-3 with a fixed key; its numbers are in files: never change it.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <bit>          // std::rotl
#include <cstddef>      // std::size_t
#include <cstdint>      // std::uint64_t
#include <string_view>  // bytes

namespace redlite {

namespace detail {

struct sip_state {
  std::uint64_t v0 = 0x736f6d6570736575;
  std::uint64_t v1 = 0x646f72616e646f6d;
  std::uint64_t v2 = 0x6c7967656e657261;
  std::uint64_t v3 = 0x7465646279746573;

  constexpr void round() noexcept {
    v0 += v1;
    v1 = std::rotl(v1, 13) ^ v0;
    v0 = std::rotl(v0, 32);
    v2 += v3;
    v3 = std::rotl(v3, 16) ^ v2;
    v0 += v3;
    v3 = std::rotl(v3, 21) ^ v0;
    v2 += v1;
    v1 = std::rotl(v1, 17) ^ v2;
    v2 = std::rotl(v2, 32);
  }
  constexpr void take(std::uint64_t word) noexcept {
    v3 ^= word;
    round();
    v0 ^= word;
  }
};

/// Yields  up to eight bytes as a number, the first byte lowest.
constexpr std::uint64_t little_endian(std::string_view bytes) noexcept {
  std::uint64_t word = 0;
  for (std::size_t i = bytes.size(); i-- > 0;)
    word = word << 8 | static_cast<unsigned char>(bytes[i]);
  return word;
}

}  // namespace detail

/// Source  Aumasson and Bernstein, SipHash: a fast short-input PRF, 2012; key 00 01 .. 0f
[[nodiscard]] constexpr std::uint64_t sip_hash(std::string_view bytes) noexcept {
  constexpr std::uint64_t k0 = 0x0706050403020100;
  constexpr std::uint64_t k1 = 0x0f0e0d0c0b0a0908;
  detail::sip_state s;
  s.v0 ^= k0;
  s.v1 ^= k1;
  s.v2 ^= k0;
  s.v3 ^= k1;
  const std::uint64_t length = bytes.size();
  while (bytes.size() >= 8) {
    s.take(detail::little_endian(bytes.substr(0, 8)));
    bytes.remove_prefix(8);
  }
  s.take(length << 56 | detail::little_endian(bytes));
  s.v2 ^= 0xff;
  s.round();
  s.round();
  s.round();
  return s.v0 ^ s.v1 ^ s.v2 ^ s.v3;
}

}  // namespace redlite

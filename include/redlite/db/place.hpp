// redlite/db/place.hpp: where a key stands among all keys: by database, then by a hash of the key.
//
// Floor: db. The numbers are in files: never change them. docs/adr/0009 says why keys are not kept
// by their bytes.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/core/sip_hash.hpp>  // sip_hash

#include <cstdint>      // std::int64_t
#include <string_view>  // keys

namespace redlite::detail {

/// Redis' default.
inline constexpr std::int64_t database_count = 16;

/// Of a place's 63 bits, those of the hash; the four above are the database.
inline constexpr int place_hash_bits = 59;

/// Yields  the place before which no key of the database stands; that of `database_count` ends all.
constexpr std::int64_t first_place(std::int64_t database) noexcept {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(database) << place_hash_bits);
}
/// Yields  the last place that a key of the database may have.
constexpr std::int64_t last_place(std::int64_t database) noexcept {
  return first_place(database) | ((std::int64_t{1} << place_hash_bits) - 1);
}

constexpr std::int64_t place_of(std::int64_t database, std::string_view key) noexcept {
  return first_place(database) | static_cast<std::int64_t>(sip_hash(key) >> (64 - place_hash_bits));
}
constexpr std::int64_t database_of(std::int64_t place) noexcept { return place >> place_hash_bits; }

}  // namespace redlite::detail

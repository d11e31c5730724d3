// redlite/db/collection.hpp: what a key is, as the families see it, and a cache of it.
//
// Floor: db. The cache spares the look-up of a collection's key; strings are never in it.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>      // std::size_t
#include <cstdint>      // std::int64_t
#include <limits>       // never
#include <string>       // keys
#include <string_view>  // keys
#include <utility>      // std::move
#include <vector>       // slots

namespace redlite::detail {

/// The numbers are those of the file; the order never changes.
enum class kind : std::uint8_t { string = 1, list, hash, set, sorted_set, stream };

inline constexpr std::int64_t never_ms = std::numeric_limits<std::int64_t>::max();

/// A key's row, without a string's bytes.
struct collection {
  kind type = kind::string;
  std::int64_t expires_ms = never_ms;
  std::int64_t id = 0;    // of the collection's elements
  std::int64_t size = 0;  // elements
  std::int64_t head = 0;  // list: position of the first; stream: last id, ms
  std::int64_t tail = 0;  // list: position of the last;  stream: last id, seq
};

/// A table in which a key has one slot, and the key met last keeps it: no search, no eviction work.
/// It doubles while more than half is used, up to a bound.
class collection_cache {
 public:
  collection_cache() : slots_(slots_min) {}

  /// Here as below: the key, and its place among all (place.hpp), which tells its database.
  [[nodiscard]] const collection* find(std::int64_t place, std::string_view key) const noexcept {
    const slot& at = slots_[number(place)];
    return at.era == era_ && at.place == place && at.key == key ? &at.what : nullptr;
  }
  void put(std::int64_t place, std::string_view key, const collection& what) {
    if (used_ > slots_.size() / 2 && slots_.size() < slots_max) grow();
    slot& at = slots_[number(place)];
    at.place = place;
    at.key = key;
    at.what = what;
    if (at.era != era_) ++used_;
    at.era = era_;
  }
  void erase(std::int64_t place, std::string_view key) noexcept {
    slot& at = slots_[number(place)];
    if (at.era != era_ || at.place != place || at.key != key) return;
    at.era = 0;
    --used_;
  }
  /// Forgets everything, in no time: what was put in an earlier era is not there.
  void clear() noexcept {
    ++era_;
    used_ = 0;
  }

 private:
  static constexpr std::size_t slots_min = std::size_t{1} << 8;
  static constexpr std::size_t slots_max = std::size_t{1} << 16;  // about 8 MiB

  struct slot {
    std::int64_t place = 0;
    std::string key;
    collection what;
    std::uint64_t era = 0;
  };

  /// A place ends in bits of a hash; the database is in its highest.
  [[nodiscard]] std::size_t number(std::int64_t place) const noexcept {
    const auto bits = static_cast<std::uint64_t>(place);
    return static_cast<std::size_t>(bits ^ bits >> 59) & (slots_.size() - 1);
  }

  void grow() {
    std::vector<slot> old(slots_.size() * 2);
    old.swap(slots_);
    used_ = 0;
    for (slot& from : old) {
      if (from.era != era_) continue;
      slots_[number(from.place)] = std::move(from);
      ++used_;
    }
  }

  std::vector<slot> slots_;
  std::size_t used_ = 0;
  std::uint64_t era_ = 1;
};

}  // namespace redlite::detail

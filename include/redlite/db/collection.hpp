// redlite/db/collection.hpp: what a key is, as the families see it, and a cache of it.
//
// Floor: db. The cache spares the look-up of a collection's key; strings are never in it.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>      // std::int64_t
#include <functional>   // std::hash
#include <limits>       // never
#include <string>       // keys
#include <string_view>  // keys
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

/// A table of fixed size: a key has one slot, and the key met last keeps it. No search, no
/// eviction work, memory bounded.
class collection_cache {
 public:
  collection_cache() : slots_(slots) {}

  [[nodiscard]] const collection* find(std::string_view key) const noexcept {
    const slot& at = slots_[place(key)];
    return at.used && at.key == key ? &at.what : nullptr;
  }
  void put(std::string_view key, const collection& what) {
    slot& at = slots_[place(key)];
    at.key = key;
    at.what = what;
    at.used = true;
    touched_ = true;
  }
  void erase(std::string_view key) noexcept {
    slot& at = slots_[place(key)];
    if (at.used && at.key == key) at.used = false;
  }
  void clear() noexcept {
    if (!touched_) return;
    for (slot& at : slots_) at.used = false;
    touched_ = false;
  }

 private:
  static constexpr std::size_t slots = std::size_t{1} << 14;

  struct slot {
    std::string key;
    collection what;
    bool used = false;
  };

  static std::size_t place(std::string_view key) noexcept {
    return std::hash<std::string_view>{}(key) & (slots - 1);
  }

  std::vector<slot> slots_;
  bool touched_ = false;
};

}  // namespace redlite::detail

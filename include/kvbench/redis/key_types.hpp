// kvbench/redis/key_types.hpp: how many keys of each type a store holds.
//
// Floor: wing redis. Adds up; who asks a store is its adapter.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <array>        // one count each
#include <cstddef>      // std::size_t
#include <cstdint>      // counts
#include <string_view>  // TYPE's words

#include <kvbench/core/named.hpp>  // counts by name

namespace kvbench::redis {

/// Keys by the word that TYPE says of them, for a client's `counts()`.
class key_types {
 public:
  /// Counts `keys` of the type that TYPE calls `word`. One that is not Redis' own is a module's;
  /// "none" is no key.
  void add(std::string_view word, std::uint64_t keys = 1) noexcept {
    if (word == "none") return;
    std::size_t at = 0;
    while (at < types.size() && types[at].word != word) ++at;
    counts_[at] += keys;
    sum_ += keys;
  }

  [[nodiscard]] std::uint64_t sum() const noexcept { return sum_; }

  /// Adds each type to `to`, 0 or not, so that a family that one of two stores lost is compared;
  /// modules' together as "others", where there are any.
  void tell(named<std::uint64_t>& to) const {
    for (std::size_t at = 0; at < types.size(); ++at) to.emplace(types[at].family, counts_[at]);
    if (counts_[types.size()] != 0) to.emplace("others", counts_[types.size()]);
  }

 private:
  struct named_type {
    std::string_view word;
    std::string_view family;
  };
  static constexpr std::array<named_type, 6> types{{{"string", "strings"},
                                                    {"list", "lists"},
                                                    {"hash", "hashes"},
                                                    {"set", "sets"},
                                                    {"zset", "sorted_sets"},
                                                    {"stream", "streams"}}};

  std::array<std::uint64_t, types.size() + 1> counts_{};
  std::uint64_t sum_ = 0;
};

}  // namespace kvbench::redis

// kvbench/trace/key_counts.hpp: how often each key of a trace was taken, in bounded memory.
//
// Floor: wing trace.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>    // what is kept
#include <cstddef>      // size_t
#include <cstdint>      // uint64_t
#include <iterator>     // back_inserter
#include <string_view>  // keys
#include <vector>       // the table

#include <kvbench/core/hash.hpp>  // keys as numbers

namespace kvbench {

/// Counts keys by a hash of 64 bits. Beyond four million of them it goes on with every second key,
/// then with every fourth ...: with each kept key all of its draws, so that counts stay whole.
/// Cost    at most 192 MiB, which is while its table doubles for the last time.
class trace_key_counts {
 public:
  static constexpr std::size_t keys_max = std::size_t{1} << 22;

  struct entry {
    std::uint64_t hash = 0;  ///< 0: free
    std::uint32_t count = 0;
    std::uint8_t family = 0;  ///< the caller's
  };

  explicit trace_key_counts(std::size_t most = keys_max) : most_(most), table_(1024) {}

  /// Yields  the key's entry, made where it is new; null where the key is not among those that are
  /// kept.
  entry* find(std::string_view key) {
    std::uint64_t const hash = operation_hash{0}.add(key).value() | 1;  // never free
    if (!keeps(hash)) return nullptr;
    if (used_ * 2 >= table_.size()) grow();
    if (!keeps(hash)) return nullptr;
    entry& at = slot(hash);
    if (at.hash == 0) {
      at.hash = hash;
      ++used_;
    }
    return &at;
  }

  /// One key in so many is kept.
  [[nodiscard]] std::uint64_t one_in() const { return std::uint64_t{1} << halvings_; }
  [[nodiscard]] std::size_t size() const { return used_; }

  /// Calls `each(entry)` for every key that is kept.
  template <class Each>
  void for_each(Each&& each) const {
    for (entry const& one : table_) {
      if (one.hash != 0) each(one);
    }
  }

 private:
  // By the upper half: the lower one says where in the table.
  [[nodiscard]] bool keeps(std::uint64_t hash) const { return (hash >> 32 & (one_in() - 1)) == 0; }
  entry& slot(std::uint64_t hash) {
    std::size_t at = (hash >> 1) & (table_.size() - 1);
    while (table_[at].hash != 0 && table_[at].hash != hash) at = (at + 1) & (table_.size() - 1);
    return table_[at];
  }
  void grow() {
    std::vector<entry> old;
    if (used_ < most_) {
      old.resize(table_.size() * 2);
      old.swap(table_);
    } else {
      ++halvings_;
      old = take_kept();
    }
    used_ = 0;
    for (entry const& each : old) {
      if (each.hash == 0) continue;
      slot(each.hash) = each;
      ++used_;
    }
  }
  /// Only them: a second table of the largest size would be the most memory of all.
  /// Yields  the entries that are still kept; the table is empty then.
  std::vector<entry> take_kept() {
    auto const is_kept = [this](entry const& e) { return e.hash != 0 && keeps(e.hash); };
    std::vector<entry> kept;
    kept.reserve(static_cast<std::size_t>(std::count_if(table_.begin(), table_.end(), is_kept)));
    std::copy_if(table_.begin(), table_.end(), std::back_inserter(kept), is_kept);
    std::fill(table_.begin(), table_.end(), entry{});
    return kept;
  }

  std::size_t most_;
  std::vector<entry> table_;
  std::size_t used_ = 0;
  unsigned halvings_ = 0;
};

}  // namespace kvbench

// kvbench/run/dealer.hpp: deals blocks of operations.
//
// Floor: run. Which operations, in which order, with which arguments; worker.hpp plays them.
//
// In two passes without a branch that depends on the operation: pick all, then draw the cards of
// each operation in one go.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <array>    // a block's order
#include <cstddef>  // size_t
#include <cstdint>  // uint64_t
#include <utility>  // move
#include <vector>   // per operation

#include <kvbench/op/argument_hash.hpp>  // the stream's hash
#include <kvbench/workload/bursts.hpp>   // operations in bursts
#include <kvbench/workload/cards.hpp>    // cards

namespace kvbench {

/// Law: what is dealt depends on seed and numbers alone.
template <class Cards>
class dealer {
 public:
  dealer(Cards cards, draw_source const& source, std::uint64_t seed)
      : cards_(std::move(cards)),
        source_(source),
        seed_(seed),
        bursts_(cards_.burst_cycle(), cards_.size(),
                [this](std::size_t op) { return cards_.weight(op); }),
        members_(cards_.size() * block_cards),
        counts_(cards_.size()) {}

  [[nodiscard]] Cards& cards() noexcept { return cards_; }
  [[nodiscard]] Cards const& cards() const noexcept { return cards_; }

  /// Deals operations `first` to `first + count - 1`, at most a block.
  [[gnu::noinline]] void deal(std::uint64_t first, std::size_t count) {
    first_ = first;
    pick_cards<true>(first, count);
    for (std::size_t op = 0; op < cards_.size(); ++op) {
      if (counts_[op] != 0)
        cards_.draw(op, &members_[op * block_cards], counts_[op], source_, seed_, first);
    }
  }

  /// Yields  the fingerprint of operations 0 to `count` - 1.
  [[nodiscard, gnu::cold]] std::uint64_t hash(std::uint64_t count) {
    stream_hash sum;
    for (std::uint64_t first = 0; first < count; first += block_cards) {
      std::size_t const n = block_at(first, count);
      deal(first, n);
      for (std::size_t i = 0; i < n; ++i) {
        operation_hash one{first + i};
        cards_.hash(order_[i].op, order_[i].slot, one);
        sum.add(one);
      }
    }
    return sum.value();
  }

  /// Which operation stands at place `i` of the block that was dealt.
  [[nodiscard]] std::size_t operation_at(std::size_t i) const { return order_[i].op; }
  [[nodiscard]] std::uint64_t seed() const { return seed_; }

 protected:
  struct card {
    std::uint8_t op;
    std::uint8_t slot;
  };

  template <bool Grouped>
  void pick_cards(std::uint64_t first, std::size_t count) {
    if (bursts_.has_bursts()) return pick_bursts(first, count);
    if (cards_.size() == 1) {
      // Nothing to choose, and the draw that would have chosen is skipped all the same.
      if (in_a_row_ < count) {
        for (std::size_t i = 0; i < count; ++i) {
          order_[i] = {0, static_cast<std::uint8_t>(i)};
          members_[i] = static_cast<std::uint8_t>(i);
        }
        in_a_row_ = count;
      }
      counts_[0] = count;
      return;
    }
    // Plain pointers: bytes written through one might be another, for all the compiler knows.
    auto const& table = cards_.table();
    std::uint8_t* const members = members_.data();
    std::size_t* const counts = counts_.data();
    for (std::size_t op = 0; op < cards_.size(); ++op) counts[op] = 0;
    std::uint64_t const seed = seed_;
    for (std::size_t i = 0; i < count; ++i) {
      std::size_t const op = pick(table, random_stream::at(seed, first + i).next());
      std::size_t const slot = counts[op]++;
      if constexpr (Grouped) members[op * block_cards + slot] = static_cast<std::uint8_t>(i);
      order_[i] = {static_cast<std::uint8_t>(op), static_cast<std::uint8_t>(slot)};
    }
  }

  [[gnu::cold, gnu::noinline]] void pick_bursts(std::uint64_t first, std::size_t count) {
    for (std::size_t& each : counts_) each = 0;
    for (std::size_t i = 0; i < count; ++i) {
      std::size_t const op = bursts_.at(first + i);
      std::size_t const slot = counts_[op]++;
      members_[op * block_cards + slot] = static_cast<std::uint8_t>(i);
      order_[i] = {static_cast<std::uint8_t>(op), static_cast<std::uint8_t>(slot)};
    }
  }

  Cards cards_;
  draw_source source_;
  std::uint64_t seed_;
  std::uint64_t first_ = 0;  // number of the first card that was dealt
  std::array<card, block_cards> order_{};

 private:
  static std::size_t block_at(std::uint64_t first, std::uint64_t end) {
    return end - first < block_cards ? static_cast<std::size_t>(end - first) : block_cards;
  }

  std::size_t in_a_row_ = 0;  // cards of a single operation that need not be ordered again
  burst_order bursts_;
  std::vector<std::uint8_t> members_;  // by operation: places in the block

 protected:
  std::vector<std::size_t> counts_;  // by operation
};

}  // namespace kvbench

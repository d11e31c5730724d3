// kvbench/workload/table.hpp: a workload made at run time, from operations compiled beforehand.
//
// Floor: workload. The twin of mix.hpp: the same operations with the same weights in the same order
// give the same stream and the same hash; a call goes through a pointer instead of a switch.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>      // size_t, byte
#include <cstdint>      // int64_t
#include <optional>     // settings
#include <string>       // names
#include <string_view>  // names
#include <vector>       // operations

#include <kvbench/core/error.hpp>           // weights that miss 100
#include <kvbench/workload/cards.hpp>       // what this is a model of
#include <kvbench/workload/value_size.hpp>  // a setting

namespace kvbench {

/// One operation as function pointers.
template <class Client>
struct table_operation {
  operation_facts facts;
  std::size_t card_bytes = 0;   ///< one card
  std::size_t cards_bytes = 0;  ///< a block of cards
  void (*draw)(std::byte*, std::uint8_t const*, std::size_t, draw_source const&, std::uint64_t,
               std::uint64_t) = nullptr;
  void (*call)(Client&, std::byte const* card, call_tally&) = nullptr;
  void (*call_nothing)(std::byte const* card) = nullptr;
  void (*play)(Client&, draw_source const&, std::uint64_t seed, std::uint64_t number,
               call_tally&) = nullptr;
  void (*play_nothing)(draw_source const&, std::uint64_t seed, std::uint64_t number) = nullptr;
  verdict (*call_verified)(Client&, std::byte const* card, kvbench::draw const&, call_tally&,
                           stopwatch&) = nullptr;
  verdict (*finish)(Client&, later const&, call_tally&) = nullptr;  ///< where replies come later
  void (*hash)(std::byte const* card, operation_hash&) = nullptr;
  void (*load)(Client&, loader const&) = nullptr;
};

/// `Op` on `Client`, compiled.
template <class Op, class Client>
constexpr table_operation<Client> table_operation_of() {
  static_assert(require_operation<Op>::value && require<Op, Client>::value);
  return {.facts = facts_of<Op>(),
          .card_bytes = sizeof(arguments_of<Op>),
          .cards_bytes = cards_bytes<Op>,
          .draw = &draw_cards<Op>,
          .call = [](Client& client, std::byte const* card,
                     call_tally& tally) { invoke<Op>(client, card_at<Op>(card, 0), tally); },
          .call_nothing = [](std::byte const* card) { invoke_nothing(card_at<Op>(card, 0)); },
          .play =
              [](Client& client, draw_source const& source, std::uint64_t seed,
                 std::uint64_t number, call_tally& tally) {
                draw d = draw_of(source, seed, number);
                invoke<Op>(client, Op::draw(d), tally);
              },
          .play_nothing =
              [](draw_source const& source, std::uint64_t seed, std::uint64_t number) {
                draw d = draw_of(source, seed, number);
                invoke_nothing(Op::draw(d));
              },
          .call_verified =
              [](Client& client, std::byte const* card, kvbench::draw const& drawn,
                 call_tally& tally, stopwatch& watch) {
                return invoke_verified<Op>(client, card_at<Op>(card, 0), drawn, tally, watch);
              },
          .finish = detail::finish_of<Op, Client>(),
          .hash = [](std::byte const* card,
                     operation_hash& into) { hash_operation<Op>(into, card_at<Op>(card, 0)); },
          .load =
              [](Client& client, loader const& from) {
                if constexpr (!std::is_void_v<data_of<Op>>)
                  data_of<Op>::load(control(client), from);
              }};
}

/// A weighted mix of compiled operations.
template <class Client>
struct table_workload {
  struct entry {
    table_operation<Client> operation;
    std::int64_t weight;  ///< in parts of whole_parts
  };

  std::string name;
  std::optional<distribution> keys_distribution{};
  std::optional<value_size> value_bytes{};
  std::optional<std::uint64_t> burst_cycle{};  ///< see `bursts`
  std::vector<entry> entries{};

  /// Adds an operation with `parts` of whole_parts (percent_parts is one percent); one that is
  /// there gains weight.
  table_workload& add(table_operation<Client> const& operation, std::int64_t parts) {
    for (entry& e : entries) {
      if (e.operation.facts.name == operation.facts.name && e.operation.draw == operation.draw &&
          e.operation.call == operation.call) {
        e.weight += parts;
        return *this;
      }
    }
    entries.push_back({operation, parts});
    return *this;
  }
};

/// The cards of a workload made at run time.
template <class Client>
class table_cards {
 public:
  /// Errors  error where the weights do not sum to 100 percent, or one of them is not above 0.
  explicit table_cards(table_workload<Client> const& workload)
      : entries_{workload.entries}, burst_cycle_{workload.burst_cycle.value_or(0)} {
    std::vector<std::int64_t> weights;
    std::int64_t sum = 0;
    std::size_t bytes = 0;
    for (auto const& entry : entries_) {
      if (entry.weight <= 0 || entry.weight > whole_parts) {
        throw error{"workload \"" + workload.name + "\": the weight of " +
                    std::string{entry.operation.facts.name} +
                    " must be above 0 and at most 100 percent"};
      }
      weights.push_back(entry.weight);
      sum += entry.weight;
      offsets_.push_back(bytes);
      bytes += entry.operation.cards_bytes;
    }
    if (sum != whole_parts || entries_.size() > operations_max) {
      throw error{"workload \"" + workload.name +
                  "\": the weights must sum to 100 percent, and they sum to " +
                  detail::billionths_text(
                      static_cast<std::uint64_t>(sum / (percent_parts / 1'000'000'000)))};
    }
    table_ = make_pick_table(weights);
    cards_ = card_memory(bytes);
  }

  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  [[nodiscard]] std::vector<std::uint8_t> const& table() const { return table_; }
  [[nodiscard]] std::int64_t weight(std::size_t op) const { return entries_[op].weight; }
  [[nodiscard]] std::uint64_t burst_cycle() const { return burst_cycle_; }
  [[nodiscard]] operation_facts facts(std::size_t op) const { return entries_[op].operation.facts; }

  void draw(std::size_t op, std::uint8_t const* members, std::size_t count,
            draw_source const& source, std::uint64_t seed, std::uint64_t first) {
    entries_[op].operation.draw(cards_.data() + offsets_[op], members, count, source, seed, first);
  }
  void call(std::size_t op, std::size_t slot, Client& client, call_tally* tallies) const {
    entries_[op].operation.call(client, card(op, slot), tallies[op]);
  }
  void call_nothing(std::size_t op, std::size_t slot) const {
    entries_[op].operation.call_nothing(card(op, slot));
  }
  void play(std::size_t op, std::uint64_t number, draw_source const& source, std::uint64_t seed,
            Client& client, call_tally* tallies) const {
    entries_[op].operation.play(client, source, seed, number, tallies[op]);
  }
  void play_nothing(std::size_t op, std::uint64_t number, draw_source const& source,
                    std::uint64_t seed) const {
    entries_[op].operation.play_nothing(source, seed, number);
  }
  verdict call_verified(std::size_t op, std::size_t slot, Client& client,
                        kvbench::draw const& drawn, call_tally& tally, stopwatch& watch) const {
    return entries_[op].operation.call_verified(client, card(op, slot), drawn, tally, watch);
  }
  verdict finish(std::size_t op, Client& client, later const& reply, call_tally* tallies) const {
    return entries_[op].operation.finish(client, reply, tallies[op]);
  }
  void hash(std::size_t op, std::size_t slot, operation_hash& into) const {
    entries_[op].operation.hash(card(op, slot), into);
  }
  void load(std::size_t op, Client& client, loader const& from) const {
    entries_[op].operation.load(client, from);
  }

 private:
  [[nodiscard]] std::byte const* card(std::size_t op, std::size_t slot) const {
    return cards_.data() + offsets_[op] + slot * entries_[op].operation.card_bytes;
  }

  std::vector<typename table_workload<Client>::entry> entries_;
  std::uint64_t burst_cycle_;
  std::vector<std::size_t> offsets_;
  std::vector<std::uint8_t> table_;
  card_memory cards_{0};
};

template <class Client>
table_cards<Client> make_cards(table_workload<Client> const& workload) {
  return table_cards<Client>{workload};
}

}  // namespace kvbench

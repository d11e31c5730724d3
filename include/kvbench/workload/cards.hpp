// kvbench/workload/cards.hpp: the drawn arguments of a block of operations, operation by operation.
//
// Floor: workload. Cards are drawn in groups of one operation each, which spares the branch
// predictor a surprise per card, and are played later, in the order of the stream.
//
// A model of cards, typed here and by function pointers in table.hpp, has
//   size()                                            the number of operations
//   table()                                           their pick table
//   weight(op), facts(op)                             what is known of operation `op`
//   burst_cycle()                                     operations until the bursts begin anew; 0:
//   none
//   draw(op, members, count, source, seed, first)     draws cards 0 .. count-1 of `op`
//   call(op, slot, client, tallies)                   plays a card: one jump
//   play(op, number, ...), play_nothing(op, number, ...)   draws and calls at once, where nothing
//   is timed call_nothing(op, slot)                            the same without the call
//   call_verified(op, slot, client, drawn, tally, watch) plays a card and looks at the reply
//   finish(op, client, number, ...)                      counts a reply that came later
//   hash(op, slot, into), load(op, client, loader)
//
// SPDX-License-Identifier: MIT
#pragma once

#include <array>        // facts by operation
#include <cstddef>      // size_t, byte
#include <cstdint>      // uint8_t
#include <new>          // placement
#include <type_traits>  // integral_constant
#include <utility>      // index_sequence

#include <kvbench/op/argument_hash.hpp>     // the stream's hash
#include <kvbench/op/invoke.hpp>            // calls
#include <kvbench/workload/block.hpp>       // how many at once
#include <kvbench/workload/draw.hpp>        // arguments
#include <kvbench/workload/finish.hpp>      // replies that come later
#include <kvbench/workload/mix.hpp>         // the typed mix
#include <kvbench/workload/pick_table.hpp>  // which operation

namespace kvbench {

/// Draws the arguments of operations `first + members[0..count)`, all of them `Op`.
template <class Op>
void draw_cards(std::byte* cards, std::uint8_t const* members, std::size_t count,
                draw_source const& source, std::uint64_t seed, std::uint64_t first) {
  using arguments = arguments_of<Op>;
  static_assert(alignof(arguments) <= __STDCPP_DEFAULT_NEW_ALIGNMENT__);
  draw_source const local = source;  // a copy that the bytes written below cannot alias
  for (std::size_t slot = 0; slot < count; ++slot) {
    draw d = draw_of(local, seed, first + members[slot]);
    ::new (static_cast<void*>(cards + slot * sizeof(arguments))) arguments(Op::draw(d));
  }
}

/// The card of `Op` in `slot`.
template <class Op>
[[nodiscard]] arguments_of<Op> const& card_at(std::byte const* cards, std::size_t slot) noexcept {
  return *std::launder(
      reinterpret_cast<arguments_of<Op> const*>(cards + slot * sizeof(arguments_of<Op>)));
}

/// Bytes that a block of cards of `Op` takes, so that the next operation's cards are aligned too.
template <class Op>
inline constexpr std::size_t cards_bytes =
    (block_cards * sizeof(arguments_of<Op>) + __STDCPP_DEFAULT_NEW_ALIGNMENT__ - 1) /
    __STDCPP_DEFAULT_NEW_ALIGNMENT__ * __STDCPP_DEFAULT_NEW_ALIGNMENT__;

/// Where cards lie.
class card_memory {
 public:
  explicit card_memory(std::size_t bytes) : bytes_(new std::byte[bytes]) {}
  card_memory(card_memory&& other) noexcept : bytes_(std::exchange(other.bytes_, nullptr)) {}
  card_memory& operator=(card_memory&& other) noexcept {
    std::swap(bytes_, other.bytes_);
    return *this;
  }
  ~card_memory() { delete[] bytes_; }

  [[nodiscard]] std::byte* data() const noexcept { return bytes_; }

 private:
  std::byte* bytes_;
};

namespace detail {

/// Calls `f(integral_constant<i>)`: a real switch, so that the compiler makes one jump of it and
/// inlines each case.
template <std::size_t Size, std::size_t Base = 0, class F>
[[gnu::always_inline]] inline decltype(auto) dispatch(std::size_t i, F&& f) {
  auto const at = [&f]<std::size_t I>(std::integral_constant<std::size_t, I>)
                      __attribute__((always_inline))
                          ->decltype(auto) {
    if constexpr (I < Size) {
      return f(std::integral_constant<std::size_t, I>{});
    } else {
      __builtin_unreachable();
      return f(std::integral_constant<std::size_t, 0>{});
    }
  };
  switch (i - Base) {
    case 0:
      return at(std::integral_constant<std::size_t, Base + 0>{});
    case 1:
      return at(std::integral_constant<std::size_t, Base + 1>{});
    case 2:
      return at(std::integral_constant<std::size_t, Base + 2>{});
    case 3:
      return at(std::integral_constant<std::size_t, Base + 3>{});
    case 4:
      return at(std::integral_constant<std::size_t, Base + 4>{});
    case 5:
      return at(std::integral_constant<std::size_t, Base + 5>{});
    case 6:
      return at(std::integral_constant<std::size_t, Base + 6>{});
    case 7:
      return at(std::integral_constant<std::size_t, Base + 7>{});
    case 8:
      return at(std::integral_constant<std::size_t, Base + 8>{});
    case 9:
      return at(std::integral_constant<std::size_t, Base + 9>{});
    case 10:
      return at(std::integral_constant<std::size_t, Base + 10>{});
    case 11:
      return at(std::integral_constant<std::size_t, Base + 11>{});
    case 12:
      return at(std::integral_constant<std::size_t, Base + 12>{});
    case 13:
      return at(std::integral_constant<std::size_t, Base + 13>{});
    case 14:
      return at(std::integral_constant<std::size_t, Base + 14>{});
    case 15:
      return at(std::integral_constant<std::size_t, Base + 15>{});
    default:
      if constexpr (Base + 16 < Size) {
        return dispatch<Size, Base + 16>(i, f);
      } else {
        __builtin_unreachable();
        return f(std::integral_constant<std::size_t, 0>{});
      }
  }
}

}  // namespace detail

/// The cards of a workload that is a type.
template <class Client, class... Parts>
class typed_cards {
 public:
  explicit typed_cards(basic_workload<mix_of<Parts...>> const& workload)
      : burst_cycle_(workload.burst_cycle.value_or(0)) {}

  static constexpr std::size_t size() { return sizeof...(Parts); }
  static constexpr auto const& table() { return pick_table<Parts::weight_type::value...>; }
  static constexpr std::int64_t weight(std::size_t op) {
    return std::array<std::int64_t, size()>{Parts::weight_type::value...}[op];
  }
  [[nodiscard]] std::uint64_t burst_cycle() const { return burst_cycle_; }
  static constexpr operation_facts facts(std::size_t op) {
    return std::array<operation_facts, size()>{facts_of<typename Parts::operation_type>()...}[op];
  }

  void draw(std::size_t op, std::uint8_t const* members, std::size_t count,
            draw_source const& source, std::uint64_t seed, std::uint64_t first) {
    detail::dispatch<size()>(
        op, [&]<std::size_t I>(
                std::integral_constant<std::size_t, I>) __attribute__((always_inline)) {
          draw_cards<op_at<I>>(cards_.data() + offset<I>, members, count, source, seed, first);
        });
  }

  [[gnu::always_inline]] void call(std::size_t op, std::size_t slot, Client& client,
                                   call_tally* tallies) const {
    detail::dispatch<size()>(
        op, [&]<std::size_t I>(
                std::integral_constant<std::size_t, I>) __attribute__((always_inline)) {
          invoke<op_at<I>>(client, card_at<op_at<I>>(cards_.data() + offset<I>, slot), tallies[I]);
        });
  }
  [[gnu::always_inline]] void call_nothing(std::size_t op, std::size_t slot) const {
    detail::dispatch<size()>(
        op, [&]<std::size_t I>(std::integral_constant<std::size_t, I>)
                __attribute__((always_inline)) {
                  invoke_nothing(card_at<op_at<I>>(cards_.data() + offset<I>, slot));
                });
  }
  [[gnu::always_inline]] void play(std::size_t op, std::uint64_t number, draw_source const& source,
                                   std::uint64_t seed, Client& client, call_tally* tallies) const {
    detail::dispatch<size()>(
        op, [&]<std::size_t I>(std::integral_constant<std::size_t, I>)
                __attribute__((always_inline)) {
                  kvbench::draw d = draw_of(source, seed, number);
                  invoke<op_at<I>>(client, op_at<I>::draw(d), tallies[I]);
                });
  }
  [[gnu::always_inline]] void play_nothing(std::size_t op, std::uint64_t number,
                                           draw_source const& source, std::uint64_t seed) const {
    detail::dispatch<size()>(
        op, [&]<std::size_t I>(std::integral_constant<std::size_t, I>)
                __attribute__((always_inline)) {
                  kvbench::draw d = draw_of(source, seed, number);
                  invoke_nothing(op_at<I>::draw(d));
                });
  }
  [[gnu::noinline]] verdict call_verified(std::size_t op, std::size_t slot, Client& client,
                                          kvbench::draw const& drawn, call_tally& tally,
                                          stopwatch& watch) const {
    return detail::dispatch<size()>(op, [&]<std::size_t I>(std::integral_constant<std::size_t, I>) {
      return invoke_verified<op_at<I>>(client, card_at<op_at<I>>(cards_.data() + offset<I>, slot),
                                       drawn, tally, watch);
    });
  }

  [[gnu::always_inline]] verdict finish(std::size_t op, Client& client, later const& reply,
                                        call_tally* tallies) const {
    return detail::dispatch<size()>(
        op, [&]<std::size_t I>(std::integral_constant<std::size_t, I>) __attribute__((
                always_inline)) { return kvbench::finish<op_at<I>>(client, reply, tallies[I]); });
  }

  void hash(std::size_t op, std::size_t slot, operation_hash& into) const {
    detail::dispatch<size()>(op, [&]<std::size_t I>(std::integral_constant<std::size_t, I>) {
      hash_operation<op_at<I>>(into, card_at<op_at<I>>(cards_.data() + offset<I>, slot));
    });
  }
  void load(std::size_t op, Client& client, loader const& from) const {
    detail::dispatch<size()>(op, [&]<std::size_t I>(std::integral_constant<std::size_t, I>) {
      if constexpr (!std::is_void_v<data_of<op_at<I>>>)
        data_of<op_at<I>>::load(control(client), from);
    });
  }

 private:
  static_assert((require<typename Parts::operation_type, Client>::value && ...));

  template <std::size_t I, class First, class... Rest>
  static auto nth() {
    if constexpr (I == 0) {
      return std::type_identity<First>{};
    } else {
      return nth<I - 1, Rest...>();
    }
  }
  template <std::size_t I>
  using op_at = typename decltype(nth<I, typename Parts::operation_type...>())::type;

  static constexpr std::array<std::size_t, sizeof...(Parts)> sizes{
      cards_bytes<typename Parts::operation_type>...};
  static constexpr std::size_t bytes_before(std::size_t op) {
    std::size_t sum = 0;
    for (std::size_t i = 0; i < op; ++i) sum += sizes[i];
    return sum;
  }
  template <std::size_t I>
  static constexpr std::size_t offset = bytes_before(I);

  card_memory cards_{bytes_before(sizeof...(Parts))};
  std::uint64_t burst_cycle_;
};

/// The cards of `workload`, played on a `Client`. table.hpp has the overload for workloads made at
/// run time.
template <class Client, class... Parts>
typed_cards<Client, Parts...> make_cards(basic_workload<mix_of<Parts...>> const& workload) {
  return typed_cards<Client, Parts...>{workload};
}

}  // namespace kvbench

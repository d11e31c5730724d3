// kvbench/op/operation.hpp: what an operation is, and on which clients it runs.
//
// Floor: op. How arguments are drawn is workload/draw.hpp; who calls the operation is run/.
//
// An operation is a type without state, which a user writes for a store of their own:
//
//     struct lookup {
//       static constexpr std::string_view name = "lookup";
//       static auto draw(kvbench::draw& d) { return d.key("user:"); }
//       static bool call(my_store& s, kvbench::key_text const& k) { return s.find(k); }
//     };
//
// `draw` runs outside the timed section and yields any trivially copyable type; `call` is what is
// timed. `call` returns void (always a hit), bool (hit or miss), or a reply that `static bool
// hit(reply const&)` judges.
//
// On a client that sends ahead (pending.hpp) `call` returns what the client's call returned; `hit`
// and the like are then given the reply, once it has come.
//
// Optional members, each detected where it is there:
//   static bool verify(kvbench::draw const&, args const&, reply const&)   is the reply right, byte
//   for byte? static std::uint64_t bytes(args const&, reply const&)                 payload moved;
//   (args const&) where call is void static void hash(kvbench::operation_hash&, args const&)
//   arguments that op/argument_hash.hpp cannot take apart static constexpr kvbench::effect effect
//   for the expected hit rate, default none using data = user_table what must be loaded before this
//   may run static constexpr double hit_rate_min                                  overrides the hit
//   rate that effects imply
// `data` is a struct with a `name` and `template <class C> static void load(C&, kvbench::loader
// const&)`; it is loaded once per run, however many operations name it.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>     // convertible_to, same_as
#include <cstdint>      // uint64_t
#include <string_view>  // names
#include <type_traits>  // is_trivially_copyable_v
#include <utility>      // declval

#include <kvbench/op/pending.hpp>  // replies that come later

namespace kvbench {

class draw;    // workload/draw.hpp
class loader;  // workload/draw.hpp

/// What an operation does to its data, one element at a time.
/// `fills` puts an element back, `drains` takes one away: both decide how often `reads` (and
/// `drains`) may miss.
enum class effect : std::uint8_t { none, reads, fills, drains };

/// The data of an operation whose store was filled by someone else: nothing is loaded, reading is
/// allowed.
struct preloaded {
  static constexpr std::string_view name = "preloaded";
  template <class Client>
  static void load(Client&, loader const&) {}
};

/// What `Op::draw` yields, without reference or const.
template <class Op>
using arguments_of = std::remove_cvref_t<decltype(Op::draw(std::declval<draw&>()))>;

/// `Op` has a name and draws its arguments.
template <class Op>
concept draws_arguments = requires(draw& d) {
  { Op::name } -> std::convertible_to<std::string_view>;
  Op::draw(d);
} && !std::is_void_v<decltype(Op::draw(std::declval<draw&>()))>;

/// `Op` is an operation: named, and its arguments can be dealt into a block of cards by plain copy.
/// Law: equal states of the draw yield equal arguments (a stream is repeated from its seed).
template <class Op>
concept operation = draws_arguments<Op> && std::is_trivially_copyable_v<arguments_of<Op>>;

/// What `Op::call` returns on `Client`: its reply, or what a reply that comes later is read by.
template <class Op, class Client>
using answer_of =
    decltype(Op::call(std::declval<Client&>(), std::declval<arguments_of<Op> const&>()));

/// The reply of `Op` on `Client`, whenever it comes.
template <class Op, class Client>
using reply_of = typename detail::settled<answer_of<Op, Client>>::type;

/// `Op::call` only sends on `Client`; its reply comes later.
template <class Op, class Client>
concept answers_later = pending_reply<answer_of<Op, Client>>;

template <class Op, class Client>
concept callable_on = operation<Op> && requires { typename reply_of<Op, Client>; };

template <class Op, class Reply>
concept judges = requires(std::remove_cvref_t<Reply> const& reply) {
  { Op::hit(reply) } -> std::convertible_to<bool>;
};

/// The reply says by itself, or by `Op::hit`, whether it is a hit.
template <class Op, class Client>
concept reply_is_judged = std::is_void_v<reply_of<Op, Client>> ||
                          std::same_as<std::remove_cvref_t<reply_of<Op, Client>>, bool> ||
                          judges<Op, reply_of<Op, Client>>;

/// `Op` runs on `Client`: the call is well formed and its reply can be counted as hit or miss.
template <class Op, class Client>
concept runs_on = callable_on<Op, Client> && reply_is_judged<Op, Client>;

namespace detail {

template <class Op>
struct data_of {
  using type = void;
};
template <class Op>
  requires requires { typename Op::data; }
struct data_of<Op> {
  using type = typename Op::data;
};

template <class Data, class Client>
concept loads =
    std::is_void_v<Data> || requires(Client& client, loader const& l) { Data::load(client, l); };

template <class Op, class Client>
consteval bool judged_where_callable() {
  if constexpr (callable_on<Op, Client>) {
    return reply_is_judged<Op, Client>;
  } else {
    return true;  // the missing call is told first, and once
  }
}

}  // namespace detail

/// The data that `Op` names, or void.
template <class Op>
using data_of = typename detail::data_of<Op>::type;

/// Refuses by one sentence what is no operation.
template <class Op>
struct require_operation {
  static_assert(
      draws_arguments<Op>,
      "kvbench: an operation (first argument) needs a name and a static draw(kvbench::draw&)");
  static_assert(!draws_arguments<Op> || operation<Op>,
                "kvbench: the draw of an operation (first argument) must yield a trivially "
                "copyable type: views and "
                "inline keys, nothing that owns memory");
  static constexpr bool value = true;
};

/// Refuses by one sentence an operation that does not run on a client, and names both.
template <class Op, class Client>
struct require {
  static_assert(
      callable_on<Op, Client>,
      "kvbench: the client (second argument) lacks an operation (first argument) of the workload");
  static_assert(detail::judged_where_callable<Op, Client>(),
                "kvbench: the client (second argument) answers an operation (first argument) of "
                "the workload by a type "
                "that is neither void nor bool nor taken by the operation's hit()");
  static_assert(detail::loads<data_of<Op>, control_of<Client>>,
                "kvbench: the client (second argument) cannot load the data of an operation (first "
                "argument)");
  static constexpr bool value = true;
};

/// The effect of `Op`, none where it says nothing.
template <class Op>
consteval effect effect_of() {
  if constexpr (requires { Op::effect; }) {
    return Op::effect;
  } else {
    return effect::none;
  }
}

/// Whether `reply` is a hit.
template <class Op, class Reply>
constexpr bool is_hit(Reply const& reply) {
  if constexpr (judges<Op, Reply>) {
    return Op::hit(reply);
  } else {
    static_assert(std::same_as<Reply, bool>);
    return reply;
  }
}

/// Payload bytes that a call moved, 0 where `Op` does not say.
template <class Op, class... Reply>
constexpr std::uint64_t bytes_of(arguments_of<Op> const& arguments, Reply const&... reply) {
  if constexpr (requires { Op::bytes(arguments, reply...); }) {
    return static_cast<std::uint64_t>(Op::bytes(arguments, reply...));
  } else {
    return 0;
  }
}

}  // namespace kvbench

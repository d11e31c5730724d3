// kvbench/redis/operation.hpp: any command of redlite's vocabulary as an operation of a workload.
//
// Floor: wing redis. One template for all: arguments are drawn by role (argument.hpp), replies
// judged by kind (reply.hpp, verify.hpp), and what neither can say is in traits.hpp.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>     // std::same_as
#include <cstdint>      // std::uint64_t
#include <type_traits>  // std::is_same_v
#include <utility>      // std::index_sequence

#include <kvbench/op/operation.hpp>     // the concept that this models
#include <kvbench/redis/card.hpp>       // arguments by role
#include <kvbench/redis/reply.hpp>      // replies by kind
#include <kvbench/redis/verify.hpp>     // right or wrong
#include <redlite/command/command.hpp>  // commands

namespace kvbench::redis {

namespace detail {

template <class... Roles>
consteval bool has_list(type_list<Roles...>) {
  return (redlite::is_repeated<Roles> || ...);
}
template <class... Roles>
consteval bool needs_window(type_list<Roles...>) {
  return ((std::is_same_v<Roles, role::score_end> ||
           std::is_same_v<Roles, role::stream_range_end> ||
           std::is_same_v<Roles, role::repeated<redlite::key_id>>) ||
          ...);
}
/// Arrays are as long as a window, unless the command asks for all there is.
template <class... Roles>
consteval bool asks_for_window(type_list<Roles...>) {
  return ((std::is_same_v<Roles, role::index> || std::is_same_v<Roles, role::range_end> ||
           std::is_same_v<Roles, role::stream_range_end> ||
           std::is_same_v<Roles, role::repeated<redlite::key_id>>) ||
          ...);
}

template <class Client, class Command, class List, class... Options>
struct answer {};
template <class Client, class Command, class... Roles, class... Options>
  requires requires(Client& client, typename Roles::role_type const&... arguments,
                    Options const&... options) {
    { typename Command::caller{}(client, arguments..., options...) };
  }
struct answer<Client, Command, type_list<Roles...>, Options...> {
  using type = decltype(typename Command::caller{}(
      std::declval<Client&>(), std::declval<typename Roles::role_type const&>()...,
      std::declval<Options const&>()...));
};

/// What `client.<command>(...)` returns, in the form of a list and in that of a single element; no
/// `type` where ill-formed.
template <class Client, class Command, bool Single>
struct answer_to
    : std::conditional_t<
          std::is_same_v<typename options_for<Command>::type, redlite::detail::no_options>,
          answer<Client, Command,
                 std::conditional_t<Single,
                                    typename redlite::detail::single_form<roles_of<Command>>::type,
                                    roles_of<Command>>>,
          answer<Client, Command,
                 std::conditional_t<Single,
                                    typename redlite::detail::single_form<roles_of<Command>>::type,
                                    roles_of<Command>>,
                 typename options_for<Command>::type>> {};

/// A result that would count by itself, without its kind being looked at: void and bool must fit.
template <class Result, class Kind>
concept not_mistaken =
    redlite::fits<Result, Kind> || !(std::is_void_v<Result> || std::same_as<Result, bool>);

template <class Client, class Command, bool Single>
concept answers = requires { typename answer_to<Client, Command, Single>::type; } &&
                  not_mistaken<typename answer_to<Client, Command, Single>::type,
                               typename redlite::main_signature<Command>::reply>;

/// What is asked of a reply is the same whether its order is promised or not.
template <class Kind>
struct judged {
  using kind = Kind;
};
template <class Kind>
struct judged<reply::any_order<Kind>> {
  using kind = reply::array<Kind>;
};

/// A card, and what the options of its command are made from.
template <class Card>
struct card_with_elements {
  Card arguments;
  std::uint64_t elements;
};

}  // namespace detail

/// A command as an operation on `Data`'s keys.
///
/// A miss  is, for reads and drains, a reply of nil, nothing or 0. Other writes never miss.
/// Runs on every client that has the member: with a list where the client takes one, else with a
/// single element. A command
///         that draws several (MGET, MSET, HMGET: 10) is one call of a list, or does not run.
template <class Command, class Data = typename usual_data<Command>::type>
struct op : expectation<Command> {
  using command = Command;
  using data = Data;
  using kind = typename detail::judged<typename redlite::main_signature<Command>::reply>::kind;

  static constexpr std::string_view name = Command::name;
  static constexpr kvbench::effect effect = effect_of_command<Command>;

  static auto draw(kvbench::draw& random) {
    source from{random};
    if constexpr (detail::needs_window(roles{})) from.first = draw_window(random);
    if constexpr (has_options) {
      return detail::card_with_elements<card>{arguments::draw(from), random.elements()};
    } else {
      return arguments::draw(from);
    }
  }

 private:
  using roles = detail::roles_of<Command>;
  using arguments = detail::arguments_for<Command, Data>;
  using card = typename arguments::held;
  static constexpr bool has_options =
      !std::is_same_v<typename options_for<Command>::type, redlite::detail::no_options>;
  using held = std::conditional_t<has_options, detail::card_with_elements<card>, card>;

  template <class Client>
  static constexpr bool as_list = detail::answers<Client, Command, false>;
  template <class Client>
  static constexpr bool as_single = !as_list<Client> && detail::has_list(roles{}) &&
                                    repeats<Command> == 1 && detail::answers<Client, Command, true>;

 public:
  template <class Client>
    requires(as_list<Client> || as_single<Client>)
  static decltype(auto) call(Client& client, held const& all) {
    if constexpr (has_options) {
      auto const options = options_for<Command>::make(all.elements);
      return arguments::template pass<as_single<Client>>(
          all.arguments, [&](auto const&... argument) -> decltype(auto) {
            return typename Command::caller{}(client, argument..., options);
          });
    } else {
      return arguments::template pass<as_single<Client>>(
          all, [&](auto const&... argument) -> decltype(auto) {
            return typename Command::caller{}(client, argument...);
          });
    }
  }

  template <redlite::fits<kind> Reply>
  static constexpr bool hit(Reply const& reply) {
    if constexpr (effect != kvbench::effect::reads && effect != kvbench::effect::drains) {
      return true;
    } else if constexpr (!std::is_same_v<decltype(absent_reply<Command>), no_absent_reply const>) {
      return reply != absent_reply<Command>;
    } else {
      return found<kind>::in(reply);
    }
  }

  template <redlite::fits<kind> Reply>
  static bool verify(kvbench::draw const& drawn, held const&, Reply const& reply) {
    std::uint64_t const many = detail::asks_for_window(roles{}) ? window : drawn.elements();
    if constexpr (tells_size<Command>) {
      return right_size<Data>(drawn, static_cast<std::int64_t>(reply));
    } else {
      return right<Data, kind>(drawn, reply, {.exactly = repeats<Command>, .at_most = many});
    }
  }

  static std::uint64_t sent_bytes(held const& all) {
    if constexpr (has_options) {
      return detail::value_bytes(all.arguments);
    } else {
      return detail::value_bytes(all);
    }
  }
  template <class Reply>
  static std::uint64_t reply_bytes(Reply const& reply) {
    return text_bytes<kind>(reply);
  }
  template <class... Reply>
  static std::uint64_t bytes(held const& all, Reply const&... reply) {
    return (sent_bytes(all) + ... + reply_bytes(reply));
  }
};

}  // namespace kvbench::redis

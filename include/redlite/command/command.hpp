// redlite/command/command.hpp: a command as a type, written once.
//
// Floor: command. One line gives the name, what it does to data, and its signature as a function
// type over roles and reply kinds; from it come the call, the concept and the member functions.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/reply.hpp>  // reply kinds
#include <redlite/command/role.hpp>   // roles

#include <concepts>     // concepts
#include <string_view>  // the name
#include <type_traits>  // std::is_same
#include <utility>      // std::forward

namespace redlite {

enum class access { read, write };

template <class... Types>
struct type_list {
  static constexpr std::size_t size = sizeof...(Types);
};

/// A signature, `reply(role, role ...)`, taken apart.
template <class Function>
struct signature;

namespace detail {

template <class List, class... More>
struct append;
template <class... Types, class... More>
struct append<type_list<Types...>, More...> {
  using type = type_list<Types..., More...>;
};

/// The roles with an option struct, if any, apart: in C++ it comes last. Literals are dropped.
template <class Plain, class Options, class... Roles>
struct split_options {
  using plain = Plain;
  using options = Options;
};
template <class Plain, class Options, class Role, class... Rest>
struct split_options<Plain, Options, Role, Rest...>
    : split_options<typename append<Plain, Role>::type, Options, Rest...> {};
template <class Plain, class Options, fixed_text Text, class... Rest>
struct split_options<Plain, Options, role::literal<Text>, Rest...>
    : split_options<Plain, Options, Rest...> {};
template <class Plain, class Options, class Struct, class... Rest>
struct split_options<Plain, Options, role::options<Struct>, Rest...>
    : split_options<Plain, Struct, Rest...> {};

struct no_options {};

}  // namespace detail

template <class Reply, class... Roles>
struct signature<Reply(Roles...)> {
  static_assert(reply_kind<Reply>,
                "redlite: the result of a command's signature (first argument) is no reply kind");
  static_assert((argument_role<Roles> && ...),
                "redlite: a parameter of a command's signature is no role");

  using reply = Reply;
  using result = reply_value<Reply>;
  using wire_roles = type_list<Roles...>;  // in the order of the protocol
  using split = detail::split_options<type_list<>, detail::no_options, Roles...>;
  using roles = typename split::plain;      // in C++ order, without the options
  using options = typename split::options;  // detail::no_options where there are none
};

/// What all commands share. The first signature is the command's plain form; further ones are
/// forms whose reply differs (a count, WITHSCORES ...), told apart by their parameters.
template <access Access, class... Signatures>
struct command {
  static constexpr access data_access = Access;
  using signatures = type_list<signature<Signatures>...>;
};

namespace detail {

template <class List>
struct first_of;
template <class First, class... Rest>
struct first_of<type_list<First, Rest...>> {
  using type = First;
};

}  // namespace detail

template <class Command>
using main_signature = typename detail::first_of<typename Command::signatures>::type;

namespace detail {

template <class Command, class Reply, class Client, class... Arguments>
concept callable = requires(Client& client, const Arguments&... arguments) {
  { typename Command::caller{}(client, arguments...) } -> fits<Reply>;
};

template <class Command, class Reply, class Client, class List>
struct is_callable;
template <class Command, class Reply, class Client, class... Roles>
struct is_callable<Command, Reply, Client, type_list<Roles...>> {
  static constexpr bool value = callable<Command, Reply, Client, typename Roles::role_type...>;
};

/// The last role, if it repeats, as the parameters of a single element.
template <class Done, class... Roles>
struct single {
  using type = Done;
};
template <class Done, class Role, class... Rest>
struct single<Done, Role, Rest...> : single<typename append<Done, Role>::type, Rest...> {};
template <class Done>
struct single<Done, role::repeated<field_value>> : append<Done, role::field, role::value> {};
template <class Done>
struct single<Done, role::repeated<key_value>> : append<Done, role::key, role::value> {};
template <class Done>
struct single<Done, role::repeated<score_member>> : append<Done, role::score, role::member> {};
template <class Done>
struct single<Done, role::repeated<geo_member>>
    : append<Done, role::longitude, role::latitude, role::member> {};
template <class Done>
struct single<Done, role::repeated<key_id>> : append<Done, role::key, role::entry_id> {};
template <class Done>
struct single<Done, role::repeated<key_group_id>> : append<Done, role::key, role::entry_id> {};
template <class Done, class Role>
struct single<Done, role::repeated<Role>> : append<Done, Role> {};

template <class List>
struct single_form;
template <class... Roles>
struct single_form<type_list<Roles...>> : single<type_list<>, Roles...> {};

}  // namespace detail

/// `client.<command>(...)` takes the arguments of the plain form as a list.
template <class Client, class Command>
concept supports_list = detail::is_callable<Command, typename main_signature<Command>::reply,
                                            Client, typename main_signature<Command>::roles>::value;

/// The same with one element spelled out: `client.hset(key, field, value)`.
template <class Client, class Command>
concept supports_single = detail::is_callable<
    Command, typename main_signature<Command>::reply, Client,
    typename detail::single_form<typename main_signature<Command>::roles>::type>::value;

/// The call is well formed and its result fits the reply kind. Options are never asked for.
template <class Client, class Command>
concept supports = supports_list<Client, Command> || supports_single<Client, Command>;

}  // namespace redlite

// redlite/command/member.hpp: member functions from signatures, and the macro that names a command.
//
// Floor: command. A class that derives from `members<Self>` (table.hpp) gets one member per form of
// each command; all of them end in `self.execute<Command, Signature>(arguments..., options)`.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/command.hpp>  // command, signature

#include <cstddef>      // std::size_t
#include <string_view>  // the macro's name member
#include <tuple>        // std::forward_as_tuple
#include <type_traits>  // std::is_same_v
#include <utility>      // std::index_sequence

namespace redlite {

/// What the members of `Self` yield for a form of a command: its plain value. Specialise it, before
/// `Self` derives from `members<Self>`, for a client whose replies come later.
template <class Self, class Command, class Signature>
struct answer_of {
  using type = typename Signature::result;
};

}  // namespace redlite

namespace redlite::detail {

template <class Signature>
inline constexpr bool has_options = !std::is_same_v<typename Signature::options, no_options>;

template <class List>
struct parameters_of;
template <class... Roles>
struct parameters_of<type_list<Roles...>> {
  using type = type_list<parameter<Roles>...>;
};

/// The group that a signature's last role repeats (`field_value` ...), or void.
template <class... Roles>
struct last_group {
  using type = void;
};
template <class Role, class... Rest>
struct last_group<Role, Rest...> : last_group<Rest...> {};
template <class Group>
  requires std::is_same_v<Group, typename Group::role_type>
struct last_group<role::repeated<Group>> {
  using type = typename Group::role_type;
};
template <class List>
struct last_group_of;
template <class... Roles>
struct last_group_of<type_list<Roles...>> : last_group<Roles...> {};

/// A way to call a command: which parameters, and how they become the plain form.
template <class Signature, bool Spelled, bool WithOptions>
struct form {
  template <class Self, class Command>
  using result = typename answer_of<Self, Command, Signature>::type;
  using group = typename last_group_of<typename Signature::roles>::type;
  using base = std::conditional_t<Spelled, typename single_form<typename Signature::roles>::type,
                                  typename Signature::roles>;
  using roles = typename std::conditional_t<
      WithOptions, append<base, role::options<typename Signature::options>>, append<base>>::type;
  using parameters = typename parameters_of<roles>::type;

  template <class Command, class Self, class... Arguments>
  static result<Self, Command> apply(Self& self, const Arguments&... arguments) {
    if constexpr (Spelled) {
      constexpr std::size_t prefix = Signature::roles::size - 1;
      constexpr std::size_t parts = base::size - prefix;
      return gather<Command>(self, std::forward_as_tuple(arguments...),
                             std::make_index_sequence<prefix>{}, std::make_index_sequence<parts>{});
    } else if constexpr (has_options<Signature> && !WithOptions) {
      return self.template execute<Command, Signature>(arguments..., typename Signature::options{});
    } else {
      return self.template execute<Command, Signature>(arguments...);
    }
  }

 private:
  template <class Command, class Self, class Tuple, std::size_t... Prefix, std::size_t... Part>
  static result<Self, Command> gather(Self& self, const Tuple& all, std::index_sequence<Prefix...>,
                                      std::index_sequence<Part...>) {
    constexpr std::size_t at = sizeof...(Prefix);
    const many<group> one(group{std::get<at + Part>(all)...});  // () copies, {} views
    if constexpr (WithOptions) {
      return self.template execute<Command, Signature>(std::get<Prefix>(all)..., one,
                                                       std::get<at + sizeof...(Part)>(all));
    } else if constexpr (has_options<Signature>) {
      return self.template execute<Command, Signature>(std::get<Prefix>(all)..., one,
                                                       typename Signature::options{});
    } else {
      return self.template execute<Command, Signature>(std::get<Prefix>(all)..., one);
    }
  }
};

template <class Signature>
struct forms_of_signature {
  static constexpr bool grouped =
      !std::is_void_v<typename last_group_of<typename Signature::roles>::type>;

  template <bool Spelled>
  using both =
      std::conditional_t<has_options<Signature>,
                         type_list<form<Signature, Spelled, false>, form<Signature, Spelled, true>>,
                         type_list<form<Signature, Spelled, false>>>;

  template <class List>
  struct with_spelled {
    using type = List;
  };
  template <class... Forms>
    requires(grouped)
  struct with_spelled<type_list<Forms...>> {
    template <class... Spelled>
    static type_list<Forms..., Spelled...> join(type_list<Spelled...>);
    using type = decltype(join(both<grouped>{}));
  };
  using type = typename with_spelled<both<false>>::type;
};

template <class... Lists>
struct concat;
template <>
struct concat<> {
  using type = type_list<>;
};
template <class... Types>
struct concat<type_list<Types...>> {
  using type = type_list<Types...>;
};
template <class... A, class... B, class... Rest>
struct concat<type_list<A...>, type_list<B...>, Rest...> : concat<type_list<A..., B...>, Rest...> {
};

template <class Signatures>
struct forms_of;
template <class... Signatures>
struct forms_of<type_list<Signatures...>>
    : concat<typename forms_of_signature<Signatures>::type...> {};

}  // namespace redlite::detail

namespace redlite::cmd {
// Named here, so that a signature means the role or kind also where the store's own came first.
using reply::page;
using role::options;
}  // namespace redlite::cmd

/// REDLITE_COMMAND(get, "GET", read, bulk(key)): the command, its caller and its members.
#define REDLITE_COMMAND(identifier, wire_name, does, ...)                                      \
  struct identifier : ::redlite::command<::redlite::access::does, __VA_ARGS__> {               \
    static constexpr ::std::string_view name = wire_name;                                      \
    using self_command = identifier;                                                           \
    struct caller {                                                                            \
      template <class Client, class... Arguments>                                              \
      constexpr auto operator()(Client& client, const Arguments&... arguments) const           \
          -> decltype(client.identifier(arguments...)) {                                       \
        return client.identifier(arguments...);                                                \
      }                                                                                        \
    };                                                                                         \
    template <class Self, class Form, class Parameters = typename Form::parameters>            \
    struct member;                                                                             \
    template <class Self, class Form, class... Parameters>                                     \
    struct member<Self, Form, ::redlite::type_list<Parameters...>> {                           \
      typename Form::template result<Self, self_command> identifier(Parameters... arguments) { \
        return Form::template apply<self_command>(static_cast<Self&>(*this), arguments...);    \
      }                                                                                        \
    };                                                                                         \
    template <class Self, class Forms>                                                         \
    struct overloads;                                                                          \
    template <class Self, class... Forms>                                                      \
    struct overloads<Self, ::redlite::type_list<Forms...>> : member<Self, Forms>... {          \
      using member<Self, Forms>::identifier...;                                                \
    };                                                                                         \
    template <class Self>                                                                      \
    using members = overloads<Self, typename ::redlite::detail::forms_of<signatures>::type>;   \
  };

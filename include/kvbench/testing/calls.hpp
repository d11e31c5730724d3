// kvbench/testing/calls.hpp: how a client of any type is called, for who does not know its type.
//
// Floor: wing testing. `calls_of<Client>(family)` holds a function for each form that the client
// supports. Compiling it is the work; a program with many commands does it in a file per family.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>      // sizes
#include <string_view>  // names
#include <tuple>        // arguments
#include <type_traits>  // options
#include <utility>      // std::index_sequence
#include <vector>       // calls

#include <kvbench/testing/answer.hpp>   // answer_of
#include <kvbench/testing/form.hpp>     // argument
#include <redlite/command/command.hpp>  // supports

namespace kvbench::testing {

/// A form as a client takes it.
struct client_call {
  std::string_view command;
  std::size_t signature = 0;
  bool lists = false;    // takes several elements at once
  bool options = false;  // takes the option struct
  answer (*run)(void* client, std::vector<argument> const&) = nullptr;
};

namespace detail {

/// The argument as the call takes it; alive as long as this is.
template <class Role>
struct loan {
  explicit loan(argument const& kept) : kept_(sample<Role>::lend(held_in<Role>(kept))) {}
  [[nodiscard]] typename Role::role_type get() const { return typename Role::role_type(kept_); }

 private:
  decltype(sample<Role>::lend(held_in<Role>(std::declval<argument const&>()))) kept_;
};

template <class Command, class Reply, class Client, class... Roles, std::size_t... At>
answer call_with(Client& client, std::vector<argument> const& all, redlite::type_list<Roles...>,
                 std::index_sequence<At...>) {
  std::tuple<loan<Roles>...> const loans{loan<Roles>(all[At])...};
  return answer_of<Reply>(
      [&] { return typename Command::caller{}(client, std::get<At>(loans).get()...); });
}

/// The last role's only element, spelled out.
template <class Command, class Reply, class Client, class... Roles, std::size_t... At>
answer call_single(Client& client, std::vector<argument> const& all, redlite::type_list<Roles...>,
                   std::index_sequence<At...>) {
  using last = std::tuple_element_t<sizeof...(Roles) - 1, std::tuple<Roles...>>;
  auto const elements = sample<last>::lend(held_in<last>(all[sizeof...(At)]));
  auto const with = [&](auto const&... spelled) {
    std::tuple<loan<std::tuple_element_t<At, std::tuple<Roles...>>>...> const loans{
        loan<std::tuple_element_t<At, std::tuple<Roles...>>>(all[At])...};
    return answer_of<Reply>([&] {
      return typename Command::caller{}(client, std::get<At>(loans).get()..., spelled...);
    });
  };
  if constexpr (redlite::argument_role<typename decltype(elements)::value_type>) {
    auto const& [first, second] = elements.front();
    return with(first, second);
  } else {
    return with(elements.front());
  }
}

template <class Client, class Command, class Signature, class... Roles>
void add_call(std::vector<client_call>& to, std::size_t number, redlite::type_list<Roles...>) {
  using plain = typename Signature::roles;
  using whole = typename call_roles<Signature>::type;
  using reply = typename Signature::reply;
  client_call one{Command::name, number, true, true, nullptr};
  if constexpr (!(drawable<Roles> && ...)) {
    return;
  } else if constexpr (redlite::detail::is_callable<Command, reply, Client, whole>::value) {
    one.run = [](void* client, std::vector<argument> const& all) {
      return call_with<Command, reply>(*static_cast<Client*>(client), all, whole{},
                                       std::make_index_sequence<whole::size>{});
    };
  } else if constexpr (redlite::detail::is_callable<Command, reply, Client, plain>::value) {
    one.options = false;
    one.run = [](void* client, std::vector<argument> const& all) {
      return call_with<Command, reply>(*static_cast<Client*>(client), all, plain{},
                                       std::make_index_sequence<plain::size>{});
    };
  } else if constexpr (!std::is_same_v<plain, redlite::type_list<>> &&
                       redlite::detail::is_callable<
                           Command, reply, Client,
                           typename redlite::detail::single_form<plain>::type>::value) {
    one.options = one.lists = false;
    one.run = [](void* client, std::vector<argument> const& all) {
      return call_single<Command, reply>(*static_cast<Client*>(client), all, plain{},
                                         std::make_index_sequence<plain::size - 1>{});
    };
  }
  if (one.run != nullptr) to.push_back(one);
}

template <class Client, class Command, class... Signatures>
void add_calls(std::vector<client_call>& to, redlite::type_list<Signatures...>) {
  std::size_t number = 0;
  (add_call<Client, Command, Signatures>(to, number++, typename call_roles<Signatures>::type{}),
   ...);
}

}  // namespace detail

/// What `Client` supports of a family.
template <class Client, class... Commands>
[[nodiscard]] std::vector<client_call> calls_of(redlite::type_list<Commands...>) {
  std::vector<client_call> all;
  (detail::add_calls<Client, Commands>(all, typename Commands::signatures{}), ...);
  return all;
}

}  // namespace kvbench::testing

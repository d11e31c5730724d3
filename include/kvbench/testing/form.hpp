// kvbench/testing/form.hpp: every form of every command as data: how to draw, write and show a
// call.
//
// Floor: wing testing. A form is one signature of one command. What a form needs is compiled here
// once, whatever clients there are; how a client is called is calls.hpp.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>      // sizes
#include <memory>       // arguments of any type
#include <optional>     // forms that take other arguments
#include <string>       // texts
#include <string_view>  // names
#include <type_traits>  // roles
#include <utility>      // std::index_sequence
#include <vector>       // arguments

#include <kvbench/testing/sample.hpp>          // roles
#include <kvbench/testing/sample_geo.hpp>      // points
#include <kvbench/testing/sample_mended.hpp>   // options that go together
#include <kvbench/testing/sample_options.hpp>  // options
#include <kvbench/testing/sample_stream.hpp>   // those written by hand
#include <kvbench/testing/sample_string.hpp>   // those written by hand
#include <redlite/command/command.hpp>         // signatures
#include <redlite/resp/encode.hpp>             // words

namespace kvbench::testing {

/// A drawn argument: a `sample<Role>::held`, never changed, shared by copies.
using argument = std::shared_ptr<void const>;

/// A role, for who does not know it at compile time.
struct role_info {
  argument (*draw)(source&);
  std::string (*spell)(void const*);
  std::vector<argument> (*simpler)(void const*);  // what says less: fewer elements, no options
};

template <class Role>
typename sample<Role>::held const& held_in(argument const& one) {
  return *static_cast<typename sample<Role>::held const*>(one.get());
}
template <class Role>
argument hold(typename sample<Role>::held kept) {
  return std::make_shared<typename sample<Role>::held const>(std::move(kept));
}

namespace detail {

template <class Role>
inline constexpr role_info info_of{
    [](source& from) { return hold<Role>(sample<Role>::draw(from)); },
    [](void const* kept) {
      return sample<Role>::spell(*static_cast<typename sample<Role>::held const*>(kept));
    },
    [](void const* kept) {
      std::vector<argument> all;
      if constexpr (requires(typename sample<Role>::held const& held) {
                      sample<Role>::simpler(held);
                    }) {
        for (auto& one :
             sample<Role>::simpler(*static_cast<typename sample<Role>::held const*>(kept)))
          all.push_back(hold<Role>(std::move(one)));
      }
      return all;
    }};

/// The roles of a signature in the order of a call, options last.
template <class Signature>
struct call_roles {
  using type = typename Signature::roles;
};
template <class Signature>
  requires(!std::is_same_v<typename Signature::options, redlite::detail::no_options>)
struct call_roles<Signature> {
  using type =
      typename redlite::detail::append<typename Signature::roles,
                                       redlite::role::options<typename Signature::options>>::type;
};

template <class Kind>
inline constexpr bool is_page = false;
template <class Kind>
inline constexpr bool is_page<redlite::reply::page<Kind>> = true;

}  // namespace detail

/// One signature of one command.
struct form {
  std::string_view command;  // "ZADD"
  std::string_view member;   // "zadd"
  std::size_t signature = 0;
  std::string_view family;
  redlite::access access = redlite::access::read;
  bool is_scan = false;      // the reply is a page: played to its end
  bool has_options = false;  // the last role
  int cursor_at = -1;        // which role is a cursor
  int new_id_at = -1;        // which role may be "*"
  int payload_at = -1;       // which role may be what DUMP yields
  std::vector<role_info const*> roles;
  std::vector<std::string> (*words)(std::vector<argument> const&) = nullptr;
};

namespace detail {

template <class Command, class Signature, class... Roles, std::size_t... At>
std::vector<std::string> words(std::vector<argument> const& all, redlite::type_list<Roles...>,
                               std::index_sequence<At...>) {
  redlite::resp::argv out;
  auto const write = [&out](auto const&... arguments) {
    redlite::resp::encode<Command, Signature>(out, arguments...);
    return std::vector<std::string>(out.begin(), out.end());
  };
  return write(typename Roles::role_type(sample<Roles>::lend(held_in<Roles>(all[At])))...);
}

template <class Command, class Signature, class... Roles>
void add_form(std::vector<form>& to, std::vector<std::string>& gaps, std::string_view family,
              std::size_t number, redlite::type_list<Roles...>) {
  if constexpr ((drawable<Roles> && ...)) {
    form one;
    one.command = Command::name;
    one.member = type_name<Command>();
    one.member.remove_prefix(one.member.rfind(':') + 1);
    one.signature = number;
    one.family = family;
    one.access = Command::data_access;
    one.is_scan = is_page<typename Signature::reply>;
    one.has_options = !std::is_same_v<typename Signature::options, redlite::detail::no_options>;
    one.roles = {&info_of<Roles>...};
    int at = 0;
    ((std::is_same_v<Roles, redlite::role::cursor> ? void(one.cursor_at = at) : void(),
      std::is_same_v<Roles, redlite::role::new_stream_id> ? void(one.new_id_at = at) : void(),
      std::is_same_v<Roles, redlite::role::payload> ? void(one.payload_at = at) : void(), ++at),
     ...);
    one.words = [](std::vector<argument> const& all) {
      return words<Command, Signature>(all, redlite::type_list<Roles...>{},
                                       std::index_sequence_for<Roles...>{});
    };
    to.push_back(std::move(one));
  } else {
    gaps.emplace_back(Command::name);
  }
}

template <class Command, class... Signatures>
void add_forms(std::vector<form>& to, std::vector<std::string>& gaps, std::string_view family,
               redlite::type_list<Signatures...>) {
  std::size_t number = 0;
  (add_form<Command, Signatures>(to, gaps, family, number++,
                                 typename call_roles<Signatures>::type{}),
   ...);
}

}  // namespace detail

/// Appends the forms of a family; into `gaps` the names of those that nothing here can draw.
template <class... Commands>
void add_family(std::vector<form>& to, std::vector<std::string>& gaps,
                [[maybe_unused]] std::string_view family, redlite::type_list<Commands...>) {
  (detail::add_forms<Commands>(to, gaps, family, typename Commands::signatures{}), ...);
}

/// A call that was drawn: of a form, with its arguments.
struct step {
  form const* of = nullptr;
  std::vector<argument> arguments;

  /// Yields  the line that redis-cli takes.
  [[nodiscard]] std::string redis_cli() const {
    std::string line;
    for (std::string const& word : of->words(arguments)) {
      line += (line.empty() ? "" : " ") + redis_cli_word(word);
    }
    return line;
  }
  /// Yields  `db.zadd("z1", 1.5, "a");`
  [[nodiscard]] std::string cpp(std::string_view client = "db") const {
    std::string line = std::string(client) + '.' + std::string(of->member) + '(';
    for (std::size_t i = 0; i < arguments.size(); ++i) {
      line += (i == 0 ? "" : ", ") + of->roles[i]->spell(arguments[i].get());
    }
    return line + ");";
  }
};

/// An argument that is not drawn; its role is compared with the form's.
struct made {
  role_info const* role = nullptr;
  argument value;
};
template <class Role>
[[nodiscard]] made make(typename sample<Role>::held kept = {}) {
  return {&detail::info_of<Role>, hold<Role>(std::move(kept))};
}
/// Yields  nothing where the form takes other arguments.
[[nodiscard]] inline std::optional<step> make_step(form const& of, std::vector<made> arguments) {
  step one{&of, {}};
  if (of.roles.size() != arguments.size()) return std::nullopt;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (of.roles[i] != arguments[i].role) return std::nullopt;
    one.arguments.push_back(std::move(arguments[i].value));
  }
  return one;
}

[[nodiscard]] inline step draw_step(form const& of, source& from) {
  step drawn{&of, {}};
  for (role_info const* role : of.roles) drawn.arguments.push_back(role->draw(from));
  return drawn;
}

}  // namespace kvbench::testing

// kvbench/trace/word_call.hpp: a command of a trace, word by word, as a call of a client in C++.
//
// Floor: wing trace. The signature of the command says what each word is, as it does for the wire;
// a form that no signature has is not played.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>      // size_t, nullptr_t
#include <cstdint>      // uint64_t
#include <optional>     // options
#include <string_view>  // words
#include <tuple>        // arguments
#include <type_traits>  // roles
#include <vector>       // lists

#include <kvbench/core/clock.hpp>          // what a call takes
#include <kvbench/trace/command.hpp>       // words
#include <kvbench/trace/verbs.hpp>         // same_word
#include <redlite/command/hash.hpp>        // hash commands
#include <redlite/command/hash_field.hpp>  // more of them
#include <redlite/command/key_name.hpp>    // UNLINK
#include <redlite/command/key_time.hpp>    // expiry
#include <redlite/command/keyspace.hpp>    // key commands
#include <redlite/command/list.hpp>        // list commands
#include <redlite/command/list_edit.hpp>   // more of them
#include <redlite/command/set.hpp>         // set commands
#include <redlite/command/sorted_set.hpp>  // sorted-set commands
#include <redlite/command/stream.hpp>      // stream commands
#include <redlite/command/string.hpp>      // string commands
#include <redlite/command/words.hpp>       // options as words
#include <redlite/core/bytes.hpp>          // numbers

namespace kvbench {

/// When a call began and ended, in nanoseconds of `steady_ticks`.
struct call_span {
  std::uint64_t start_ns = 0;
  std::uint64_t end_ns = 0;
};

namespace detail {

/// The words that are left, and whether all so far were what they had to be.
struct word_cursor {
  std::vector<std::string_view> const& words;
  std::size_t at = 1;
  bool ok = true;

  [[nodiscard]] std::size_t left() const { return words.size() - at; }
  std::string_view next() {
    if (left() == 0) {
      ok = false;
      return {};
    }
    return words[at++];
  }
  bool take(std::string_view upper) {
    if (left() == 0 || !same_word(words[at], upper)) return false;
    ++at;
    return true;
  }
  template <class Number>
  Number number(std::optional<Number> const& parsed) {
    ok = ok && parsed.has_value();
    return parsed.value_or(Number{});
  }
};

template <class Type>
struct is_many : std::false_type {};
template <class Item>
struct is_many<redlite::many<Item>> : std::true_type {
  using item = Item;
};

template <class Type>
Type take_word(word_cursor& from) {
  if constexpr (std::is_same_v<Type, std::int64_t>) {
    return from.number(redlite::parse_integer(from.next()));
  } else if constexpr (std::is_same_v<Type, std::uint64_t>) {
    return from.number(redlite::parse_unsigned(from.next()));
  } else if constexpr (std::is_same_v<Type, double>) {
    return from.number(redlite::parse_float(from.next()));
  } else if constexpr (std::is_same_v<Type, redlite::score_member>) {
    double const score = take_word<double>(from);
    return {score, from.next()};
  } else if constexpr (std::is_same_v<Type, redlite::field_value> ||
                       std::is_same_v<Type, redlite::key_value>) {
    std::string_view const first = from.next();
    return {first, from.next()};
  } else {
    return Type{from.next()};  // texts, ends of ranges, stream ids
  }
}

/// Words that a role can be made of: no choices of words, no tags.
template <class Type>
concept made_of_words =
    std::is_same_v<Type, redlite::score_member> || std::is_same_v<Type, redlite::field_value> ||
    std::is_same_v<Type, redlite::key_value> || std::is_same_v<Type, std::int64_t> ||
    std::is_same_v<Type, std::uint64_t> || std::is_same_v<Type, double> ||
    (std::is_constructible_v<Type, std::string_view> && !std::is_enum_v<Type>);

template <class Type>
struct kept {
  using type = Type;
  static constexpr bool possible = made_of_words<Type>;
  static type take(word_cursor& from) { return take_word<Type>(from); }
};
template <class Item>
struct kept<redlite::many<Item>> {
  using type = std::vector<Item>;
  static constexpr bool possible = made_of_words<Item>;
  static type take(word_cursor& from) {
    type all;
    do {
      all.push_back(take_word<Item>(from));
    } while (from.ok && from.left() != 0);
    return all;
  }
};
/// XREAD's keys stand before all of their ids.
template <>
struct kept<redlite::many<redlite::key_id>> {
  using type = std::vector<redlite::key_id>;
  static constexpr bool possible = true;
  static type take(word_cursor& from) {
    type all;
    std::size_t const n = from.left() / 2;
    from.ok = from.ok && n != 0 && from.left() == 2 * n;
    for (std::size_t i = 0; from.ok && i < n; ++i)
      all.push_back({from.words[from.at + i], from.words[from.at + n + i]});
    from.at = from.words.size();
    return all;
  }
};

template <class Options, class Item>
bool take_option(word_cursor&, Options&, Item const&) {
  return false;  // of a kind that is not read here: the word is left, and the command not played
}
template <class Options>
bool take_option(word_cursor& from, Options& into, redlite::words::flag<Options> const& item) {
  if (!from.take(item.text)) return false;
  return into.*item.at = true;
}
template <class Options, class Enum, std::size_t Count>
bool take_option(word_cursor& from, Options& into,
                 redlite::words::one_of<Options, Enum, Count> const& item) {
  for (auto const& choice : item.choices) {
    if (!from.take(choice.text)) continue;
    into.*item.at = choice.value;
    return true;
  }
  return false;
}
template <class Options, class Value>
  requires made_of_words<Value>
bool take_option(word_cursor& from, Options& into,
                 redlite::words::value<Options, std::optional<Value>> const& item) {
  if (!from.take(item.text)) return false;
  into.*item.at = take_word<Value>(from);
  return true;
}

template <class Options>
void take_options([[maybe_unused]] word_cursor& from, [[maybe_unused]] Options& into) {
  using described = std::remove_cvref_t<decltype(redlite::words_of_options<Options>)>;
  if constexpr (!std::is_same_v<described, std::nullptr_t>) {
    auto const once = [&] {
      return std::apply([&](auto const&... item) { return (take_option(from, into, item) || ...); },
                        redlite::words_of_options<Options>);
    };
    while (from.ok && from.left() != 0 && once()) {
    }
  }
}

template <class Roles>
inline constexpr bool can_take = false;
template <class... Roles>
inline constexpr bool can_take<redlite::type_list<Roles...>> =
    (kept<typename Roles::role_type>::possible && ...);

template <class Roles>
struct kept_tuple;
template <class... Roles>
struct kept_tuple<redlite::type_list<Roles...>> {
  using type = std::tuple<std::optional<typename kept<typename Roles::role_type>::type>...>;
};

template <std::size_t At, class Kept, class Options>
void take_roles(word_cursor&, Kept&, Options&, redlite::type_list<>) {}
template <std::size_t At, class Kept, class Options, class Role, class... Rest>
void take_roles(word_cursor& from, Kept& into, Options& options,
                redlite::type_list<Role, Rest...>) {
  if constexpr (redlite::is_literal<Role>) {
    from.ok = from.take(Role::word) && from.ok;
    take_roles<At>(from, into, options, redlite::type_list<Rest...>{});
  } else if constexpr (redlite::is_options<Role>) {
    take_options(from, options);
    take_roles<At>(from, into, options, redlite::type_list<Rest...>{});
  } else {
    std::get<At>(into).emplace(kept<typename Role::role_type>::take(from));
    if (from.ok) take_roles<At + 1>(from, into, options, redlite::type_list<Rest...>{});
  }
}

/// Yields  false where the words do not fit; nothing was called then.
template <class Command, class Client>
bool call_by_words(Client& client, trace_command const& command, call_span& span) {
  using form = redlite::main_signature<Command>;
  using options = typename form::options;
  typename kept_tuple<typename form::roles>::type all;
  options how{};
  word_cursor from{command.words};
  take_roles<0>(from, all, how, typename form::wire_roles{});
  if (!from.ok || from.left() != 0) return false;
  std::apply(
      [&](auto const&... argument) {
        // What a call takes ends with its reply destroyed, as in any other run.
        span.start_ns = span.end_ns = steady_ticks::now();
        if constexpr (std::is_same_v<options, redlite::detail::no_options>) {
          static_cast<void>(typename Command::caller{}(client, *argument...));
        } else {
          static_cast<void>(typename Command::caller{}(client, *argument..., how));
        }
        span.end_ns = steady_ticks::now();
      },
      all);
  return true;
}

template <class... Lists>
struct joined;
template <class... All>
struct joined<redlite::type_list<All...>> {
  using type = redlite::type_list<All...>;
};
template <class... A, class... B, class... More>
struct joined<redlite::type_list<A...>, redlite::type_list<B...>, More...>
    : joined<redlite::type_list<A..., B...>, More...> {};

}  // namespace detail

/// The commands of a trace that are played: those that work on data by themselves. What changes the
/// connection, the database or the server, blocks, or empties everything is not.
using replayed_commands = typename detail::joined<
    redlite::string_commands, redlite::list_commands, redlite::list_edit_commands,
    redlite::hash_commands, redlite::hash_field_commands, redlite::set_commands,
    redlite::sorted_set_commands, redlite::stream_commands, redlite::key_commands,
    redlite::key_time_commands, redlite::type_list<redlite::cmd::unlink>>::type;

/// The calls of a client by the name of the command.
template <class Client>
class word_calls {
 public:
  using call = bool (*)(Client&, trace_command const&, call_span&);

  word_calls() { add(replayed_commands{}); }

  /// Yields  null where the client has no such command.
  [[nodiscard]] call find(std::string_view word) const {
    for (auto const& [name, by_words] : all_) {
      if (detail::same_word(word, name)) return by_words;
    }
    return nullptr;
  }

 private:
  struct entry {
    std::string_view name;
    call by_words;
  };
  template <class... Commands>
  void add(redlite::type_list<Commands...>) {
    (add_one<Commands>(), ...);
  }
  template <class Command>
  void add_one() {
    if constexpr (redlite::supports_list<Client, Command> &&
                  detail::can_take<typename redlite::main_signature<Command>::roles>) {
      all_.push_back({Command::name, &detail::call_by_words<Command, Client>});
    }
  }
  std::vector<entry> all_;
};

namespace detail {
template <class... Commands>
bool is_one_of(std::string_view word, redlite::type_list<Commands...>) {
  return (same_word(word, Commands::name) || ...);
}
}  // namespace detail

/// Whether a command is one of `replayed_commands`, and does not block.
[[nodiscard]] inline bool is_replayed(trace_command const& command) {
  if (!detail::is_one_of(command.words[0], replayed_commands{})) return false;
  if (!detail::same_word(command.words[0], "XREAD")) return true;
  for (std::string_view const word : command.words) {
    if (detail::same_word(word, "STREAMS")) break;
    if (detail::same_word(word, "BLOCK")) return false;
  }
  return true;
}

}  // namespace kvbench

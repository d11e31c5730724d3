// redlite/resp/codec.hpp: how a C++ argument becomes words: one rule for each kind of type.
//
// Floor: resp. No rule knows a command. A type whose words no rule can say gets a specialisation of
// `codec` in a header of its own, which codecs.hpp joins.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/command.hpp>  // no_options
#include <redlite/command/reply.hpp>    // layout_of
#include <redlite/command/role.hpp>     // the types that carry roles
#include <redlite/command/words.hpp>    // the words of options and choices
#include <redlite/resp/argv.hpp>        // where words go

#include <concepts>     // std::convertible_to
#include <cstddef>      // std::nullptr_t
#include <optional>     // what may be left out
#include <string_view>  // bytes
#include <tuple>        // the items of a description
#include <type_traits>  // which rule
#include <variant>      // one of several
#include <vector>       // several

namespace redlite::resp {

namespace detail {

template <auto& Description>
inline constexpr bool given =
    !std::is_same_v<std::remove_cvref_t<decltype(Description)>, std::nullptr_t>;

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

/// Not of the kinds that this header knows; a name of its own makes the refusal one sentence.
template <class T>
inline constexpr bool has_words = false;

}  // namespace detail

/// Writes a `T` into words. Specialise it for a type that the rules below do not reach:
///
///     template <>
///     struct redlite::resp::codec<my_options> {
///       static void write(argv& out, const my_options& value);
///     };
template <class T>
struct codec {
  static void write(argv& out, const T& value) {
    if constexpr (detail::given<words_of_options<T>>) {
      std::apply([&](const auto&... item) { (write_item(out, value, item), ...); },
                 words_of_options<T>);
    } else if constexpr (detail::given<words_of<T>>) {
      for (const auto& choice : words_of<T>) {
        if (choice.value == value) return out.words(choice.text);
      }
    } else if constexpr (requires { std::string_view(T::word); }) {
      out.words(T::word);
    } else if constexpr (detail::given<layout_of<T>>) {  // LIMIT offset count: one after the other
      std::apply([&](const auto&... member) { (write_any(out, value.*member), ...); },
                 layout_of<T>);
    } else if constexpr (std::convertible_to<const T&, std::string_view>) {
      out.text(value);
    } else if constexpr (std::unsigned_integral<T> && !std::same_as<T, bool>) {
      out.unsigned_integer(value);
    } else if constexpr (std::integral<T> && !std::same_as<T, bool>) {
      out.integer(value);
    } else if constexpr (std::floating_point<T>) {
      out.real(static_cast<double>(value));
    } else {
      static_assert(detail::has_words<T>,
                    "redlite: a type of a command's signature has no words: give it "
                    "words_of_options, words_of, a word, or a resp::codec");
    }
  }

 private:
  template <class Any>
  static void write_any(argv& out, const Any& value) {
    codec<Any>::write(out, value);
  }

  static void write_item(argv& out, const T& value, const words::flag<T>& item) {
    if (value.*item.at) out.words(item.text);
  }
  template <class Enum, std::size_t Count>
  static void write_item(argv& out, const T& value, const words::one_of<T, Enum, Count>& item) {
    for (const auto& choice : item.choices) {
      if (choice.value == value.*item.at) return out.words(choice.text);
    }
  }
  template <class Member>
  static void write_item(argv& out, const T& value, const words::value<T, Member>& item) {
    if constexpr (detail::is_optional<Member>) {
      if (!(value.*item.at)) return;
    }
    out.words(item.text);
    write_any(out, value.*item.at);
  }
  template <class Member>
  static void write_item(argv& out, const T& value, const words::nested<T, Member>& item) {
    write_any(out, value.*item.at);
  }
  template <class List>
  static void write_item(argv& out, const T& value, const words::each<T, List>& item) {
    for (const auto& one : value.*item.at) {
      out.words(item.text);
      write_any(out, one);
    }
  }
};

template <>
struct codec<redlite::detail::no_options> {
  static void write(argv&, const redlite::detail::no_options&) {}
};

template <class T>
struct codec<std::optional<T>> {
  static void write(argv& out, const std::optional<T>& value) {
    if (value) codec<T>::write(out, *value);
  }
};

template <>
struct codec<std::monostate> {
  static void write(argv&, std::monostate) {}
};
template <class... Types>
struct codec<std::variant<Types...>> {
  static void write(argv& out, const std::variant<Types...>& value) {
    std::visit([&]<class T>(const T& held) { codec<T>::write(out, held); }, value);
  }
};

template <>
struct codec<bound> {
  static void write(argv& out, const bound& end) {
    codec<std::remove_cvref_t<decltype(end.value())>>::write(out, end.value());
  }
};

template <>
struct codec<stream_id> {
  static void write(argv& out, const stream_id& id) { out.own(id.text()); }
};
template <>
struct codec<stream_id_text> {
  static void write(argv& out, const stream_id_text& id) {
    if (id.id()) {
      out.own(id.id()->text());
    } else {
      out.text(id.text());
    }
  }
};

template <>
struct codec<field_value> {
  static void write(argv& out, const field_value& one) {
    out.text(one.field);
    out.text(one.value);
  }
};
template <>
struct codec<key_value> {
  static void write(argv& out, const key_value& one) {
    out.text(one.key);
    out.text(one.value);
  }
};
template <>
struct codec<score_member> {
  static void write(argv& out, const score_member& one) {
    out.real(one.score);
    out.text(one.member);
  }
};

template <class T>
struct codec<std::vector<T>> {
  static void write(argv& out, const std::vector<T>& list) {
    for (const T& one : list) codec<T>::write(out, one);
  }
};
template <class T>
struct codec<many<T>> {
  static void write(argv& out, const many<T>& list) {
    for (const T& one : list) codec<T>::write(out, one);
  }
};
/// All keys, then all ids: what stands behind STREAMS.
template <>
struct codec<many<key_id>> {
  static void write(argv& out, const many<key_id>& list) {
    for (const key_id& one : list) out.text(one.key);
    for (const key_id& one : list) codec<stream_id_text>::write(out, one.id);
  }
};

}  // namespace redlite::resp

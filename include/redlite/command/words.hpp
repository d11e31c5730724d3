// redlite/command/words.hpp: how options, tags and choices are written as words of the protocol.
//
// Floor: command. Descriptions only, next to the structs that they describe; who writes words and
// who reads them (resp/) both follow the one description.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>      // std::size_t
#include <string_view>  // words
#include <tuple>        // the items of an option struct

namespace redlite {

/// A word that stands for a value of an enumeration.
template <class Value>
struct word {
  std::string_view text;
  Value value;
};
template <class Value>
word(std::string_view, Value) -> word<Value>;

/// The words of an enumeration that is an argument by itself (LEFT, RIGHT): a std::array of `word`.
template <class Enum>
inline constexpr auto words_of = nullptr;

namespace words {

/// Written where the bool is true: KEEPTTL.
template <class Options>
struct flag {
  std::string_view text;
  bool Options::*at;
};

/// Written where the enumeration is not at its default: NX or XX.
template <class Options, class Enum, std::size_t Count>
struct one_of {
  Enum Options::*at;
  word<Enum> choices[Count];
};

/// A word and what belongs to it, where the std::optional has a value: EX 10, LIMIT 0 5.
template <class Options, class Optional>
struct value {
  std::string_view text;
  Optional Options::*at;
};

/// The words of another option struct, where the std::optional has one: XADD's MAXLEN ~ 10.
template <class Options, class Optional>
struct nested {
  Optional Options::*at;
};

/// A word before each element of a vector: SORT's GET pattern GET pattern.
template <class Options, class List>
struct each {
  std::string_view text;
  List Options::*at;
};

template <class Options>
flag(std::string_view, bool Options::*) -> flag<Options>;
template <class Options, class Optional>
value(std::string_view, Optional Options::*) -> value<Options, Optional>;
template <class Options, class Optional>
nested(Optional Options::*) -> nested<Options, Optional>;
template <class Options, class List>
each(std::string_view, List Options::*) -> each<Options, List>;

template <class Options, class Enum, class... Choices>
constexpr auto any_of(Enum Options::*at, const Choices&... choices) {
  return one_of<Options, Enum, sizeof...(Choices)>{at, {word<Enum>{choices}...}};
}

}  // namespace words

/// The words of an option struct, in the order in which they are written; read in any order:
///
///     template <>
///     inline constexpr auto words_of_options<set_options> =
///         std::tuple(words::any_of(&set_options::when, word{"NX", set_if::absent}, ...),
///                    words::value{"EX", &set_options::ex}, words::flag{"KEEPTTL", ...});
template <class Options>
inline constexpr auto words_of_options = nullptr;

}  // namespace redlite

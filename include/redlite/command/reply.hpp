// redlite/command/reply.hpp: what a command answers: reply kinds, and the C++ types that fit them.
//
// Floor: command. A kind names a shape; `reply_value<kind>` is the type that redlite yields, and
// `fits<T, kind>` is what any other client may yield instead.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/stream_id.hpp>  // stream_id
#include <redlite/core/decimal.hpp>       // decimal

#include <concepts>     // concepts
#include <cstdint>      // std::int64_t
#include <iterator>     // arrays
#include <optional>     // std::optional
#include <string>       // std::string
#include <string_view>  // std::string_view
#include <type_traits>  // std::remove_cvref_t
#include <utility>      // std::pair
#include <vector>       // std::vector

namespace redlite {

struct scored {
  std::string member;
  double score = 0;

  friend bool operator==(const scored&, const scored&) = default;
};

/// An entry of a stream: its id, and its fields in the order in which they were given.
struct stream_entry {
  stream_id id;
  std::vector<std::pair<std::string, std::string>> fields;

  friend bool operator==(const stream_entry&, const stream_entry&) = default;
};

/// What SCAN and its kin yield: where to go on, 0 when all was seen, and what was found.
template <class Item>
struct page {
  std::uint64_t cursor = 0;
  std::vector<Item> items;

  friend bool operator==(const page&, const page&) = default;
};

/// A field of a record whose reply names its fields, as XINFO's does.
template <class Struct, class Value>
struct named {
  std::string_view name;
  Value Struct::*at;
};
template <class Struct, class Value>
named(std::string_view, Value Struct::*) -> named<Struct, Value>;

/// How a record is laid out in a reply: a std::tuple of member pointers where the order tells, of
/// `named` where the reply is a map. Stands next to the struct.
template <class Struct>
inline constexpr auto layout_of = nullptr;

namespace reply {

struct status {};    // done; refusals are errors
struct accepted {};  // done, or held back by a condition (NX ...)
struct boolean {};   // 1 or 0
struct integer {};
struct real {};
struct exact {};       // a number with all the digits that Redis keeps of it
struct text {};        // bytes, always there
struct bulk {};        // bytes, or nothing
struct id {};          // a stream id
struct pair {};        // field and value
struct with_score {};  // a member and its score
struct entry {};       // a stream entry
struct stream {};      // a key and its entries
template <class Kind>
struct maybe {};  // the kind, or nothing
template <class Kind>
struct array {};
template <class Kind>
struct any_order {};  // an array whose order is not promised
template <class Kind>
struct keyed {};  // a key and something of it
template <class Kind>
struct page {};  // a cursor and an array
template <class Struct>
struct record {};  // a struct that `layout_of` describes

template <class Kind>
struct value_of;
template <class Value>
struct is {
  using type = Value;
};
template <>
struct value_of<status> : is<void> {};
template <>
struct value_of<accepted> : is<bool> {};
template <>
struct value_of<boolean> : is<bool> {};
template <>
struct value_of<integer> : is<std::int64_t> {};
template <>
struct value_of<real> : is<double> {};
template <>
struct value_of<exact> : is<decimal> {};
template <>
struct value_of<text> : is<std::string> {};
template <>
struct value_of<bulk> : is<std::optional<std::string>> {};
template <>
struct value_of<id> : is<stream_id> {};
template <>
struct value_of<pair> : is<std::pair<std::string, std::string>> {};
template <>
struct value_of<with_score> : is<scored> {};
template <>
struct value_of<entry> : is<stream_entry> {};
template <>
struct value_of<stream> : is<std::pair<std::string, std::vector<stream_entry>>> {};
template <class Kind>
struct value_of<maybe<Kind>> : is<std::optional<typename value_of<Kind>::type>> {};
template <class Kind>
struct value_of<array<Kind>> : is<std::vector<typename value_of<Kind>::type>> {};
template <class Kind>
struct value_of<any_order<Kind>> : value_of<array<Kind>> {};
template <class Kind>
struct value_of<keyed<Kind>> : is<std::pair<std::string, typename value_of<Kind>::type>> {};
template <class Kind>
struct value_of<page<Kind>> : is<redlite::page<typename value_of<Kind>::type>> {};
template <class Struct>
struct value_of<record<Struct>> : is<Struct> {};

template <class T>
concept byte_text = std::convertible_to<T, std::string_view>;

template <class T>
concept iterable = requires(T& t) {
  std::begin(t);
  std::end(t);
};

/// A value or nothing: std::optional, a pointer, anything that tests and dereferences.
template <class T>
concept nullable = requires(T t) {
  static_cast<bool>(t);
  *t;
} && !byte_text<T>;

template <class T, class Kind>
inline constexpr bool fits_kind = std::convertible_to<T, typename value_of<Kind>::type>;
template <class T>
inline constexpr bool fits_kind<T, status> = true;
template <class T>
inline constexpr bool fits_kind<T, accepted> =
    std::same_as<T, void> || std::convertible_to<T, bool>;
template <class T>
inline constexpr bool fits_kind<T, integer> =
    std::convertible_to<T, std::int64_t> && !std::floating_point<std::remove_cvref_t<T>>;
template <class T>
inline constexpr bool fits_kind<T, text> = byte_text<T>;
template <class T>
inline constexpr bool fits_kind<T, bulk> = [] {
  if constexpr (nullable<T>) {
    return byte_text<decltype(*std::declval<T&>())>;
  } else {
    return false;
  }
}();
template <class T, class Kind>
inline constexpr bool fits_kind<T, maybe<Kind>> = [] {
  if constexpr (nullable<T>) {
    return fits_kind<decltype(*std::declval<T&>()), Kind>;
  } else {
    return false;
  }
}();
template <class T, class Kind>
inline constexpr bool fits_kind<T, array<Kind>> = [] {
  if constexpr (iterable<T> && !byte_text<T>) {
    return fits_kind<decltype(*std::begin(std::declval<T&>())), Kind>;
  } else {
    return false;
  }
}();
template <class T, class Kind>
inline constexpr bool fits_kind<T, any_order<Kind>> = fits_kind<T, array<Kind>>;
template <class T>
inline constexpr bool fits_kind<T, pair> =
    requires(T t) { requires byte_text<decltype(t.first)> && byte_text<decltype(t.second)>; };

}  // namespace reply

template <class Kind>
concept reply_kind = requires { sizeof(reply::value_of<Kind>); };

/// What redlite yields for a reply kind.
template <reply_kind Kind>
using reply_value = typename reply::value_of<Kind>::type;

/// `T`, yielded by some client, carries a reply of that kind.
template <class T, class Kind>
concept fits = reply_kind<Kind> && reply::fits_kind<T, Kind>;

}  // namespace redlite

// redlite/resp/reader.hpp: how a reply becomes a C++ value: one rule for each kind of type.
//
// Floor: resp. A type that no rule reads gets a specialisation of `reader`, beside its codec.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/reply.hpp>     // the values of replies
#include <redlite/core/bytes.hpp>        // numbers
#include <redlite/core/error.hpp>        // error
#include <redlite/resp/reply_error.hpp>  // error replies within replies
#include <redlite/resp/reply_tree.hpp>   // replies

#include <concepts>     // std::integral
#include <cstdint>      // std::int64_t
#include <optional>     // what may be nothing
#include <string>       // bytes
#include <string_view>  // words of an error
#include <tuple>        // the layout of a record
#include <type_traits>  // layouts
#include <utility>      // std::pair
#include <vector>       // arrays

namespace redlite::resp {

/// A reply of a shape that its command never has.
class shape_error : public error {
 public:
  explicit shape_error(const std::string& what) : error(errc::protocol, what) {}
};

namespace detail {

template <reply_tree Tree>
[[noreturn]] void wrong_shape(std::string_view wanted, const Tree& got) {
  constexpr std::string_view names[] = {"nil",        "the status ", "the error ",
                                        "an integer", "bytes",       "an array of "};
  std::string text = "wanted " + std::string(wanted) + ", got ";
  text += names[static_cast<int>(got.type())];
  if (got.type() == node::status || got.type() == node::error) text += std::string(got.text());
  if (got.type() == node::array) text += std::to_string(got.size());
  throw shape_error(text);
}

template <reply_tree Tree>
void want(node type, std::string_view name, const Tree& got) {
  if (got.type() == node::error) throw_reply(got.text());
  if (got.type() != type) wrong_shape(name, got);
}

template <reply_tree Tree>
void want_array(std::size_t size, const Tree& got) {
  want(node::array, "an array", got);
  if (got.size() != size) wrong_shape("an array of " + std::to_string(size), got);
}

/// Two values that stand side by side in a flat array: HGETALL, ZRANGE WITHSCORES.
template <class T>
inline constexpr bool comes_in_twos = false;
template <class First, class Second>
inline constexpr bool comes_in_twos<std::pair<First, Second>> = true;
template <>
inline constexpr bool comes_in_twos<scored> = true;

template <class T>
inline constexpr bool has_layout =
    !std::is_same_v<std::remove_cvref_t<decltype(layout_of<T>)>, std::nullptr_t>;

template <class T>
inline constexpr bool is_named = false;
template <class Struct, class Value>
inline constexpr bool is_named<named<Struct, Value>> = true;

/// Not of the kinds that this header reads.
template <class T>
inline constexpr bool can_be_read = false;

}  // namespace detail

/// Reads a `T` from a reply: numbers, bytes, and structs with a `layout_of`. Specialise it for a
/// type that the rules of this header do not reach.
template <class T>
struct reader {
  template <reply_tree Tree>
  static T from(const Tree& reply) {
    if constexpr (std::same_as<T, bool>) {
      detail::want(node::integer, "1 or 0", reply);
      if (reply.integer() != 0 && reply.integer() != 1) throw shape_error("wanted 1 or 0");
      return reply.integer() == 1;
    } else if constexpr (std::integral<T>) {
      return whole(reply);
    } else if constexpr (std::floating_point<T>) {
      detail::want(node::text, "a number", reply);
      const auto value = parse_float(reply.text());
      if (!value) detail::wrong_shape("a number", reply);
      return static_cast<T>(*value);
    } else if constexpr (detail::has_layout<T>) {
      return record(reply);
    } else {
      static_assert(detail::can_be_read<T>,
                    "redlite: a type of a command's reply cannot be read: give it layout_of or a "
                    "resp::reader");
    }
  }

 private:
  /// XPENDING and the cursors spell whole numbers as bytes.
  template <class Tree>
  static T whole(const Tree& reply) {
    if (reply.type() == node::text) {
      if constexpr (std::is_unsigned_v<T>) {
        if (const auto value = parse_unsigned(reply.text())) return static_cast<T>(*value);
      } else {
        if (const auto value = parse_integer(reply.text())) return static_cast<T>(*value);
      }
    }
    detail::want(node::integer, "an integer", reply);
    return static_cast<T>(reply.integer());
  }

  template <class Tree>
  static T record(const Tree& reply) {
    T all{};
    constexpr auto& layout = layout_of<T>;
    using items = std::remove_cvref_t<decltype(layout)>;
    if constexpr (detail::is_named<std::remove_cvref_t<std::tuple_element_t<0, items>>>) {
      detail::want(node::array, "names and values", reply);
      if (reply.size() % 2 != 0) detail::wrong_shape("names and values", reply);
      for (std::size_t i = 0; i < reply.size(); i += 2) {
        detail::want(node::text, "a name", reply[i]);
        const std::string_view name = reply[i].text();
        std::apply(
            [&](const auto&... item) {
              static_cast<void>(
                  ((item.name == name && (set(all, item.at, reply[i + 1]), true)) || ...));
            },
            layout);
      }
    } else {
      detail::want_array(std::tuple_size_v<items>, reply);
      std::size_t i = 0;
      std::apply([&](const auto&... at) { (set(all, at, reply[i++]), ...); }, layout);
    }
    return all;
  }
  template <class Struct, class Value, class Tree>
  static void set(T& all, Value Struct::*at, const Tree& reply) {
    all.*at = reader<Value>::from(reply);
  }
};

/// A status is text too: TYPE, PING.
template <>
struct reader<std::string> {
  template <reply_tree Tree>
  static std::string from(const Tree& reply) {
    if (reply.type() != node::status) detail::want(node::text, "bytes", reply);
    return std::string(reply.text());
  }
};

template <>
struct reader<stream_id> {
  template <reply_tree Tree>
  static stream_id from(const Tree& reply) {
    detail::want(node::text, "a stream id", reply);
    const auto id = stream_id::parse(reply.text());
    if (!id) detail::wrong_shape("a stream id", reply);
    return *id;
  }
};

/// Nil is nothing; so is an empty array where two values are promised (ZPOPMIN).
template <class T>
struct reader<std::optional<T>> {
  template <reply_tree Tree>
  static std::optional<T> from(const Tree& reply) {
    if (reply.type() == node::nil) return std::nullopt;
    if constexpr (detail::comes_in_twos<T>) {
      if (reply.type() == node::array && reply.size() == 0) return std::nullopt;
    }
    return reader<T>::from(reply);
  }
};

template <class First, class Second>
struct reader<std::pair<First, Second>> {
  template <reply_tree Tree>
  static std::pair<First, Second> from(const Tree& reply) {
    detail::want_array(2, reply);
    return of(reply[0], reply[1]);
  }
  template <reply_tree Tree>
  static std::pair<First, Second> of(const Tree& first, const Tree& second) {
    return {reader<First>::from(first), reader<Second>::from(second)};
  }
};

template <>
struct reader<scored> {
  template <reply_tree Tree>
  static scored from(const Tree& reply) {
    detail::want_array(2, reply);
    return of(reply[0], reply[1]);
  }
  template <reply_tree Tree>
  static scored of(const Tree& member, const Tree& score) {
    return {reader<std::string>::from(member), reader<double>::from(score)};
  }
};

/// Nil (XREAD without entries) is none. What comes in twos is read flat or nested, as it stands.
template <class T>
struct reader<std::vector<T>> {
  template <reply_tree Tree>
  static std::vector<T> from(const Tree& reply) {
    std::vector<T> all;
    if (reply.type() == node::nil) return all;
    detail::want(node::array, "an array", reply);
    if constexpr (detail::comes_in_twos<T>) {
      if (reply.size() != 0 && reply[0].type() != node::array) {
        if (reply.size() % 2 != 0) detail::wrong_shape("an array of twos", reply);
        all.reserve(reply.size() / 2);
        for (std::size_t i = 0; i < reply.size(); i += 2) {
          all.push_back(reader<T>::of(reply[i], reply[i + 1]));
        }
        return all;
      }
    }
    all.reserve(reply.size());
    for (std::size_t i = 0; i < reply.size(); ++i) all.push_back(reader<T>::from(reply[i]));
    return all;
  }
};

/// Its fields are nil where the entry was deleted since it was delivered (XREADGROUP).
template <>
struct reader<stream_entry> {
  template <reply_tree Tree>
  static stream_entry from(const Tree& reply) {
    detail::want_array(2, reply);
    return {reader<stream_id>::from(reply[0]),
            reader<std::vector<std::pair<std::string, std::string>>>::from(reply[1])};
  }
};

template <class Item>
struct reader<page<Item>> {
  template <reply_tree Tree>
  static page<Item> from(const Tree& reply) {
    detail::want_array(2, reply);
    return {reader<std::uint64_t>::from(reply[0]), reader<std::vector<Item>>::from(reply[1])};
  }
};

}  // namespace redlite::resp

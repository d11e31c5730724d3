// kvbench/op/argument_hash.hpp: the arguments of any operation, into the fingerprint of its stream.
//
// Floor: op. Takes arguments apart by value: views enter by the bytes they show, never by their
// address, and padding never enters, so that the fingerprint is the same in every process and on
// every compiler.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <bit>          // bit_cast: a double by its bits
#include <concepts>     // convertible_to
#include <cstddef>      // size_t
#include <cstdint>      // uint64_t
#include <string_view>  // bytes
#include <tuple>        // pairs and arrays by element
#include <type_traits>  // what kind of type this is
#include <utility>      // index_sequence

#include <kvbench/core/hash.hpp>     // operation_hash
#include <kvbench/op/operation.hpp>  // arguments_of

namespace kvbench {

namespace detail {

struct anything {
  template <class T>
  operator T() const noexcept;  // NOLINT: converts to whatever a member asks for; never defined
};

template <class T, std::size_t... I>
consteval bool braces_take(std::index_sequence<I...>) {
  return requires { T{(static_cast<void>(I), anything{})...}; };
}

/// How many members an aggregate has, 0 where more than `N`.
template <class T, std::size_t N = 8>
consteval std::size_t member_count() {
  if constexpr (N == 0) {
    return 0;
  } else if constexpr (braces_take<T>(std::make_index_sequence<N>{})) {
    return braces_take<T>(std::make_index_sequence<N + 1>{}) ? 0 : N;
  } else {
    return member_count<T, N - 1>();
  }
}

template <class T>
concept tuple_like = requires { std::tuple_size<T>::value; };

template <class T>
concept optional_like = requires(T const& v) {
  { v.has_value() } -> std::convertible_to<bool>;
  *v;
};

template <class T>
concept range_like = requires(T const& v) {
  v.begin() != v.end();
  { v.size() } -> std::convertible_to<std::size_t>;
};

template <class T>
concept duration_like = requires(T const& v) {
  { v.count() } -> std::convertible_to<std::int64_t>;
  typename T::period;
};

template <class T>
constexpr void add_members(operation_hash& into, T const& v);

}  // namespace detail

/// Adds one argument: numbers, enums, text, durations, optionals, ranges, pairs, arrays, and plain
/// structs of these of up to eight members. Anything else needs `static void
/// hash(kvbench::operation_hash&, args const&)` in the operation.
template <class T>
constexpr void add_argument(operation_hash& into, T const& v) {
  if constexpr (std::is_floating_point_v<T>) {
    into.add(std::bit_cast<std::uint64_t>(static_cast<double>(v)));
  } else if constexpr (std::is_integral_v<T> || std::is_enum_v<T>) {
    into.add(static_cast<std::uint64_t>(v));
  } else if constexpr (std::convertible_to<T const&, std::string_view>) {
    into.add(static_cast<std::string_view>(v));
  } else if constexpr (detail::duration_like<T>) {
    into.add(static_cast<std::uint64_t>(static_cast<std::int64_t>(v.count())));
  } else if constexpr (detail::optional_like<T>) {
    into.add(static_cast<std::uint64_t>(v.has_value()));
    if (v.has_value()) {
      add_argument(into, *v);
    }
  } else if constexpr (detail::range_like<T>) {
    into.add(static_cast<std::uint64_t>(v.size()));
    for (auto const& element : v) {
      add_argument(into, element);
    }
  } else if constexpr (detail::tuple_like<T>) {
    std::apply([&into](auto const&... element) { (add_argument(into, element), ...); }, v);
  } else if constexpr (!std::is_empty_v<T>) {
    static_assert(std::is_aggregate_v<T> && detail::member_count<T>() != 0,
                  "kvbench: the arguments of an operation cannot be taken apart for the stream's "
                  "hash: give the operation a "
                  "static void hash(kvbench::operation_hash&, args const&)");
    detail::add_members(into, v);
  }
}

namespace detail {

template <class... Members>
constexpr void add_each(operation_hash& into, Members const&... member) {
  (add_argument(into, member), ...);
}

template <class T>
constexpr void add_members(operation_hash& into, T const& v) {
  constexpr std::size_t count = member_count<T>();
  if constexpr (count == 1) {
    auto const& [a] = v;
    add_each(into, a);
  } else if constexpr (count == 2) {
    auto const& [a, b] = v;
    add_each(into, a, b);
  } else if constexpr (count == 3) {
    auto const& [a, b, c] = v;
    add_each(into, a, b, c);
  } else if constexpr (count == 4) {
    auto const& [a, b, c, d] = v;
    add_each(into, a, b, c, d);
  } else if constexpr (count == 5) {
    auto const& [a, b, c, d, e] = v;
    add_each(into, a, b, c, d, e);
  } else if constexpr (count == 6) {
    auto const& [a, b, c, d, e, f] = v;
    add_each(into, a, b, c, d, e, f);
  } else if constexpr (count == 7) {
    auto const& [a, b, c, d, e, f, g] = v;
    add_each(into, a, b, c, d, e, f, g);
  } else if constexpr (count == 8) {
    auto const& [a, b, c, d, e, f, g, h] = v;
    add_each(into, a, b, c, d, e, f, g, h);
  }
}

}  // namespace detail

/// Adds the name and the arguments of one operation.
template <class Op>
constexpr void hash_operation(operation_hash& into, arguments_of<Op> const& arguments) {
  into.add(std::string_view{Op::name});
  if constexpr (requires { Op::hash(into, arguments); }) {
    Op::hash(into, arguments);
  } else {
    add_argument(into, arguments);
  }
}

}  // namespace kvbench

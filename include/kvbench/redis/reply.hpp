// kvbench/redis/reply.hpp: what a reply says: hit or miss, how many bytes, right or wrong, by its
// kind.
//
// Floor: wing redis. Knows reply kinds and no command.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>      // std::uint64_t
#include <string_view>  // bytes

#include <redlite/command/reply.hpp>  // reply kinds

namespace kvbench::redis {

namespace reply = redlite::reply;

/// Whether a reply found something: not nil, not empty, not 0; of an array of bulks, one of them at
/// least.
template <class Kind>
struct found {
  template <class Reply>
  static constexpr bool in(Reply const&) {
    return true;  // status, text, real: there is no such reply that says "nothing"
  }
};
struct found_by_truth {
  template <class Reply>
  static constexpr bool in(Reply const& reply) {
    return static_cast<bool>(reply);
  }
};
template <>
struct found<reply::accepted> : found_by_truth {};
template <>
struct found<reply::boolean> : found_by_truth {};
template <>
struct found<reply::bulk> : found_by_truth {};
template <class Kind>
struct found<reply::maybe<Kind>> : found_by_truth {};
template <>
struct found<reply::integer> {
  template <class Reply>
  static constexpr bool in(Reply const& reply) {
    return static_cast<std::int64_t>(reply) != 0;
  }
};
template <class Kind>
struct found<reply::array<Kind>> {
  template <class Reply>
  static constexpr bool in(Reply const& reply) {
    for (auto const& element : reply) {
      if (found<Kind>::in(element)) return true;
    }
    return false;
  }
};

/// Calls `each` with every piece of text in a reply: values, fields, members; ids, scores and
/// numbers are none.
template <class Kind>
struct texts {
  template <class Reply, class Each>
  static constexpr void in(Reply const&, Each&&) {}
};
template <>
struct texts<reply::text> {
  template <class Reply, class Each>
  static constexpr void in(Reply const& reply, Each&& each) {
    each(std::string_view(reply));
  }
};
template <>
struct texts<reply::bulk> {
  template <class Reply, class Each>
  static constexpr void in(Reply const& reply, Each&& each) {
    if (static_cast<bool>(reply)) each(std::string_view(*reply));
  }
};
template <class Kind>
struct texts<reply::maybe<Kind>> {
  template <class Reply, class Each>
  static constexpr void in(Reply const& reply, Each&& each) {
    if (static_cast<bool>(reply)) texts<Kind>::in(*reply, each);
  }
};
template <class Kind>
struct texts<reply::array<Kind>> {
  template <class Reply, class Each>
  static constexpr void in(Reply const& reply, Each&& each) {
    for (auto const& element : reply) texts<Kind>::in(element, each);
  }
};
template <>
struct texts<reply::pair> {
  template <class Reply, class Each>
  static constexpr void in(Reply const& reply, Each&& each) {
    each(std::string_view(reply.first));
    each(std::string_view(reply.second));
  }
};
template <>
struct texts<reply::with_score> {
  template <class Reply, class Each>
  static constexpr void in(Reply const& reply, Each&& each) {
    each(std::string_view(reply.member));
  }
};
template <>
struct texts<reply::entry> {
  template <class Reply, class Each>
  static constexpr void in(Reply const& reply, Each&& each) {
    for (auto const& pair : reply.fields) texts<reply::pair>::in(pair, each);
  }
};
template <>
struct texts<reply::stream> {
  template <class Reply, class Each>
  static constexpr void in(Reply const& reply, Each&& each) {
    each(std::string_view(reply.first));
    for (auto const& entry : reply.second) texts<reply::entry>::in(entry, each);
  }
};

/// Bytes of text in a reply. Cost  O(elements).
template <class Kind, class Reply>
constexpr std::uint64_t text_bytes(Reply const& reply) {
  std::uint64_t sum = 0;
  texts<Kind>::in(reply, [&sum](std::string_view text) { sum += text.size(); });
  return sum;
}

}  // namespace kvbench::redis

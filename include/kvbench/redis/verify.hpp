// kvbench/redis/verify.hpp: whether a reply is right, as far as what was loaded and asked can tell.
//
// Floor: wing redis. By reply kind and family of data, no command by name. An absence is never
// wrong: misses are counted apart. Values must be payloads byte for byte, names must be elements of
// the family, and nothing may be more than asked.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>      // std::int64_t
#include <string_view>  // texts
#include <type_traits>  // std::is_same_v

#include <kvbench/redis/family.hpp>   // what texts of a family look like
#include <kvbench/redis/reply.hpp>    // reply kinds
#include <kvbench/workload/draw.hpp>  // what was drawn
#include <redlite/core/bytes.hpp>     // parse_integer

namespace kvbench::redis {

namespace detail {

/// Whether `text` is the name of an element that exists in some collection of the run.
inline bool is_element(kvbench::draw const& drawn, std::string_view prefix, std::string_view text) {
  if (!text.starts_with(prefix) || text.size() < prefix.size() + key_text::digits) return false;
  std::uint64_t number = 0;
  for (char const digit : text.substr(prefix.size())) {
    if (digit < '0' || digit > '9') return false;
    number = number * 10 + static_cast<std::uint64_t>(digit - '0');
  }
  return number < drawn.elements();
}

/// Whether `text` can be what a key of `Data` holds: a member's name, an integer, or a payload.
template <class Data>
bool right_text(kvbench::draw const& drawn, std::string_view text) {
  if constexpr (std::is_same_v<Data, sets> || std::is_same_v<Data, sorted_sets>) {
    return is_element(drawn, Data::element_prefix, text);
  } else if constexpr (std::is_same_v<Data, counters> || std::is_same_v<Data, hash_counters>) {
    return redlite::parse_integer(text).has_value();
  } else if constexpr (std::is_same_v<Data, logs>) {
    return true;
  } else {
    return drawn.verify_value(text);
  }
}

template <class Data, class Pair>
bool right_pair(kvbench::draw const& drawn, Pair const& pair) {
  if constexpr (requires { Data::element_prefix; }) {
    return is_element(drawn, Data::element_prefix, pair.first) &&
           right_text<Data>(drawn, pair.second);
  } else {
    return false;
  }
}

template <class Data, class Entries>
bool right_entries(kvbench::draw const& drawn, Entries const& entries, std::uint64_t most) {
  std::uint64_t count = 0;
  for (auto const& entry : entries) {
    if (++count > most) return false;
    for (auto const& pair : entry.fields) {
      if (!right_pair<Data>(drawn, pair)) return false;
    }
  }
  return true;
}

}  // namespace detail

/// How many of each a command asked for.
struct asked {
  std::uint64_t exactly = 0;  // arrays of bulks: one each
  std::uint64_t at_most = 0;  // other arrays
};

/// Whether `reply` is right for an operation on `Data`.
template <class Data, class Kind, class Reply>
bool right(kvbench::draw const& drawn, Reply const& reply, asked sizes) {
  namespace kind = redlite::reply;
  auto const elements = static_cast<double>(drawn.elements());
  if constexpr (std::is_same_v<Kind, kind::bulk>) {
    return !static_cast<bool>(reply) || detail::right_text<Data>(drawn, *reply);
  } else if constexpr (std::is_same_v<Kind, kind::array<kind::bulk>>) {
    std::uint64_t count = 0;
    for (auto const& one : reply) {
      if (++count > sizes.exactly || !right<Data, kind::bulk>(drawn, one, sizes)) return false;
    }
    return count == sizes.exactly;
  } else if constexpr (std::is_same_v<Kind, kind::array<kind::text>>) {
    std::uint64_t count = 0;
    for (auto const& one : reply) {
      if (++count > sizes.at_most || !detail::right_text<Data>(drawn, one)) return false;
    }
    return true;
  } else if constexpr (std::is_same_v<Kind, kind::array<kind::pair>>) {
    std::uint64_t count = 0;
    for (auto const& one : reply) {
      if (++count > sizes.at_most || !detail::right_pair<Data>(drawn, one)) return false;
    }
    return true;
  } else if constexpr (std::is_same_v<Kind, kind::array<kind::entry>>) {
    return detail::right_entries<Data>(drawn, reply, sizes.at_most);
  } else if constexpr (std::is_same_v<Kind, kind::array<kind::stream>>) {
    for (auto const& one : reply) {
      if (!drawn.is_key(Data::prefix, one.first)) return false;
      if (!detail::right_entries<Data>(drawn, one.second, sizes.at_most)) return false;
    }
    return true;
  } else if constexpr (std::is_same_v<Kind, kind::text>) {
    return std::string_view(reply) == Data::type || std::string_view(reply) == "none";
  } else if constexpr (std::is_same_v<Kind, kind::maybe<kind::real>>) {
    return !static_cast<bool>(reply) || (*reply >= 0 && *reply < elements);
  } else if constexpr (std::is_same_v<Kind, kind::maybe<kind::integer>>) {
    return !static_cast<bool>(reply) || (*reply >= 0 && static_cast<double>(*reply) < elements);
  } else {
    return true;  // integers and the like: see `right_size`
  }
}

/// Whether a read's integer can be the size of something of `Data`: bounded where no write makes it
/// grow.
template <class Data>
bool right_size(kvbench::draw const& drawn, std::int64_t size) {
  if constexpr (std::is_same_v<Data, strings>) {
    return size == 0 || (size > 0 && drawn.is_value_length(static_cast<std::uint64_t>(size)));
  } else if constexpr (std::is_same_v<Data, hashes> || std::is_same_v<Data, sets> ||
                       std::is_same_v<Data, sorted_sets>) {
    return size >= 0 && size <= static_cast<std::int64_t>(drawn.elements());
  } else {
    return size >= 0;
  }
}

}  // namespace kvbench::redis

// kvbench/testing/answer.hpp: what a client answered, as one value whatever the reply kind.
//
// Floor: wing testing. Two answers are equal where their texts are: numbers, bytes and nothing are
// told apart, floats are written to the last bit, arrays without a promised order are sorted.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>    // std::sort
#include <cstdint>      // std::int64_t
#include <cstdio>       // std::snprintf
#include <optional>     // codes
#include <string>       // texts
#include <string_view>  // texts
#include <tuple>        // records
#include <type_traits>  // std::is_void_v
#include <utility>      // std::move
#include <vector>       // items

#include <kvbench/testing/names.hpp>  // names of members
#include <kvbench/testing/quote.hpp>  // in_quotes
#include <redlite/command/reply.hpp>  // reply kinds
#include <redlite/core/error.hpp>     // errc

namespace kvbench::testing {

/// A reply or a refusal.
struct answer {
  std::string text;           // `"bytes"`, `12`, `1.5`, `nothing`, `[...]`; a refusal's own words
  std::string bytes;          // of a reply that is bytes or an id: those, not quoted
  std::vector<answer> items;  // of arrays and pages
  bool refused = false;
  std::optional<redlite::errc> code = {};  // of a refusal by redlite::error
  std::uint64_t cursor = 0;                // of a page

  friend bool operator==(answer const& a, answer const& b) {
    return a.refused == b.refused && a.text == b.text && (!a.code || !b.code || *a.code == *b.code);
  }
};

namespace detail {

inline answer said(std::string text) {
  answer one;
  one.text = std::move(text);
  return one;
}

inline std::string float_text(double value) {
  char buffer[40];
  std::snprintf(buffer, sizeof buffer, "%.17g", value);
  std::string text(buffer);
  if (text.find_first_of(".enai") == std::string::npos) text += ".0";  // a float, not an integer
  return text;
}

inline answer listed(std::vector<answer> items) {
  answer all;
  all.text = "[";
  for (answer const& one : items) {
    if (all.text.size() > 1) all.text += ' ';
    all.text += one.text;
  }
  all.text += ']';
  all.items = std::move(items);
  return all;
}

inline void sort(std::vector<answer>& items) {
  std::sort(items.begin(), items.end(),
            [](answer const& a, answer const& b) { return a.text < b.text; });
}

/// How a reply of a kind is told. The reply may be of any type that fits the kind.
template <class Kind>
struct tell;

template <class Kind, class Items>
std::vector<answer> tell_each(Items const& items) {
  std::vector<answer> all;
  for (auto const& one : items) all.push_back(tell<Kind>::of(one));
  return all;
}

template <>
struct tell<redlite::reply::status> {
  template <class Reply>
  static answer of(Reply const&) {
    return said("done");
  }
};
template <>
struct tell<redlite::reply::boolean> {
  template <class Reply>
  static answer of(Reply const& reply) {
    return said(static_cast<bool>(reply) ? "true" : "false");
  }
};
template <>
struct tell<redlite::reply::accepted> : tell<redlite::reply::boolean> {};
template <>
struct tell<redlite::reply::integer> {
  template <class Reply>
  static answer of(Reply const& reply) {
    return said(std::to_string(static_cast<std::int64_t>(reply)));
  }
};
template <>
struct tell<redlite::reply::real> {
  template <class Reply>
  static answer of(Reply const& reply) {
    return said(float_text(static_cast<double>(reply)));
  }
};
template <>
struct tell<redlite::reply::text> {
  static answer of(std::string_view reply) {
    answer one = said(in_quotes(reply));
    one.bytes = reply;
    return one;
  }
};
template <class Kind>
struct tell<redlite::reply::maybe<Kind>> {
  template <class Reply>
  static answer of(Reply const& reply) {
    if (!static_cast<bool>(reply)) return said("nothing");
    return tell<Kind>::of(*reply);
  }
};
template <>
struct tell<redlite::reply::bulk> : tell<redlite::reply::maybe<redlite::reply::text>> {};
template <>
struct tell<redlite::reply::id> {
  static answer of(redlite::stream_id const& reply) {
    answer one = said(reply.text());
    one.bytes = one.text;
    return one;
  }
};
template <>
struct tell<redlite::reply::exact> {
  static answer of(redlite::decimal const& reply) { return said(reply.text()); }
};
template <>
struct tell<redlite::reply::pair> {
  template <class Reply>
  static answer of(Reply const& reply) {
    return said(in_quotes(reply.first) + '=' + in_quotes(reply.second));
  }
};
template <>
struct tell<redlite::reply::with_score> {
  static answer of(redlite::scored const& reply) {
    return said(in_quotes(reply.member) + '=' + float_text(reply.score));
  }
};
template <>
struct tell<redlite::reply::entry> {
  static answer of(redlite::stream_entry const& reply) {
    answer one = listed(tell_each<redlite::reply::pair>(reply.fields));
    one.text.insert(0, reply.id.text() + ' ');
    return one;
  }
};
template <class Kind>
struct tell<redlite::reply::keyed<Kind>> {
  template <class Reply>
  static answer of(Reply const& reply) {
    answer one = tell<Kind>::of(reply.second);
    one.text.insert(0, in_quotes(reply.first) + ' ');
    return one;
  }
};
template <>
struct tell<redlite::reply::stream>
    : tell<redlite::reply::keyed<redlite::reply::array<redlite::reply::entry>>> {};
template <class Kind>
struct tell<redlite::reply::array<Kind>> {
  template <class Reply>
  static answer of(Reply const& reply) {
    return listed(tell_each<Kind>(reply));
  }
};
template <class Kind>
struct tell<redlite::reply::any_order<Kind>> {
  template <class Reply>
  static answer of(Reply const& reply) {
    auto items = tell_each<Kind>(reply);
    sort(items);
    return listed(std::move(items));
  }
};
template <class Kind>
struct tell<redlite::reply::page<Kind>> {
  template <class Reply>
  static answer of(Reply const& reply) {
    answer all = listed(tell_each<Kind>(reply.items));
    all.cursor = reply.cursor;
    return all;
  }
};

/// What has no kind of its own: the members of records.
inline answer tell_value(bool value) { return said(value ? "true" : "false"); }
inline answer tell_value(std::int64_t value) { return said(std::to_string(value)); }
inline answer tell_value(std::uint64_t value) { return said(std::to_string(value)); }
inline answer tell_value(double value) { return said(float_text(value)); }
inline answer tell_value(std::string const& value) { return said(in_quotes(value)); }
inline answer tell_value(redlite::stream_id const& value) { return said(value.text()); }
inline answer tell_value(redlite::scored const& value) {
  return tell<redlite::reply::with_score>::of(value);
}
inline answer tell_value(redlite::stream_entry const& value) {
  return tell<redlite::reply::entry>::of(value);
}
template <class Value>
answer tell_value(std::optional<Value> const& value);
template <class First, class Second>
answer tell_value(std::pair<First, Second> const& value);
template <class Value>
answer tell_value(std::vector<Value> const& values);
template <class Struct>
  requires(!std::is_same_v<decltype(redlite::layout_of<Struct>), std::nullptr_t const>)
answer tell_value(Struct const& value);

template <class Value>
answer tell_value(std::optional<Value> const& value) {
  return value ? tell_value(*value) : said("nothing");
}
template <class First, class Second>
answer tell_value(std::pair<First, Second> const& value) {
  return said(tell_value(value.first).text + '=' + tell_value(value.second).text);
}
template <class Value>
answer tell_value(std::vector<Value> const& values) {
  std::vector<answer> all;
  for (Value const& one : values) all.push_back(tell_value(one));
  return listed(std::move(all));
}

/// One member of a record. Moments, and times since something happened, are the same number on no
/// two stores; neither is the shape of a store's own trees.
template <class Struct, std::size_t At>
answer tell_member(Struct const& value) {
  constexpr auto place = std::get<At>(redlite::layout_of<Struct>);
  constexpr auto pointer = [&] {
    if constexpr (requires { place.at; }) {
      return place.at;
    } else {
      return place;
    }
  }();
  std::string_view const name = member_name<pointer>();
  bool const passes = name.ends_with("_ms") || name.starts_with("radix_tree");
  return said(std::string(name) + '=' + (passes ? "~" : tell_value(value.*pointer).text));
}

template <class Struct>
  requires(!std::is_same_v<decltype(redlite::layout_of<Struct>), std::nullptr_t const>)
answer tell_value(Struct const& value) {
  using layout = std::remove_cvref_t<decltype(redlite::layout_of<Struct>)>;
  return [&]<std::size_t... At>(std::index_sequence<At...>) {
    std::vector<answer> all;
    (all.push_back(tell_member<Struct, At>(value)), ...);
    return listed(std::move(all));
  }(std::make_index_sequence<std::tuple_size_v<layout>>{});
}
template <class Struct>
struct tell<redlite::reply::record<Struct>> {
  static answer of(Struct const& reply) { return tell_value(reply); }
};

}  // namespace detail

/// Yields  what `call()` answers, told by its reply kind; refusals are the caller's to catch.
template <class Kind, class Call>
answer answer_of(Call&& call) {
  if constexpr (std::is_void_v<decltype(call())>) {
    call();
    return detail::said(std::is_same_v<Kind, redlite::reply::accepted> ? "true" : "done");
  } else {
    return detail::tell<Kind>::of(call());
  }
}

}  // namespace kvbench::testing

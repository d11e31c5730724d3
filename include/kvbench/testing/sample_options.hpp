// kvbench/testing/sample_options.hpp: option structs drawn from the words that describe them.
//
// Floor: wing testing. Each option is there or not at random; what belongs to it is drawn by its
// type, and by its word where the type says too little (EX is a time, MATCH a pattern).
//
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>    // the order of members
#include <cstddef>      // sizes
#include <deque>        // strings that stay where they are
#include <memory>       // strings shared by copies
#include <optional>     // what may be left out
#include <string>       // strings
#include <string_view>  // views of them
#include <tuple>        // descriptions
#include <type_traits>  // which type
#include <utility>      // std::index_sequence
#include <variant>      // one of several
#include <vector>       // lists

#include <kvbench/testing/sample.hpp>  // roles
#include <redlite/command/reply.hpp>   // layout_of
#include <redlite/command/words.hpp>   // words_of_options

namespace kvbench::testing {

/// Draws `T` as an option's value. Specialise it for a type that describes itself in no way that
/// is known here:
///     draw(source&, std::string_view word, std::deque<std::string>& strings) -> T
///     spell(T const&) -> string
template <class T>
struct value_sample;

template <class T>
concept drawable_value = requires(source& from, std::deque<std::string>& strings) {
  value_sample<T>::draw(from, std::string_view(), strings);
};

namespace detail {

template <class T>
inline constexpr bool has_option_words =
    !std::is_same_v<std::remove_cvref_t<decltype(redlite::words_of_options<T>)>, std::nullptr_t>;
template <class T>
inline constexpr bool has_layout =
    !std::is_same_v<std::remove_cvref_t<decltype(redlite::layout_of<T>)>, std::nullptr_t>;
template <class T>
inline constexpr bool has_choices =
    !std::is_same_v<std::remove_cvref_t<decltype(redlite::words_of<T>)>, std::nullptr_t>;

/// A struct `{.b = 1, .c = 2}`: members in the order in which they lie, which is that of
/// designators.
class designators {
 public:
  template <class Struct, class Member>
  void add(Struct const& in, Member const& member, std::string_view name, std::string text) {
    auto const at = reinterpret_cast<char const*>(&member) - reinterpret_cast<char const*>(&in);
    said_.push_back({at, '.' + std::string(name) + " = " + std::move(text)});
  }
  [[nodiscard]] std::string text() {
    std::sort(said_.begin(), said_.end());
    std::string all = "{";
    for (auto const& [at, one] : said_) all += (all.size() > 1 ? ", " : "") + one;
    return all + '}';
  }

 private:
  std::vector<std::pair<std::ptrdiff_t, std::string>> said_;
};

template <class T>
struct member_type;
template <class Struct, class Member>
struct member_type<Member Struct::*> {
  using type = Member;
};
template <class T>
struct value_in {
  using type = T;
};
template <class T>
struct value_in<std::optional<T>> {
  using type = T;
};
template <class T>
struct value_in<std::vector<T>> {
  using type = T;
};

/// One item of a description.
template <class Struct, std::size_t At>
struct item {
  static constexpr auto const& words = std::get<At>(redlite::words_of_options<Struct>);
  static constexpr auto at = words.at;
  using member = typename member_type<std::remove_cvref_t<decltype(at)>>::type;
  using value = typename value_in<member>::type;
  static constexpr bool is_flag = std::is_same_v<member, bool>;
  static constexpr bool is_one_of = requires { words.choices; };
  static constexpr bool is_optional = std::is_same_v<member, std::optional<value>>;
  static constexpr bool is_list = std::is_same_v<member, std::vector<value>>;
  static constexpr bool is_drawable = [] {
    if constexpr (is_flag || is_one_of) {
      return true;
    } else {
      return drawable_value<value>;
    }
  }();
  /// Says what the value is where its type does not.
  static constexpr std::string_view word = [] {
    if constexpr (requires { words.text; }) {
      return words.text;
    } else {
      return member_name<at>();
    }
  }();

  static void draw(source& from, Struct& into, std::deque<std::string>& strings) {
    if ((is_optional || is_list || is_flag || is_one_of) && !from.chance(30)) return;
    if constexpr (is_flag) {
      into.*at = true;
    } else if constexpr (is_one_of) {
      into.*at = words.choices[from.below(std::size(words.choices))].value;
    } else if constexpr (is_list) {
      for (auto left = 1 + from.below(3); left > 0; --left)
        (into.*at).push_back(value_sample<value>::draw(from, word, strings));
    } else {
      into.*at = value_sample<value>::draw(from, word, strings);
    }
  }

  static void spell(designators& out, Struct const& drawn) {
    auto const& got = drawn.*at;
    auto const say = [&](std::string text) {
      out.add(drawn, got, member_name<at>(), std::move(text));
    };
    if constexpr (is_flag) {
      if (got) say("true");
    } else if constexpr (is_one_of) {
      [&]<std::size_t... Choice>(std::index_sequence<Choice...>) {
        ((words.choices[Choice].value == got
              ? say(std::string(name_of<words.choices[Choice].value>()))
              : void()),
         ...);
      }(std::make_index_sequence<std::size(words.choices)>{});
    } else if constexpr (is_list) {
      std::string all = "{";
      for (auto const& one : got)
        all += (all.size() > 1 ? ", " : "") + value_sample<value>::spell(one);
      if (!got.empty()) say(all + '}');
    } else if constexpr (is_optional) {
      if (got) say(value_sample<value>::spell(*got));
    } else {
      say(value_sample<value>::spell(got));
    }
  }
};

template <class Struct, class Each>
void for_each_item(Each&& each) {
  constexpr std::size_t size =
      std::tuple_size_v<std::remove_cvref_t<decltype(redlite::words_of_options<Struct>)>>;
  [&]<std::size_t... At>(std::index_sequence<At...>) {
    (each(item<Struct, At>{}), ...);
  }(std::make_index_sequence<size>{});
}

template <class Struct>
inline constexpr bool all_items_drawable = [] {
  constexpr std::size_t size =
      std::tuple_size_v<std::remove_cvref_t<decltype(redlite::words_of_options<Struct>)>>;
  return []<std::size_t... At>(std::index_sequence<At...>) {
    return (item<Struct, At>::is_drawable && ...);
  }(std::make_index_sequence<size>{});
}();

}  // namespace detail

template <>
struct value_sample<std::int64_t> {
  static std::int64_t draw(source& from, std::string_view word, std::deque<std::string>&) {
    if (word == "EX") return sample<role::seconds>::draw(from);
    if (word == "PX") return sample<role::milliseconds>::draw(from);
    if (word == "EXAT") return sample<role::unix_seconds>::draw(from);
    if (word == "PXAT") return sample<role::unix_milliseconds>::draw(from);
    // Times since something happened: all of them are shorter than an hour, or longer than none.
    if (word == "IDLE" || word == "MINIDLE") return from.chance(50) ? 0 : 3'600'000;
    if (word == "TIME") return sample<role::unix_milliseconds>::draw(from);
    if (word == "DB") return sample<role::database>::draw(from);
    return sample<role::count>::draw(from);
  }
  static std::string spell(std::int64_t drawn) { return cpp_number(drawn); }
};
template <>
struct value_sample<std::uint64_t> {
  static std::uint64_t draw(source& from, std::string_view, std::deque<std::string>&) {
    return from.below(5);
  }
  static std::string spell(std::uint64_t drawn) { return cpp_number(drawn); }
};
template <>
struct value_sample<double> {
  static double draw(source& from, std::string_view word, std::deque<std::string>&) {
    if (word == "FROMLONLAT") return from.mostly(pool::longitudes, pool::odd_longitudes, 5);
    if (word == "latitude") return from.mostly(pool::latitudes, pool::odd_latitudes, 5);
    if (word == "BYRADIUS" || word == "BYBOX" || word == "height")
      return from.mostly(pool::distances, pool::odd_distances, 3);
    return from.one_of(pool::scores);
  }
  static std::string spell(double drawn) { return cpp_number(drawn); }
};
template <>
struct value_sample<std::string_view> {
  static std::string_view draw(source& from, std::string_view word,
                               std::deque<std::string>& strings) {
    return strings.emplace_back(drawn(from, word));
  }
  static std::string spell(std::string_view drawn) { return cpp_quoted(drawn); }

 private:
  static std::string drawn(source& from, std::string_view word) {
    if (word == "MATCH") return sample<role::pattern>::draw(from);
    if (word == "TYPE") return std::string(from.one_of(pool::types));
    if (word == "STORE" || word == "STOREDIST") return from.key();
    if (word == "BY" || word == "GET") return std::string(from.one_of(pool::sort_patterns));
    return std::string(from.element());
  }
};
template <>
struct value_sample<redlite::stream_id_text> {
  static redlite::stream_id_text draw(source& from, std::string_view,
                                      std::deque<std::string>& strings) {
    return std::string_view(strings.emplace_back(sample<role::entry_id>::draw(from)));
  }
  static std::string spell(redlite::stream_id_text const& drawn) {
    return drawn.id() ? cpp_quoted(drawn.id()->text()) : cpp_quoted(drawn.text());
  }
};

/// One value for each of several things: WEIGHTS.
template <class T>
  requires drawable_value<T>
struct value_sample<std::vector<T>> {
  static std::vector<T> draw(source& from, std::string_view word,
                             std::deque<std::string>& strings) {
    std::vector<T> all;
    bool const fits = from.listed() > 0 && from.chance(90);
    for (auto left = fits ? from.listed() : 1 + from.below(3); left > 0; --left)
      all.push_back(value_sample<T>::draw(from, word, strings));
    return all;
  }
  static std::string spell(std::vector<T> const& drawn) {
    std::string all = "{";
    for (T const& one : drawn) all += (all.size() > 1 ? ", " : "") + value_sample<T>::spell(one);
    return all + '}';
  }
};

/// Several values in a row: LIMIT offset count.
template <class Struct>
  requires detail::has_layout<Struct>
struct value_sample<Struct> {
  static constexpr auto const& layout = redlite::layout_of<Struct>;
  static constexpr auto places =
      std::make_index_sequence<std::tuple_size_v<std::remove_cvref_t<decltype(layout)>>>{};

  static Struct draw(source& from, std::string_view word, std::deque<std::string>& strings) {
    Struct all{};
    std::apply([&](auto... member) { (draw_member(all.*member, from, word, strings), ...); },
               layout);
    return all;
  }
  static std::string spell(Struct const& drawn) {
    detail::designators out;
    [&]<std::size_t... At>(std::index_sequence<At...>) {
      (out.add(drawn, drawn.*std::get<At>(layout), detail::member_name<std::get<At>(layout)>(),
               value_sample<std::remove_cvref_t<decltype(drawn.*std::get<At>(layout))>>::spell(
                   drawn.*std::get<At>(layout))),
       ...);
    }(places);
    return std::string(detail::type_name<Struct>()) + out.text();
  }

 private:
  template <class Member>
  static void draw_member(Member& member, source& from, std::string_view word,
                          std::deque<std::string>& strings) {
    member = value_sample<Member>::draw(from, word, strings);
  }
};

/// An enumeration with words of its own.
template <class Enum>
  requires detail::has_choices<Enum>
struct value_sample<Enum> {
  static Enum draw(source& from, std::string_view, std::deque<std::string>&) {
    return sample<role::choice<Enum>>::draw(from);
  }
  static std::string spell(Enum drawn) { return sample<role::choice<Enum>>::spell(drawn); }
};

/// One of several.
template <class... Types>
  requires(drawable_value<Types> && ...)
struct value_sample<std::variant<Types...>> {
  using drawn_type = std::variant<Types...>;
  static drawn_type draw(source& from, std::string_view word, std::deque<std::string>& strings) {
    drawn_type drawn;
    auto const which = from.below(sizeof...(Types));
    std::size_t at = 0;
    ((at++ == which ? void(drawn = value_sample<Types>::draw(from, word, strings)) : void()), ...);
    return drawn;
  }
  static std::string spell(drawn_type const& drawn) {
    return std::visit([]<class Type>(Type const& held) { return value_sample<Type>::spell(held); },
                      drawn);
  }
};

/// What options that were drawn one by one are made to be, where most of them would be refused
/// together: specialised in sample_mended.hpp.
///     static void mend(Struct&, source&)
///     static constexpr bool always = true;   // they are needed: seldom left out
template <class Struct>
struct mended {};

/// Options in options.
template <class Struct>
  requires(detail::has_option_words<Struct> && !detail::has_layout<Struct> &&
           detail::all_items_drawable<Struct>)
struct value_sample<Struct> {
  static Struct draw(source& from, std::string_view, std::deque<std::string>& strings) {
    Struct drawn{};
    detail::for_each_item<Struct>([&](auto item) { item.draw(from, drawn, strings); });
    if constexpr (requires { mended<Struct>::mend(drawn, from); }) {
      if (from.chance(85)) mended<Struct>::mend(drawn, from);
    }
    return drawn;
  }
  static std::string spell(Struct const& drawn) {
    detail::designators out;
    detail::for_each_item<Struct>([&](auto item) { item.spell(out, drawn); });
    return std::string(detail::type_name<Struct>()) + out.text();
  }
};

/// An option struct as the last argument of a call.
template <class Struct>
struct held_options {
  Struct value{};
  std::shared_ptr<std::deque<std::string>> strings = {};  // what `value` views
};
template <class Struct>
  requires drawable_value<Struct>
struct sample<role::options<Struct>> {
  using held = held_options<Struct>;
  static held draw(source& from) {
    held drawn{{}, std::make_shared<std::deque<std::string>>()};
    constexpr bool always = requires { mended<Struct>::always; };
    if (from.now().options && from.chance(always ? 95 : 70))
      drawn.value = value_sample<Struct>::draw(from, {}, *drawn.strings);
    return drawn;
  }
  static Struct const& lend(held const& kept) { return kept.value; }
  static std::string spell(held const& kept) { return value_sample<Struct>::spell(kept.value); }
  static std::vector<held> simpler(held const& kept) {
    if (kept.strings == nullptr) return {};
    return {held{}};
  }
};

}  // namespace kvbench::testing

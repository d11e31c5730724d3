// kvbench/redis/argument.hpp: how each role of a command's signature is drawn, held on a card, and
// handed to a client.
//
// Floor: wing redis. Knows roles and no command: what a role cannot say is a template parameter
// from traits.hpp.
//
// `drawn<Role, How>` has `held`, a trivially copyable value; `draw(source&)`, outside the timed
// section; and `pass(held, next)`, which calls `next` with the argument as a client takes it,
// without allocating.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <array>        // several arguments of a role
#include <cstddef>      // std::size_t
#include <cstdint>      // std::uint64_t
#include <string_view>  // arguments
#include <utility>      // std::index_sequence

#include <kvbench/redis/traits.hpp>   // what roles cannot say
#include <kvbench/workload/draw.hpp>  // draw, key_text
#include <redlite/command/role.hpp>   // roles

namespace kvbench::redis {

namespace role = redlite::role;

/// What the arguments of one operation are drawn from.
struct source {
  kvbench::draw& random;
  std::uint64_t first =
      0;  // where the window of a range command starts, so that its two ends fit together
};

/// Draws where a window starts: anywhere where `window` elements follow, at 0 in smaller
/// collections.
inline std::uint64_t draw_window(kvbench::draw& random) {
  return random.number(random.elements() > window ? random.elements() - window + 1 : 1);
}

/// `Data`: names of keys and elements. `Nth`: how many arguments of the same role stand before.
template <class Command_, class Data_, std::size_t Nth = 0, bool Alone = true>
struct how {
  using command = Command_;
  using data = Data_;
  static constexpr std::size_t nth = Nth;
  static constexpr bool alone = Alone;  // the only one of its role
};

/// A role whose argument is held as it is passed.
template <class Held, class Argument = Held>
struct held_as {
  using held = Held;
  template <class Next>
  static decltype(auto) pass(held const& value, Next&& next) {
    Argument const argument(value);
    return next(argument);
  }
};

template <class Role, class How>
struct drawn;

template <class How>
struct drawn<role::key, How> : held_as<key_text, std::string_view> {
  static key_text draw(source& from) { return from.random.key(How::data::prefix); }
};

template <class How>
struct drawn<role::value, How> : held_as<std::string_view> {
  static std::string_view draw(source& from) { return from.random.value(); }
};

template <class How>
struct drawn<role::field, How> : held_as<key_text, std::string_view> {
  static key_text draw(source& from) { return from.random.element(How::data::element_prefix); }
};
template <class How>
struct drawn<role::member, How> : drawn<role::field, How> {};

/// Scores lie among the loaded ones, three digits behind the point.
template <class How>
struct drawn<role::score, How> : held_as<double> {
  static double draw(source& from) {
    return static_cast<double>(from.random.number(from.random.elements() * 1000)) / 1000;
  }
};

/// One index is any element's; two are the first and the last of a window at the head.
template <class How>
struct drawn<role::index, How> : held_as<std::int64_t> {
  static std::int64_t draw(source& from) {
    if constexpr (How::alone) {
      return static_cast<std::int64_t>(from.random.number(from.random.elements()));
    } else if constexpr (How::nth == 0) {
      return 0;
    } else if constexpr (spans_all<typename How::command>) {
      return static_cast<std::int64_t>(from.random.elements()) - 1;
    } else {
      return static_cast<std::int64_t>(window) - 1;
    }
  }
};
template <class How>
struct drawn<role::range_end, How> : held_as<std::int64_t, redlite::bound> {
  static std::int64_t draw(source&) {
    return How::nth == 0 ? 0 : static_cast<std::int64_t>(window) - 1;
  }
};

/// From the score of the window's first element to that of its last.
template <class How>
struct drawn<role::score_end, How> : held_as<double, redlite::bound> {
  static double draw(source& from) {
    return static_cast<double>(How::nth == 0 ? from.first : from.first + window - 1);
  }
};

template <class How>
struct drawn<role::delta, How> : held_as<std::int64_t> {
  static std::int64_t draw(source&) { return 1; }
};
template <class How>
struct drawn<role::seconds, How> : held_as<std::int64_t> {
  static std::int64_t draw(source&) { return 3600; }  // longer than a run: keys keep their number
};

/// An argument that is the same in every call.
struct constant {
  friend constexpr bool operator==(constant, constant) = default;
};
template <class How>
struct drawn<role::new_stream_id, How> {
  using held = constant;
  static held draw(source&) { return {}; }
  template <class Next>
  static decltype(auto) pass(held, Next&& next) {
    redlite::stream_id_text const id("*");
    return next(id);
  }
};

/// The id of element number `number` of a stream, as it was loaded.
inline redlite::stream_id loaded_id(std::uint64_t number) { return {number + 1, 1}; }

template <class How>
struct drawn<role::entry_id, How> : held_as<redlite::stream_id, redlite::stream_id_text> {
  static redlite::stream_id draw(source& from) {
    return loaded_id(from.random.number(from.random.elements()));
  }
};

/// From the window's first entry to the newest; where newest come first, all, newest first. The
/// options stop at ten.
template <class How>
  requires(How::nth == 0 && !newest_first<typename How::command>)
struct drawn<role::stream_range_end, How> : held_as<redlite::stream_id, redlite::stream_id_text> {
  static redlite::stream_id draw(source& from) { return loaded_id(from.first); }
};
template <class How>
  requires(How::nth != 0 || newest_first<typename How::command>)
struct drawn<role::stream_range_end, How> {
  using held = constant;
  static held draw(source&) { return {}; }
  template <class Next>
  static decltype(auto) pass(held, Next&& next) {
    redlite::stream_id_text const end(How::nth == 0 || !newest_first<typename How::command> ? "+"
                                                                                            : "-");
    return next(end);
  }
};

/// A group of two roles: held as both, passed as one argument where it stands in a list, as two
/// where it stands alone.
template <class First, class Second>
struct held_pair {
  typename First::held first;
  typename Second::held second;
};
template <class Group, class First, class Second>
struct drawn_group {
  using held = held_pair<First, Second>;
  static held draw(source& from) {
    return {First::draw(from), Second::draw(from)};  // braces: from left to right, and in place
  }
  static Group as_argument(held const& pair) { return {pair.first, pair.second}; }
  template <class Next>
  static decltype(auto) pass(held const& pair, Next&& next) {
    return First::pass(pair.first, [&](auto const& first) -> decltype(auto) {
      return Second::pass(
          pair.second, [&](auto const& second) -> decltype(auto) { return next(first, second); });
    });
  }
};
template <class How>
struct drawn<redlite::field_value, How>
    : drawn_group<redlite::field_value, drawn<role::field, How>, drawn<role::value, How>> {};
template <class How>
struct drawn<redlite::key_value, How>
    : drawn_group<redlite::key_value, drawn<role::key, How>, drawn<role::value, How>> {};
template <class How>
struct drawn<redlite::score_member, How>
    : drawn_group<redlite::score_member, drawn<role::score, How>, drawn<role::member, How>> {};

/// The entry before the window, so that the window is what follows.
struct window_start {};
template <class How>
struct drawn<window_start, How> : held_as<redlite::stream_id, redlite::stream_id_text> {
  static redlite::stream_id draw(source& from) { return {from.first, 1}; }
};
template <class How>
struct drawn<redlite::key_id, How>
    : drawn_group<redlite::key_id, drawn<role::key, How>, drawn<window_start, How>> {};

/// One or several arguments of a role in one call.
template <class Role, class How>
struct drawn<role::repeated<Role>, How> {
  using each = drawn<Role, How>;
  using argument = typename Role::role_type;
  static constexpr std::size_t count = repeats<typename How::command>;
  using held = std::array<typename each::held, count>;

  static held draw(source& from) {
    return [&]<std::size_t... I>(std::index_sequence<I...>) -> held {
      return {{(static_cast<void>(I), each::draw(from))...}};  // as above
    }(std::make_index_sequence<count>{});
  }
  static argument as_argument(typename each::held const& one) {
    if constexpr (requires { each::as_argument(one); }) {
      return each::as_argument(one);
    } else {
      return argument(one);
    }
  }
  /// As the list that the signature names.
  template <class Next>
  static decltype(auto) pass(held const& all, Next&& next) {
    std::array<argument, count> arguments;
    for (std::size_t i = 0; i < count; ++i) arguments[i] = as_argument(all[i]);
    redlite::many<argument> const list(arguments);
    return next(list);
  }
  /// As the arguments of a single element.
  template <class Next>
  static decltype(auto) pass_single(held const& all, Next&& next) {
    return each::pass(all[0], next);
  }
};

}  // namespace kvbench::redis

// kvbench/testing/sample_geo.hpp: how points on the earth are drawn, and what was found near them
// is told.
//
// Floor: wing testing.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>   // strings
#include <string>   // members
#include <utility>  // std::move

#include <kvbench/testing/answer.hpp>          // tell
#include <kvbench/testing/sample_options.hpp>  // value_sample
#include <redlite/command/geo.hpp>             // centres, shapes

namespace kvbench::testing {

template <>
struct sample<role::longitude>
    : detail::number_sample<double, pool::longitudes, pool::odd_longitudes> {};
template <>
struct sample<role::latitude>
    : detail::number_sample<double, pool::latitudes, pool::odd_latitudes> {};

template <>
struct sample<redlite::geo_member> {
  struct held {
    double longitude = 0;
    double latitude = 0;
    std::string member;
  };
  /// No two at the same distance from a third: Redis promises no order then.
  static held draw(source& from) {
    held drawn;
    drawn.longitude = from.mostly(pool::longitudes, pool::odd_longitudes, 3) +
                      1e-5 * static_cast<double>(from.below(999));
    drawn.latitude = from.mostly(pool::latitudes, pool::odd_latitudes, 3) -
                     1e-5 * static_cast<double>(from.below(999));
    drawn.member = sample<role::member>::draw(from);
    return drawn;
  }
  static redlite::geo_member lend(held const& kept) {
    return {kept.longitude, kept.latitude, kept.member};
  }
  static std::string spell_apart(held const& kept) {
    return cpp_number(kept.longitude) + ", " + cpp_number(kept.latitude) + ", " +
           cpp_quoted(kept.member);
  }
  static std::string spell(held const& kept) { return '{' + spell_apart(kept) + '}'; }
};

namespace detail {

/// A role that is described as options are.
template <class Described>
struct described_sample {
  using held = held_options<Described>;
  static held draw(source& from) {
    auto strings = std::make_shared<std::deque<std::string>>();
    auto value = value_sample<Described>::draw(from, {}, *strings);
    return {std::move(value), std::move(strings)};
  }
  static Described const& lend(held const& kept) { return kept.value; }
  static std::string spell(held const& kept) { return value_sample<Described>::spell(kept.value); }
};

}  // namespace detail

template <>
struct sample<role::geo_centre> : detail::described_sample<redlite::geo_centre> {};
template <>
struct sample<role::geo_shape> : detail::described_sample<redlite::geo_shape> {};

namespace detail {

template <>
struct tell<redlite::reply::distance> : tell<redlite::reply::real> {};
template <>
struct tell<redlite::reply::located> {
  static answer of(redlite::geo_match const& reply) {
    answer one = tell<redlite::reply::text>::of(reply.member);
    if (reply.distance) one.text += " distance=" + float_text(*reply.distance);
    if (reply.hash) one.text += " hash=" + std::to_string(*reply.hash);
    if (reply.position) one.text += " at " + tell_value(*reply.position).text;
    return one;
  }
};

}  // namespace detail

}  // namespace kvbench::testing

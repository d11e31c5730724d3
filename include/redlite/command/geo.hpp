// redlite/command/geo.hpp: the geo commands: members of a sorted set as points on the earth.
//
// Floor: command. A point's score is its geohash of 52 bits, so that all sorted-set commands work
// on them.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/member.hpp>      // REDLITE_COMMAND, roles, reply kinds
#include <redlite/command/sorted_set.hpp>  // zadd_if
#include <redlite/command/words.hpp>       // the options on the wire

#include <array>        // words
#include <cstdint>      // std::int64_t
#include <optional>     // counts
#include <string>       // members
#include <string_view>  // members
#include <tuple>        // words
#include <variant>      // centres, shapes

namespace redlite {

enum class geo_unit { metres, kilometres, feet, miles };
template <>
inline constexpr auto words_of<geo_unit> =
    std::array{word{"M", geo_unit::metres}, word{"KM", geo_unit::kilometres},
               word{"FT", geo_unit::feet}, word{"MI", geo_unit::miles}};

/// In degrees: longitude -180 to 180, latitude -85.05112878 to 85.05112878.
struct geo_position {
  double longitude = 0;
  double latitude = 0;

  friend bool operator==(const geo_position&, const geo_position&) = default;
};
template <>
inline constexpr auto layout_of<geo_position> =
    std::tuple(&geo_position::longitude, &geo_position::latitude);

template <>
inline constexpr auto layout_of<geo_member> =
    std::tuple(&geo_member::longitude, &geo_member::latitude, &geo_member::member);

/// What GEOSEARCH finds: a member, and what was asked for with it.
struct geo_match {
  std::string member;
  std::optional<double> distance = {};        // in the unit of the shape, to four decimals
  std::optional<std::int64_t> hash = {};      // the score
  std::optional<geo_position> position = {};  // the middle of the geohash's cell

  friend bool operator==(const geo_match&, const geo_match&) = default;
};

struct geoadd_options {
  zadd_if when = zadd_if::always;
  bool changed = false;  // CH: counts moved members among the new ones
};
template <>
inline constexpr auto words_of_options<geoadd_options> = std::tuple(
    words::any_of(&geoadd_options::when, word{"NX", zadd_if::absent}, word{"XX", zadd_if::present}),
    words::flag{"CH", &geoadd_options::changed});

struct geodist_options {
  geo_unit unit = geo_unit::metres;
};
template <>
inline constexpr auto words_of_options<geodist_options> =
    std::tuple(words::nested{&geodist_options::unit});

/// A centre: `from_member{"Palermo"}`, `from_lonlat{15, 37}`.
struct from_member {
  std::string_view member;
};
template <>
inline constexpr auto words_of_options<from_member> =
    std::tuple(words::value{"FROMMEMBER", &from_member::member});
struct from_lonlat {
  double longitude = 0;
  double latitude = 0;
};
template <>
inline constexpr auto words_of_options<from_lonlat> = std::tuple(
    words::value{"FROMLONLAT", &from_lonlat::longitude}, words::nested{&from_lonlat::latitude});

/// A shape around the centre: `by_radius{200, geo_unit::kilometres}`, `by_box{400, 300}`.
struct by_radius {
  double radius = 0;
  geo_unit unit = geo_unit::metres;
};
template <>
inline constexpr auto words_of_options<by_radius> =
    std::tuple(words::value{"BYRADIUS", &by_radius::radius}, words::nested{&by_radius::unit});
struct by_box {
  double width = 0;
  double height = 0;
  geo_unit unit = geo_unit::metres;
};
template <>
inline constexpr auto words_of_options<by_box> =
    std::tuple(words::value{"BYBOX", &by_box::width}, words::nested{&by_box::height},
               words::nested{&by_box::unit});

using geo_centre = std::variant<from_member, from_lonlat>;
using geo_shape = std::variant<by_radius, by_box>;

enum class geo_order { none, nearest_first, farthest_first };  // -, ASC, DESC

struct geosearch_options {
  geo_order order = geo_order::none;       // with a count, and without `any`: nearest first
  std::optional<std::int64_t> count = {};  // at most so many, above 0
  bool any = false;                        // the first found, not the nearest; only with a count
  bool with_position = false;              // WITHCOORD
  bool with_distance = false;              // WITHDIST
  bool with_hash = false;                  // WITHHASH
};
template <>
inline constexpr auto words_of_options<geosearch_options> = std::tuple(
    words::any_of(&geosearch_options::order, word{"ASC", geo_order::nearest_first},
                  word{"DESC", geo_order::farthest_first}),
    words::value{"COUNT", &geosearch_options::count}, words::flag{"ANY", &geosearch_options::any},
    words::flag{"WITHCOORD", &geosearch_options::with_position},
    words::flag{"WITHDIST", &geosearch_options::with_distance},
    words::flag{"WITHHASH", &geosearch_options::with_hash});

struct geosearchstore_options {
  geo_order order = geo_order::none;
  std::optional<std::int64_t> count = {};
  bool any = false;
  bool store_distance = false;  // STOREDIST: the scores are distances in the shape's unit
};
template <>
inline constexpr auto words_of_options<geosearchstore_options> =
    std::tuple(words::any_of(&geosearchstore_options::order, word{"ASC", geo_order::nearest_first},
                             word{"DESC", geo_order::farthest_first}),
               words::value{"COUNT", &geosearchstore_options::count},
               words::flag{"ANY", &geosearchstore_options::any},
               words::flag{"STOREDIST", &geosearchstore_options::store_distance});

namespace role {
struct geo_centre : of<redlite::geo_centre> {};
struct geo_shape : of<redlite::geo_shape> {};
}  // namespace role

namespace reply {
struct distance {};  // a real, written with four decimals
struct located {};   // a member and what was asked for with it: bytes alone, or an array
template <>
struct value_of<distance> : is<double> {};
template <>
struct value_of<located> : is<geo_match> {};
}  // namespace reply

namespace cmd {
using namespace reply;
using namespace role;

/// Adds points, or moves those there.
/// Yields  how many were new (`changed`: or moved).
/// Errors  wrong_type, not_float for NaN, out_of_range for a point beyond the longitudes and
///         latitudes there are ("ERR invalid longitude,latitude pair ..."), none is added then.
/// Cost    O(points * log members), one transaction.
/// Source  redis.io/commands/geoadd
REDLITE_COMMAND(geoadd, "GEOADD", write,
                integer(key, role::options<geoadd_options>, repeated<geo_member>))
/// Yields  where each of the members is, to the precision of its geohash; nothing for an absent
/// one. Errors  wrong_type. Cost    O(asked * log members).
REDLITE_COMMAND(geopos, "GEOPOS", read, array<maybe<record<geo_position>>>(key, repeated<member>))
/// Yields  the distance between two members along the earth's surface, nothing where one is absent.
/// Errors  wrong_type.
/// Cost    O(log members).
REDLITE_COMMAND(geodist, "GEODIST", read,
                maybe<distance>(key, member, member, role::options<geodist_options>))
/// Yields  the geohash of each of the members, 11 letters as geohash.org has them.
/// Errors  wrong_type.
/// Cost    O(asked * log members).
REDLITE_COMMAND(geohash, "GEOHASH", read, array<bulk>(key, repeated<member>))

/// The members within a circle or box around a centre.
/// Errors  wrong_type, out_of_range, not_float, syntax, and "ERR could not decode requested zset
///         member" for a centre that is absent.
/// Cost    O(cells * log members + members in up to nine cells that cover the shape).
/// Source  redis.io/commands/geosearch
REDLITE_COMMAND(geosearch, "GEOSEARCH", read,
                array<located>(key, role::geo_centre, role::geo_shape,
                               role::options<geosearch_options>))
/// Stores what GEOSEARCH finds in the second key as a sorted set at the first, whatever it held.
/// Yields  how many members that are; with none, the first key is gone.
/// Errors  as GEOSEARCH.
/// Cost    as GEOSEARCH, and O(stored * log stored); one transaction.
REDLITE_COMMAND(geosearchstore, "GEOSEARCHSTORE", write,
                integer(key, key, role::geo_centre, role::geo_shape,
                        role::options<geosearchstore_options>))

}  // namespace cmd

using geo_commands = type_list<cmd::geoadd, cmd::geopos, cmd::geodist, cmd::geohash, cmd::geosearch,
                               cmd::geosearchstore>;

}  // namespace redlite

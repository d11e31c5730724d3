// redlite/db/geo.hpp: points on the earth, as members of sorted sets.
//
// Floor: db. What a score means is geohash.hpp's, where a search looks geo_cover.hpp's.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/geo.hpp>           // the commands
#include <redlite/core/error.hpp>            // out_of_range, not_float
#include <redlite/db/argument_limits.hpp>    // refuses_empty_itself
#include <redlite/db/geo_cover.hpp>          // shapes, ranges
#include <redlite/db/geohash.hpp>            // scores
#include <redlite/db/partial_quicksort.hpp>  // the nearest few
#include <redlite/db/score_range.hpp>        // score_range
#include <redlite/db/sorted_set_rows.hpp>    // members

#include <algorithm>    // std::stable_sort
#include <array>        // texts of numbers
#include <charconv>     // std::to_chars
#include <cmath>        // std::isnan
#include <cstdint>      // std::int64_t
#include <cstdio>       // std::snprintf
#include <optional>     // absent members
#include <string>       // members
#include <string_view>  // members
#include <utility>      // std::move
#include <variant>      // centres, shapes
#include <vector>       // replies

namespace redlite::detail {

/// Yields  the number that a reader of its text, with so many digits after the point, reads.
[[nodiscard]] inline double rounded_to(int digits, double value) {
  std::array<char, 400> text;  // the highest double has 309 digits before the point
  const auto end =
      std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, digits)
          .ptr;
  std::from_chars(text.data(), end, value);
  return value == 0 ? 0 : value;  // Redis writes no "-0"
}

// Nobody is nowhere: Redis answers with an empty list.
template <>
inline constexpr bool refuses_empty_itself<cmd::geopos> = true;
template <>
inline constexpr bool refuses_empty_itself<cmd::geohash> = true;

class geo {
 public:
  explicit geo(sorted_set_rows& rows) : rows_(rows) {}

  std::int64_t run(cmd::geoadd, std::string_view key, const many<geo_member>& points,
                   const geoadd_options& how) {
    std::vector<score_member> pairs;
    pairs.reserve(points.size());
    for (const auto& [longitude, latitude, member] : points) {
      const geo_position at = checked(longitude, latitude);
      pairs.push_back({score_of_position(at), member});
    }
    return rows_.add(key, pairs, {.when = how.when, .changed = how.changed});
  }

  std::vector<std::optional<geo_position>> run(cmd::geopos, std::string_view key,
                                               const many<std::string_view>& members) {
    const auto set = rows_.find(key);
    std::vector<std::optional<geo_position>> all;
    all.reserve(members.size());
    for (const std::string_view member : members) {
      const auto at = position(set, member);
      all.push_back(at ? std::optional(as_written(*at)) : std::nullopt);
    }
    return all;
  }

  std::optional<double> run(cmd::geodist, std::string_view key, std::string_view from,
                            std::string_view to, const geodist_options& how) {
    const auto set = rows_.find(key);
    const auto a = position(set, from);
    const auto b = position(set, to);
    if (!a || !b) return std::nullopt;
    return rounded_to(4, distance_m(*a, *b) / metres_per(how.unit));
  }

  std::vector<std::optional<std::string>> run(cmd::geohash, std::string_view key,
                                              const many<std::string_view>& members) {
    const auto set = rows_.find(key);
    std::vector<std::optional<std::string>> all;
    all.reserve(members.size());
    for (const std::string_view member : members) {
      const auto at = position(set, member);
      all.push_back(at ? std::optional(geohash_text(*at)) : std::nullopt);
    }
    return all;
  }

  std::vector<geo_match> run(cmd::geosearch, std::string_view key, const geo_centre& centre,
                             const geo_shape& shape, const geosearch_options& how) {
    const double unit = metres_of_unit(shape);
    std::vector<geo_match> matches;
    for (found& each : search(key, centre, shape, {how.order, how.count, how.any})) {
      geo_match match{std::move(each.member)};
      if (how.with_distance) match.distance = rounded_to(4, each.distance_m / unit);
      if (how.with_hash) match.hash = static_cast<std::int64_t>(each.score);
      if (how.with_position) match.position = as_written(each.at);
      matches.push_back(std::move(match));
    }
    return matches;
  }

  std::int64_t run(cmd::geosearchstore, std::string_view to, std::string_view key,
                   const geo_centre& centre, const geo_shape& shape,
                   const geosearchstore_options& how) {
    const double unit = metres_of_unit(shape);
    std::vector<scored> members;
    for (found& each : search(key, centre, shape, {how.order, how.count, how.any})) {
      const double score = how.store_distance ? each.distance_m / unit : each.score;
      members.push_back({std::move(each.member), score});
    }
    return rows_.replace(to, members, sorted_set_rows::fits_packed(members));
  }

 private:
  struct found {
    std::string member;
    double score = 0;
    geo_position at;
    double distance_m = 0;
  };
  struct selection {
    geo_order order;
    std::optional<std::int64_t> count;
    bool any;
  };

  /// Errors  not_float, out_of_range.
  static geo_position checked(double longitude, double latitude) {
    if (std::isnan(longitude) || std::isnan(latitude)) throw_not_float();
    if (std::fabs(longitude) > longitude_max || std::fabs(latitude) > latitude_max) {
      std::array<char, 800> text;
      std::snprintf(text.data(), text.size(), "ERR invalid longitude,latitude pair %f,%f",
                    longitude, latitude);
      throw error(errc::out_of_range, text.data());
    }
    return {longitude, latitude};
  }

  /// Seventeen digits after the point: near 0 that is not every bit.
  static geo_position as_written(const geo_position& at) {
    return {rounded_to(17, at.longitude), rounded_to(17, at.latitude)};
  }

  [[nodiscard]] std::optional<geo_position> position(const std::optional<collection>& set,
                                                     std::string_view member) {
    if (!set) return std::nullopt;
    const auto score = rows_.score_of(*set, member);
    if (!score) return std::nullopt;
    return position_of_score(*score);
  }

  static double metres_of_unit(const geo_shape& shape) {
    return std::visit([](const auto& each) { return metres_per(each.unit); }, shape);
  }

  /// Errors  generic for a member that is not there, not_float, out_of_range.
  geo_position position_of(const geo_centre& centre, const std::optional<collection>& set) {
    if (const auto* point = std::get_if<from_lonlat>(&centre))
      return checked(point->longitude, point->latitude);
    if (!set) return {};  // an absent key has nothing to search anyway
    const auto at = position(set, std::get<from_member>(centre).member);
    if (!at) throw error(errc::generic, "ERR could not decode requested zset member");
    return *at;
  }

  static geo_reach reach_of(const geo_shape& shape, const geo_position& centre) {
    const double unit = metres_of_unit(shape);
    geo_reach reach{centre};
    if (const auto* circle = std::get_if<by_radius>(&shape)) {
      if (std::isnan(circle->radius)) throw error(errc::not_float, "ERR need numeric radius");
      if (circle->radius < 0) throw error(errc::out_of_range, "ERR radius cannot be negative");
      reach.radius_m = circle->radius * unit;
      return reach;
    }
    const auto& box = std::get<by_box>(shape);
    if (std::isnan(box.width)) throw error(errc::not_float, "ERR need numeric width");
    if (std::isnan(box.height)) throw error(errc::not_float, "ERR need numeric height");
    if (box.width < 0 || box.height < 0)
      throw error(errc::out_of_range, "ERR height or width cannot be negative");
    reach.box = true;
    reach.width_m = box.width * unit;
    reach.height_m = box.height * unit;
    return reach;
  }

  std::vector<found> search(std::string_view key, const geo_centre& centre, const geo_shape& shape,
                            selection how) {
    const auto set = rows_.find(key);
    const geo_reach reach = reach_of(shape, position_of(centre, set));
    if (how.count && *how.count <= 0) throw error(errc::out_of_range, "ERR COUNT must be > 0");
    if (how.any && !how.count)
      throw error(errc::syntax, "ERR the ANY argument requires COUNT argument");
    if (!set) return {};
    // The nearest are meant where no order was asked for.
    if (how.count && !how.any && how.order == geo_order::none) how.order = geo_order::nearest_first;

    std::vector<found> all;
    const auto enough = [&] {
      return how.any && static_cast<std::int64_t>(all.size()) >= *how.count;
    };
    for (const geo_range& range : cover(reach)) {
      if (enough()) break;
      const score_range scores{range.low, std::nextafter(range.high, range.low)};
      auto row = rows_.order().within(*set, scores);
      while (!enough() && row.next()) {
        const double score = row.real(1);
        const geo_position at = position_of_score(score);
        if (const auto distance = reach.distance_within(at))
          all.push_back({std::string(row.bytes(0)), score, at, *distance});
      }
    }
    const bool cut = how.count && static_cast<std::int64_t>(all.size()) > *how.count;
    sort(all, how.order, cut ? static_cast<std::size_t>(*how.count) : all.size());
    if (cut) all.erase(all.begin() + *how.count, all.end());
    return all;
  }

  /// Equal distances stay in the order of cells and scores only where all are wanted.
  static void sort(std::vector<found>& all, geo_order order, std::size_t wanted) {
    if (order == geo_order::none) return;
    const auto before = [nearest = order == geo_order::nearest_first](const found& a,
                                                                      const found& b) {
      return nearest ? a.distance_m < b.distance_m : a.distance_m > b.distance_m;
    };
    if (wanted == all.size()) {
      std::stable_sort(all.begin(), all.end(), before);
    } else {
      partial_quicksort(all, wanted, before);
    }
  }

  sorted_set_rows& rows_;
};

}  // namespace redlite::detail

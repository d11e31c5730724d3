// redlite/db/geo_cover.hpp: the shape of a search, and the ranges of scores in which its points
// lie.
//
// Floor: db. Pure arithmetic. Near a pole, and for shapes as large as a hemisphere, the cells leave
// out points of the shape: as many as Redis', whose cells these are.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/geo.hpp>  // shapes
#include <redlite/db/geohash.hpp>   // cells, distances

#include <algorithm>  // std::clamp
#include <cmath>      // cosines
#include <cstdint>    // bits
#include <optional>   // a distance within
#include <variant>    // circle or box
#include <vector>     // ranges

namespace redlite::detail {

/// A circle, or a box whose sides follow the meridian and parallel of its centre, in metres.
struct geo_reach {
  geo_position centre;
  bool box = false;
  double radius_m = 0;  // circle
  double width_m = 0;   // box
  double height_m = 0;  // box

  /// Yields  the metres from the centre, nothing where the point is outside.
  [[nodiscard]] std::optional<double> distance_within(const geo_position& at) const noexcept {
    if (box) {
      if (latitude_distance_m(at.latitude, centre.latitude) > height_m / 2) return std::nullopt;
      const geo_position on_meridian{centre.longitude, at.latitude};
      if (distance_m(at, on_meridian) > width_m / 2) return std::nullopt;
    }
    const double distance = distance_m(centre, at);
    if (!box && distance > radius_m) return std::nullopt;
    return distance;
  }

  /// Yields  the edges of what it covers; a degree of longitude is shortest on the side of the
  /// pole.
  [[nodiscard]] geo_area bounds() const noexcept {
    const double up_m = box ? height_m / 2 : radius_m;
    const double across_m = box ? width_m / 2 : radius_m;
    const double up = to_degrees(up_m / earth_radius_m);
    const double polewards = centre.latitude < 0 ? centre.latitude - up : centre.latitude + up;
    const double across = to_degrees(across_m / earth_radius_m / std::cos(to_radians(polewards)));
    return {centre.longitude - across, centre.latitude - up, centre.longitude + across,
            centre.latitude + up};
  }

  /// Yields  how fine a grid may be so that a cell with its neighbours covers the shape, nearly.
  [[nodiscard]] int steps() const noexcept {
    constexpr double map_half_m = 20037726.37;  // half the width of the Mercator map
    double reach_m =
        box ? std::sqrt((width_m / 2) * (width_m / 2) + (height_m / 2) * (height_m / 2)) : radius_m;
    if (reach_m == 0) return geohash_steps;
    int steps = -1;
    for (; reach_m < map_half_m; reach_m *= 2) ++steps;
    const double from_equator = std::fabs(centre.latitude);
    if (from_equator > 66) --steps;
    if (from_equator > 80) --steps;
    return std::clamp(steps, 1, geohash_steps);
  }
};

/// Scores from `low` up to, not including, `high`.
struct geo_range {
  double low = 0;
  double high = 0;

  friend bool operator==(const geo_range&, const geo_range&) = default;
};

/// Yields  the ranges that hold the shape's points: of the centre's cell and those of its eight
///         neighbours that the shape reaches into.
[[nodiscard]] inline std::vector<geo_range> cover(const geo_reach& reach) {
  const geo_area bounds = reach.bounds();
  int steps = reach.steps();
  geo_cell middle = cell_at(reach.centre, steps);
  // Columns and rows go round: beyond the last is the first.
  const auto neighbour = [&](int east, int north) {
    const std::uint32_t last = (std::uint32_t{1} << steps) - 1;
    geo_cell cell = middle;
    if (east != 0) cell.column = (cell.column + static_cast<std::uint32_t>(east)) & last;
    if (north != 0) cell.row = (cell.row + static_cast<std::uint32_t>(north)) & last;
    return cell;
  };
  const auto too_fine = [&] {
    return area_of(neighbour(0, 1), steps).north < bounds.north ||
           area_of(neighbour(0, -1), steps).south > bounds.south ||
           area_of(neighbour(1, 0), steps).east < bounds.east ||
           area_of(neighbour(-1, 0), steps).west > bounds.west;
  };
  if (steps > 1 && too_fine()) middle = cell_at(reach.centre, --steps);

  const geo_area area = area_of(middle, steps);
  const bool select = steps >= 2;  // with only four cells, a neighbour may be one twice over
  const bool not_north = select && area.north > bounds.north;
  const bool not_south = select && area.south < bounds.south;
  const bool not_east = select && area.east > bounds.east;
  const bool not_west = select && area.west < bounds.west;

  struct direction {
    int east;
    int north;
  };
  constexpr direction directions[] = {{0, 0}, {0, 1},  {0, -1}, {1, 0},  {-1, 0},
                                      {1, 1}, {-1, 1}, {1, -1}, {-1, -1}};
  std::vector<geo_range> ranges;
  for (const auto& [east, north] : directions) {
    const bool out_of_reach = (north > 0 && not_north) || (north < 0 && not_south) ||
                              (east > 0 && not_east) || (east < 0 && not_west);
    if (out_of_reach) continue;
    const std::uint64_t bits = bits_of(neighbour(east, north));
    const int shift = 2 * (geohash_steps - steps);
    const geo_range range{static_cast<double>(bits << shift),
                          static_cast<double>((bits + 1) << shift)};
    // Neighbours that are the same cell follow each other.
    if (ranges.size() < 2 || ranges.back() != range) ranges.push_back(range);
  }
  return ranges;
}

}  // namespace redlite::detail

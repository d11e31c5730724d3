// redlite/db/geohash.hpp: points on the earth as bits that keep neighbours together, and distances.
//
// Floor: db. Pure arithmetic. A geohash is the longitude and the latitude, each as a fraction of
// its range, their bits in turns. Results equal Redis' to the last bit: the order of operations
// counts.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/geo.hpp>  // geo_position

#include <algorithm>  // std::clamp
#include <cmath>      // sines
#include <cstdint>    // bits
#include <limits>     // odd scores
#include <string>     // as letters

namespace redlite::detail {

inline constexpr double longitude_max = 180;
inline constexpr double latitude_max = 85.05112878;  // where the Mercator map is a square
inline constexpr double earth_radius_m = 6372797.560856;
inline constexpr int geohash_steps = 26;  // bits of each coordinate in a score

inline constexpr double radians_per_degree = 3.14159265358979323846 / 180.0;
[[nodiscard]] constexpr double to_radians(double degrees) noexcept {
  return degrees * radians_per_degree;
}
[[nodiscard]] constexpr double to_degrees(double radians) noexcept {
  return radians / radians_per_degree;
}

/// A square of the grid of 2^steps by 2^steps, as its column and row.
struct geo_cell {
  std::uint32_t column = 0;  // from the west
  std::uint32_t row = 0;     // from the south

  friend bool operator==(const geo_cell&, const geo_cell&) = default;
};

/// Yields  the bits of a number at the even places of one twice as long.
[[nodiscard]] constexpr std::uint64_t spread_bits(std::uint32_t bits) noexcept {
  std::uint64_t wide = bits;
  wide = (wide | (wide << 16)) & 0x0000ffff0000ffff;
  wide = (wide | (wide << 8)) & 0x00ff00ff00ff00ff;
  wide = (wide | (wide << 4)) & 0x0f0f0f0f0f0f0f0f;
  wide = (wide | (wide << 2)) & 0x3333333333333333;
  return (wide | (wide << 1)) & 0x5555555555555555;
}
/// Yields  what `spread_bits` made it of, whatever is at the odd places.
[[nodiscard]] constexpr std::uint32_t gather_bits(std::uint64_t wide) noexcept {
  wide &= 0x5555555555555555;
  wide = (wide | (wide >> 1)) & 0x3333333333333333;
  wide = (wide | (wide >> 2)) & 0x0f0f0f0f0f0f0f0f;
  wide = (wide | (wide >> 4)) & 0x00ff00ff00ff00ff;
  wide = (wide | (wide >> 8)) & 0x0000ffff0000ffff;
  return static_cast<std::uint32_t>(wide | (wide >> 16));
}

[[nodiscard]] constexpr std::uint64_t bits_of(const geo_cell& cell) noexcept {
  return spread_bits(cell.row) | (spread_bits(cell.column) << 1);
}

/// Yields  the cell that holds a point. The highest longitude and latitude are one cell beyond.
[[nodiscard]] inline geo_cell cell_at(const geo_position& at, int steps,
                                      double highest_latitude = latitude_max) noexcept {
  const auto cells = static_cast<double>(std::uint64_t{1} << steps);
  const double across = (at.longitude + longitude_max) / (longitude_max + longitude_max);
  const double up = (at.latitude + highest_latitude) / (highest_latitude + highest_latitude);
  return {static_cast<std::uint32_t>(across * cells), static_cast<std::uint32_t>(up * cells)};
}

/// The edges of a cell, in degrees.
struct geo_area {
  double west = 0;
  double south = 0;
  double east = 0;
  double north = 0;
};
[[nodiscard]] inline geo_area area_of(const geo_cell& cell, int steps) noexcept {
  const auto cells = static_cast<double>(std::uint64_t{1} << steps);
  const auto edge = [&](double highest, std::uint32_t number) {
    return -highest + (number * 1.0 / cells) * (highest + highest);
  };
  return {edge(longitude_max, cell.column), edge(latitude_max, cell.row),
          edge(longitude_max, cell.column + 1), edge(latitude_max, cell.row + 1)};
}

/// Yields  a point's score.
[[nodiscard]] inline double score_of_position(const geo_position& at) noexcept {
  return static_cast<double>(bits_of(cell_at(at, geohash_steps)));
}

/// Yields  the bits of a score, of one too that GEOADD never makes.
/// Source  what a conversion of a double to 64 bits without sign does on x86-64.
[[nodiscard]] inline std::uint64_t bits_of_score(double score) noexcept {
  constexpr double two_63 = 9223372036854775808.0;
  constexpr std::uint64_t high_bit = std::uint64_t{1} << 63;
  if (score >= two_63 + two_63) return 0;
  if (score >= two_63) return static_cast<std::uint64_t>(score - two_63) | high_bit;
  if (score <= -two_63) return high_bit;
  return static_cast<std::uint64_t>(static_cast<std::int64_t>(score));
}

/// Yields  the middle of the cell that a score stands for.
[[nodiscard]] inline geo_position position_of_score(double score) noexcept {
  const std::uint64_t bits = bits_of_score(score);
  const geo_area area = area_of({gather_bits(bits >> 1), gather_bits(bits)}, geohash_steps);
  return {std::clamp((area.west + area.east) / 2, -longitude_max, longitude_max),
          std::clamp((area.south + area.north) / 2, -latitude_max, latitude_max)};
}

/// Yields  the geohash as geohash.org writes it, whose latitudes go up to 90: ten letters of five
///         bits each, and a "0" for the two that are left.
[[nodiscard]] inline std::string geohash_text(const geo_position& at) {
  constexpr char letters[] = "0123456789bcdefghjkmnpqrstuvwxyz";
  const std::uint64_t bits = bits_of(cell_at(at, geohash_steps, 90));
  std::string text;
  for (int shift = 47; shift > 0; shift -= 5) text += letters[(bits >> shift) & 31];
  return text + '0';
}

/// Yields  the metres between two latitudes on one meridian.
[[nodiscard]] inline double latitude_distance_m(double a, double b) noexcept {
  return earth_radius_m * std::fabs(to_radians(b) - to_radians(a));
}
/// Yields  the metres between two points along a great circle, by the haversine formula.
[[nodiscard]] inline double distance_m(const geo_position& a, const geo_position& b) noexcept {
  const double across = std::sin((to_radians(b.longitude) - to_radians(a.longitude)) / 2);
  if (across == 0.0) return latitude_distance_m(a.latitude, b.latitude);
  const double latitude_a = to_radians(a.latitude);
  const double latitude_b = to_radians(b.latitude);
  const double up = std::sin((latitude_b - latitude_a) / 2);
  const double haversine = up * up + std::cos(latitude_a) * std::cos(latitude_b) * across * across;
  return 2.0 * earth_radius_m * std::asin(std::sqrt(haversine));
}

[[nodiscard]] constexpr double metres_per(geo_unit unit) noexcept {
  switch (unit) {
    case geo_unit::metres:
      return 1;
    case geo_unit::kilometres:
      return 1000;
    case geo_unit::feet:
      return 0.3048;
    case geo_unit::miles:
      return 1609.34;
  }
  return 1;
}

}  // namespace redlite::detail

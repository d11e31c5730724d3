// kvbench/trace/fit_sizes.hpp: how long the values of a trace are.
//
// Floor: wing trace. Pure: from a histogram to a list that a workload can have.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>  // clamp
#include <cmath>      // llround
#include <cstddef>    // size_t
#include <cstdint>    // uint64_t

#include <kvbench/measure/histogram.hpp>    // what was seen
#include <kvbench/workload/value_size.hpp>  // what is made

namespace kvbench {

/// Yields  the one size that all have, or a list of up to 16 with their shares, whose mean is that
/// of all of them: neighbours are brought together so that each of the list stands for as much of
/// the values and of their bytes as any other, which keeps the few large ones. `sizes` is not
/// empty.
[[nodiscard]] inline value_size fit_sizes(histogram const& sizes) {
  struct group {
    double values = 0;
    double bytes = 0;
  };
  auto const centre = [](std::uint64_t lowest, std::uint64_t highest) {
    return static_cast<double>(lowest) / 2 + static_cast<double>(highest) / 2;
  };
  group all;
  std::size_t buckets = 0;
  sizes.for_each_bucket([&](std::uint64_t lowest, std::uint64_t highest, std::uint64_t count) {
    all.values += static_cast<double>(count);
    all.bytes += static_cast<double>(count) * centre(lowest, highest);
    ++buckets;
  });
  if (buckets == 1) return static_cast<std::uint64_t>(std::llround(sizes.mean()));
  value_size list{value_size::kind::weighted, ~std::uint64_t{0}, 0};
  std::size_t largest = 0;
  std::uint64_t left = distribution::one;
  group one;
  double parts = 0;  // of 32: half of them values, half of them bytes
  double until = 2;
  sizes.for_each_bucket([&](std::uint64_t lowest, std::uint64_t highest, std::uint64_t count) {
    group const more{static_cast<double>(count),
                     static_cast<double>(count) * centre(lowest, highest)};
    one.values += more.values;
    one.bytes += more.bytes;
    parts += 16 * (more.values / all.values + more.bytes / std::max(all.bytes, 1.0));
    --buckets;
    bool const each_its_own = list.list_size + buckets < value_size::listed_max;
    bool const is_last_place = list.list_size + 1 == value_size::listed_max;
    if (buckets != 0 && !each_its_own && (is_last_place || parts < until)) return;
    until = 2 * std::floor(parts / 2) + 2;
    auto const bytes = std::clamp<std::uint64_t>(
        static_cast<std::uint64_t>(std::llround(one.bytes / one.values)), 1, value_size::bytes_max);
    auto const share = std::max<std::uint64_t>(
        1, static_cast<std::uint64_t>(
               std::llround(one.values / all.values * static_cast<double>(distribution::one))));
    if (list.list_size != 0 && share > list.list[largest].share) largest = list.list_size;
    list.list[list.list_size++] = {bytes, share};
    list.least = std::min(list.least, bytes);
    list.most = std::max(list.most, bytes);
    left -= share;
    one = {};
  });
  list.list[largest].share += left;  // rounding; may wrap down
  return list;
}

}  // namespace kvbench

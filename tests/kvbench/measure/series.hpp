// tests/kvbench/measure/series.hpp: made-up series of interval means.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/core/random.hpp>

#include <cmath>
#include <cstddef>
#include <vector>

namespace kvbench_test {

struct series_shape {
  std::size_t count = 0;
  double noise = 0;        ///< standard deviation, as a share of the level
  double correlation = 0;  ///< of neighbours
  double drift = 0;        ///< of the level, from the first to the last
};

inline double normal(kvbench::random_stream& stream) {
  double const radius = std::sqrt(-2 * std::log(1 - stream.unit()));
  return radius * std::cos(6.283185307179586 * stream.unit());
}

/// Around 100.
inline std::vector<double> make_series(kvbench::random_stream& stream, series_shape const& shape) {
  std::vector<double> out(shape.count);
  double state = normal(stream);
  double const fresh = std::sqrt(1 - shape.correlation * shape.correlation);
  for (std::size_t i = 0; i < shape.count; ++i) {
    double const place = static_cast<double>(i) / static_cast<double>(shape.count - 1);
    out[i] = 100 * (1 + shape.drift * place + shape.noise * state);
    state = shape.correlation * state + fresh * normal(stream);
  }
  return out;
}

}  // namespace kvbench_test

// redlite/db/hyperloglog_estimate.hpp: from elements to registers, and from registers to an
// estimate.
//
// Floor: db. Numbers only; hyperloglog_value.hpp says how registers are kept.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <array>        // histograms
#include <bit>          // std::countr_zero
#include <cmath>        // the estimator
#include <cstddef>      // std::size_t
#include <cstdint>      // std::uint64_t
#include <cstring>      // std::memcpy
#include <limits>       // infinity
#include <string_view>  // elements

namespace redlite::detail {

inline constexpr int hll_index_bits = 14;
inline constexpr std::size_t hll_registers = std::size_t{1} << hll_index_bits;
inline constexpr int hll_rank_bits = 64 - hll_index_bits;  // 50: the rank is 1 to 51

using hll_register_array = std::array<std::uint8_t, hll_registers>;
using hll_histogram = std::array<std::uint32_t, 64>;  // how many registers hold each rank

/// Source  Austin Appleby's MurmurHash64A, which Redis uses for HyperLogLog; little-endian.
[[nodiscard]] inline std::uint64_t murmur_hash_64a(std::string_view bytes,
                                                   std::uint64_t seed) noexcept {
  constexpr std::uint64_t factor = 0xc6a4a7935bd1e995;
  constexpr int shift = 47;
  std::uint64_t hash = seed ^ (bytes.size() * factor);
  for (; bytes.size() >= 8; bytes.remove_prefix(8)) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data(), sizeof word);
    word *= factor;
    word ^= word >> shift;
    hash = (hash ^ (word * factor)) * factor;
  }
  if (!bytes.empty()) {
    std::uint64_t rest = 0;
    std::memcpy(&rest, bytes.data(), bytes.size());
    hash = (hash ^ rest) * factor;
  }
  hash = (hash ^ (hash >> shift)) * factor;
  return hash ^ (hash >> shift);
}
static_assert(std::endian::native == std::endian::little,
              "redlite: HyperLogLog values are little-endian; this machine is not");

struct hll_rank {
  std::size_t index;
  std::uint8_t rank;
};

/// Yields  the register of an element, and one more than the zeros at the end of its other bits.
[[nodiscard]] inline hll_rank hll_rank_of(std::string_view element) noexcept {
  const std::uint64_t hash = murmur_hash_64a(element, 0xadc83b19);
  const std::uint64_t others = (hash >> hll_index_bits) | (std::uint64_t{1} << hll_rank_bits);
  return {hash & (hll_registers - 1), static_cast<std::uint8_t>(std::countr_zero(others) + 1)};
}

/// Yields  the estimate for registers so distributed.
/// Source  Otmar Ertl, "New cardinality estimation algorithms for HyperLogLog sketches", 2017.
[[nodiscard]] inline std::uint64_t hll_estimate(const hll_histogram& counts) {
  const double registers = hll_registers;

  const auto tau = [](double x) {  // the registers that are full
    if (x == 0 || x == 1) return 0.0;
    double y = 1;
    double sum = 1 - x;
    for (double before = 0; sum != before;) {
      x = std::sqrt(x);
      before = sum;
      y *= 0.5;
      sum -= std::pow(1 - x, 2) * y;
    }
    return sum / 3;
  };
  const auto sigma = [](double x) {  // the registers that are empty
    if (x == 1) return std::numeric_limits<double>::infinity();
    double y = 1;
    double sum = x;
    for (double before = -1; sum != before;) {
      x *= x;
      before = sum;
      sum += x * y;
      y += y;
    }
    return sum;
  };

  double z = registers * tau((registers - counts[hll_rank_bits + 1]) / registers);
  for (std::size_t rank = hll_rank_bits; rank >= 1; --rank) z = (z + counts[rank]) * 0.5;
  z += registers * sigma(counts[0] / registers);
  constexpr double alpha = 0.721347520444481703680;  // 1 / (2 ln 2)
  return static_cast<std::uint64_t>(std::llround(alpha * registers * registers / z));
}

}  // namespace redlite::detail

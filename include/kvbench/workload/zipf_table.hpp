// kvbench/workload/zipf_table.hpp: ranks drawn by Zipf's law, at the price of one table look-up.
//
// Floor: workload. Draws ranks; which key has which rank is keyspace.hpp.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/core/bounds.hpp>           // smaller, larger
#include <kvbench/core/random.hpp>           // the draw
#include <kvbench/workload/alias_table.hpp>  // one of many cells

#include <bit>      // std::bit_width, std::bit_ceil
#include <cstddef>  // std::size_t
#include <cstdint>  // std::uint64_t
#include <vector>   // the table

namespace kvbench {

namespace detail {

__extension__ using uint128 = unsigned __int128;

/// log2(x) for x >= 1, with 50 bits behind the point, digit by digit. Whole numbers only, here and
/// below: a table from floating point would follow libm and -march, and with it every draw.
[[nodiscard]] constexpr std::uint64_t log2_fixed50(std::uint64_t x) noexcept {
  const auto whole = static_cast<std::uint64_t>(std::bit_width(x)) - 1;
  std::uint64_t mantissa = x << ((63 - whole) & 63);  // in [1, 2), 63 bits behind the point
  std::uint64_t result = whole;
  for (int bit = 0; bit < 50; ++bit) {
    const std::uint64_t square =
        multiply_high(mantissa, mantissa);  // in [1, 4), 62 bits behind the point
    result = 2 * result + (square >> 63);
    mantissa = square << (1 - (square >> 63));
  }
  return result;
}

/// 2^-x for x with 90 bits behind the point; the result has 62 of them.
[[nodiscard]] constexpr std::uint64_t exp2_minus_fixed90(uint128 x) noexcept {
  constexpr std::uint64_t ln2 = 0xb17217f7d1cf79abu;  // 64 bits behind the point
  const auto whole = static_cast<std::uint64_t>(x >> 90);
  if (whole >= 62) {
    return 0;
  }
  // 2^-f is half of 2^(1 - f), whose Taylor series has no subtraction.
  const std::uint64_t y = multiply_high(~static_cast<std::uint64_t>(x >> 26), ln2);
  std::uint64_t sum = 0;
  std::uint64_t term = std::uint64_t{1} << 62;
  for (std::uint64_t i = 1; term != 0; ++i) {
    sum += term;
    term = multiply_high(term, y) / i;
  }
  return sum >> (1 + whole);
}

}  // namespace detail

/// Draws rank r (from 0) of n with probability proportional to 1 / (r + 1)^exponent, any exponent
/// above 0.
///
/// An alias table over cells: each of the first 2,048 ranks is a cell of its own; the next 4,096
/// lie two to a cell, the next 8,192 four to a cell, and so on. A cell's probability is exact to
/// 1e-6; inside a cell ranks are alike, which is within 0.05 % (times the exponent) of each rank's
/// own. So the table stays below 1 MiB for any n, and inside the second-level cache.
/// Cost    one draw, one look-up: about 2 ns. Building: a few milliseconds. Shared by threads.
class zipf_table {
 public:
  /// `exponent` in billionths; n from 1 to 2^48.
  zipf_table(std::uint64_t exponent_billionths, std::uint64_t n) : n_{n} {
    const std::size_t cells = cell_of(n - 1) + 1;
    const std::size_t padded = std::bit_ceil(cells);
    index_mask_ = padded - 1;
    spare_bits_ = 33 - static_cast<unsigned>(std::bit_width(padded));
    table_ = detail::alias_table(masses(exponent_billionths, cells, padded));
  }

  [[nodiscard]] std::uint64_t draw(random_stream& stream) const noexcept {
    // One draw gives all: the index from its lowest bits, the coin from its upper half, and the
    // place within the cell from the bits between.
    const std::uint64_t bits = stream.next();
    const std::uint64_t index = bits & index_mask_;
    const std::uint64_t entry = table_[index];
    const std::uint64_t cell = (bits >> 32) < (entry & half) ? index : entry >> 32;
    const auto width_bits = static_cast<unsigned>(cell >> head_bits);
    const std::uint64_t within = static_cast<std::uint32_t>(bits);
    const std::uint64_t rank = ((place_of(cell) << 32 | within) >> ((32 - width_bits) & 63)) - head;
    if (rank >= n_ || width_bits > spare_bits_) [[unlikely]] {
      return draw_within(cell, stream);
    }
    return rank;
  }

  [[nodiscard]] std::size_t bytes() const noexcept { return table_.size() * sizeof(std::uint64_t); }

 private:
  static constexpr std::uint64_t half = 0xffff'ffffu;

  // A rank plus 2,048 has its highest bit where its cell's width says, and the cell's place in the
  // eleven bits that follow: no rank is an exception, and a cell's ranks are one shift away.
  static constexpr unsigned head_bits = 11;
  static constexpr std::uint64_t head = std::uint64_t{1} << head_bits;

  static constexpr std::size_t cell_of(std::uint64_t rank) noexcept {
    const auto width_bits = static_cast<unsigned>(std::bit_width(rank + head)) - 1 - head_bits;
    return (static_cast<std::size_t>(width_bits) << head_bits) +
           static_cast<std::size_t>(((rank + head) >> width_bits) - head);
  }
  static constexpr std::uint64_t place_of(std::uint64_t cell) noexcept {
    return (cell & (head - 1)) | head;
  }
  static constexpr std::uint64_t first_of(std::uint64_t cell) noexcept {
    return (place_of(cell) << (cell >> head_bits)) - head;
  }
  [[nodiscard]] std::uint64_t width_of(std::uint64_t cell) const noexcept {
    return smaller(std::uint64_t{1} << (cell >> head_bits), n_ - first_of(cell));
  }

  // The last cell may be cut short, and of more than some 2^28 ranks a cell is wider than the bits
  // that are left over: both take a second draw.
  [[gnu::noinline]] std::uint64_t draw_within(std::uint64_t cell,
                                              random_stream& stream) const noexcept {
    return first_of(cell) + stream.below(width_of(cell));
  }

  // The cells' probabilities in units of 2^-32 of a table entry; they sum to padded * 2^32 exactly.
  [[nodiscard, gnu::cold]] std::vector<std::uint64_t> masses(std::uint64_t exponent_billionths,
                                                             std::size_t cells,
                                                             std::size_t padded) const {
    const auto exponent = static_cast<std::uint64_t>(
        (static_cast<detail::uint128>(exponent_billionths) << 40) / 1'000'000'000u);
    std::vector<std::uint64_t> result(padded);
    detail::uint128 total = 0;
    for (std::size_t cell = 0; cell < cells; ++cell) {
      const std::uint64_t first = first_of(cell);
      const std::uint64_t width = width_of(cell);
      // The middle of the ranks first + 1 to first + width, doubled to stay whole: width times its
      // weight is their sum.
      const std::uint64_t log2_middle =
          detail::log2_fixed50(2 * first + width + 1) - (std::uint64_t{1} << 50);
      result[cell] =
          detail::exp2_minus_fixed90(static_cast<detail::uint128>(exponent) * log2_middle);
      total += static_cast<detail::uint128>(result[cell]) * width;
    }
    int shift = 0;
    while ((total >> shift) >> 63 != 0) {
      ++shift;
    }
    const std::uint64_t scaled_total = static_cast<std::uint64_t>(total >> shift);
    const detail::uint128 units = static_cast<detail::uint128>(padded) << 32;
    detail::uint128 sum = 0;
    for (std::size_t cell = 0; cell < cells; ++cell) {
      const detail::uint128 weight = static_cast<detail::uint128>(result[cell]) * width_of(cell);
      // At least one unit each: every rank can be drawn, however steep the law.
      result[cell] = larger<std::uint64_t>(
          1, static_cast<std::uint64_t>((weight >> shift) * units / scaled_total));
      sum += result[cell];
    }
    std::size_t largest = 0;
    for (std::size_t cell = 1; cell < padded; ++cell) {
      if (result[cell] > result[largest]) largest = cell;
    }
    result[largest] += static_cast<std::uint64_t>(units - sum);  // rounding; may wrap down
    return result;
  }

  std::uint64_t n_;
  std::uint64_t index_mask_ = 0;
  unsigned spare_bits_ = 0;  // of the low half of a draw, those that are no index
  std::vector<std::uint64_t> table_;
};

}  // namespace kvbench

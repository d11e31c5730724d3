// kvbench/workload/value_sizes.hpp: values whose lengths differ, each known by where it starts.
//
// Floor: workload. Draws from a payload_pool; the distributions are value_size.hpp.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/core/bounds.hpp>            // smaller
#include <kvbench/core/random.hpp>            // the draw
#include <kvbench/workload/alias_table.hpp>   // one of many sizes
#include <kvbench/workload/distribution.hpp>  // parts of a billion
#include <kvbench/workload/payload.hpp>       // bytes
#include <kvbench/workload/value_size.hpp>    // which sizes
#include <kvbench/workload/zipf_table.hpp>    // powers, in whole numbers

#include <bit>          // std::bit_width, std::bit_ceil
#include <cstddef>      // std::size_t
#include <cstdint>      // std::uint64_t
#include <string_view>  // a value
#include <vector>       // sizes

namespace kvbench {

namespace detail {

/// The sizes that a distribution is made of, up to 4,096, and how often each comes.
struct size_masses {
  static constexpr std::uint64_t most_sizes = 4'096;
  std::vector<std::uint32_t> bytes{};
  std::vector<std::uint64_t> mass{};  // up to 2^62, in any unit

  void add(std::uint64_t size, std::uint64_t its) {
    bytes.push_back(static_cast<std::uint32_t>(size));
    mass.push_back(its);
  }
};

[[gnu::cold]] inline void add_even(const value_size& size, size_masses& into) {
  const std::uint64_t span = size.most - size.least;
  const std::uint64_t steps = smaller(span, size_masses::most_sizes - 1);
  for (std::uint64_t i = 0; i <= steps; ++i)
    into.add(size.least + (steps == 0 ? 0 : (span * i + steps / 2) / steps), 1);
}

/// The density at evenly spaced sizes: of a bell that misses its area by far less than a draw can
/// tell.
[[gnu::cold]] inline void add_normal(const value_size& size, size_masses& into) {
  constexpr auto log2_e = static_cast<std::uint64_t>(0x1.71547652b82fep0 * 0x1p60);
  const std::uint64_t reach = size.mean - size.least;
  const std::uint64_t step = 2 * reach / (size_masses::most_sizes - 1) + 1;
  const auto density = [&size](std::uint64_t distance) {
    const uint128 squares =
        (static_cast<uint128>(distance * distance) << 60) / (size.deviation * size.deviation);
    return exp2_minus_fixed90((squares * log2_e) >> 31);
  };
  for (std::uint64_t i = reach / step; i > 0; --i)
    into.add(size.mean - i * step, density(i * step));
  for (std::uint64_t i = 0; i <= reach / step; ++i)
    into.add(size.mean + i * step, density(i * step));
}

/// Each size up to 255 bytes; above, 128 to each doubling. The mass of one is what lies within half
/// a byte of its bounds.
[[gnu::cold]] inline void add_pareto(const value_size& size, size_masses& into) {
  const auto exponent =
      static_cast<std::uint64_t>((static_cast<uint128>(size.exponent) << 40) / distribution::one);
  // How many values are longer than half of `twice`, of 2^62.
  const auto longer = [&](std::uint64_t twice) {
    return exp2_minus_fixed90(static_cast<uint128>(exponent) *
                              (log2_fixed50(twice) - log2_fixed50(2 * size.least)));
  };
  std::uint64_t above = longer(2 * size.least);
  bool up = false;  // what lies between two sizes goes to either in turn
  for (std::uint64_t low = size.least; low <= size.most;) {
    const std::uint64_t width =
        low < 256 ? 1 : std::uint64_t{1} << (static_cast<unsigned>(std::bit_width(low)) - 8);
    const std::uint64_t high = smaller(low / width * width + width - 1, size.most);
    const std::uint64_t beyond = longer(high == size.most ? 2 * high : 2 * high + 1);
    into.add(low + (high - low + (up ? 1 : 0)) / 2, above - beyond);
    above = beyond;
    up = !up;
    low = high + 1;
  }
}

[[nodiscard, gnu::cold]] inline size_masses masses_of(const value_size& size) {
  size_masses all;
  if (size.shape == value_size::kind::even) add_even(size, all);
  if (size.shape == value_size::kind::normal) add_normal(size, all);
  if (size.shape == value_size::kind::pareto) add_pareto(size, all);
  if (size.shape == value_size::kind::weighted) {
    for (std::size_t i = 0; i < size.list_size; ++i)
      all.add(size.list[i].bytes, size.list[i].share);
  }
  return all;
}

/// The same masses in units of 2^-32 of a slot, for as many slots as the next power of two.
[[nodiscard, gnu::cold]] inline std::vector<std::uint64_t> slot_masses(
    const std::vector<std::uint64_t>& mass) {
  uint128 total = 0;
  for (const std::uint64_t each : mass) total += each;
  std::vector<std::uint64_t> slots(std::bit_ceil(mass.size()));
  const uint128 units = static_cast<uint128>(slots.size()) << 32;
  std::uint64_t left = static_cast<std::uint64_t>(units);
  std::size_t largest = 0;
  for (std::size_t i = 0; i < mass.size(); ++i) {
    slots[i] = static_cast<std::uint64_t>(mass[i] * units / total);
    left -= slots[i];
    if (slots[i] > slots[largest]) largest = i;
  }
  slots[largest] += left;  // rounding
  return slots;
}

}  // namespace detail

/// Values of a run whose lengths are drawn from a distribution.
///
/// Of k sizes, a value of size number i starts at a word of the pool whose number is i modulo k: so
/// the first eight bytes of a value tell its length too, and a reply is verified to its last byte
/// without remembering what was stored. A size is drawn first, its start after it: how often it
/// comes is exact to 2^-32, however small the pool. Immutable: any number of threads share one.
class value_sizes {
 public:
  /// `pool` is one for values of up to `size.most` bytes, and outlives this.
  /// Cost    a millisecond and up to 48 KiB; nothing where all values have one size.
  /// Errors  error where a number of `size` is out of range.
  [[gnu::cold]] value_sizes(const value_size& size, const payload_pool& pool) : pool_{pool} {
    check(size);
    if (size.shape == value_size::kind::fixed) {
      mean_ = static_cast<double>(size.most);
      return;
    }
    detail::size_masses all = detail::masses_of(size);
    const std::vector<std::uint64_t> slots = detail::slot_masses(all.mass);
    double sum = 0;
    for (std::size_t i = 0; i < all.bytes.size(); ++i)
      sum += static_cast<double>(all.bytes[i]) * static_cast<double>(slots[i]);
    mean_ = sum / static_cast<double>(slots.size()) * 0x1p-32;
    bytes_ = static_cast<std::vector<std::uint32_t>&&>(all.bytes);
    table_ = detail::alias_table(slots);
    slot_bits_ = static_cast<unsigned>(std::bit_width(table_.size())) - 1;
    places_ = pool.starts(size.most) / bytes_.size();
  }

  /// Yields  whether there is a distribution; nothing is drawn or verified here where there is
  /// none.
  [[nodiscard]] bool vary() const noexcept { return !bytes_.empty(); }
  /// Yields  bytes of a value on average, as they are drawn.
  [[nodiscard]] double mean() const noexcept { return mean_; }

  /// Yields  a value of a drawn length, which lives as long as the pool.
  /// Cost    one draw, two look-ups: about 2 ns.
  [[nodiscard]] std::string_view view(random_stream& stream) const noexcept {
    return value_of(stream.next());
  }

  /// Yields  whether `value` is, to its last byte and no further, one that `view` hands out. One of
  /// less than eight bytes does not tell its start: its length must be a possible one.
  [[nodiscard]] bool verify(std::string_view value) const noexcept {
    if (value.size() < 8) return possible(value.size());
    const std::uint64_t start = pool_.start_of(value);
    return start < places_ * bytes_.size() && value.size() == bytes_[start % bytes_.size()] &&
           pool_.verify(value);
  }

  /// Yields  whether some value has this length.
  [[nodiscard]] bool possible(std::uint64_t bytes) const noexcept {
    for (const std::uint32_t each : bytes_) {
      if (each == bytes) return true;
    }
    return false;
  }

 private:
  static constexpr std::uint64_t half = 0xffff'ffffu;

  // Takes a draw, not the stream: where it is called, the stream may stay in a register.
  [[nodiscard, gnu::noinline]] std::string_view value_of(std::uint64_t bits) const noexcept {
    // One draw gives all: the slot from its lowest bits, the coin from its upper half, and the
    // place from the bits between.
    const std::uint64_t slot = bits & (table_.size() - 1);
    const std::uint64_t entry = table_[slot];
    const std::uint64_t which = (bits >> 32) < (entry & half) ? slot : entry >> 32;
    const std::uint64_t place = ((bits & half) >> slot_bits_) * places_ >> (32 - slot_bits_);
    return pool_.view_from(which + place * bytes_.size(), bytes_[which]);
  }

  const payload_pool& pool_;
  std::vector<std::uint32_t> bytes_;  // by number of the size
  std::vector<std::uint64_t> table_;  // detail::alias_table
  unsigned slot_bits_ = 0;
  std::uint64_t places_ = 0;  // words at which a value of one size may start
  double mean_ = 0;
};

}  // namespace kvbench

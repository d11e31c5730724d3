// kvbench/workload/value_size.hpp: how long values are, as a value and as text.
//
// Floor: workload. Says how long; drawing one is value_sizes.hpp, reading text is
// scenario/value_size_text.hpp.
//
//     constexpr auto site = workload("site", ...) | values(sizes::pareto(64, 65'536, 1.2));
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/core/bounds.hpp>            // smaller, larger
#include <kvbench/core/concat.hpp>            // messages
#include <kvbench/core/error.hpp>             // numbers out of range
#include <kvbench/workload/distribution.hpp>  // parts of a billion

#include <array>             // the sizes of a list
#include <cstddef>           // std::size_t
#include <cstdint>           // std::uint64_t
#include <initializer_list>  // the same, as they are given
#include <string>            // the text form
#include <string_view>       // messages

namespace kvbench {

/// How long the values of a run are, in bytes: a number is a size that all of them have, and
/// `sizes::` has the distributions. Numbers are whole, as those of `distribution` are.
struct value_size {
  enum class kind : std::uint8_t { fixed, even, normal, pareto, weighted };
  struct listed {
    std::uint64_t bytes = 0;
    std::uint64_t share = 0;  // of the values, in billionths
    friend constexpr bool operator==(const listed&, const listed&) = default;
  };
  static constexpr std::size_t listed_max = 16;
  static constexpr std::uint64_t bytes_max = std::uint64_t{512} << 20;  // of a value, as in Redis

  kind shape = kind::fixed;
  std::uint64_t least = 0;  // bytes of the shortest value
  std::uint64_t most = 0;   // and of the longest
  std::uint64_t mean = 0;   // normal
  std::uint64_t deviation = 0;
  std::uint64_t exponent = 0;             // pareto: the shape, in billionths
  std::array<listed, listed_max> list{};  // weighted
  std::size_t list_size = 0;              // as given: `check` refuses more than there is room for

  constexpr value_size() = default;
  /// All values of one size. Not explicit: `options.value_bytes = 100`.
  constexpr value_size(std::uint64_t bytes) : least{bytes}, most{bytes} {}
  constexpr value_size(kind as, std::uint64_t shortest, std::uint64_t longest)
      : shape{as}, least{shortest}, most{longest} {}

  friend constexpr bool operator==(const value_size&, const value_size&) = default;
};

/// Distributions of value sizes, in bytes. What is out of range is an error when a run begins.
namespace sizes {

/// Each size from `least` to `most` as often as any other; of more than 4,096 sizes, so many of
/// them, evenly spaced from the first to the last.
[[nodiscard]] constexpr value_size uniform(std::uint64_t least, std::uint64_t most) {
  return {value_size::kind::even, least, most};
}

/// Normal around `mean`, with a standard `deviation` of at most half of it. Cut to both sides
/// alike, at six deviations or where a size would be 0: so the mean is exact; where a deviation of
/// half the mean is cut it comes out 12 % smaller, one of a third 2 %.
[[nodiscard]] constexpr value_size normal(std::uint64_t mean, std::uint64_t deviation) {
  const std::uint64_t below = mean == 0 ? 0 : mean - 1;
  const std::uint64_t reach = deviation > mean / 6 ? below : smaller(6 * deviation, below);
  value_size size{value_size::kind::normal, mean - reach, mean + reach};
  size.mean = mean;
  size.deviation = deviation;
  return size;
}

/// The bounded Pareto distribution: a value is longer than x with a probability that falls as
/// x^-shape, from `least` to `most`. The smaller the shape, the heavier the tail. Sizes are
/// rounded to whole bytes, and above 255 bytes to steps of 1/128.
/// Source  Harchol-Balter, "Performance modeling and design of computer systems" (2013), chapter 20
[[nodiscard]] constexpr value_size pareto(std::uint64_t least, std::uint64_t most, double shape) {
  value_size size{value_size::kind::pareto, least, most};
  size.exponent = detail::billionths(shape);
  return size;
}

/// A size and the share of the values that have it.
struct weight {
  double percent;
  std::uint64_t bytes;
};

/// Up to 16 sizes, each with its percentage: `weighted({{80, 100}, {15, 1'024}, {5, 10'240}})`.
/// They sum to 100.
[[nodiscard]] constexpr value_size weighted(std::initializer_list<weight> list) {
  value_size size{value_size::kind::weighted, ~std::uint64_t{0}, 0};
  for (const weight& each : list) {
    if (size.list_size < value_size::listed_max)
      size.list[size.list_size] = {each.bytes, detail::billionths(each.percent / 100)};
    ++size.list_size;
    size.least = smaller(size.least, each.bytes);
    size.most = larger(size.most, each.bytes);
  }
  return size;
}

}  // namespace sizes

namespace detail {

/// The shortest text of a number of bytes: 65'536 is "64KiB".
[[gnu::cold, gnu::noinline]] inline std::string bytes_text(std::uint64_t bytes) {
  for (const std::string_view unit : {"GiB", "MiB", "KiB"}) {
    const unsigned bits = unit[0] == 'G' ? 30 : unit[0] == 'M' ? 20 : 10;
    if (bytes != 0 && bytes % (std::uint64_t{1} << bits) == 0)
      return std::to_string(bytes >> bits).append(unit);
  }
  return std::to_string(bytes);
}

[[noreturn]] inline void refuse_value_size(std::string_view text, std::string_view why) {
  throw error{concat({"value size \"", text, "\": ", why})};
}

}  // namespace detail

/// Yields  the text that `parse_value_size` reads back to the same value: "100" or
/// "uniform(10,1KiB)".
[[nodiscard, gnu::cold]] inline std::string to_text(const value_size& size) {
  using detail::bytes_text;
  switch (size.shape) {
    case value_size::kind::even:
      return concat({"uniform(", bytes_text(size.least), ",", bytes_text(size.most), ")"});
    case value_size::kind::normal:
      return concat({"normal(", bytes_text(size.mean), ",", bytes_text(size.deviation), ")"});
    case value_size::kind::pareto:
      return concat({"pareto(", bytes_text(size.least), ",", bytes_text(size.most), ",",
                     detail::billionths_text(size.exponent), ")"});
    case value_size::kind::weighted: {
      std::string text;
      for (std::size_t i = 0; i < smaller(size.list_size, value_size::listed_max); ++i) {
        text += concat({i == 0 ? "" : ",", detail::billionths_text(size.list[i].share * 100),
                        "%:", bytes_text(size.list[i].bytes)});
      }
      return concat({"weighted(", text, ")"});
    }
    case value_size::kind::fixed:
      break;
  }
  return std::to_string(size.least);
}

/// Errors  error, with what is allowed, where a number of a distribution is out of range.
[[gnu::cold]] inline void check(const value_size& size) {
  if (size.shape == value_size::kind::fixed && size.most <= value_size::bytes_max) return;
  const auto refuse = [&size](std::string_view why) {
    detail::refuse_value_size(to_text(size), why);
  };
  if (size.shape == value_size::kind::normal &&
      (size.deviation == 0 || size.deviation > size.mean / 2)) {
    refuse("the standard deviation must be 1 to half the mean, as in normal(512,128)");
  }
  if (size.shape == value_size::kind::pareto &&
      (size.exponent == 0 || size.exponent > 100 * distribution::one)) {
    refuse("the shape must be above 0 and at most 100, as in pareto(64,64KiB,1.2)");
  }
  if (size.shape == value_size::kind::weighted) {
    std::uint64_t sum = 0;
    if (size.list_size == 0 || size.list_size > value_size::listed_max)
      refuse("a list has 1 to 16 sizes, as in weighted(80%:100,20%:1KiB)");
    for (std::size_t i = 0; i < size.list_size; ++i) {
      if (size.list[i].share == 0 || size.list[i].share > distribution::one)
        refuse("each percentage must be above 0 and at most 100, as in weighted(80%:100,20%:1KiB)");
      sum += size.list[i].share;
    }
    if (sum != distribution::one) {
      refuse(concat({"the percentages must sum to 100, and they sum to ",
                     detail::billionths_text(sum * 100)}));
    }
  }
  if (size.least > size.most || (size.shape == value_size::kind::pareto && size.least == size.most))
    refuse("the smallest size stands before the largest, as in uniform(10,1KiB)");
  if (size.least == 0 || size.most > value_size::bytes_max)
    refuse("sizes must be 1 byte to 512MiB");
}

/// A workload's setting: `mix | values(bytes(100))`, `mix | values(sizes::uniform(10, 1'024))`.
struct values_setting {
  value_size size;
};
[[nodiscard]] constexpr values_setting values(value_size size) { return {size}; }

/// A number of bytes, as in `values(bytes(100))`.
[[nodiscard]] constexpr value_size bytes(std::uint64_t count) { return count; }

}  // namespace kvbench

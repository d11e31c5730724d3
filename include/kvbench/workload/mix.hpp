// kvbench/workload/mix.hpp: workloads as types, and their algebra.
//
// Floor: workload. Says which operations in which proportion; how they are played is run/.
//
//     constexpr auto read_heavy = workload("read_heavy", 80_pct * get + 20_pct * set);
//     constexpr auto site = workload("site", 70_pct * read_heavy + 30_pct * session_store)
//                         | keys(zipfian(0.99)) | values(bytes(100));
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>      // size_t
#include <cstdint>      // int64_t
#include <optional>     // settings that a workload may leave to the run
#include <string_view>  // names
#include <type_traits>  // is_same

#include <boost/hana/integral_constant.hpp>  // weights: numbers that are types
#include <boost/hana/plus.hpp>               // their sums

#include <kvbench/op/operation.hpp>           // what a mix is made of
#include <kvbench/workload/distribution.hpp>  // keys(...)
#include <kvbench/workload/pick_table.hpp>    // parts of a whole
#include <kvbench/workload/value_size.hpp>    // values(...)

namespace kvbench {

/// A weight in parts of `whole_parts`.
template <std::int64_t Parts>
using weight = boost::hana::integral_constant<std::int64_t, Parts>;

/// What stands before a `*`: `50_pct`.
template <class Weight>
struct percent {};

/// One operation and its weight.
template <class Weight, class Op>
struct part {
  using weight_type = Weight;
  using operation_type = Op;
};

/// A weighted mix; each operation stands in it once.
template <class... Parts>
struct mix_of {
  static constexpr std::size_t size = sizeof...(Parts);
};

/// What a sum of weights came to, in percent and, where it is not whole, in parts of a percent.
template <std::int64_t Percent, std::int64_t... PartsOfPercent>
struct weights_sum_to {
  static constexpr bool is_whole = Percent == 100 && sizeof...(PartsOfPercent) == 0;
};

/// Refuses by one sentence a mix whose weights do not sum to 100 %, and says their sum.
template <class Sum>
struct require_whole {
  static_assert(Sum::is_whole,
                "kvbench: the weights of a workload must sum to 100 percent, and weights_sum_to "
                "says what they sum to");
  static constexpr bool value = true;
};

namespace detail {

template <std::int64_t Parts>
consteval auto sum_of_parts() {
  if constexpr (Parts % percent_parts == 0) {
    return weights_sum_to<Parts / percent_parts>{};
  } else {
    return weights_sum_to<Parts / percent_parts, Parts % percent_parts>{};
  }
}

template <class... Parts>
using sum_of = decltype(sum_of_parts<(std::int64_t{0} + ... + Parts::weight_type::value)>());

template <std::int64_t A, std::int64_t B>
consteval std::int64_t product() {
  __extension__ using wide = __int128;
  constexpr wide exact = static_cast<wide>(A) * B;
  static_assert(exact % whole_parts == 0,
                "kvbench: a weight has too many digits: nest fewer mixes or round it");
  return static_cast<std::int64_t>(exact / whole_parts);
}

template <std::int64_t By, class Part>
using scaled = part<weight<product<By, Part::weight_type::value>()>, typename Part::operation_type>;

template <class Part, class Added>
using merged =
    part<std::conditional_t<
             std::is_same_v<typename Part::operation_type, typename Added::operation_type>,
             decltype(typename Part::weight_type{} + typename Added::weight_type{}),
             typename Part::weight_type>,
         typename Part::operation_type>;

template <class... Have>
consteval auto join(mix_of<Have...> have, mix_of<>) {
  return have;
}
template <class... Have, class First, class... Rest>
consteval auto join(mix_of<Have...>, mix_of<First, Rest...>) {
  if constexpr ((std::is_same_v<typename Have::operation_type, typename First::operation_type> ||
                 ...)) {
    return join(mix_of<merged<Have, First>...>{}, mix_of<Rest...>{});
  } else {
    return join(mix_of<Have..., First>{}, mix_of<Rest...>{});
  }
}

/// The parts of a decimal number of percents: "12.5" is 125'000'000'000.
template <char... Digits>
consteval std::int64_t percents() {
  std::int64_t parts = 0;
  std::int64_t unit = percent_parts;
  bool after_point = false;
  for (char const c : {Digits...}) {
    if (c == '.') {
      after_point = true;
    } else if (c >= '0' && c <= '9') {
      if (after_point) {
        unit /= 10;
        parts += (c - '0') * unit;
      } else {
        parts = parts * 10 + (c - '0') * percent_parts;
      }
    } else if (c != '\'') {
      return -1;
    }
  }
  return parts;
}

}  // namespace detail

struct bursts_setting {
  std::uint64_t cycle;
};
/// Operations come in bursts: of each `cycle` of them, those of one kind stand together, in the
/// order of the mix and in proportion to its weights. Without it each is picked by chance.
[[nodiscard]] constexpr bursts_setting bursts(std::uint64_t cycle) { return {cycle}; }

struct description_setting {
  std::string_view text;
};
[[nodiscard]] constexpr description_setting description(std::string_view text) { return {text}; }

struct group_setting {
  std::string_view name;
};
[[nodiscard]] constexpr group_setting group(std::string_view name) { return {name}; }

/// A named mix with the settings that belong to it. A run may overrule the settings, never the mix.
template <class Mix>
struct basic_workload {
  using mix_type = Mix;

  std::string_view name;
  std::string_view description_text{};
  std::string_view group_name{};
  std::optional<distribution> keys_distribution{};
  std::optional<value_size> value_bytes{};
  std::optional<std::uint64_t> burst_cycle{};

  friend constexpr basic_workload operator|(basic_workload w, keys_setting s) {
    w.keys_distribution = s.from;
    return w;
  }
  friend constexpr basic_workload operator|(basic_workload w, values_setting s) {
    w.value_bytes = s.size;
    return w;
  }
  friend constexpr basic_workload operator|(basic_workload w, bursts_setting s) {
    w.burst_cycle = s.cycle;
    return w;
  }
  friend constexpr basic_workload operator|(basic_workload w, description_setting s) {
    w.description_text = s.text;
    return w;
  }
  friend constexpr basic_workload operator|(basic_workload w, group_setting s) {
    w.group_name = s.name;
    return w;
  }
};

/// Names a mix.
/// Errors  refused at compile time where the weights do not sum to 100 percent.
template <class... Parts>
constexpr auto workload(std::string_view name, mix_of<Parts...>) {
  static_assert(require_whole<detail::sum_of<Parts...>>::value);
  static_assert(sizeof...(Parts) <= operations_max,
                "kvbench: a workload has at most 255 operations");
  return basic_workload<mix_of<Parts...>>{name};
}

/// `50_pct * get`
template <std::int64_t Parts, class Op>
constexpr auto operator*(percent<weight<Parts>>, Op) {
  static_assert(require_operation<Op>::value);
  return mix_of<part<weight<Parts>, Op>>{};
}
/// `70_pct * (80_pct * get + 20_pct * set)`: weights multiply through.
template <std::int64_t Parts, class... Inner>
constexpr auto operator*(percent<weight<Parts>>, mix_of<Inner...>) {
  static_assert(require_whole<detail::sum_of<Inner...>>::value);
  return mix_of<detail::scaled<Parts, Inner>...>{};
}
/// `70_pct * read_heavy`: the mix enters, the settings do not.
template <std::int64_t Parts, class Mix>
constexpr auto operator*(percent<weight<Parts>> by, basic_workload<Mix>) {
  return by * Mix{};
}
/// An operation that stands on both sides stands once in the sum, with both weights.
template <class... A, class... B>
constexpr auto operator+(mix_of<A...> a, mix_of<B...> b) {
  return detail::join(a, b);
}

inline namespace literals {
template <char... Digits>
consteval auto operator""_pct() {
  constexpr std::int64_t parts = detail::percents<Digits...>();
  static_assert(parts > 0 && parts <= whole_parts,
                "kvbench: a weight is a decimal number above 0 and at most 100 percent");
  return percent<weight<parts>>{};
}
}  // namespace literals

}  // namespace kvbench

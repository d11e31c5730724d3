// kvbench/workload/distribution.hpp: which keys are hot, as a value and as text.
//
// Floor: workload. Says which; drawing a key is keyspace.hpp.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/core/concat.hpp>   // messages
#include <kvbench/core/error.hpp>    // text that names no distribution
#include <kvbench/core/suggest.hpp>  // did you mean

#include <array>        // the known names
#include <cstddef>      // std::size_t
#include <cstdint>      // std::uint64_t
#include <string>       // the text form
#include <string_view>  // the text to parse

namespace kvbench {

/// How draws fall on the keys of a run. Numbers are kept as whole parts of a billion, so that the
/// same text gives the same draws whatever the compiler does with floating point.
struct distribution {
  enum class kind : std::uint8_t { uniform, zipfian, hot, latest, sequential };
  static constexpr std::uint64_t one = 1'000'000'000;

  kind shape = kind::uniform;
  std::uint64_t exponent = 0;   // zipfian and latest: how steep, in billionths
  std::uint64_t hot_keys = 0;   // hot: the share of the keys that are hot, in billionths
  std::uint64_t hot_share = 0;  // hot: the share of the draws that they get, in billionths

  friend constexpr bool operator==(const distribution&, const distribution&) = default;
};

namespace detail {
constexpr std::uint64_t billionths(double number) {
  return number > 0 ? static_cast<std::uint64_t>(number * 1e9 + 0.5) : 0;
}
}  // namespace detail

/// Each key as often as any other.
inline constexpr distribution uniform{};

/// The key of rank k (from 1) with probability proportional to 1 / k^exponent, for any exponent in
/// (0, 100]. The ranks are scattered over the keys. 0.99 is YCSB's constant: of 10,000 keys, the
/// hottest gets 10 %.
/// Errors  error when a keyspace is made of it, where the exponent is out of range.
/// Source  YCSB's ZipfianGenerator, whose formula allows no exponent of 1 or more
[[nodiscard]] constexpr distribution zipfian(double exponent = 0.99) {
  return {distribution::kind::zipfian, detail::billionths(exponent), 0, 0};
}

/// `keys_percent` of the keys get `share_percent` of the draws; inside either part every key is
/// alike.
/// Errors  error when a keyspace is made of it, where a percentage is not in (0, 100].
[[nodiscard]] constexpr distribution hot(double keys_percent, double share_percent) {
  return {distribution::kind::hot, 0, detail::billionths(keys_percent / 100),
          detail::billionths(share_percent / 100)};
}

/// The newest key (the highest number) most, each older one less: zipfian(0.99) over the age,
/// neighbours stay neighbours.
/// Source  YCSB's SkewedLatestGenerator
inline constexpr distribution latest{distribution::kind::latest, 990'000'000, 0, 0};

/// Operation i takes key i mod n: every key once before any key twice.
inline constexpr distribution sequential{distribution::kind::sequential, 0, 0, 0};

/// A workload's setting: `mix | keys(zipfian(0.99))`.
struct keys_setting {
  distribution from;
};
[[nodiscard]] constexpr keys_setting keys(distribution from) { return {from}; }

namespace detail {

/// A decimal number ("0.99", "12.5%") in billionths, digits past the ninth ignored; false where it
/// is none. Read by hand: std::from_chars for floating point is missing from libc++ 16, and strtod
/// follows the locale.
inline bool parse_billionths(std::string_view text, std::uint64_t& out) {
  std::uint64_t one = distribution::one;
  if (!text.empty() && text.back() == '%') {
    text.remove_suffix(1);
    one /= 100;
  }
  std::uint64_t value = 0;
  bool seen_digit = false;
  std::size_t at = 0;
  for (; at < text.size() && text[at] >= '0' && text[at] <= '9' && value < 1'000'000 * one; ++at) {
    value = value * 10 + static_cast<std::uint64_t>(text[at] - '0') * one;
    seen_digit = true;
  }
  if (at < text.size() && text[at] == '.') {
    for (++at; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
      one /= 10;
      value += static_cast<std::uint64_t>(text[at] - '0') * one;
      seen_digit = true;
    }
  }
  out = value;
  return seen_digit && at == text.size();
}

/// The shortest decimal form of a number of billionths: 990'000'000 is "0.99".
[[gnu::cold, gnu::noinline]] inline std::string billionths_text(std::uint64_t number) {
  std::string text = std::to_string(number / distribution::one);
  std::string rest = std::to_string(number % distribution::one + distribution::one).substr(1);
  rest.erase(rest.find_last_not_of('0') + 1);
  if (!rest.empty()) text.append(1, '.').append(rest);
  return text;
}

[[noreturn]] inline void refuse_distribution(std::string_view text, std::string_view why) {
  throw error{concat({"distribution \"", text, "\": ", why})};
}

}  // namespace detail

/// Yields  the text that `parse_distribution` reads back to the same value.
[[nodiscard, gnu::cold]] inline std::string to_text(const distribution& d) {
  switch (d.shape) {
    case distribution::kind::zipfian:
      return concat({"zipfian(", detail::billionths_text(d.exponent), ")"});
    case distribution::kind::hot:
      return concat({"hot(", detail::billionths_text(d.hot_keys * 100), "%,",
                     detail::billionths_text(d.hot_share * 100), "%)"});
    case distribution::kind::latest:
      return "latest";
    case distribution::kind::sequential:
      return "sequential";
    case distribution::kind::uniform:
      break;
  }
  return "uniform";
}

/// Errors  error, with the range that is allowed, where a number of `d` is outside it.
[[gnu::cold]] inline void check(const distribution& d) {
  const auto percentage = [](std::uint64_t part) { return part > 0 && part <= distribution::one; };
  if (d.shape == distribution::kind::zipfian &&
      (d.exponent == 0 || d.exponent > 100 * distribution::one)) {
    detail::refuse_distribution(
        to_text(d), "the exponent must be above 0 and at most 100, as in zipfian(0.99)");
  }
  if (d.shape == distribution::kind::hot && !(percentage(d.hot_keys) && percentage(d.hot_share))) {
    detail::refuse_distribution(
        to_text(d), "both percentages must be above 0 and at most 100, as in hot(10%,90%)");
  }
}

/// Reads "uniform", "zipfian", "zipfian(0.99)", "hot(10%,90%)", "latest" or "sequential"; blanks do
/// not matter.
/// Errors  error with one line that says what would have been right.
[[nodiscard]] inline distribution parse_distribution(std::string_view text) {
  using namespace std::string_view_literals;
  constexpr std::array names{"uniform"sv, "zipfian"sv, "hot"sv, "latest"sv, "sequential"sv};
  std::string bare;
  for (const char c : text) {
    if (c != ' ' && c != '\t') {
      bare += c;
    }
  }
  const std::size_t open = bare.find('(');
  const std::string_view name = std::string_view{bare}.substr(0, open);
  std::string_view arguments;
  if (open != std::string::npos) {
    if (bare.back() != ')') {
      detail::refuse_distribution(text, "the closing parenthesis is missing");
    }
    arguments = std::string_view{bare}.substr(open + 1, bare.size() - open - 2);
  }
  distribution d;
  if (name == "zipfian") {
    d = zipfian();
    if (open != std::string::npos && !detail::parse_billionths(arguments, d.exponent)) {
      detail::refuse_distribution(text, "the exponent must be a number, as in zipfian(0.99)");
    }
  } else if (name == "hot") {
    d.shape = distribution::kind::hot;
    const std::size_t comma = arguments.find(',');
    if (comma == std::string_view::npos ||
        !detail::parse_billionths(arguments.substr(0, comma), d.hot_keys) ||
        !detail::parse_billionths(arguments.substr(comma + 1), d.hot_share)) {
      detail::refuse_distribution(
          text, "the share of the keys and of the draws must follow, as in hot(10%,90%)");
    }
  } else if (name == "uniform" || name == "latest" || name == "sequential") {
    if (open != std::string::npos) {
      detail::refuse_distribution(text, concat({"\"", name, "\" takes no arguments"}));
    }
    d = name == "latest" ? latest : name == "sequential" ? sequential : uniform;
  } else {
    const std::string hint = did_you_mean(name, names);
    detail::refuse_distribution(
        text,
        "no such distribution" + (hint.empty() ? std::string{"; there are uniform, zipfian(0.99), "
                                                             "hot(10%,90%), latest and sequential"}
                                               : hint));
  }
  check(d);
  return d;
}

}  // namespace kvbench

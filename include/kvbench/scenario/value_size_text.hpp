// kvbench/scenario/value_size_text.hpp: how long values are, from text as people type it.
//
// Floor: wing scenario. The way back is `to_text` of workload/value_size.hpp.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <array>        // the known names
#include <cstddef>      // size_t
#include <cstdint>      // uint64_t
#include <string>       // without blanks
#include <string_view>  // the text

#include <kvbench/core/concat.hpp>          // messages
#include <kvbench/core/suggest.hpp>         // did you mean
#include <kvbench/scenario/quantities.hpp>  // 1KiB
#include <kvbench/workload/value_size.hpp>  // what is made

namespace kvbench {

namespace detail {

/// The texts between commas.
class value_size_arguments {
 public:
  value_size_arguments(std::string_view whole, std::string_view arguments, std::string_view usage)
      : whole_(whole), left_(arguments), usage_(usage) {}

  [[nodiscard]] bool any() const { return !left_.empty(); }

  std::string_view next() {
    std::size_t const comma = left_.find(',');
    std::string_view const one = left_.substr(0, comma);
    left_ = comma == std::string_view::npos ? std::string_view{} : left_.substr(comma + 1);
    if (one.empty() || (comma != std::string_view::npos && left_.empty())) refuse();
    return one;
  }
  std::uint64_t bytes(std::string_view text) const {
    auto const number = parse_quantity(text);
    if (!number) refuse();
    return *number;
  }
  std::uint64_t bytes() { return bytes(next()); }
  std::uint64_t billionths(std::string_view text) const {
    std::uint64_t number = 0;
    if (!parse_billionths(text, number)) refuse();
    return number;
  }
  void end() const {
    if (any()) refuse();
  }
  [[noreturn]] void refuse() const {
    refuse_value_size(whole_, concat({"it must be as in ", usage_}));
  }

 private:
  std::string_view whole_;
  std::string_view left_;
  std::string_view usage_;
};

inline value_size weighted_of(value_size_arguments arguments) {
  value_size size = sizes::weighted({});
  while (arguments.any()) {
    std::string_view const one = arguments.next();
    std::size_t const colon = one.find(':');
    if (colon == std::string_view::npos) arguments.refuse();
    std::string_view percent = one.substr(0, colon);
    if (percent.ends_with('%')) percent.remove_suffix(1);
    value_size::listed const each{arguments.bytes(one.substr(colon + 1)),
                                  arguments.billionths(concat({percent, "%"}))};
    if (size.list_size < value_size::listed_max) size.list[size.list_size] = each;
    ++size.list_size;
    size.least = smaller(size.least, each.bytes);
    size.most = larger(size.most, each.bytes);
  }
  return size;
}

}  // namespace detail

/// Whether `text` names a distribution, as it does where it begins with a letter; else it is a
/// number of bytes.
[[nodiscard]] inline bool names_value_sizes(std::string_view text) {
  for (char const c : text) {
    if (c == ' ' || c == '\t') continue;
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
  return false;
}

/// Reads "100", "1KiB", "uniform(10,1KiB)", "normal(512,128)", "pareto(64,64KiB,1.2)" or
/// "weighted(80%:100,20%:1KiB)"; blanks do not matter, nor whether the percent signs are there.
/// Errors  error with one line that says what would have been right.
[[nodiscard]] inline value_size parse_value_size(std::string_view text) {
  using namespace std::string_view_literals;
  constexpr std::array names{"uniform"sv, "normal"sv, "pareto"sv, "weighted"sv};
  constexpr std::array usages{"uniform(10,1KiB)"sv, "normal(512,128)"sv, "pareto(64,64KiB,1.2)"sv,
                              "weighted(80%:100,20%:1KiB)"sv};
  std::string bare;
  for (char const c : text) {
    if (c != ' ' && c != '\t') bare += c;
  }
  value_size size;
  if (!names_value_sizes(bare)) {
    auto const number = parse_quantity(bare);
    if (!number || *number > value_size::bytes_max)
      detail::refuse_value_size(text, "it must be 0 to 512MiB, as in 100 or 1KiB");
    return *number;
  }
  std::size_t const open = bare.find('(');
  std::string_view const name = std::string_view{bare}.substr(0, open);
  std::size_t which = 0;
  while (which < names.size() && names[which] != name) ++which;
  if (which == names.size()) {
    std::string const hint = did_you_mean(name, names);
    detail::refuse_value_size(
        text, hint.empty() ? "no such distribution; there are uniform(10,1KiB), normal(512,128), "
                             "pareto(64,64KiB,1.2) and weighted(80%:100,20%:1KiB)"
                           : "no such distribution" + hint);
  }
  if (open != std::string::npos && bare.back() != ')')
    detail::refuse_value_size(text, "the closing parenthesis is missing");
  std::string_view arguments;
  if (open != std::string::npos)
    arguments = std::string_view{bare}.substr(open + 1, bare.size() - open - 2);
  detail::value_size_arguments of{text, arguments, usages[which]};
  if (name == "weighted") {
    size = detail::weighted_of(of);
  } else {
    std::uint64_t const first = of.bytes();
    std::uint64_t const second = of.bytes();
    size = name == "normal" ? sizes::normal(first, second) : sizes::uniform(first, second);
    if (name == "pareto") {
      size = sizes::pareto(first, second, 1);
      size.exponent = of.billionths(of.next());
    }
    of.end();
  }
  check(size);
  return size;
}

}  // namespace kvbench

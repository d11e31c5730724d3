// redlite/core/glob.hpp: Redis' patterns: "user:*", "h?llo", "h[a-e]llo", "h[^e]llo", "\\*".
//
// Floor: core.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>      // std::size_t
#include <string_view>  // bytes

namespace redlite {

namespace detail {

/// One match: Redis' walk over pattern and text, its odd ends included.
class glob {
 public:
  /// `give_up` is set where no later start can help an earlier '*' either.
  static bool match(std::string_view pattern, std::string_view text, bool& give_up) noexcept {
    while (!pattern.empty() && !text.empty()) {
      switch (pattern.front()) {
        case '*':
          return after_star(pattern, text, give_up);
        case '?':
          break;
        case '[':
          if (!in_class(pattern, text.front())) return false;
          break;
        case '\\':
          if (pattern.size() >= 2) pattern.remove_prefix(1);
          [[fallthrough]];
        default:
          if (pattern.front() != text.front()) return false;
      }
      text.remove_prefix(1);
      pattern.remove_prefix(1);
      if (text.empty()) {
        while (pattern.starts_with('*')) pattern.remove_prefix(1);
      }
    }
    return pattern.empty() && text.empty();
  }

 private:
  static bool after_star(std::string_view pattern, std::string_view text, bool& give_up) noexcept {
    while (pattern.size() > 1 && pattern[1] == '*') pattern.remove_prefix(1);
    if (pattern.size() == 1) return true;
    for (; !text.empty(); text.remove_prefix(1)) {
      if (match(pattern.substr(1), text, give_up)) return true;
      if (give_up) return false;
    }
    give_up = true;
    return false;
  }

  /// Leaves `pattern` at the class's last byte. One that is not closed ends with the pattern.
  static bool in_class(std::string_view& pattern, char byte) noexcept {
    std::size_t at = 1;
    const bool inverted = at < pattern.size() && pattern[at] == '^';
    if (inverted) ++at;
    bool found = false;
    for (; at < pattern.size() && pattern[at] != ']'; ++at) {
      const std::size_t left = pattern.size() - at;
      if (left >= 2 && pattern[at] == '\\') {
        ++at;
        found = found || pattern[at] == byte;
      } else if (left >= 3 && pattern[at + 1] == '-') {
        found = found || is_between(pattern[at], byte, pattern[at + 2]);
        at += 2;
      } else {
        found = found || pattern[at] == byte;
      }
    }
    pattern.remove_prefix(at < pattern.size() ? at : pattern.size() - 1);
    return found != inverted;
  }

  /// Bytes compare signed, as Redis' do on the machines that most use.
  static bool is_between(char a, char byte, char b) noexcept {
    const auto low = static_cast<signed char>(a);
    const auto high = static_cast<signed char>(b);
    const auto value = static_cast<signed char>(byte);
    return low <= high ? low <= value && value <= high : high <= value && value <= low;
  }
};

}  // namespace detail

/// Yields  whether the whole text fits the pattern. Only an empty pattern fits an empty text.
/// Cost    O(pattern * text), also for patterns of many stars.
/// Source  Redis' stringmatchlen (7.0)
[[nodiscard]] inline bool glob_match(std::string_view pattern, std::string_view text) noexcept {
  bool give_up = false;
  return detail::glob::match(pattern, text, give_up);
}

}  // namespace redlite

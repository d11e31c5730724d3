// redlite/db/lcs.hpp: the longest common subsequence of two strings.
//
// Floor: db. Of several as long, the one that Redis finds: from the ends back, a byte of the second
// string is left out rather than one of the first.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/lcs.hpp>       // the command
#include <redlite/core/bytes.hpp>        // value_bytes_max
#include <redlite/core/error.hpp>        // error
#include <redlite/db/store.hpp>          // store
#include <redlite/db/string_values.hpp>  // string_values

#include <algorithm>    // std::max
#include <cstddef>      // std::size_t
#include <cstdint>      // std::uint32_t
#include <string>       // values
#include <string_view>  // keys
#include <vector>       // the table of lengths

namespace redlite::detail {

/// The lengths for all pairs of beginnings of `a` and `b`.
class lcs_table {
 public:
  /// Errors  generic where the table exceeds what Redis allows it.
  lcs_table(std::string_view a, std::string_view b) : a_(a), b_(b), width_(b.size() + 1) {
    if ((a.size() + 1) * width_ > value_bytes_max / sizeof(std::uint32_t)) {
      throw error(errc::generic,
                  "ERR Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len");
    }
    lengths_.resize((a.size() + 1) * width_);
    for (std::size_t i = 1; i <= a.size(); ++i) {
      for (std::size_t j = 1; j <= b.size(); ++j) {
        lengths_[i * width_ + j] =
            a[i - 1] == b[j - 1] ? at(i - 1, j - 1) + 1 : std::max(at(i - 1, j), at(i, j - 1));
      }
    }
  }

  [[nodiscard]] std::int64_t length() const { return at(a_.size(), b_.size()); }

  /// Calls `each(i, j)` for the indexes of each common byte, the last one first.
  template <class Each>
  void walk(Each&& each) const {
    std::size_t i = a_.size();
    std::size_t j = b_.size();
    while (i > 0 && j > 0) {
      if (a_[i - 1] == b_[j - 1]) {
        each(--i, --j);
      } else if (at(i - 1, j) > at(i, j - 1)) {
        --i;
      } else {
        --j;
      }
    }
  }

 private:
  [[nodiscard]] std::uint32_t at(std::size_t i, std::size_t j) const {
    return lengths_[i * width_ + j];
  }

  std::string_view a_;
  std::string_view b_;
  std::size_t width_;
  std::vector<std::uint32_t> lengths_;
};

class common_subsequences {
 public:
  explicit common_subsequences(store& at) : at_(at), values_(at) {}

  std::string run(cmd::lcs, std::string_view key_a, std::string_view key_b) {
    const auto [a, b] = both(key_a, key_b);
    const lcs_table table(a, b);
    std::string common(static_cast<std::size_t>(table.length()), '\0');
    std::size_t left = common.size();
    table.walk([&, &a = a](std::size_t i, std::size_t) { common[--left] = a[i]; });
    return common;
  }

  std::int64_t run(cmd::lcs, std::string_view key_a, std::string_view key_b, length_only_tag) {
    const auto [a, b] = both(key_a, key_b);
    return lcs_table(a, b).length();
  }

  lcs_matches<lcs_match> run(cmd::lcs, std::string_view key_a, std::string_view key_b,
                             with_indexes_tag, const lcs_options& how) {
    const auto found = matches(key_a, key_b, how);
    lcs_matches<lcs_match> plain;
    plain.length = found.length;
    for (const auto& match : found.matches) plain.matches.push_back({match.a, match.b});
    return plain;
  }

  lcs_matches<lcs_measured_match> run(cmd::lcs, std::string_view key_a, std::string_view key_b,
                                      with_indexes_tag, with_match_length_tag,
                                      const lcs_options& how) {
    return matches(key_a, key_b, how);
  }

 private:
  struct two {
    std::string a;
    std::string b;
  };

  two both(std::string_view key_a, std::string_view key_b) {
    for (const std::string_view key : {key_a, key_b}) {
      const auto found = at_.look_up(key);
      if (found && found->type != kind::string)
        throw error(errc::generic, "ERR The specified keys must contain string values");
    }
    return {values_.get(key_a).value_or(""), values_.get(key_b).value_or("")};
  }

  lcs_matches<lcs_measured_match> matches(std::string_view key_a, std::string_view key_b,
                                          const lcs_options& how) {
    const auto [a, b] = both(key_a, key_b);
    const lcs_table table(a, b);
    lcs_matches<lcs_measured_match> found;
    found.length = table.length();
    lcs_measured_match open;
    const auto close = [&] {
      if (open.length > 0 && open.length >= how.min_match_length.value_or(0))
        found.matches.push_back(open);
    };
    table.walk([&](std::size_t i, std::size_t j) {
      const auto at_a = static_cast<std::int64_t>(i);
      const auto at_b = static_cast<std::int64_t>(j);
      if (open.length > 0 && open.a.first == at_a + 1 && open.b.first == at_b + 1) {
        open.a.first = at_a;
        open.b.first = at_b;
        ++open.length;
        return;
      }
      close();
      open = {{at_a, at_a}, {at_b, at_b}, 1};
    });
    close();
    return found;
  }

  store& at_;
  string_values values_;
};

}  // namespace redlite::detail

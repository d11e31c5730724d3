// kvbench/workload/keyspace.hpp: which key the next operation takes.
//
// Floor: workload. Draws numbers below n; their text is key_text.hpp.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/core/bounds.hpp>            // between
#include <kvbench/core/concat.hpp>            // the message
#include <kvbench/core/error.hpp>             // a keyspace without keys
#include <kvbench/core/random.hpp>            // the draw
#include <kvbench/workload/distribution.hpp>  // which keys are hot
#include <kvbench/workload/zipf_table.hpp>    // ranks by Zipf's law

#include <cstdint>   // std::uint64_t
#include <numeric>   // std::gcd
#include <optional>  // the table, where there is one
#include <string>    // the message

namespace kvbench {

/// Spreads ranks over [0, n): a bijection, so that each key has one rank and hot keys are no
/// neighbours. Key of rank r: r * a mod n, where a is prime to n and near n / golden ratio, which
/// keeps any run of ranks far apart. YCSB hashes instead, which leaves a third of the keys without
/// a rank.
class rank_scatter {
 public:
  explicit constexpr rank_scatter(std::uint64_t n) noexcept
      : n_{n}, factor_{multiply_high(n, 0x9e3779b97f4a7c15u)} {
    while (std::gcd(factor_, n) != 1) {
      ++factor_;
    }
    if (n <= std::uint64_t{1} << 32) {
      reciprocal_ =
          static_cast<std::uint64_t>(((static_cast<detail::uint128>(factor_) << 64) + n - 1) / n);
    }
  }

  [[nodiscard]] constexpr std::uint64_t operator()(std::uint64_t rank) const noexcept {
    if (reciprocal_ != 0) [[likely]] {
      // r * a / n modulo 1 in 64 bits, times n: exact for n up to 2^32 (Lemire, Kaser, Kurz,
      // "Faster remainder", 2019).
      return multiply_high(rank * reciprocal_, n_);
    }
    return static_cast<std::uint64_t>(static_cast<detail::uint128>(rank) * factor_ % n_);
  }

 private:
  std::uint64_t n_;
  std::uint64_t factor_;
  std::uint64_t reciprocal_ = 0;
};

/// The keys 0 to n - 1 and how often each is taken. Immutable: any number of threads draw from one.
class keyspace {
 public:
  static constexpr std::uint64_t most_keys = std::uint64_t{1} << 48;

  /// Errors  error where there are no keys, more than 2^48, or the distribution's numbers are out
  /// of range.
  /// Cost    a few milliseconds and up to 1 MiB for zipfian and latest, nothing for the others.
  [[gnu::cold]] keyspace(const distribution& d, std::uint64_t n)
      : from_{d}, n_{n}, scatter_{n == 0 ? 1 : n} {
    check(d);
    if (n == 0 || n > most_keys) {
      throw error{concat(
          {"a keyspace needs 1 to ", std::to_string(most_keys), " keys, not ", std::to_string(n)})};
    }
    if (d.shape == distribution::kind::zipfian || d.shape == distribution::kind::latest) {
      table_.emplace(d.exponent, n);
    }
    if (d.shape == distribution::kind::hot) {
      hot_ = between<std::uint64_t>(1, share_of(n, d.hot_keys), n);
      // With no cold keys left, the hot ones take every draw.
      hot_below_ = hot_ == n || d.hot_share == distribution::one
                       ? ~std::uint64_t{0}
                       : share_of(~std::uint64_t{0}, d.hot_share);
    }
  }

  /// Yields  a key below size(). `operation` is the operation's number in the run; only
  /// `sequential` looks at it.
  /// Cost    uniform 0.9 ns, the others about 3 ns.
  [[nodiscard]] std::uint64_t draw(random_stream& stream, std::uint64_t operation) const noexcept {
    if (from_.shape == distribution::kind::uniform) {
      return stream.below(n_);
    }
    if (from_.shape == distribution::kind::zipfian) {
      return scatter_(table_->draw(stream));
    }
    return draw_other(stream, operation);
  }

  [[nodiscard]] std::uint64_t size() const noexcept { return n_; }
  [[nodiscard]] const distribution& from() const noexcept { return from_; }

 private:
  [[nodiscard]] std::uint64_t draw_other(random_stream& stream,
                                         std::uint64_t operation) const noexcept {
    switch (from_.shape) {
      case distribution::kind::latest:
        return n_ - 1 - table_->draw(stream);
      case distribution::kind::hot: {
        const bool is_hot = stream.next() <= hot_below_;
        return scatter_((is_hot ? 0 : hot_) + stream.below(is_hot ? hot_ : n_ - hot_));
      }
      case distribution::kind::sequential:
        return operation % n_;
      case distribution::kind::uniform:
      case distribution::kind::zipfian:
        break;
    }
    return 0;  // drawn in line, above
  }

  static std::uint64_t share_of(std::uint64_t whole, std::uint64_t billionths) noexcept {
    return static_cast<std::uint64_t>(
        (static_cast<detail::uint128>(whole) * billionths + distribution::one / 2) /
        distribution::one);
  }

  distribution from_;
  std::uint64_t n_;
  rank_scatter scatter_;
  std::uint64_t hot_ = 0;
  std::uint64_t hot_below_ = 0;
  std::optional<zipf_table> table_;
};

}  // namespace kvbench

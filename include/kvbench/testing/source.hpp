// kvbench/testing/source.hpp: where drawn arguments come from: a seed, and small pools.
//
// Floor: wing testing. Arguments of one command fit together more often than not, or most commands
// would be refused. Nothing here makes a store hold much, or lets a key end while a run lasts.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <array>        // pools
#include <cstddef>      // sizes
#include <cstdint>      // numbers
#include <optional>     // what is not drawn yet
#include <string>       // names
#include <string_view>  // pools
#include <vector>       // all keys

#include <kvbench/core/random.hpp>         // random_stream
#include <kvbench/testing/pools.hpp>       // what is drawn
#include <redlite/command/sorted_set.hpp>  // range_by

namespace kvbench::testing {

/// Draws of one command.
class source {
 public:
  explicit source(std::uint64_t seed) noexcept : random_(seed) {}

  [[nodiscard]] std::uint64_t below(std::uint64_t n) noexcept { return random_.below(n); }
  [[nodiscard]] bool chance(std::uint64_t percent) noexcept { return below(100) < percent; }
  template <class T, std::size_t N>
  [[nodiscard]] T const& one_of(std::array<T, N> const& from) noexcept {
    return from[below(N)];
  }
  /// One of the second pool in so many percent.
  template <class T, std::size_t N, std::size_t M>
  [[nodiscard]] T const& mostly(std::array<T, N> const& these, std::array<T, M> const& odd,
                                std::uint64_t percent = 10) noexcept {
    return chance(percent) ? one_of(odd) : one_of(these);
  }

  /// What the command at hand allows.
  struct limits {
    std::string_view family;  // whose keys it likes best
    bool lists = true;        // several elements in one call
    bool options = true;
    std::uint64_t number = 0;                      // of the command in its sequence
    std::string_view letters = pool::key_letters;  // of the keys that its families like
  };
  void begin(limits const& now) noexcept {
    now_ = now;
    last_letter_ = last_digit_ = ' ';
    listed_ = 0;
    ranges_by_.reset();
    begins_high_.reset();
  }
  [[nodiscard]] limits const& now() const noexcept { return now_; }

  /// The letter of the keys that a family likes; none where it likes all.
  [[nodiscard]] static std::string_view letter_of(std::string_view family) noexcept {
    if (family == "strings" || family == "bitmaps") return "s";
    if (family == "hyperloglogs") return "p";
    if (family == "lists") return "l";
    if (family == "hashes") return "h";
    if (family == "sets") return "t";
    if (family.starts_with("sorted_set")) return "z";
    if (family == "geo") return "g";
    if (family.starts_with("stream")) return "x";
    return "";
  }

  /// Mostly a key of the type that the command is for; now and then of another, or an odd name.
  [[nodiscard]] std::string key() {
    auto const die = below(100);
    if (die < 3) return std::string(one_of(pool::odd_keys));
    std::string_view own = letter_of(now_.family);
    if (own.empty()) own = last_letter_ != ' ' ? std::string_view(&last_letter_, 1) : now_.letters;
    std::string_view const from = die < 92 ? own : pool::key_letters;
    last_letter_ = from[below(from.size())];
    last_digit_ = static_cast<char>('1' + static_cast<char>(below(3)));
    return {last_letter_, last_digit_};
  }

  /// Every key that `key` yields.
  [[nodiscard]] static std::vector<std::string> all_keys() {
    std::vector<std::string> all(pool::odd_keys.begin(), pool::odd_keys.end());
    for (char const letter : pool::key_letters) {
      for (char const digit : {'1', '2', '3'}) all.push_back({letter, digit});
    }
    return all;
  }

  /// Bytes for a key; those that end in 3 mostly hold numbers, and strings that end in 2 as well.
  [[nodiscard]] std::string_view value() noexcept {
    bool const counts = last_digit_ == '3' || (last_digit_ == '2' && now_.family == "strings");
    return counts ? mostly(pool::numbers, pool::values, 15) : one_of(pool::values);
  }
  /// A field or a member.
  [[nodiscard]] std::string_view element() noexcept {
    if (now_.family == "geo" && chance(80)) return pool::elements[below(6)];  // few: they are near
    return last_digit_ == '3' ? mostly(pool::numbers, pool::elements, 15) : one_of(pool::elements);
  }
  /// Sorted sets whose key ends in 1 or 2 mostly have few scores: many have an order by members.
  [[nodiscard]] double score() noexcept {
    bool const same = last_digit_ <= '2' && now_.family.starts_with("sorted_set") &&
                      chance(last_digit_ == '2' ? 97 : 60);
    return same ? 0 : one_of(pool::scores);
  }

  /// What the ends of a range are, and its options say.
  [[nodiscard]] redlite::range_by ranges_by() noexcept {
    using redlite::range_by;
    static constexpr std::array all{range_by::index, range_by::index, range_by::score,
                                    range_by::lex};
    if (!ranges_by_) ranges_by_ = now_.options ? one_of(all) : range_by::index;
    return *ranges_by_;
  }
  /// Whether an end is that of all there is: the first end mostly the lowest, the second the other.
  [[nodiscard]] bool is_high_end() noexcept {
    if (begins_high_) return chance(85) != *begins_high_;
    begins_high_ = chance(35);
    return *begins_high_;
  }

  /// How many elements the last list has, 0 before the first.
  void listed(std::size_t size) noexcept { listed_ = size; }
  [[nodiscard]] std::size_t listed() const noexcept { return listed_; }

  /// How long something was idle: less than any run, or more.
  [[nodiscard]] std::int64_t idle_ms() noexcept {
    static constexpr std::array<std::int64_t, 9> times{0, 0, 0, 0, 0, 0, -1, 3'600'000, pool::max};
    return one_of(times);
  }

  /// A time to live in seconds that no other command of the sequence draws, days away; or one that
  /// is refused or ends the key at once.
  [[nodiscard]] std::int64_t ttl_s() noexcept {
    static constexpr std::array<std::int64_t, 5> odd{0, -1, pool::max, pool::min, pool::max / 1000};
    if (chance(12)) return one_of(odd);
    return 100'000 * (1 + static_cast<std::int64_t>(below(3))) + apart_s();
  }
  /// The same as a moment: decades away.
  [[nodiscard]] std::int64_t moment_s() noexcept {
    static constexpr std::array<std::int64_t, 5> odd{0, 1, -1, pool::max, pool::min};
    if (chance(12)) return one_of(odd);
    return 4'100'000'000 + apart_s();
  }

  /// An id above most that are there, so that a stream grows.
  [[nodiscard]] std::string next_id() {
    return std::to_string(age()) + '-' + std::string(chance(85) ? "*" : sequence());
  }
  /// An id that may be there.
  [[nodiscard]] std::string near_id() {
    std::uint64_t const back = chance(75) ? 0 : 1;
    return std::to_string(age() - back) + '-' + std::string(sequence());
  }

 private:
  [[nodiscard]] std::uint64_t age() const noexcept { return now_.number / 200 + 2; }
  [[nodiscard]] std::string_view sequence() noexcept {
    static constexpr std::array<std::string_view, 7> all{"0", "0", "0", "1", "1", "2", "3"};
    return one_of(all);
  }
  [[nodiscard]] std::int64_t apart_s() const noexcept {
    return static_cast<std::int64_t>(now_.number % 4'000) * 20;
  }

  random_stream random_;
  limits now_;
  char last_letter_ = ' ';  // of the key before
  char last_digit_ = ' ';
  std::size_t listed_ = 0;
  std::optional<redlite::range_by> ranges_by_ = {};
  std::optional<bool> begins_high_ = {};
};

}  // namespace kvbench::testing

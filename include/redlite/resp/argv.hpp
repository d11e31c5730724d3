// redlite/resp/argv.hpp: the words of one command, as they go over the wire.
//
// Floor: resp. Words of the caller are viewed, words that were made here (numbers) are kept here;
// used again and again, it stops allocating.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/core/bytes.hpp>  // numbers as Redis spells them

#include <cstddef>      // std::size_t
#include <cstdint>      // std::int64_t
#include <deque>        // words that stay where they are
#include <string>       // words made here
#include <string_view>  // words
#include <utility>      // std::move
#include <vector>       // the words in order

namespace redlite::resp {

/// Valid as long as the bytes that `text` was given, and until the next `clear`.
class argv {
 public:
  argv() = default;
  argv(const argv&) = delete;
  argv& operator=(const argv&) = delete;
  argv(argv&&) noexcept = default;
  argv& operator=(argv&&) noexcept = default;

  void clear() noexcept {
    words_.clear();
    owned_ = 0;
  }

  /// One word, viewed: any bytes, also none.
  void text(std::string_view bytes) { words_.push_back(bytes); }

  /// One word, copied.
  void own(std::string bytes) {
    if (owned_ == made_.size()) made_.emplace_back();
    std::string& place = made_[owned_++];
    place = std::move(bytes);
    words_.push_back(place);
  }

  void integer(std::int64_t value) { own(format_integer(value)); }
  void unsigned_integer(std::uint64_t value) { own(std::to_string(value)); }
  /// Reads back as the same number, infinities included.
  void real(double value) { own(format_float(value)); }

  /// The words of a name, one for each blank between them: "XGROUP CREATE" is two. Viewed.
  void words(std::string_view name) {
    while (!name.empty()) {
      const auto blank = name.find(' ');
      text(name.substr(0, blank));
      name.remove_prefix(blank == name.npos ? name.size() : blank + 1);
    }
  }

  [[nodiscard]] std::size_t size() const noexcept { return words_.size(); }
  [[nodiscard]] std::string_view operator[](std::size_t i) const noexcept { return words_[i]; }
  [[nodiscard]] auto begin() const noexcept { return words_.begin(); }
  [[nodiscard]] auto end() const noexcept { return words_.end(); }

 private:
  std::vector<std::string_view> words_;
  std::deque<std::string> made_;  // never moves what it holds
  std::size_t owned_ = 0;         // so many of them are in use
};

}  // namespace redlite::resp

// kvbench/workload/key_shape.hpp: keys with a prefix of the run's own, or of a given length.
//
// Floor: workload. Which number a key has is keyspace.hpp.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>      // std::size_t
#include <cstdint>      // std::uint64_t
#include <string>       // the prefix
#include <string_view>  // prefixes

#include <kvbench/core/concat.hpp>        // messages
#include <kvbench/core/error.hpp>         // what does not fit
#include <kvbench/workload/key_text.hpp>  // keys

namespace kvbench {

/// How the keys of a run look: the run's prefix, that of the family, and a number with leading
/// zeros, to ten digits or to a length in all. Immutable: any number of threads use one.
///
///     key_shape{"bench:{7}:", 32, 1000}.text("user:", 42)   "bench:{7}:user:00000000000000042"
///
/// Law: two numbers below `keys` never share a key of one family.
class key_shape {
 public:
  /// `length` in bytes, of every key whatever its family; 0: as long as it comes.
  /// Errors  error where no key can be so long, or so short.
  [[gnu::cold]] key_shape(std::string_view prefix, std::uint64_t length, std::uint64_t keys)
      : prefix_(prefix), length_(static_cast<std::size_t>(length)) {
    for (std::uint64_t most = keys; most > 10; most = most / 10 + (most % 10 != 0)) ++digits_;
    std::string const most = std::to_string(key_text::capacity);
    if (length > key_text::capacity)
      throw error{concat({"a key has at most ", most, " bytes, not ", std::to_string(length)})};
    if (prefix.size() + key_text::digits > key_text::capacity)
      throw error{concat({"a key prefix of ", std::to_string(prefix.size()),
                          " bytes leaves no room in a key of at most ", most})};
    if (length_ != 0) static_cast<void>(digits_of(""));
  }

  /// Whether keys look as they do where nothing is said.
  [[nodiscard]] bool is_plain() const noexcept { return prefix_.empty() && length_ == 0; }

  /// Yields  the key of a family by its number.
  /// Errors  error where prefixes and number do not fit into the length, or into a key.
  /// Cost    about 15 ns.
  [[nodiscard]] key_text text(std::string_view family, std::uint64_t number) const {
    return {prefix_, family, number, length_ == 0 ? key_text::digits : digits_of(family)};
  }

  /// Whether keys of a family fit into the length.
  [[nodiscard]] bool fits(std::string_view family) const noexcept {
    std::size_t const taken = prefix_.size() + family.size();
    return taken + (length_ == 0 ? key_text::digits : digits_) <=
           (length_ == 0 ? key_text::capacity : length_);
  }

  /// Whether `key` can be one of the family.
  [[nodiscard]] bool is_key(std::string_view family, std::string_view key) const noexcept {
    return key.starts_with(prefix_) && key.substr(prefix_.size()).starts_with(family) &&
           (length_ == 0 || key.size() == length_);
  }

 private:
  [[nodiscard]] std::size_t digits_of(std::string_view family) const {
    if (!fits(family)) refuse(family);
    return length_ - prefix_.size() - family.size();
  }
  [[noreturn, gnu::cold]] void refuse(std::string_view family) const {
    throw error{concat({"a key of ", std::to_string(length_), " bytes has no room for \"", prefix_,
                        family, "\" and a number of ", std::to_string(digits_), " digits"})};
  }

  std::string prefix_;
  std::size_t length_;
  std::size_t digits_ = 1;  // of the largest number
};

/// Which keys of a run are written in line, as a prefix and ten digits, and how the others are. One
/// comparison tells them apart, which a key of more digits needs anyway: plain keys cost nothing
/// more than where there are no shapes.
class key_form {
 public:
  key_form() noexcept = default;
  explicit key_form(key_shape const& shape) noexcept
      : shape_(shape.is_plain() ? nullptr : &shape),
        in_line_below_(shape.is_plain() ? key_text::ten_digits_end : 0) {}

  [[nodiscard, gnu::always_inline]] key_text text(std::string_view family,
                                                  std::uint64_t number) const {
    if (number >= in_line_below_) [[unlikely]]
      return other_text(family, number);
    return {family, number, key_text::of_ten_digits{}};
  }

  [[nodiscard]] bool is_key(std::string_view family, std::string_view key) const noexcept {
    return shape_ == nullptr ? key.starts_with(family) : shape_->is_key(family, key);
  }

 private:
  [[nodiscard, gnu::cold, gnu::noinline]] key_text other_text(std::string_view family,
                                                              std::uint64_t number) const {
    if (shape_ != nullptr) return shape_->text(family, number);
    return {family, number};
  }

  key_shape const* shape_ = nullptr;
  std::uint64_t in_line_below_ = key_text::ten_digits_end;
};

}  // namespace kvbench

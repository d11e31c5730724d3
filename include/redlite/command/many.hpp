// redlite/command/many.hpp: one or more arguments of a kind, as a parameter.
//
// Floor: command. A view for the length of one call: never store one.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>          // std::convertible_to
#include <cstddef>           // std::size_t
#include <initializer_list>  // std::initializer_list
#include <iterator>          // std::data, std::size
#include <type_traits>       // std::remove_cvref_t
#include <utility>           // std::declval
#include <vector>            // what must be converted

namespace redlite {

namespace detail {

template <class Items>
concept iterable = requires(const Items& items) {
  std::begin(items);
  std::end(items);
};
template <class Items, class T>
concept contiguous_in_memory = requires(const Items& items) {
  { std::data(items) } -> std::same_as<const T*>;
  { std::size(items) } -> std::convertible_to<std::size_t>;
};

}  // namespace detail

/// A list of `T` from whatever the caller has: `"a"`, `{"a", "b"}`, a vector, an array, any range
/// whose elements convert to `T`. Contiguous ranges of `T` are viewed; others are converted once.
template <class T>
class many {
 public:
  many(std::initializer_list<T> items) noexcept : size_(items.size()) { data_ = items.begin(); }

  template <class One>
    requires(std::convertible_to<const One&, T> && !std::same_as<std::remove_cvref_t<One>, many>)
  many(const One& one) : one_(one), size_(1) {}

  template <detail::iterable Items>
    requires(std::convertible_to<decltype(*std::begin(std::declval<const Items&>())), T> &&
             !std::convertible_to<const Items&, T> && !std::same_as<Items, many>)
  many(const Items& items) {
    if constexpr (detail::contiguous_in_memory<Items, T>) {
      data_ = std::data(items);
      size_ = std::size(items);
    } else {
      for (auto&& item : items) converted_.push_back(T(item));
      data_ = converted_.data();
      size_ = converted_.size();
    }
  }

  many(const many&) = delete;
  many& operator=(const many&) = delete;

  [[nodiscard]] const T* begin() const noexcept { return data_ == nullptr ? &one_ : data_; }
  [[nodiscard]] const T* end() const noexcept { return begin() + size_; }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
  [[nodiscard]] const T& operator[](std::size_t i) const noexcept { return begin()[i]; }

 private:
  T one_{};
  const T* data_ = nullptr;
  std::size_t size_ = 0;
  std::vector<T> converted_;
};

}  // namespace redlite

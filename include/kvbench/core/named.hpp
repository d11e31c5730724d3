// kvbench/core/named.hpp: a few values by name, in the order of the names.
//
// Floor: core. What a result tells of settings and counts; std::map would do, and take a fifth of a
// second of each benchmark's compilation.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>          // convertible_to
#include <cstddef>           // size_t
#include <initializer_list>  // braces
#include <stdexcept>         // no such name
#include <string>            // names
#include <string_view>       // names
#include <utility>           // move, swap
#include <vector>            // the values

namespace kvbench {

/// Made from braces, or from any range of pairs (a std::map ...).
template <class Value>
class named {
 public:
  /// A name and its value, as a std::map has them.
  struct value_type {
    std::string first;
    Value second;
  };
  struct view {
    std::string const& first;
    Value const& second;
  };
  class iterator {
   public:
    iterator(named const* of, std::size_t at) noexcept : of_(of), at_(at) {}
    view operator*() const noexcept { return {of_->names_[at_], of_->values_[at_]}; }
    iterator& operator++() noexcept { return ++at_, *this; }
    friend bool operator==(iterator const& a, iterator const& b) noexcept = default;

   private:
    named const* of_;
    std::size_t at_;
  };

  named() = default;
  named(std::initializer_list<value_type> all) {
    for (value_type const& each : all) emplace(each.first, each.second);
  }
  template <class Range>
    requires requires(Range const& all) {
      { all.begin()->first } -> std::convertible_to<std::string_view>;
      { all.begin()->second } -> std::convertible_to<Value>;
    }
  named(Range const& all) {
    for (auto const& [name, value] : all) emplace(name, value);
  }

  /// Adds a value under a name, unless the name is there.
  [[gnu::cold, gnu::noinline]] void emplace(std::string_view name, Value value) {
    if (contains(name)) return;
    names_.push_back(std::string(name));
    values_.push_back(std::move(value));
    for (std::size_t at = size() - 1; at > 0 && names_[at] < names_[at - 1]; --at) {
      names_[at].swap(names_[at - 1]);
      std::swap(values_[at], values_[at - 1]);
    }
  }

  [[nodiscard]] iterator begin() const noexcept { return {this, 0}; }
  [[nodiscard]] iterator end() const noexcept { return {this, size()}; }
  [[nodiscard]] std::size_t size() const noexcept { return names_.size(); }
  [[nodiscard]] bool empty() const noexcept { return names_.empty(); }

  [[nodiscard]] bool contains(std::string_view name) const noexcept {
    return find(name) != nullptr;
  }
  /// Yields  the value, null where there is no such name.
  [[nodiscard]] Value const* find(std::string_view name) const noexcept {
    std::size_t at = 0;
    while (at < size() && names_[at] != name) ++at;
    return at < size() ? &values_[at] : nullptr;
  }
  /// Errors  out_of_range where there is no such name.
  [[nodiscard]] Value const& at(std::string_view name) const {
    Value const* const found = find(name);
    if (found == nullptr) throw std::out_of_range("no value named " + std::string(name));
    return *found;
  }

  friend bool operator==(named const&, named const&) = default;

 private:
  // Two vectors of types that every benchmark has, not one of pairs.
  std::vector<std::string> names_;
  std::vector<Value> values_;
};

}  // namespace kvbench

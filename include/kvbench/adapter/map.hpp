// kvbench/adapter/map.hpp: std::unordered_map as a client: how short an adapter can be.
//
// Floor: wing adapter. Strings only. It names the commands that it has and nothing else: no base
// class, no registration.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>        // std::size_t
#include <cstdint>        // std::int64_t
#include <optional>       // a value or nothing
#include <string>         // keys, values
#include <string_view>    // arguments
#include <unordered_map>  // the store

#include <kvbench/core/named.hpp>       // counts
#include <kvbench/redis/operation.hpp>  // what runs on it

namespace kvbench::adapter {

/// One thread, no expiry, no other types: what a store costs that does no more than remember.
class map {
 public:
  /// A view into the map, valid until the next write. Any type will do that fits the command's
  /// reply.
  const std::string* get(std::string_view key) const {
    auto const at = values_.find(key);
    return at == values_.end() ? nullptr : &at->second;
  }
  void set(std::string_view key, std::string_view value) {
    if (auto const at = values_.find(key); at != values_.end()) {
      at->second = value;
    } else {
      values_.emplace(key, value);
    }
  }
  bool del(std::string_view key) {
    auto const at = values_.find(key);
    return at != values_.end() && (values_.erase(at), true);
  }
  bool exists(std::string_view key) const { return values_.contains(key); }
  std::size_t strlen(std::string_view key) const { return get(key) ? get(key)->size() : 0; }
  std::size_t append(std::string_view key, std::string_view value) {
    auto const [at, is_new] = values_.try_emplace(std::string(key));
    return at->second.append(value).size();
  }

  void flush() { values_.clear(); }
  named<std::uint64_t> counts() const {
    return {{"keys", values_.size()}, {"strings", values_.size()}};
  }

 private:
  // Look-ups without a copy of the key.
  struct equal {
    using is_transparent = void;
    bool operator()(std::string_view a, std::string_view b) const { return a == b; }
  };
  struct hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view key) const {
      return std::hash<std::string_view>{}(key);
    }
  };
  std::unordered_map<std::string, std::string, hash, equal> values_;
};

static_assert(runs_on<redis::op<redis::cmd::get>, map> && runs_on<redis::op<redis::cmd::set>, map>);

}  // namespace kvbench::adapter

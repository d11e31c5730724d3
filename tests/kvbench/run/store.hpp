// tests/kvbench/run/store.hpp: a store that is nothing like Redis, and its operations.
//
// Floor: tests.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/run/closed_loop.hpp>  // what is tested

#include <cstdint>        // counts
#include <functional>     // what a call does on the way
#include <map>            // counts
#include <stdexcept>      // errors
#include <string>         // keys, values
#include <unordered_map>  // the store

namespace test {

/// A clock that stands still until someone moves it.
struct fake_clock {
  static inline thread_local std::uint64_t ticks = 1;
  static std::uint64_t now() noexcept { return ticks; }
  static std::uint64_t ns(std::uint64_t t) noexcept { return t; }
  static double ns_per_tick() noexcept { return 1.0; }
  static inline thread_local std::uint64_t oversleeps = 0;
  /// Whoever waits moves it, and a little too far.
  static void wait(std::uint64_t until) noexcept {
    if (until > ticks) ticks = until + oversleeps;
  }
};

struct store {
  std::unordered_map<std::string, std::string> users{};
  std::function<void(std::string_view)>
      on_call{};  ///< may throw, move the clock, or break the store
  std::map<std::string, std::uint64_t> calls{};
  int flushes = 0;
  bool loads_nothing = false;

  void called(std::string_view name) {
    ++calls[std::string{name}];
    if (on_call) on_call(name);
  }
  void flush() {
    ++flushes;
    users.clear();
  }
  std::map<std::string, std::uint64_t> counts() const { return {{"users", users.size()}}; }
  std::string label() const { return "test store"; }
  std::map<std::string, std::string> settings() const { return {{"durability", "none"}}; }
  bool is_fatal(std::exception const& e) const {
    return std::string_view{e.what()} == "connection lost";
  }
};

struct user_table {
  static constexpr std::string_view name = "users";
  static void load(store& s, kvbench::loader const& from) {
    s.called("load");
    if (s.loads_nothing) return;
    for (std::uint64_t i = 0; i < from.keys(); ++i) {
      s.users[std::string{from.key("user:", i)}] = from.value(i);
    }
  }
};

struct lookup {
  static constexpr std::string_view name = "lookup";
  static constexpr auto effect = kvbench::effect::reads;
  using data = user_table;
  static auto draw(kvbench::draw& d) { return d.key("user:"); }
  static std::string const* call(store& s, kvbench::key_text const& key) {
    s.called(name);
    auto const at = s.users.find(std::string{key});
    return at == s.users.end() ? nullptr : &at->second;
  }
  static bool hit(std::string const* const& reply) { return reply != nullptr; }
  static bool verify(kvbench::draw const& d, kvbench::key_text const&,
                     std::string const* const& reply) {
    return reply == nullptr || d.verify_value(*reply);
  }
  static std::uint64_t bytes(kvbench::key_text const&, std::string const* const& reply) {
    return reply == nullptr ? 0 : reply->size();
  }
};

struct user_and_name {
  kvbench::key_text key;
  std::string_view value;
};

struct put {
  static constexpr std::string_view name = "put";
  static constexpr auto effect = kvbench::effect::fills;
  using data = user_table;
  static user_and_name draw(kvbench::draw& d) {
    auto const key = d.key("user:");
    return {key, d.value()};
  }
  static void call(store& s, user_and_name const& a) {
    s.called(name);
    s.users[std::string{a.key}] = a.value;
  }
  static std::uint64_t bytes(user_and_name const& a) { return a.value.size(); }
};

struct drop {
  static constexpr std::string_view name = "drop";
  static constexpr auto effect = kvbench::effect::drains;
  using data = user_table;
  static auto draw(kvbench::draw& d) { return d.key("user:"); }
  static bool call(store& s, kvbench::key_text const& key) {
    s.called(name);
    return s.users.erase(std::string{key}) != 0;
  }
};

using namespace kvbench::literals;

inline constexpr auto reading = kvbench::workload("reading", 100_pct * lookup{});
inline constexpr auto mostly_reading =
    kvbench::workload("mostly_reading", 80_pct * lookup{} + 20_pct * put{});
inline constexpr auto churning =
    kvbench::workload("churning", 50_pct * lookup{} + 30_pct * put{} + 20_pct * drop{});

inline kvbench::run_options small() {
  kvbench::run_options o;
  o.keys = 200;
  o.operations = 20'000;
  o.value_bytes = 64;
  return o;
}

/// Runs on `s`, on the fake clock.
template <class Workload>
kvbench::run_result play(Workload const& workload, store& s,
                         kvbench::run_options const& options = small()) {
  return kvbench::run_with_clock(
      fake_clock{}, workload, [&s](unsigned) -> store& { return s; }, options);
}

inline kvbench::operation_result const& of(kvbench::run_result const& result,
                                           std::string_view name) {
  for (auto const& o : result.operations) {
    if (o.name == name) return o;
  }
  throw std::out_of_range{std::string{name}};
}

inline bool has_flag(kvbench::run_result const& result, std::string_view beginning) {
  for (auto const& flag : result.flags) {
    if (std::string_view{flag}.starts_with(beginning)) return true;
  }
  return false;
}

}  // namespace test

// tests/kvbench/run/hooks.cpp
#include <kvbench/run/hooks.hpp>

#include "catch.hpp"

#include <map>
#include <optional>
#include <stdexcept>
#include <string>

namespace hooks = kvbench::hooks;

namespace {
struct plain {};
struct full {
  int flushed = 0;
  int settled = 0;
  void flush() { ++flushed; }
  void settle() { ++settled; }
  std::map<std::string, std::uint64_t> counts() const { return {{"keys", 3}}; }
  std::string_view label() const { return "full"; }
  std::map<std::string, std::string> settings() const { return {{"a", "b"}}; }
  double cpu_seconds() const { return 1.5; }
  bool is_fatal(std::exception const& e) const { return std::string_view{e.what()} == "lost"; }
};
struct maybe {
  std::optional<double> cpu_seconds() const { return std::nullopt; }  // a server that will not tell
};
/// Counts at great length.
struct slow_counts {
  bool empty = true;
  std::map<std::string, std::uint64_t> counts() const { throw std::logic_error{"asked to count"}; }
  bool is_empty() const { return empty; }
};
struct only_counts {
  std::map<std::string, std::uint64_t> all;
  std::map<std::string, std::uint64_t> const& counts() const { return all; }
};
}  // namespace

// An adapter of three lines must run; one that offers a hook must not have it forgotten.
TEST_CASE("hooks: called where they are, absent where not", "[run]") {
  full f;
  hooks::flush(f);
  hooks::settle(f);
  CHECK(f.flushed == 1);
  CHECK(f.settled == 1);
  CHECK(hooks::counts(f).at("keys") == 3);
  CHECK(hooks::label(f) == "full");
  CHECK(hooks::settings(f).at("a") == "b");
  CHECK(hooks::cpu_seconds(f) == 1.5);
  CHECK(hooks::is_fatal(f, std::runtime_error{"lost"}));
  CHECK_FALSE(hooks::is_fatal(f, std::runtime_error{"busy"}));
  plain p;
  hooks::flush(p);
  hooks::settle(p);
  CHECK(hooks::counts(p).empty());
  CHECK(hooks::settings(p).empty());
  CHECK_FALSE(hooks::cpu_seconds(p).has_value());
  maybe m;
  CHECK_FALSE(hooks::cpu_seconds(m).has_value());
  CHECK(hooks::label(p).find("plain") != std::string::npos);
  CHECK(hooks::label(p).find("Client") == std::string::npos);
  CHECK_FALSE(hooks::is_fatal(p, std::runtime_error{"lost"}));
  CHECK(hooks::is_fatal(p, kvbench::fatal_error{"gone"}));
}

// Counting a million keys to learn that there is one would double what a run takes.
TEST_CASE("hooks: whether a store is empty is asked, or told by its counts", "[run]") {
  slow_counts slow;
  CHECK(hooks::is_empty(slow) == true);
  slow.empty = false;
  CHECK(hooks::is_empty(slow) == false);
  only_counts none{{{"keys", 0}, {"lists", 0}}};
  CHECK(hooks::is_empty(none) == true);
  only_counts some{{{"keys", 0}, {"lists", 1}}};
  CHECK(hooks::is_empty(some) == false);
  plain p;
  CHECK_FALSE(hooks::is_empty(p).has_value());
}

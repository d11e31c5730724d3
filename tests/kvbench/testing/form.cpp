// tests/kvbench/testing/form.cpp: what is drawn, and how it is shown.
//
// SPDX-License-Identifier: MIT
#include <kvbench/testing/form.hpp>

#include <set>     // what was drawn
#include <string>  // lines
#include <vector>  // forms

#include <redlite/command/sorted_set.hpp>  // ZADD
#include <redlite/command/string.hpp>      // SET

#include "catch.hpp"

namespace testing = kvbench::testing;
namespace role = redlite::role;

namespace {

struct some_forms {
  some_forms() {
    testing::add_family(forms, gaps, "strings", redlite::string_commands{});
    testing::add_family(forms, gaps, "sorted_sets", redlite::sorted_set_commands{});
  }
  testing::form const& of(std::string_view command, std::size_t signature = 0) const {
    for (auto const& one : forms) {
      if (one.command == command && one.signature == signature) return one;
    }
    throw std::logic_error("no such form");
  }
  std::vector<testing::form> forms;
  std::vector<std::string> gaps;
};

}  // namespace

TEST_CASE("form: a step is shown as redis-cli and C++ take it", "[testing]") {
  some_forms const all;
  testing::held_options<redlite::set_options> options;
  options.value.when = redlite::set_if::absent;
  options.value.ex = 10;
  auto const set = testing::make_step(
      all.of("SET"), {testing::make<role::key>("k 1"), testing::make<role::value>("v"),
                      testing::make<role::options<redlite::set_options>>(options)});
  REQUIRE(set);
  CHECK(set->redis_cli() == "SET \"k 1\" v NX EX 10");
  CHECK(set->cpp() ==
        "db.set(\"k 1\", \"v\", redlite::set_options{.when = redlite::set_if::absent, .ex = 10});");

  auto const zadd = testing::make_step(
      all.of("ZADD"),
      {testing::make<role::key>("z"),
       testing::make<role::repeated<redlite::score_member>>({{1.5, "a"}, {-2.0, "b"}}),
       testing::make<role::options<redlite::zadd_options>>()});
  REQUIRE(zadd);
  CHECK(zadd->redis_cli() == "ZADD z 1.5 a -2 b");
  CHECK(zadd->cpp() == "db.zadd(\"z\", {{1.5, \"a\"}, {-2.0, \"b\"}}, redlite::zadd_options{});");
}

// A wrong type behind an argument would be read as the right one.
TEST_CASE("form: arguments of other roles are refused", "[testing]") {
  some_forms const all;
  CHECK(testing::make_step(all.of("GET"), {testing::make<role::key>("k")}));
  CHECK_FALSE(testing::make_step(all.of("GET"), {testing::make<role::value>("k")}));
  CHECK_FALSE(testing::make_step(all.of("GET"), {}));
}

TEST_CASE("form: the same seed draws the same steps, and every form can be drawn", "[testing]") {
  some_forms const all;
  CHECK(all.gaps.empty());
  for (auto const& one : all.forms) {
    testing::source first(7);
    testing::source again(7);
    std::set<std::string> seen;
    for (std::uint64_t number = 0; number < 50; ++number) {
      testing::source::limits const now{.family = one.family, .number = number};
      first.begin(now);
      again.begin(now);
      auto const step = testing::draw_step(one, first);
      CHECK(step.redis_cli() == testing::draw_step(one, again).redis_cli());
      CHECK_FALSE(step.cpp().empty());
      seen.insert(step.redis_cli());
    }
    INFO(one.command);
    CHECK(seen.size() > 3);
  }
}

// The two stores cannot be made to look at the clock in the same millisecond.
TEST_CASE("form: no drawn end comes while a run lasts, and no two ends are close", "[testing]") {
  testing::source from(1);
  std::set<std::int64_t> far;
  for (std::uint64_t number = 0; number < 1000; ++number) {
    from.begin({.family = "keys", .number = number});
    auto const seconds = from.ttl_s();
    if (seconds <= 0 || seconds > 10'000'000) continue;
    CHECK(seconds >= 100'000);
    far.insert(seconds);
    auto const next = far.upper_bound(seconds);
    CHECK((next == far.end() || *next - seconds >= 20));
  }
  CHECK(far.size() > 500);
}

// Arguments that do not go together are refused before they meet what is stored.
TEST_CASE("form: most drawn ranges have the ends that their options want", "[testing]") {
  some_forms const all;
  testing::source from(1);
  int by_lex = 0;
  int fit = 0;
  for (std::uint64_t number = 0; number < 2000; ++number) {
    from.begin({.family = "sorted_sets", .number = number});
    std::string const line = testing::draw_step(all.of("ZRANGE"), from).redis_cli();
    if (line.find(" BYLEX") == line.npos) continue;
    ++by_lex;
    auto const first = line.find(' ', line.find(' ') + 1) + 1;
    fit += line.find_first_of("-+[(\"", first) == first ? 1 : 0;
  }
  CHECK(by_lex > 300);
  CHECK(fit > by_lex * 8 / 10);
}

// Else most commands find nothing, or a value of another type.
TEST_CASE("form: a drawn key is mostly one of the command's own kind", "[testing]") {
  testing::source from(1);
  int own = 0;
  int of_sequence = 0;
  for (std::uint64_t number = 0; number < 1000; ++number) {
    from.begin({.family = "stream_groups", .number = number});
    own += from.key().starts_with('x') ? 1 : 0;
    from.begin({.family = "keys", .number = number, .letters = "lx"});
    std::string const key = from.key();
    of_sequence += key.starts_with('l') || key.starts_with('x') ? 1 : 0;
  }
  CHECK(own > 850);
  CHECK(own < 1000);
  CHECK(of_sequence > 850);
}

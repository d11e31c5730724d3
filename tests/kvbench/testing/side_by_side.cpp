// tests/kvbench/testing/side_by_side.cpp: what of two answers that differ is a difference.
//
// SPDX-License-Identifier: MIT
#include <kvbench/testing/side_by_side.hpp>

#include <optional>     // absent values
#include <string>       // values
#include <string_view>  // arguments
#include <vector>       // keys

#include <redlite/command/database.hpp>   // DBSIZE
#include <redlite/command/dump.hpp>       // RESTORE
#include <redlite/command/keyspace.hpp>   // TYPE
#include <redlite/command/list_edit.hpp>  // LREM
#include <redlite/command/sort.hpp>       // SORT
#include <redlite/core/error.hpp>         // codes

#include "catch.hpp"

namespace testing = kvbench::testing;
namespace role = redlite::role;

namespace {

/// A store that answers what it is told to.
struct puppet {
  std::int64_t dbsize() { return size + ended; }
  std::int64_t lrem(std::string_view, std::int64_t, std::string_view) { return ended = 0; }
  std::optional<std::string> dump(std::string_view key) { return name + " of " + std::string(key); }
  void restore(std::string_view, std::int64_t, std::string_view payload) { restored = payload; }
  std::string type(std::string_view) { return holds; }
  bool copy(std::string_view, std::string_view) { return ++copies > 0; }
  bool del(std::string_view) { return copies-- > 0; }
  std::vector<std::optional<std::string>> sort(std::string_view key) {
    sorted = key;
    return {};
  }
  std::int64_t expire(std::string_view, std::int64_t) { throw redlite::error(code, "ERR no"); }

  std::string name = {};
  std::int64_t size = 2;
  std::int64_t ended = 0;
  std::string holds = "zset";
  std::string restored = {};
  std::string sorted = {};
  int copies = 0;
  redlite::errc code = redlite::errc::generic;
};

struct pair {
  using all = redlite::detail::concat<redlite::key_commands, redlite::key_name_commands,
                                      redlite::server_commands, redlite::dump_commands,
                                      redlite::sort_commands, redlite::list_edit_commands>::type;
  pair() {
    words.add("all", all{});
    one.emplace("one", first, words, testing::calls_of<puppet>(all{}));
    two.emplace("two", second, words, testing::calls_of<puppet>(all{}));
    stores.emplace(*one, *two);
  }
  testing::step step(std::string_view command, std::vector<testing::made> arguments) const {
    return testing::make_step(*words.find(command), std::move(arguments)).value();
  }

  puppet first{"first"};
  puppet second{"second"};
  testing::vocabulary words;
  std::optional<testing::player> one, two;
  std::optional<testing::side_by_side> stores;
};

}  // namespace

// What has ended counts until it is met, which may be at different times; what is there counts.
TEST_CASE("side_by_side: DBSIZE may count what has ended, and nothing else", "[testing]") {
  pair both;
  auto const differs = [&](puppet const& first, puppet const& second) {
    both.first.size = first.size;
    both.first.ended = first.ended;
    both.second.size = second.size;
    both.second.ended = second.ended;
    return both.stores->play(both.step("DBSIZE", {})).has_value();
  };
  CHECK_FALSE(differs({.size = 2}, {.size = 2}));
  CHECK_FALSE(differs({.size = 2, .ended = 3}, {.size = 2}));
  CHECK_FALSE(differs({.size = 2}, {.size = 2, .ended = 1}));
  CHECK(differs({.size = 2}, {.size = 3}));
  CHECK(differs({.size = 2, .ended = 3}, {.size = 4}));
  CHECK(differs({.size = 2}, {.size = 1, .ended = 3}));
}

TEST_CASE("side_by_side: RESTORE gives each store what it dumped itself", "[testing]") {
  pair both;
  auto const restore = [&](testing::held_payload payload) {
    return both.step("RESTORE",
                     {testing::make<role::key>("k"), testing::make<role::milliseconds>(0),
                      testing::make<role::payload>(std::move(payload)),
                      testing::make<role::options<redlite::restore_options>>()});
  };
  auto const own = restore({"(DUMP s1)", "s1"});
  CHECK(own.redis_cli() == "RESTORE k 0 \"(DUMP s1)\"");
  CHECK(own.cpp() ==
        "db.restore(\"k\", 0, db.dump(\"s1\").value_or(\"\"), redlite::restore_options{});");
  CHECK_FALSE(both.stores->play(own));
  CHECK(both.first.restored == "first of s1");
  CHECK(both.second.restored == "second of s1");
  CHECK_FALSE(both.stores->play(restore({"bytes"})));
  CHECK(both.first.restored == "bytes");
  CHECK(both.second.restored == "bytes");
}

// SORT makes Redis keep a sorted set otherwise, and a later score of -0 with it.
TEST_CASE("side_by_side: the first store sorts a copy of a sorted set, and drops it", "[testing]") {
  pair both;
  auto const sort = both.step("SORT", {testing::make<role::key>("z1"),
                                       testing::make<role::options<redlite::sort_options>>()});
  CHECK_FALSE(both.stores->play(sort));
  CHECK(both.first.sorted != "z1");
  CHECK(both.first.copies == 0);
  CHECK(both.second.sorted == "z1");
  both.first.holds = "list";
  CHECK_FALSE(both.stores->play(sort));
  CHECK(both.first.sorted == "z1");
}

TEST_CASE("side_by_side: refusals of different codes differ", "[testing]") {
  pair both;
  auto const expire =
      both.step("EXPIRE", {testing::make<role::key>("k"), testing::make<role::seconds>(1),
                           testing::make<role::options<redlite::expire_options>>()});
  CHECK_FALSE(both.stores->play(expire));
  CHECK(both.stores->last_told() == testing::told::refusal);
  both.second.code = redlite::errc::syntax;
  CHECK(both.stores->play(expire));
}

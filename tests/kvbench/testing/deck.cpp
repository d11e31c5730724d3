// tests/kvbench/testing/deck.cpp: what one sequence is drawn from.
//
// SPDX-License-Identifier: MIT
#include <kvbench/testing/deck.hpp>

#include <map>     // how often
#include <set>     // what was drawn
#include <string>  // names

#include <redlite/command/database.hpp>  // server_commands
#include <redlite/command/keyspace.hpp>  // key_commands
#include <redlite/command/list.hpp>      // list_commands
#include <redlite/command/set.hpp>       // set_commands

#include "catch.hpp"

namespace testing = kvbench::testing;
using testing::detail::deck;

namespace {

struct some_words : testing::vocabulary {
  some_words() {
    add("keys", redlite::key_commands{});
    add("lists", redlite::list_commands{});
    add("server", redlite::server_commands{});
    add("sets", redlite::set_commands{});
    add("stream", redlite::key_commands{});
    add("stream_groups", redlite::key_commands{});
  }
};

auto const any = [](testing::form const&) { return true; };

}  // namespace

// Stores that are emptied all the time have nothing to differ in.
TEST_CASE("deck: what makes values comes far more often than what empties the store", "[testing]") {
  some_words const words;
  deck const all(words, any);
  testing::source from(1);
  std::map<std::string, int> drawn;
  for (int i = 0; i < 20'000; ++i) ++drawn[std::string(all.draw(from).command)];
  CHECK(drawn["RPUSH"] > 3 * drawn["LLEN"]);
  CHECK(drawn["FLUSHALL"] > 0);
  CHECK(drawn["RPUSH"] > 50 * drawn["FLUSHALL"]);
}

TEST_CASE("deck: a hand is everything, or what has at most three kinds of keys", "[testing]") {
  some_words const words;
  deck const all(words, any);
  std::set<std::size_t> sizes;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    testing::source from(seed);
    deck const hand = all.hand(from);
    std::set<std::string> families;
    for (int i = 0; i < 300; ++i) families.emplace(hand.draw(from).family);
    CHECK(families.count("stream") == families.count("stream_groups"));
    families.erase("stream_groups");
    sizes.insert(families.size());
  }
  CHECK(sizes == std::set<std::size_t>{1, 2, 3, 5});
}

TEST_CASE("deck: what is not wanted, or was removed, is drawn no more", "[testing]") {
  some_words const words;
  deck some(words, [](testing::form const& one) { return one.command.starts_with("EX"); });
  testing::source from(1);
  std::set<std::string> drawn;
  for (int i = 0; i < 100; ++i) drawn.emplace(some.draw(from).command);
  CHECK(drawn == std::set<std::string>{"EXISTS", "EXPIRE"});
  for (testing::form const& one : words.forms()) {
    if (one.command == "EXISTS") some.remove(one);
  }
  drawn.clear();
  for (int i = 0; i < 100; ++i) drawn.emplace(some.draw(from).command);
  CHECK(drawn == std::set<std::string>{"EXPIRE"});
  for (testing::form const& one : words.forms()) some.remove(one);
  CHECK(some.empty());
}

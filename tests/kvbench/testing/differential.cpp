// tests/kvbench/testing/differential.cpp: two stores that differ are told apart, by few commands.
//
// SPDX-License-Identifier: MIT
#include <kvbench/testing/differential.hpp>

#include <algorithm>    // order
#include <optional>     // values
#include <string>       // values
#include <string_view>  // arguments
#include <vector>       // calls

#include <kvbench/adapter/map.hpp>       // a store of strings
#include <redlite/command/keyspace.hpp>  // key_commands
#include <redlite/command/string.hpp>    // string_commands

#include "catch.hpp"

namespace testing = kvbench::testing;

namespace {

using map = kvbench::adapter::map;

/// Forgets the value's last byte where that is a line feed.
struct trimming_map : map {
  void set(std::string_view key, std::string_view value) {
    if (value.ends_with('\n')) value.remove_suffix(1);
    map::set(key, value);
  }
};
/// Counts an appended empty piece as a byte, in its answer only.
struct miscounting_map : map {
  std::size_t append(std::string_view key, std::string_view value) {
    return map::append(key, value) + (value.empty() ? 1 : 0);
  }
};
/// Keeps one key for itself.
struct refusing_map : map {
  bool del(std::string_view key) {
    if (key == "s2") throw std::runtime_error("ERR not this one");
    return map::del(key);
  }
};

template <class First, class Second>
struct pair_of {
  pair_of() {
    words.add("strings", redlite::string_commands{});
    words.add("keys", redlite::key_commands{});
  }
  using all = redlite::detail::concat<redlite::string_commands, redlite::key_commands>::type;

  testing::differential_result compare(testing::differential_options const& how = {}) {
    testing::player one("one", first, words, testing::calls_of<First>(all{}));
    testing::player two("two", second, words, testing::calls_of<Second>(all{}));
    testing::side_by_side stores(one, two);
    return testing::compare(stores, words, how);
  }

  testing::vocabulary words;
  First first;
  Second second;
};

}  // namespace

TEST_CASE("differential: equal stores show no difference, over every command they have",
          "[testing]") {
  pair_of<map, map> stores;
  auto const result = stores.compare({.commands = 3000});
  CHECK(result.findings.empty());
  CHECK(result.commands == 3000);
  CHECK(result.sequences == 3);
  CHECK(result.counts.size() == 6);  // GET SET DEL EXISTS STRLEN APPEND
  CHECK(result.counts.at("GET").played > 100);
}

TEST_CASE("differential: a difference is found and shrunk to the commands that show it",
          "[testing]") {
  pair_of<map, trimming_map> stores;
  auto const result = stores.compare({.commands = 3000});
  REQUIRE(result.findings.size() == 1);
  auto const& [seed, found] = result.findings.front();
  CHECK(found.again);
  REQUIRE(found.steps.size() == 2);
  CHECK(found.steps[0].of->command == "SET");
  CHECK(found.steps[0].redis_cli().ends_with("\"x\\x00y\\r\\n\""));
  CHECK(found.what.first.text != found.what.second.text);

  SECTION("its seed finds it again, in the first sequence") {
    pair_of<map, trimming_map> others;
    auto const again = others.compare({.commands = 1000, .seed = seed});
    REQUIRE(again.findings.size() == 1);
    CHECK(testing::show(again.findings.front().second, "a", "b") == testing::show(found, "a", "b"));
  }
  SECTION("it is shown as lines for redis-cli and as C++, with both answers") {
    std::string const text = testing::show(found, "one", "two");
    CAPTURE(text);
    CHECK(text.find("# redis-cli\nSET s") != text.npos);
    CHECK(text.find("\ndb.set(\"s") != text.npos);
    CHECK(text.find("\\015\\012\"sv") != text.npos);
    CHECK(text.find("  one: " + found.what.first.text) != text.npos);
    CHECK(text.find("  two: " + found.what.second.text) != text.npos);
  }
}

TEST_CASE("differential: a form that differed is left out, and others are found", "[testing]") {
  pair_of<trimming_map, miscounting_map> stores;
  auto const result = stores.compare({.commands = 20'000, .findings = 3});
  std::vector<std::string> found;
  for (auto const& [seed, one] : result.findings) found.emplace_back(one.steps.back().of->command);
  REQUIRE(found.size() == 3);
  CHECK(std::count(found.begin(), found.end(), "APPEND") == 1);
}

TEST_CASE("differential: refusals are compared by their text", "[testing]") {
  pair_of<map, refusing_map> stores;
  auto const result = stores.compare({.commands = 3000});
  REQUIRE(result.findings.size() == 1);
  auto const& found = result.findings.front().second;
  REQUIRE(found.steps.size() == 1);
  CHECK(found.steps[0].redis_cli() == "DEL s2");
  CHECK(found.what.second.refused);
  CHECK(found.what.second.text == "ERR not this one");
}

TEST_CASE("differential: families and names limit what is played", "[testing]") {
  pair_of<map, map> stores;
  CHECK(stores.compare({.commands = 500, .sequence_length = 50, .families = {"keys"}})
            .counts.size() == 2);
  CHECK(stores.compare({.commands = 500, .names = {"GET", "SET"}}).counts.size() == 2);
  CHECK(stores.compare({.commands = 500, .without = {"GET"}}).counts.count("GET") == 0);
  CHECK(stores.compare({.commands = 500, .names = {"NOSUCH"}}).commands == 0);
}

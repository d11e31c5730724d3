// tests/kvbench/core/named.cpp: a few values by name.
//
// SPDX-License-Identifier: MIT
#include <kvbench/core/named.hpp>

#include <map>
#include <stdexcept>
#include <string>

#include "catch.hpp"

using kvbench::named;

// Two results with the same settings in another order are the same.
TEST_CASE("named: in the order of the names, however they came", "[core]") {
  named<int> all{{"b", 2}, {"c", 3}};
  all.emplace("a", 1);
  std::string text;
  for (auto const& [name, value] : all) text += name + std::to_string(value);
  CHECK(text == "a1b2c3");
  CHECK(all == named<int>{{"c", 3}, {"a", 1}, {"b", 2}});
  CHECK_FALSE(all == named<int>{{"a", 1}, {"b", 2}, {"c", 4}});
  CHECK(all.size() == 3);
}

TEST_CASE("named: the first of a name stays", "[core]") {
  named<std::string> all{{"a", "first"}};
  all.emplace("a", "second");
  CHECK(all.size() == 1);
  CHECK(all.at("a") == "first");
}

TEST_CASE("named: what is not there is not found", "[core]") {
  named<int> const all{{"a", 1}};
  CHECK(*all.find("a") == 1);
  CHECK(all.find("b") == nullptr);
  CHECK(all.contains("a"));
  CHECK_FALSE(all.contains(""));
  CHECK_THROWS_AS(all.at("b"), std::out_of_range);
  CHECK(named<int>{}.empty());
}

// Clients may say what they like: a map is the usual way.
TEST_CASE("named: made from a std::map", "[core]") {
  std::map<std::string, std::string> const from{{"a", "1"}, {"b", "2"}};
  CHECK(named<std::string>{from} == named<std::string>{{"a", "1"}, {"b", "2"}});
}

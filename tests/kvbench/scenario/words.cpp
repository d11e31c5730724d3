// tests/kvbench/scenario/words.cpp: which operations a file may name, and their data.
//
// SPDX-License-Identifier: MIT
#include <kvbench/scenario/redis_words.hpp>
#include <kvbench/scenario/words.hpp>

#include <string>
#include <vector>

#include "catch.hpp"

using namespace kvbench;

namespace {

/// The data of each operation after completion, "name:data" where `given` has one already.
std::vector<std::string> data_of_all(std::vector<std::string> const& given) {
  scenario one{.name = "one"};
  for (std::string const& text : given) {
    auto const colon = text.find(':');
    one.operations.push_back(
        {.name = text.substr(0, colon),
         .data = colon == std::string::npos ? std::string{} : text.substr(colon + 1)});
  }
  complete_data(one, redis_words());
  std::vector<std::string> data;
  for (scenario_operation const& op : one.operations) data.push_back(op.data);
  return data;
}

using list = std::vector<std::string>;

}  // namespace

// EXPIRE on strings that nothing else of the workload reads would measure other keys than it says.
TEST_CASE("scenario words: operations without data work on what the rest works on", "[scenario]") {
  CHECK(data_of_all({"HGET", "EXPIRE"}) == list{"hash", "hash"});
  CHECK(data_of_all({"EXPIRE", "HGET", "TTL"}) == list{"hash", "hash", "hash"});
  CHECK(data_of_all({"GET", "INCR", "EXPIRE"}) == list{"counter", "counter", "counter"});
  CHECK(data_of_all({"GET", "SET", "INCR", "DEL"}) ==
        list{"string", "string", "counter", "string"});
  CHECK(data_of_all({"GET", "HGET", "DEL"}) == list{"string", "hash", "string"});
  CHECK(data_of_all({"HGET", "LLEN", "DEL"}) == list{"hash", "list", "string"});
  CHECK(data_of_all({"GET", "STRLEN"}) == list{"string", "string"});
  CHECK(data_of_all({"DEL", "EXISTS"}) == list{"string", "string"});
}

// What a file says must not be overruled by what its neighbours are.
TEST_CASE("scenario words: data that is said stays, and counts for the others", "[scenario]") {
  CHECK(data_of_all({"HGET", "EXPIRE:set"}) == list{"hash", "set"});
  CHECK(data_of_all({"DEL:zset", "TTL"}) == list{"zset", "zset"});
  CHECK(data_of_all({"NO_SUCH", "GET"}) == list{"", "string"});
}

// An operation that a client has but no file can name would be out of reach of scenarios.
TEST_CASE("scenario words: every operation is a word, once", "[scenario]") {
  scenario_words const words = redis_words();
  std::size_t operations = 0;
  boost::hana::for_each(redis::operations, [&](auto op) {
    ++operations;
    scenario_word const* const word = detail::find_word(words, decltype(op)::name);
    REQUIRE(word != nullptr);
    CHECK(word->data == decltype(op)::data::name);
  });
  CHECK(words.size() == operations);
  CHECK(detail::find_word(words, "EXPIRE")->also_on ==
        list{"counter", "list", "hash", "set", "zset", "stream"});
  CHECK(detail::find_word(words, "GET")->also_on == list{"counter"});
  CHECK(detail::find_word(words, "HSET")->also_on.empty());
}

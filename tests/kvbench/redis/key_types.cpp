// tests/kvbench/redis/key_types.cpp: keys by type, under the names that results give them.
//
// SPDX-License-Identifier: MIT
#include <kvbench/redis/key_types.hpp>

#include "catch.hpp"

using kvbench::named;
using kvbench::redis::key_types;

// A family that is left out where it is empty is compared with nothing: its loss is not seen.
TEST_CASE("key types: every family of Redis is told, 0 or not", "[redis]") {
  key_types types;
  types.add("zset");
  types.add("zset", 2);
  types.add("string", 4);
  types.add("none");
  named<std::uint64_t> told{{"keys", 7}};
  types.tell(told);
  CHECK(types.sum() == 7);
  CHECK(told == named<std::uint64_t>{{"keys", 7},
                                     {"strings", 4},
                                     {"lists", 0},
                                     {"hashes", 0},
                                     {"sets", 0},
                                     {"sorted_sets", 3},
                                     {"streams", 0}});
}

TEST_CASE("key types: what modules made is counted apart", "[redis]") {
  key_types types;
  types.add("ReJSON-RL");
  types.add("hash");
  types.add("TSDB-TYPE");
  named<std::uint64_t> told;
  types.tell(told);
  CHECK(types.sum() == 3);
  CHECK(told.at("others") == 2);
  CHECK(told.at("hashes") == 1);
}

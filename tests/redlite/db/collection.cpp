// tests/redlite/db/collection.cpp: the cache of what keys are.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/collection.hpp>

#include <string>  // keys

#include "catch.hpp"

using redlite::detail::collection;
using redlite::detail::collection_cache;
using redlite::detail::kind;

// A slot that answers for a key that only shares its place gives one key another's elements.
TEST_CASE("collection: the cache never answers for another key", "[redlite]") {
  collection_cache cache;
  constexpr int keys = 100'000;  // several to each slot
  for (int i = 0; i < keys; ++i) {
    collection what;
    what.id = i;
    cache.put("key:" + std::to_string(i), what);
  }
  int found = 0;
  for (int i = 0; i < keys; ++i) {
    const collection* what = cache.find("key:" + std::to_string(i));
    if (what == nullptr) continue;
    ++found;
    REQUIRE(what->id == i);
  }
  CHECK(found > 1000);
  CHECK(cache.find("key:" + std::to_string(keys)) == nullptr);
  // Erasing one key leaves the other of its place.
  for (int i = 0; i < keys - 50; ++i) cache.erase("key:" + std::to_string(i));
  CHECK(cache.find("key:" + std::to_string(keys - 1))->id == keys - 1);
}

// An entry that survives erase, clear or a newer one is stale.
TEST_CASE("collection: erased, cleared and replaced entries are not found again", "[redlite]") {
  collection_cache cache;
  collection what;
  what.type = kind::hash;
  CHECK(cache.find("k") == nullptr);
  CHECK(cache.find("") == nullptr);
  cache.put("", what);
  CHECK(cache.find("") != nullptr);
  for (int round = 0; round < 1000; ++round) {
    what.size = round;
    cache.put("k", what);
    REQUIRE(cache.find("k")->size == round);
    if (round % 2 == 0) {
      cache.erase("k");
    } else {
      cache.clear();
    }
    REQUIRE(cache.find("k") == nullptr);
  }
  cache.clear();
  CHECK(cache.find("") == nullptr);
}

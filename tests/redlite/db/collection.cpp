// tests/redlite/db/collection.cpp: the cache of what keys are.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/collection.hpp>

#include <string>       // keys
#include <string_view>  // keys

#include <redlite/db/place.hpp>  // place_of

#include "catch.hpp"

using redlite::detail::collection;
using redlite::detail::collection_cache;
using redlite::detail::kind;
using redlite::detail::place_of;

namespace {

const collection* find(const collection_cache& cache, std::string_view key) {
  return cache.find(place_of(0, key), key);
}
void put(collection_cache& cache, std::string_view key, const collection& what) {
  cache.put(place_of(0, key), key, what);
}
void erase(collection_cache& cache, std::string_view key) { cache.erase(place_of(0, key), key); }

}  // namespace

// A slot that answers for a key that only shares its place gives one key another's elements.
TEST_CASE("collection: the cache never answers for another key", "[redlite]") {
  collection_cache cache;
  constexpr int keys = 100'000;  // several to each slot
  for (int i = 0; i < keys; ++i) {
    collection what;
    what.id = i;
    put(cache, "key:" + std::to_string(i), what);
  }
  int found = 0;
  for (int i = 0; i < keys; ++i) {
    const collection* what = find(cache, "key:" + std::to_string(i));
    if (what == nullptr) continue;
    ++found;
    REQUIRE(what->id == i);
  }
  CHECK(found > 1000);
  CHECK(find(cache, "key:" + std::to_string(keys)) == nullptr);
  // Erasing one key leaves the other of its place.
  for (int i = 0; i < keys - 50; ++i) erase(cache, "key:" + std::to_string(i));
  CHECK(find(cache, "key:" + std::to_string(keys - 1))->id == keys - 1);
}

// An entry that survives erase, clear or a newer one is stale.
TEST_CASE("collection: erased, cleared and replaced entries are not found again", "[redlite]") {
  collection_cache cache;
  collection what;
  what.type = kind::hash;
  CHECK(find(cache, "k") == nullptr);
  CHECK(find(cache, "") == nullptr);
  put(cache, "", what);
  CHECK(find(cache, "") != nullptr);
  for (int round = 0; round < 1000; ++round) {
    what.size = round;
    put(cache, "k", what);
    REQUIRE(find(cache, "k")->size == round);
    if (round % 2 == 0) {
      erase(cache, "k");
    } else {
      cache.clear();
    }
    REQUIRE(find(cache, "k") == nullptr);
  }
  cache.clear();
  CHECK(find(cache, "") == nullptr);
}

// The same key in another database is another key; one at the same place is, too.
TEST_CASE("collection: the cache tells databases and keys of one place apart", "[redlite]") {
  collection_cache cache;
  collection what;
  for (int number = 0; number < 16; ++number) {
    what.id = number;
    cache.put(place_of(number, "k"), "k", what);
  }
  for (int number = 0; number < 16; ++number) {
    const collection* found = cache.find(place_of(number, "k"), "k");
    if (found != nullptr) CHECK(found->id == number);
    CHECK(cache.find(place_of(number, "k"), "other") == nullptr);
  }
  CHECK(cache.find(place_of(15, "k"), "k") != nullptr);
}

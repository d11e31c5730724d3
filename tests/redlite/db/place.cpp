// tests/redlite/db/place.cpp: where keys stand.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/place.hpp>

#include "catch.hpp"

using namespace redlite::detail;

// A place in another database's room would give one database's key to the other.
TEST_CASE("place: each database has a room of its own, in order", "[redlite]") {
  for (std::int64_t number = 0; number < database_count; ++number) {
    for (const char* key : {"", "a", "key:1", "another key, of more than eight bytes"}) {
      const std::int64_t place = place_of(number, key);
      CHECK(place >= first_place(number));
      CHECK(place <= last_place(number));
      CHECK(database_of(place) == number);
      CHECK(place - first_place(number) == place_of(0, key));
    }
    CHECK(first_place(number) >= 0);
    if (number > 0) CHECK(first_place(number) == last_place(number - 1) + 1);
  }
  // In files: never change it.
  CHECK(place_of(0, "") == static_cast<std::int64_t>(0xabac0158050fc4dc >> 5));
}

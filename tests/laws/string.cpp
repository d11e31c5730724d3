// tests/laws/string.cpp: who is held to the laws of string commands.
//
// SPDX-License-Identifier: MIT
#include <kvbench/testing/laws/string.hpp>
#include <kvbench/testing/laws/string_exchange.hpp>
#include <kvbench/testing/laws/string_number.hpp>
#include <kvbench/testing/laws/string_piece.hpp>

#include "laws/stores.hpp"

// An adapter that differs from Redis in a corner is compared with stores that do more work.
TEMPLATE_TEST_CASE("laws of strings hold", "[laws]", stores::map_store, stores::redlite_memory,
                   stores::redlite_file, stores::redlite_shared, stores::redis) {
  TestType store;
  kvbench::testing::laws::strings(store.held());
  kvbench::testing::laws::string_exchanges(store.held());
  kvbench::testing::laws::string_numbers(store.held());
  kvbench::testing::laws::string_pieces(store.held());
}

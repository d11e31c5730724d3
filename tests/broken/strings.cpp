// tests/broken/strings.cpp: the laws of strings, each family broken once.
//
// SPDX-License-Identifier: MIT
#include <kvbench/testing/laws/bitfield.hpp>
#include <kvbench/testing/laws/bitmap.hpp>
#include <kvbench/testing/laws/hyperloglog.hpp>
#include <kvbench/testing/laws/string.hpp>
#include <kvbench/testing/laws/string_exchange.hpp>
#include <kvbench/testing/laws/string_number.hpp>
#include <kvbench/testing/laws/string_piece.hpp>

#include "broken.hpp"

TEST_CASE("strings") {
  broken::store store;
  kvbench::testing::laws::strings(store);
}

TEST_CASE("string_exchanges") {
  broken::store store;
  kvbench::testing::laws::string_exchanges(store);
}

TEST_CASE("string_numbers") {
  broken::store store;
  kvbench::testing::laws::string_numbers(store);
}

TEST_CASE("string_pieces") {
  broken::store store;
  kvbench::testing::laws::string_pieces(store);
}

TEST_CASE("bitmaps") {
  broken::store store;
  kvbench::testing::laws::bitmaps(store);
}

TEST_CASE("bitfields") {
  broken::store store;
  kvbench::testing::laws::bitfields(store);
}

TEST_CASE("hyperloglogs") {
  broken::store store;
  kvbench::testing::laws::hyperloglogs(store);
}

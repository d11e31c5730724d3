// tests/redlite/command/bitfield_operation.cpp: the steps of BITFIELD, from text and back.
//
// SPDX-License-Identifier: MIT
#include <redlite/command/bitfield_operation.hpp>

#include <limits>  // ends of the integers
#include <string>  // texts

#include "catch.hpp"

using redlite::bitfield_offset;
using redlite::bitfield_type;

// A type read wrongly moves every integer after it.
TEST_CASE("bitfield: types are their text", "[redlite]") {
  for (const char* text : {"i1", "i8", "i64", "u1", "u63"}) {
    CHECK(bitfield_type(text).text() == text);
  }
  CHECK(bitfield_type("i64").is_signed());
  CHECK_FALSE(bitfield_type("u63").is_signed());
  CHECK(bitfield_type(std::string("u63")).bits() == 63);
  for (const char* text : {"", "i", "u", "u64", "i65", "i0", "u-1", "x1", "1", "i01", "U8"}) {
    INFO(text);
    CHECK_THROWS_AS(bitfield_type(text), redlite::error);
  }
}

TEST_CASE("bitfield: offsets count bits, or the type's own width", "[redlite]") {
  CHECK(bitfield_offset(7).bit(5) == 7);
  CHECK(bitfield_offset("7").bit(5) == 7);
  CHECK(bitfield_offset("#7").bit(5) == 35);
  CHECK(bitfield_offset("#7").text() == "#7");
  CHECK(bitfield_offset(7).text() == "7");
  CHECK(bitfield_offset("7") == bitfield_offset(7));
  CHECK_FALSE(bitfield_offset("#7") == bitfield_offset(7));
  CHECK(bitfield_offset("4294967295").bit(1) == 4'294'967'295);
  // Redis multiplies without looking: the product wraps around.
  CHECK(bitfield_offset("#4611686018427387904").bit(4) == 0);
  for (const char* text : {"-1", "4294967296", "#-1", "#536870912"}) {
    INFO(text);
    CHECK_THROWS_AS(bitfield_offset(text).bit(8), redlite::error);
  }
  for (const char* text : {"", "#", "a", "##1", "01"}) {
    INFO(text);
    CHECK_THROWS_AS(bitfield_offset(text), redlite::error);
  }
}

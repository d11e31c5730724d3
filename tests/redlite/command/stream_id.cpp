// tests/redlite/command/stream_id.cpp: ids and their spellings.
//
// SPDX-License-Identifier: MIT
#include <redlite/command/stream_id.hpp>

#include <string>  // texts

#include "catch.hpp"
#include "store.hpp"

using redlite::stream_id;
using redlite::stream_id_text;

constexpr std::uint64_t highest = ~std::uint64_t{0};

static_assert(stream_id{1, 2} < stream_id{1, 3} && stream_id{1, highest} < stream_id{2, 0});
static_assert(stream_id{} < stream_id{0, 1} && stream_id::max() == stream_id{highest, highest});
static_assert(!std::is_convertible_v<int, stream_id_text> &&
              !std::is_convertible_v<double, stream_id_text>);

// An id that is read and written must stay the same, to the last of 2^64.
TEST_CASE("stream_id: ids are written and read", "[redlite]") {
  for (const stream_id id :
       {stream_id{0, 0}, stream_id{1526919030474, 55}, stream_id{0, highest}, stream_id::max()}) {
    CHECK(stream_id::parse(id.text()) == id);
  }
  CHECK(stream_id::max().text() == "18446744073709551615-18446744073709551615");
  CHECK(stream_id::parse("5") == stream_id{5, 0});
  CHECK(stream_id::parse("5", highest) == stream_id{5, highest});
  CHECK(stream_id::parse("5-1", highest) == stream_id{5, 1});
  for (const char* text : {"", "-", "5-", "-5", "a", "5-a", "5-*", "*", "$", "+", "5 ", "5-1-1",
                           "5--1", "-0", "5.1", "18446744073709551616", "1-18446744073709551616"}) {
    INFO(text);
    CHECK(stream_id::parse(text) == std::nullopt);
  }
}

// Redis reads ids with strtoull where its own reader fails; who relies on it must find it here too.
TEST_CASE("stream_id: spellings that only strtoull takes", "[redlite]") {
  CHECK(stream_id::parse("+5-+1") == stream_id{5, 1});
  CHECK(stream_id::parse(" 5-\t1") == stream_id{5, 1});
  CHECK(stream_id::parse("005-01") == stream_id{5, 1});
  CHECK(stream_id::parse("5--0") == stream_id{5, 0});
  CHECK(stream_id::parse("5--05") == stream_id{5, highest - 4});
  CHECK(stream_id::parse(std::string("5-1\0junk", 8)) == stream_id{5, 1});
  CHECK(stream_id::parse(std::string(125, '0') + "-9") == stream_id{0, 9});
  CHECK(stream_id::parse(std::string(126, '0') + "-9") == std::nullopt);
  for (const char* text : {"5- ", "+", "5-+-1", "5-- 1", "5--1", "+-5"}) {
    INFO(text);
    CHECK(stream_id::parse(text) == std::nullopt);
  }
}

// A step across a millisecond, or off an end, is where exclusive ranges go wrong.
TEST_CASE("stream_id: the next and the previous id", "[redlite]") {
  CHECK(stream_id{5, 1}.next() == stream_id{5, 2});
  CHECK(stream_id{5, highest}.next() == stream_id{6, 0});
  CHECK(stream_id::max().next() == std::nullopt);
  CHECK(stream_id{5, 1}.previous() == stream_id{5, 0});
  CHECK(stream_id{5, 0}.previous() == stream_id{4, highest});
  CHECK(stream_id{}.previous() == std::nullopt);
}

// "5" given as a start and as an end are two different ids.
TEST_CASE("stream_id: an argument is an id or a text for one", "[redlite]") {
  CHECK(stream_id_text(stream_id{1, 2}).id() == stream_id{1, 2});
  CHECK(stream_id_text("1-2").id() == std::nullopt);
  CHECK(stream_id_text(std::string("1-2")).text() == "1-2");
  CHECK(stream_id_text("5").exact() == stream_id{5, 0});
  CHECK(stream_id_text("5").exact(7) == stream_id{5, 7});
  CHECK(stream_id_text(stream_id{1, 2}).exact(7) == stream_id{1, 2});
  const auto no = support::refusal_of([] { (void)stream_id_text("$").exact(); });
  CHECK(no.code == redlite::errc::stream_id);
  CHECK(no.text == "ERR Invalid stream ID specified as stream command argument");
}

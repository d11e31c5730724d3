// tests/kvbench/testing/quote.cpp: what is printed reads back as the same bytes.
//
// SPDX-License-Identifier: MIT
#include <kvbench/testing/quote.hpp>
#include <kvbench/testing/spell.hpp>

#include <cmath>    // HUGE_VAL
#include <cstdint>  // INT64_MIN
#include <string>   // texts

#include "catch.hpp"

using namespace std::string_view_literals;

// A line that redis-cli reads otherwise than it was meant sends the reader after a ghost.
TEST_CASE("quote: words of redis-cli", "[testing]") {
  using kvbench::testing::redis_cli_word;
  CHECK(redis_cli_word("plain-1.5") == "plain-1.5");
  CHECK(redis_cli_word("") == "\"\"");
  CHECK(redis_cli_word("two words") == "\"two words\"");
  CHECK(redis_cli_word("it's") == "\"it's\"");
  CHECK(redis_cli_word("a\"b\\") == "\"a\\\"b\\\\\"");
  CHECK(redis_cli_word("\0\r\n\xff"sv) == "\"\\x00\\r\\n\\xff\"");
}

TEST_CASE("quote: C++ literals, whole where they hold a zero byte", "[testing]") {
  using kvbench::testing::cpp_quoted;
  CHECK(cpp_quoted("plain") == "\"plain\"");
  CHECK(cpp_quoted("\xff"
                   "1") == "\"\\3771\"");
  CHECK("\3771"sv ==
        "\xff"
        "1"sv);
  CHECK(cpp_quoted("a\0b"sv) == "\"a\\000b\"sv");
  CHECK("a\000b"sv == "a\0b"sv);
}

TEST_CASE("quote: numbers as C++ literals keep their type and their value", "[testing]") {
  using kvbench::testing::cpp_number;
  CHECK(cpp_number(std::int64_t{-5}) == "-5");
  CHECK(cpp_number(INT64_MIN) == "INT64_MIN");
  CHECK(cpp_number(3.0) == "3.0");
  CHECK(cpp_number(0.1) == "0.10000000000000001");
  CHECK(cpp_number(1e21) == "1e+21");
  CHECK(cpp_number(-HUGE_VAL) == "-HUGE_VAL");
}

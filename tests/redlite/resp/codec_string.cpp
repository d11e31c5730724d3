// tests/redlite/resp/codec_string.cpp: BITFIELD's words, LCS's replies, and numbers with all their
// digits.
//
// SPDX-License-Identifier: MIT
#include <redlite/resp/codec_string.hpp>

#include <string>       // words
#include <string_view>  // words
#include <tuple>        // one of the forms
#include <utility>      // std::move
#include <vector>       // words

#include <redlite/command/table.hpp>  // commands
#include <redlite/resp/decode.hpp>    // decode_kind
#include <redlite/resp/encode.hpp>    // encode

#include "catch.hpp"

namespace cmd = redlite::cmd;
namespace reply = redlite::reply;
using operation = redlite::bitfield_operation;
using redlite::decimal;
using redlite::resp::tree;
using words = std::vector<std::string>;

namespace {

template <class Command, std::size_t Form = 0, class... Arguments>
words encoded(const Arguments&... arguments) {
  redlite::resp::argv out;
  const auto encode = [&]<class... Signatures>(redlite::type_list<Signatures...>) {
    using form = std::tuple_element_t<Form, std::tuple<Signatures...>>;
    redlite::resp::encode<Command, form>(out, arguments...);
  };
  encode(typename Command::signatures{});
  return {out.begin(), out.end()};
}

}  // namespace

// A word in the wrong place is a syntax error of a command that was right.
TEST_CASE("codec: BITFIELD's operations", "[resp]") {
  const std::vector<operation> steps{operation::get("u8", 3), operation::set("i5", "#2", -7),
                                     operation::overflow(redlite::bitfield_overflow::sat),
                                     operation::incrby("u63", 0, 9)};
  CHECK(encoded<cmd::bitfield>("k", redlite::many<operation>(steps)) ==
        words{"BITFIELD", "k", "GET", "u8", "3", "SET", "i5", "#2", "-7", "OVERFLOW", "SAT",
              "INCRBY", "u63", "0", "9"});
  CHECK(encoded<cmd::bitfield_ro, 1>("k") == words{"BITFIELD_RO", "k"});
}

TEST_CASE("codec: words of strings, bits and LCS", "[resp]") {
  CHECK(encoded<cmd::bitop>(redlite::bit_operation::not_, "d",
                            redlite::many<std::string_view>("k")) ==
        words{"BITOP", "NOT", "d", "k"});
  CHECK(encoded<cmd::bitcount, 2>("k", 0, -1, redlite::bit_unit::bit) ==
        words{"BITCOUNT", "k", "0", "-1", "BIT"});
  CHECK(encoded<cmd::getex>("k", redlite::getex_options{.pxat = 5, .persist = true}) ==
        words{"GETEX", "k", "PXAT", "5", "PERSIST"});
  CHECK(encoded<cmd::lcs, 1>("a", "b", redlite::length_only) == words{"LCS", "a", "b", "LEN"});
  CHECK(encoded<cmd::lcs, 3>("a", "b", redlite::with_indexes, redlite::with_match_length,
                             redlite::lcs_options{.min_match_length = 4}) ==
        words{"LCS", "a", "b", "IDX", "WITHMATCHLEN", "MINMATCHLEN", "4"});
  CHECK(encoded<cmd::pfadd, 1>("k") == words{"PFADD", "k"});
}

// A tenth sent with a double's digits is stored by Redis with those digits.
TEST_CASE("codec: numbers keep their digits", "[resp]") {
  for (const char* text : {"0.1", "3", "-7.25", "12345678901234567890", "1e-17"}) {
    INFO(text);
    const decimal number = *decimal::parse(text);
    const auto sent = encoded<cmd::incrbyfloat>("k", number);
    CHECK(decimal::parse(sent[2]) == number);
    CHECK(redlite::resp::decode_kind<reply::exact>(tree::text_of(number.text())) == number);
  }
  CHECK_THROWS_AS(redlite::resp::decode_kind<reply::exact>(tree::text_of("x")), redlite::error);
  CHECK_THROWS_AS(redlite::resp::decode_kind<reply::exact>(tree::integer_of(1)), redlite::error);
}

TEST_CASE("codec: the replies of LCS", "[resp]") {
  const auto range = [](int first, int last) {
    return tree::array({tree::integer_of(first), tree::integer_of(last)});
  };
  const auto reply_of = [&](std::vector<tree> match) {
    return tree::array({tree::text_of("matches"), tree::array({tree::array(std::move(match))}),
                        tree::text_of("len"), tree::integer_of(6)});
  };
  using plain = reply::record<redlite::lcs_matches<redlite::lcs_match>>;
  const auto found = redlite::resp::decode_kind<plain>(reply_of({range(4, 7), range(5, 8)}));
  CHECK(found.length == 6);
  CHECK(found.matches == std::vector<redlite::lcs_match>{{{4, 7}, {5, 8}}});
  using measured = reply::record<redlite::lcs_matches<redlite::lcs_measured_match>>;
  const auto with = redlite::resp::decode_kind<measured>(
      reply_of({range(4, 7), range(5, 8), tree::integer_of(4)}));
  CHECK(with.matches == std::vector<redlite::lcs_measured_match>{{{4, 7}, {5, 8}, 4}});
}

// tests/redlite/resp/parser.cpp: bytes to replies, in any pieces, and what is refused.
//
// SPDX-License-Identifier: MIT
#include <redlite/resp/parser.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <redlite/resp/writer.hpp>

#include "catch.hpp"
#include "store.hpp"

using redlite::resp::parser;
using redlite::resp::parser_limits;
using redlite::resp::tree;

namespace {

std::vector<tree> all_of(parser& from) {
  std::vector<tree> all;
  while (auto one = from.next()) all.push_back(std::move(*one));
  return all;
}

/// One of each shape, nested and empty ones among them.
std::vector<tree> samples() {
  return {tree::status("OK"),
          tree::status(""),
          tree::error("ERR no"),
          tree::integer_of(INT64_MIN),
          tree::nil(),
          tree::text_of(""),
          tree::text_of(std::string("a\0\r\n$5\r\n", 8)),
          tree::array(),
          tree::array({tree::nil(), tree::array({tree::array(), tree::integer_of(7)}),
                       tree::text_of("last")}),
          tree::array({tree::array({tree::array({tree::text_of("deep")})})})};
}

std::string bytes_of_samples() {
  std::string bytes;
  for (const tree& one : samples()) redlite::resp::write_reply(bytes, one);
  return bytes;
}

std::string refused(std::string_view bytes, const parser_limits& limits = {}) {
  parser from(limits);
  from.feed(bytes);
  const auto no = support::refusal_of([&] { all_of(from); });
  if (no.thrown) {
    // Whatever comes after is out of step.
    from.feed("+OK\r\n");
    CHECK(support::refusal_of([&] { from.next(); }).code == redlite::errc::protocol);
  }
  return no.thrown ? no.text : "(taken)";
}

}  // namespace

// A socket cuts where it likes: within a length, between "\r" and "\n", before the last byte.
TEST_CASE("parser: what was written is read, in pieces of any size", "[resp]") {
  const std::string bytes = bytes_of_samples();
  for (std::size_t piece = 1; piece <= bytes.size(); ++piece) {
    parser from;
    std::vector<tree> all;
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
      from.feed(std::string_view(bytes).substr(at, piece));
      for (tree& one : all_of(from)) all.push_back(std::move(one));
    }
    INFO(piece);
    CHECK(all == samples());
  }
}

TEST_CASE("parser: a reply is yielded with its last byte, not before", "[resp]") {
  const std::string bytes = "*2\r\n$3\r\nabc\r\n:1\r\n";
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    parser from;
    from.feed(std::string_view(bytes).substr(0, size));
    INFO(size);
    CHECK_FALSE(from.next().has_value());
    from.feed(std::string_view(bytes).substr(size));
    CHECK(from.next() == tree::array({tree::text_of("abc"), tree::integer_of(1)}));
  }
}

// Lengths are the other side's word: believed, they empty the memory or run behind the buffer.
TEST_CASE("parser: hostile lengths and shapes are refused", "[resp]") {
  for (const char* bytes : {"$-2\r\n",
                            "$x\r\n",
                            "$\r\n",
                            "$536870913\r\n",
                            "$99999999999999999999\r\n",
                            "$+1\r\n",
                            "$01\r\n",
                            "*-2\r\n",
                            "*4294967296\r\n",
                            "*\r\n",
                            ":\r\n",
                            ":1.5\r\n",
                            ":99999999999999999999\r\n",
                            "\r\n",
                            "?\r\n",
                            "GET k\r\n",
                            "$1\r\nab\r\n",
                            "$1\r\na\n\r",
                            "*1\r\n?\r\n",
                            "\xff\r\n"}) {
    INFO(bytes);
    CHECK(refused(bytes).find("ERR Protocol error") == 0);
  }
  CHECK(refused("+" + std::string(70'000, 'x')) != "(taken)");
  CHECK(refused("+" + std::string(70'000, 'x') + "\r\n") != "(taken)");
  parser_limits narrow;
  narrow.depth_max = 2;
  narrow.elements_max = 3;
  narrow.bulk_bytes_max = 4;
  CHECK(refused("*1\r\n*1\r\n:1\r\n", narrow) == "(taken)");
  CHECK(refused("*1\r\n*1\r\n*1\r\n", narrow).find("too deep") != std::string::npos);
  CHECK(refused("*4\r\n", narrow) != "(taken)");
  CHECK(refused("$5\r\n", narrow) != "(taken)");
}

TEST_CASE("parser: a claim allocates nothing", "[resp]") {
  parser from;
  std::string claims;
  for (int i = 0; i < 60; ++i) claims += "*2147483648\r\n";
  from.feed(claims + "$536870912\r\n");
  CHECK_FALSE(from.next().has_value());
}

// A slow sender of a large value must not cost the square of its size.
TEST_CASE("parser: many small pieces of a large value", "[resp]") {
  parser from;
  const std::string body(4'000'000, 'x');
  from.feed("$4000000\r\n");
  for (std::size_t at = 0; at < body.size(); at += 100) {
    from.feed(std::string_view(body).substr(at, 100));
    REQUIRE_FALSE(from.next().has_value());
  }
  from.feed("\r\n");
  CHECK(from.next() == tree::text_of(body));
}

// Any bytes at all are a reply, a wait or a refusal.
TEST_CASE("parser: noise", "[resp]") {
  std::uint64_t state = 42;
  const auto draw = [&state](std::uint64_t below) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return (state >> 33U) % below;
  };
  const std::string good = bytes_of_samples();
  const std::string_view alphabet = "$*:+-0123456789\r\n\r\nxa";
  int refusals = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string bytes = round % 2 == 0 ? good : std::string();
    if (round % 2 == 0) {
      for (std::uint64_t i = 0; i <= draw(3); ++i)
        bytes[draw(bytes.size())] = alphabet[draw(alphabet.size())];
    } else {
      for (std::uint64_t i = draw(40); i > 0; --i) bytes += alphabet[draw(alphabet.size())];
    }
    parser from;
    try {
      for (std::size_t at = 0; at < bytes.size(); at += 7) {
        from.feed(std::string_view(bytes).substr(at, 7));
        all_of(from);
      }
    } catch (const redlite::error& no) {
      ++refusals;
      if (no.code() != redlite::errc::protocol) FAIL_CHECK(no.what());
    }
  }
  CHECK(refusals > 1000);
}

// tests/kvbench/adapter/redis_wire_parser.cpp: replies in pieces of any size.
//
// SPDX-License-Identifier: MIT
#include <kvbench/adapter/redis_wire_parser.hpp>

#include <string>
#include <vector>

#include <redlite/resp/writer.hpp>

#include "catch.hpp"
#include "store.hpp"

using kvbench::adapter::wire_arena;
using kvbench::adapter::wire_node;
using kvbench::adapter::wire_parser;
using kvbench::adapter::wire_tree;
using redlite::resp::tree;

namespace {

std::string written(wire_node const* node) {
  std::string bytes;
  redlite::resp::write_reply(bytes, wire_tree(*node));
  return bytes;
}

/// What comes out where the bytes come in so large pieces.
std::string through(std::string_view bytes, std::size_t piece) {
  wire_parser parser;
  std::string out;
  for (; !bytes.empty(); bytes.remove_prefix(std::min(piece, bytes.size()))) {
    parser.feed(bytes.substr(0, piece));
    while (wire_node const* const reply = parser.next()) out += written(reply);
  }
  CHECK(parser.is_empty());
  return out;
}

}  // namespace

// A reply taken apart at the wrong place is another reply.
TEST_CASE("wire parser: every shape, in pieces of every size", "[adapter]") {
  std::string bytes;
  std::string const big(5'000, 'x');
  for (tree const& reply :
       {tree::status("OK"), tree::nil(), tree::integer_of(-7), tree::text_of(""),
        tree::text_of(std::string("a\r\n\0b", 5)), tree::error("ERR no"), tree::text_of(big),
        tree::array(), tree::array({tree::nil(), tree::integer_of(1), tree::text_of(big)}),
        tree::array({tree::array({tree::text_of("1-1"), tree::array({tree::text_of("f")})}),
                     tree::error("ERR within")})}) {
    redlite::resp::write_reply(bytes, reply);
  }
  for (std::size_t const piece : {1u, 2u, 3u, 7u, 64u, 1'000u, 4'096u, 100'000u}) {
    INFO(piece);
    CHECK(through(bytes, piece) == bytes);
  }
}

// What is used again and again must not keep what it held once.
TEST_CASE("wire parser: many replies in one arena", "[adapter]") {
  wire_parser parser;
  for (int i = 0; i < 1'000; ++i) {
    std::string bytes;
    redlite::resp::write_reply(
        bytes, tree::array({tree::text_of(std::string(static_cast<std::size_t>(i) * 37, 'y')),
                            tree::integer_of(i)}));
    parser.feed(bytes);
    wire_node const* const reply = parser.next();
    REQUIRE(reply != nullptr);
    REQUIRE(written(reply) == bytes);
    CHECK(parser.next() == nullptr);
  }
}

TEST_CASE("wire parser: garbage is a protocol error", "[adapter]") {
  for (std::string_view const bytes : {"hello\r\n", "$x\r\n", "*1\r\n?\r\n", ":\r\nx"}) {
    INFO(bytes);
    auto const no = support::refusal_of([&] {
      wire_parser parser;
      parser.feed(bytes);
      while (parser.next() != nullptr) {
      }
      parser.feed("\r\n\r\n!");
      while (parser.next() != nullptr) {
      }
    });
    CHECK(no.code == redlite::errc::protocol);
  }
}

// A length that is only claimed must not end the program.
TEST_CASE("wire parser: what is announced is not yet there", "[adapter]") {
  wire_parser parser;
  parser.feed("$536870912\r\nabc");
  CHECK(parser.next() == nullptr);
  CHECK_FALSE(parser.is_empty());
}

TEST_CASE("wire arena: pieces do not overlap, and all of them fit a node", "[adapter]") {
  wire_arena arena;
  for (int round = 0; round < 3; ++round) {
    std::vector<std::pair<char*, std::size_t>> taken;
    for (std::size_t const size : {1u, 100u, 3'000u, 24u, 10'000'000u, 0u, 2'048u, 5u}) {
      auto* const at = static_cast<char*>(arena.take(size));
      REQUIRE(at != nullptr);
      CHECK(reinterpret_cast<std::uintptr_t>(at) % alignof(wire_node) == 0);
      for (std::size_t i = 0; i < size; ++i) at[i] = static_cast<char>(taken.size());
      taken.emplace_back(at, size);
    }
    for (std::size_t i = 0; i < taken.size(); ++i) {
      auto const [at, size] = taken[i];
      CHECK(std::string_view(at, size) == std::string(size, static_cast<char>(i)));
    }
    CHECK(arena.held_bytes() > 10'000'000);
    arena.clear();
    CHECK(arena.held_bytes() <= 4'096);
  }
}

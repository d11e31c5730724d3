// tests/kvbench/adapter/redis_wire_reply.cpp: the short way to a flat reply.
//
// SPDX-License-Identifier: MIT
#include <kvbench/adapter/redis_wire_reply.hpp>

#include <string>

#include <redlite/resp/writer.hpp>

#include "catch.hpp"

using kvbench::adapter::read_flat;
using kvbench::adapter::wire_node;
using kvbench::adapter::wire_tree;
using redlite::resp::tree;

namespace {

/// How many bytes it took: 0 where it left them to the reader. The bytes end where they end, so
/// that reading on would be an error of its own.
std::size_t taken(std::string_view bytes, wire_node& node) {
  std::string const exact(bytes);
  char const* const after = read_flat(exact.data(), exact.data() + exact.size(), node);
  return after == nullptr ? 0 : static_cast<std::size_t>(after - exact.data());
}

}  // namespace

// Half a reply that is taken for a whole one puts every further reply of its connection out of
// step.
TEST_CASE("wire reply: a flat reply is taken whole or not at all", "[adapter]") {
  for (tree const& reply : {tree::status("OK"), tree::status(""), tree::nil(), tree::integer_of(0),
                            tree::integer_of(123'456'789), tree::text_of(""),
                            tree::text_of("a\r\nb"), tree::text_of(std::string(1'000, 'x'))}) {
    std::string bytes;
    redlite::resp::write_reply(bytes, reply);
    INFO(bytes);
    for (std::size_t part = 1; part < bytes.size(); ++part) {
      wire_node node;
      REQUIRE(taken(bytes.substr(0, part), node) == 0);
      // What an earlier receive left behind the end is no part of the reply.
      REQUIRE(read_flat(bytes.data(), bytes.data() + part, node) == nullptr);
    }
    std::string const more = bytes + "$3\r\nabc\r\n";
    wire_node node;
    char const* const after = read_flat(more.data(), more.data() + more.size(), node);
    REQUIRE(after == more.data() + bytes.size());
    std::string again;
    redlite::resp::write_reply(again, wire_tree(node));
    CHECK(again == bytes);
  }
}

// hiredis' reader says what is wrong with it, and knows the shapes that are rare.
TEST_CASE("wire reply: all else is left to the reader", "[adapter]") {
  for (std::string_view const bytes :
       {"-ERR no\r\n", "*1\r\n:1\r\n", "*0\r\n", "$x\r\n", "$-2\r\n", "$3\r\nabcde", ":1a\r\n",
        ":\r\n", ":-7\r\n", ":9999999999\r\n", "$9999999999\r\n", "$\r\n\r\n", "+OK\rx", "?\r\n",
        "\r\n", "$3 \r\nabc\r\n"}) {
    INFO(bytes);
    wire_node node;
    CHECK(taken(bytes, node) == 0);
  }
}

// tests/redlite/resp/writer.cpp: commands as bytes.
//
// SPDX-License-Identifier: MIT
#include <redlite/resp/writer.hpp>

#include "catch.hpp"

// A length that counts characters, or a word that is cut at a zero byte, breaks all that follows.
TEST_CASE("writer: a command is its words with their lengths", "[resp]") {
  redlite::resp::argv words;
  words.text("SET");
  words.text(std::string_view("a\0\r\n", 4));
  words.text("");
  std::string out = "+";
  redlite::resp::write_command(out, words);
  CHECK(out == std::string("+*3\r\n$3\r\nSET\r\n$4\r\na\0\r\n\r\n$0\r\n\r\n", 30));
}

// A line's end within an error would begin another reply.
TEST_CASE("writer: replies", "[resp]") {
  using redlite::resp::tree;
  std::string out;
  redlite::resp::write_reply(
      out, tree::array({tree::nil(), tree::integer_of(-7), tree::text_of(std::string("\0\r\n", 3)),
                        tree::error("ERR a\r\n+OK"), tree::status("OK"), tree::array()}));
  CHECK(out == std::string("*6\r\n$-1\r\n:-7\r\n$3\r\n\0\r\n\r\n-ERR a  +OK\r\n+OK\r\n*0\r\n", 45));
}

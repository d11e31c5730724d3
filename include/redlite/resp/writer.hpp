// redlite/resp/writer.hpp: commands and replies as bytes of the protocol, RESP2.
//
// Floor: resp. Bytes out, no sockets.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/core/bytes.hpp>       // format_integer
#include <redlite/resp/argv.hpp>        // the words of a command
#include <redlite/resp/reply_tree.hpp>  // replies

#include <cstddef>      // std::size_t
#include <cstdint>      // std::int64_t
#include <string>       // bytes out
#include <string_view>  // words

namespace redlite::resp {

namespace detail {

inline void write_line(std::string& out, char type, std::int64_t number) {
  out += type;
  out += format_integer(number);
  out += "\r\n";
}

}  // namespace detail

/// Appends bytes with their length before them: any bytes.
inline void write_bulk(std::string& out, std::string_view bytes) {
  detail::write_line(out, '$', static_cast<std::int64_t>(bytes.size()));
  out += bytes;
  out += "\r\n";
}

/// Appends a command as a client sends it. Cost  one copy of its bytes.
inline void write_command(std::string& out, const argv& words) {
  detail::write_line(out, '*', static_cast<std::int64_t>(words.size()));
  for (const std::string_view word : words) write_bulk(out, word);
}

/// Appends a reply as a server sends it. A status or an error is one line: what ends a line in it
/// becomes a blank.
template <reply_tree Tree>
void write_reply(std::string& out, const Tree& reply) {
  switch (reply.type()) {
    case node::nil:
      out += "$-1\r\n";
      break;
    case node::status:
    case node::error:
      out += reply.type() == node::status ? '+' : '-';
      for (const char c : std::string_view(reply.text())) out += c == '\r' || c == '\n' ? ' ' : c;
      out += "\r\n";
      break;
    case node::integer:
      detail::write_line(out, ':', reply.integer());
      break;
    case node::text:
      write_bulk(out, reply.text());
      break;
    case node::array:
      detail::write_line(out, '*', static_cast<std::int64_t>(reply.size()));
      for (std::size_t i = 0; i < reply.size(); ++i) write_reply(out, reply[i]);
  }
}

}  // namespace redlite::resp

// redlite/resp/writer.hpp: commands as bytes of the protocol, RESP2.
//
// Floor: resp. Bytes out, no sockets.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/core/bytes.hpp>  // format_integer
#include <redlite/resp/argv.hpp>   // the words of a command

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

}  // namespace redlite::resp

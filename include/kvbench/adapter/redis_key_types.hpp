// kvbench/adapter/redis_key_types.hpp: how many keys of each type a Redis server holds.
//
// Floor: wing adapter. SCAN finds the keys, TYPE is asked of a page of them at once.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>           // std::size_t
#include <initializer_list>  // words
#include <optional>          // a server that refuses
#include <string>            // bytes, cursors
#include <string_view>       // keys
#include <utility>           // std::exchange

#include <kvbench/adapter/hiredis_connection.hpp>  // the connection
#include <kvbench/redis/key_types.hpp>             // what is counted
#include <redlite/resp/encode.hpp>                 // commands

namespace kvbench::adapter {

/// Yields  the keys of the connection's database by type; nothing where the server refuses SCAN or
///         TYPE.
/// Errors  connection_lost, timeout, protocol.
/// Cost    O(keys), 2 to 4 us each, most of it the server's; a page of a thousand keys a round
///         trip, so that neither side holds more.
inline std::optional<redis::key_types> count_key_types(hiredis_connection& connection) {
  using ::redlite::resp::node;
  redis::key_types types;
  ::redlite::resp::argv words;
  std::string cursor = "0";
  std::string bytes;     // of the TYPEs of a page, and of the SCAN of the next
  std::size_t many = 0;  // commands in `bytes`
  bool is_told = true;
  const auto add = [&](std::initializer_list<std::string_view> command) {
    words.clear();
    for (std::string_view const word : command) words.text(word);
    ::redlite::resp::write_command(bytes, words);
    ++many;
  };
  const auto add_scan = [&] { add({"SCAN", cursor, "COUNT", "1000"}); };
  add_scan();
  while (many != 0) {
    std::string const sent = std::exchange(bytes, {});
    connection.exchange(sent, std::exchange(many, 0), [&](hiredis_reply const& reply) {
      if (reply.type() == node::status) return types.add(reply.text());
      bool const is_page = reply.type() == node::array && reply.size() == 2;
      is_told = is_told && is_page;
      if (!is_page) return;
      cursor = reply[0].text();
      for (std::size_t i = 0; i < reply[1].size(); ++i) add({"TYPE", reply[1][i].text()});
      if (cursor != "0") add_scan();
    });
    if (!is_told) return std::nullopt;
  }
  return types;
}

}  // namespace kvbench::adapter

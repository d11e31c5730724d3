// redlite/db/objects.hpp: what Redis tells of how a key is kept.
//
// Floor: db. Here a value is kept in one way only; the answers are what Redis 7.0 would do with its
// default limits.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/object.hpp>      // the commands
#include <redlite/core/bytes.hpp>          // integers as text
#include <redlite/core/error.hpp>          // OBJECT FREQ
#include <redlite/db/sorted_set_rows.hpp>  // what is a listpack
#include <redlite/db/store.hpp>            // store
#include <redlite/sqlite/statement.hpp>    // statement

#include <cstddef>      // std::size_t
#include <cstdint>      // std::int64_t
#include <limits>       // a reference that is never given up
#include <optional>     // std::optional
#include <string>       // encodings
#include <string_view>  // keys
#include <vector>       // OBJECT HELP

namespace redlite::detail {

class objects {
 public:
  explicit objects(store& at) : at_(at) {}

  std::optional<std::string> run(cmd::object_encoding, std::string_view key) {
    const auto found = at_.look_up(key);
    if (!found) return std::nullopt;
    switch (found->type) {
      case kind::string:
        return encoding_of(string(key));
      case kind::list:
        return "quicklist";
      case kind::hash:
        return found->size <= 512 && longest(longest_field_, *found) <= 64 ? "listpack"
                                                                           : "hashtable";
      case kind::set:
        return found->size <= 512 && all_integers(*found) ? "intset" : "hashtable";
      case kind::sorted_set:
        return sorted_set_rows::packed(*found) ? "listpack" : "skiplist";
      case kind::stream:
        break;
    }
    return "stream";
  }

  std::optional<std::int64_t> run(cmd::object_freq, std::string_view key) {
    if (!at_.look_up(key)) return std::nullopt;
    throw error(errc::generic,
                "ERR An LFU maxmemory policy is not selected, access frequency not tracked. Please "
                "note that when switching between policies at runtime LRU and LFU data will take "
                "some time to adjust.");
  }

  std::optional<std::int64_t> run(cmd::object_idletime, std::string_view key) {
    if (!at_.look_up(key)) return std::nullopt;
    return 0;
  }

  std::optional<std::int64_t> run(cmd::object_refcount, std::string_view key) {
    const auto found = at_.look_up(key);
    if (!found) return std::nullopt;
    if (found->type != kind::string) return 1;
    const auto number = parse_integer(string(key));
    const bool shared = number && *number >= 0 && *number < 10'000;
    return shared ? std::numeric_limits<std::int32_t>::max() : 1;
  }

  std::vector<std::string> run(cmd::object_help) {
    return {"OBJECT <subcommand> [<arg> [value] [opt] ...]. Subcommands are:",
            "ENCODING <key>",
            "    Return the kind of internal representation used in order to store the value",
            "    associated with a <key>.",
            "FREQ <key>",
            "    Return the access frequency index of the <key>. The returned integer is",
            "    proportional to the logarithm of the recent access frequency of the key.",
            "IDLETIME <key>",
            "    Return the idle time of the <key>, that is the approximated number of",
            "    seconds elapsed since the last access to the key.",
            "REFCOUNT <key>",
            "    Return the number of references of the value associated with the specified",
            "    <key>.",
            "HELP",
            "    Prints this help."};
  }

 private:
  static std::string encoding_of(std::string_view value) {
    constexpr std::size_t embedded_max = 44;
    if (parse_integer(value)) return "int";
    return value.size() <= embedded_max ? "embstr" : "raw";
  }

  std::string string(std::string_view key) {
    auto row = string_(at_.place(key), key);
    return row.next() ? std::string(row.bytes(0)) : std::string();
  }

  static std::int64_t longest(sqlite::statement& statement, const collection& of) {
    auto row = statement(of.id);
    return row.next() ? row.integer(0) : 0;
  }

  bool all_integers(const collection& set) {
    auto row = members_(set.id);
    while (row.next()) {
      if (!parse_integer(row.bytes(0))) return false;
    }
    return true;
  }

  store& at_;
  sqlite::statement string_{at_.connection(),
                            "SELECT value FROM entry WHERE place = ?1 AND key = ?2"};
  sqlite::statement members_{at_.connection(),
                             "SELECT member FROM set_member WHERE collection = ?1"};
  sqlite::statement longest_field_{
      at_.connection(),
      "SELECT max(max(length(field)), max(length(value))) FROM hash_field WHERE collection = ?1"};
};

}  // namespace redlite::detail

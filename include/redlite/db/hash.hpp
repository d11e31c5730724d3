// redlite/db/hash.hpp: hashes: a row for each field.
//
// Floor: db.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/hash.hpp>      // the commands
#include <redlite/core/bytes.hpp>        // integers as text
#include <redlite/db/member_order.hpp>   // fields in order
#include <redlite/db/store.hpp>          // store
#include <redlite/sqlite/statement.hpp>  // statement

#include <cstdint>      // std::int64_t
#include <optional>     // std::optional
#include <string>       // values
#include <string_view>  // fields
#include <utility>      // std::pair
#include <vector>       // HGETALL

namespace redlite::detail {

class hashes {
 public:
  explicit hashes(store& at) : at_(at) {}

  /// A field that is there already: one statement, so a transaction by itself.
  std::optional<std::int64_t> fast(cmd::hset, std::string_view key,
                                   const many<field_value>& pairs) {
    if (pairs.size() != 1 || !at_.sole_owner()) return std::nullopt;
    const auto hash = at_.look_up(key);
    if (!hash || hash->type != kind::hash) return std::nullopt;
    if (update_.run(hash->id, pairs[0].field, pairs[0].value) == 1) return 0;
    return std::nullopt;
  }

  std::int64_t run(cmd::hset, std::string_view key, const many<field_value>& pairs) {
    return put(key, pairs);
  }

  std::optional<std::string> run(cmd::hget, std::string_view key, std::string_view field) {
    const auto hash = at_.find(key, kind::hash);
    return hash ? get(*hash, field) : std::nullopt;
  }

  std::vector<std::pair<std::string, std::string>> run(cmd::hgetall, std::string_view key) {
    std::vector<std::pair<std::string, std::string>> all;
    const auto hash = at_.find(key, kind::hash);
    if (!hash) return all;
    all.reserve(static_cast<std::size_t>(hash->size));
    auto row = get_all_(hash->id);
    while (row.next()) all.emplace_back(row.bytes(0), row.bytes(1));
    return all;
  }

  std::vector<std::optional<std::string>> run(cmd::hmget, std::string_view key,
                                              const many<std::string_view>& fields) {
    std::vector<std::optional<std::string>> values(fields.size());
    const auto hash = at_.find(key, kind::hash);
    if (!hash) return values;
    for (std::size_t i = 0; i < fields.size(); ++i) values[i] = get(*hash, fields[i]);
    return values;
  }

  std::int64_t run(cmd::hlen, std::string_view key) {
    const auto hash = at_.find(key, kind::hash);
    return hash ? hash->size : 0;
  }

  std::int64_t run(cmd::hdel, std::string_view key, const many<std::string_view>& fields) {
    auto hash = at_.find(key, kind::hash);
    if (!hash) return 0;
    std::int64_t removed = 0;
    for (const std::string_view field : fields) {
      if (remove_.run(hash->id, field) == 0) continue;
      ++removed;
      order_.removed(hash->id, field);
    }
    if (removed == 0) return 0;
    hash->size -= removed;
    at_.save(key, *hash);
    return removed;
  }

  std::int64_t run(cmd::hincrby, std::string_view key, std::string_view field, std::int64_t delta) {
    collection hash = at_.find_or_make(key, kind::hash);
    const auto text = get(hash, field);
    std::int64_t value = 0;
    if (text) {
      const auto parsed = parse_integer(*text);
      if (!parsed) throw error(errc::not_integer, "ERR hash value is not an integer");
      value = *parsed;
    }
    std::int64_t sum = 0;
    if (__builtin_add_overflow(value, delta, &sum))
      throw error(errc::overflow, "ERR increment or decrement would overflow");
    const std::int64_t before = hash.size;
    put(hash, field, format_integer(sum));
    if (hash.size != before) at_.save(key, hash);
    return sum;
  }

 protected:
  std::optional<std::string> get(const collection& hash, std::string_view field) {
    auto row = get_(hash.id, field);
    if (!row.next()) return std::nullopt;
    return std::string(row.bytes(0));
  }

  /// Yields  how many of the fields were new.
  std::int64_t put(std::string_view key, const many<field_value>& pairs) {
    collection hash = at_.find_or_make(key, kind::hash);
    const std::int64_t before = hash.size;
    for (const auto& [field, value] : pairs) put(hash, field, value);
    if (hash.size != before) at_.save(key, hash);
    return hash.size - before;
  }

  void put(collection& hash, std::string_view field, std::string_view value) {
    if (insert_.run(hash.id, field, value) == 1) {
      ++hash.size;
      order_.added(hash.id, field);
    } else {
      update_.run(hash.id, field, value);
    }
  }

  store& at_;
  member_order order_{at_,
                      kind::hash,
                      {.all = "SELECT field FROM hash_field WHERE collection = ?1 ORDER BY field",
                       .nth = "SELECT field FROM hash_field WHERE collection = ?1 AND field >= ?2 "
                              "ORDER BY field LIMIT 1 OFFSET ?3"}};
  sqlite::statement get_{at_.connection(),
                         "SELECT value FROM hash_field WHERE collection = ?1 AND field = ?2"};
  sqlite::statement get_all_{at_.connection(),
                             "SELECT field, value FROM hash_field WHERE collection = ?1"};
  sqlite::statement insert_{at_.connection(),
                            "INSERT OR IGNORE INTO hash_field (collection, field, value) "
                            "VALUES (?1, ?2, ?3)"};
  sqlite::statement update_{at_.connection(),
                            "UPDATE hash_field SET value = ?3 "
                            "WHERE collection = ?1 AND field = ?2"};
  sqlite::statement remove_{at_.connection(),
                            "DELETE FROM hash_field WHERE collection = ?1 AND field = ?2"};
};

}  // namespace redlite::detail

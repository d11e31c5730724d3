// redlite/db/string_values.hpp: the bytes of a key that holds a string: read, changed, replaced.
//
// Floor: db. What the families of strings share; a string lives in its key's own row.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/core/error.hpp>        // throw_wrong_type
#include <redlite/db/store.hpp>          // store
#include <redlite/sqlite/statement.hpp>  // statement

#include <cstdint>      // std::int64_t
#include <optional>     // std::optional
#include <string>       // values
#include <string_view>  // keys
#include <utility>      // std::forward

namespace redlite::detail {

class string_values {
 public:
  explicit string_values(store& at) : at_(at) {}

  /// Calls `use` with a view of the bytes, or with nothing where the key is absent.
  /// Errors  wrong_type.
  template <class Use>
  decltype(auto) with(std::string_view key, Use&& use) {
    auto row = get_(at_.place(key), key);
    if (!row.next() || expired(row, key)) return std::forward<Use>(use)(optional_view());
    if (row.integer(0) != static_cast<int>(kind::string)) throw_wrong_type();
    return std::forward<Use>(use)(optional_view(row.bytes(2)));
  }

  /// Errors  wrong_type.
  std::optional<std::string> get(std::string_view key) {
    return with(key, [](const optional_view& bytes) {
      return bytes ? std::optional<std::string>(*bytes) : std::nullopt;
    });
  }

  /// Yields  nothing for what is no string.
  std::optional<std::string> get_if_string(std::string_view key) {
    auto row = get_(at_.place(key), key);
    if (!row.next() || expired(row, key) || row.integer(0) != static_cast<int>(kind::string))
      return std::nullopt;
    return std::string(row.bytes(2));
  }

  /// Errors  wrong_type.
  std::int64_t length(std::string_view key) {
    auto row = length_(at_.place(key), key);
    if (!row.next() || expired(row, key)) return 0;
    if (row.integer(0) != static_cast<int>(kind::string)) throw_wrong_type();
    return row.integer(2);
  }

  /// Stores over whatever is there; `old` is what is alive there.
  void put(std::string_view key, std::string_view value, std::int64_t end_ms,
           const std::optional<collection>& old) {
    const sqlite::nullable_integer end{end_ms, end_ms == never_ms};
    if (old && old->type == kind::string) {
      replace_.run(at_.place(key), key, end, value);
      at_.wrote(key);
      return;
    }
    at_.drop(key);
    at_.make_row(at_.database(), key,
                 [&](std::int64_t at) { return insert_.run(at, key, end, value); });
    at_.count_keys(1);
    at_.wrote(key);
  }
  /// The same, without an end.
  void put(std::string_view key, std::string_view value) {
    put(key, value, never_ms, at_.look_up(key));
  }

  /// Stores over a string whose end stays, or, where there is none, makes one.
  void change(std::string_view key, std::string_view value, bool there) {
    if (there) {
      update_.run(at_.place(key), key, value);
      at_.wrote(key);
    } else {
      put(key, value, never_ms, std::nullopt);
    }
  }

  /// Stores over a string, expired or not, and removes its end: one statement, so a transaction by
  /// itself. In a shared file only while nobody watches any key.
  /// Yields  whether it did.
  bool overwrite(std::string_view key, std::string_view value) {
    return overwrite_.run(at_.place(key), key, value) == 1;
  }

 private:
  using optional_view = std::optional<std::string_view>;

  bool expired(const sqlite::rows& row, std::string_view key) {
    if (row.null(1) || row.integer(1) > at_.now_ms()) return false;
    at_.met_expired(key);
    return true;
  }

  store& at_;
  sqlite::statement get_{at_.connection(),
                         "SELECT type, expires_ms, value FROM entry WHERE place = ?1 AND key = ?2"};
  sqlite::statement length_{
      at_.connection(),
      "SELECT type, expires_ms, length(value) FROM entry WHERE place = ?1 AND key = ?2"};
  sqlite::statement overwrite_{at_.connection(),
                               at_.sole_owner() ? "UPDATE entry SET expires_ms = NULL, value = ?3 "
                                                  "WHERE place = ?1 AND key = ?2 AND type = 1"
                                                : "UPDATE entry SET expires_ms = NULL, value = ?3 "
                                                  "WHERE place = ?1 AND key = ?2 AND type = 1 "
                                                  "AND NOT EXISTS (SELECT 1 FROM watch)"};
  sqlite::statement replace_{at_.connection(),
                             "UPDATE entry SET expires_ms = ?3, value = ?4 "
                             "WHERE place = ?1 AND key = ?2"};
  sqlite::statement update_{at_.connection(),
                            "UPDATE entry SET value = ?3 WHERE place = ?1 AND key = ?2"};
  sqlite::statement insert_{at_.connection(),
                            "INSERT OR IGNORE INTO entry (place, key, type, expires_ms, value) "
                            "VALUES (?1, ?2, 1, ?3, ?4)"};
};

}  // namespace redlite::detail

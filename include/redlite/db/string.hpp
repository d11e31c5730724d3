// redlite/db/string.hpp: strings, which live in their key's own row.
//
// Floor: db.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/string.hpp>      // the commands
#include <redlite/core/bytes.hpp>          // integers as text
#include <redlite/db/argument_limits.hpp>  // throw_too_large
#include <redlite/db/expiry.hpp>           // ends
#include <redlite/db/store.hpp>            // store
#include <redlite/sqlite/statement.hpp>    // statement

#include <cstdint>      // std::int64_t
#include <limits>       // overflow
#include <optional>     // std::optional
#include <string>       // values
#include <string_view>  // keys
#include <vector>       // MGET

namespace redlite::detail {

class strings {
 public:
  explicit strings(store& at) : at_(at) {}

  std::optional<std::string> run(cmd::get, std::string_view key) {
    auto row = get_(at_.database(), key);
    if (!row.next() || expired(row, key)) return std::nullopt;
    if (row.integer(0) != static_cast<int>(kind::string)) throw_wrong_type();
    return std::string(row.bytes(2));
  }

  /// The plain SET of a key that holds a string: one statement, so a transaction by itself.
  std::optional<bool> fast(cmd::set, std::string_view key, std::string_view value,
                           const set_options& how) {
    if (how.when != set_if::always || has_end(how) || how.keep_ttl) return std::nullopt;
    if (overwrite_.run(at_.database(), key, value) == 1) return true;
    return std::nullopt;
  }

  bool run(cmd::set, std::string_view key, std::string_view value, const set_options& how) {
    const std::optional<std::int64_t> end = end_of(how);
    const auto old = at_.look_up(key);
    if (old.has_value() ? how.when == set_if::absent : how.when == set_if::present) return false;
    put(key, value, end ? *end : how.keep_ttl && old ? old->expires_ms : never_ms, old);
    return true;
  }

  std::optional<std::string> run(cmd::set, std::string_view key, std::string_view value,
                                 get_previous_tag, const set_options& how) {
    auto previous = run(cmd::get{}, key);
    run(cmd::set{}, key, value, how);
    return previous;
  }

  std::int64_t run(cmd::incr, std::string_view key) { return add(key, 1); }

  std::int64_t run(cmd::append, std::string_view key, std::string_view more) {
    std::int64_t end = never_ms;
    auto value = get_alive(key, &end);
    if (!value) {
      put(key, more, never_ms, at_.look_up(key));
      return static_cast<std::int64_t>(more.size());
    }
    if (value->size() + more.size() > value_bytes_max) throw_too_large();
    if (more.empty()) return static_cast<std::int64_t>(value->size());
    value->append(more);
    update_.run(at_.database(), key, *value);
    return static_cast<std::int64_t>(value->size());
  }

  std::int64_t run(cmd::strlen, std::string_view key) {
    auto row = length_(at_.database(), key);
    if (!row.next() || expired(row, key)) return 0;
    if (row.integer(0) != static_cast<int>(kind::string)) throw_wrong_type();
    return row.integer(2);
  }

  std::vector<std::optional<std::string>> run(cmd::mget, const many<std::string_view>& keys) {
    std::vector<std::optional<std::string>> values;
    values.reserve(keys.size());
    for (const std::string_view key : keys) {
      auto row = get_(at_.database(), key);
      if (!row.next() || expired(row, key) || row.integer(0) != static_cast<int>(kind::string)) {
        values.emplace_back();
      } else {
        values.emplace_back(row.bytes(2));
      }
    }
    return values;
  }

  void run(cmd::mset, const many<key_value>& pairs) {
    for (const auto& [key, value] : pairs) run(cmd::set{}, key, value, set_options{});
  }

 private:
  static bool has_end(const set_options& how) { return how.ex || how.px || how.exat || how.pxat; }

  [[nodiscard]] std::optional<std::int64_t> end_of(const set_options& how) const {
    const int ends = how.ex.has_value() + how.px.has_value() + how.exat.has_value() +
                     how.pxat.has_value() + (how.keep_ttl ? 1 : 0);
    if (ends > 1) throw_syntax();
    if (!has_end(how)) return std::nullopt;
    const bool relative = how.ex || how.px;
    const std::int64_t amount = how.ex     ? *how.ex
                                : how.px   ? *how.px
                                : how.exat ? *how.exat
                                           : *how.pxat;
    if (amount <= 0) throw_bad_expiry("set");
    return expiry_ms(amount, how.ex || how.exat ? 1000 : 1, relative ? at_.now_ms() : 0, "set");
  }

  bool expired(const sqlite::rows& row, std::string_view key) {
    if (row.null(1) || row.integer(1) > at_.now_ms()) return false;
    at_.met_expired(key);
    return true;
  }

  std::optional<std::string> get_alive(std::string_view key, std::int64_t* end) {
    auto row = get_(at_.database(), key);
    if (!row.next() || expired(row, key)) return std::nullopt;
    if (row.integer(0) != static_cast<int>(kind::string)) throw_wrong_type();
    if (!row.null(1)) *end = row.integer(1);
    return std::string(row.bytes(2));
  }

  /// Stores over whatever is there; `old` is what is alive there.
  void put(std::string_view key, std::string_view value, std::int64_t end_ms,
           const std::optional<collection>& old) {
    const sqlite::nullable_integer end{end_ms, end_ms == never_ms};
    if (old && old->type == kind::string) {
      replace_.run(at_.database(), key, end, value);
      return;
    }
    at_.drop(key);
    insert_.run(at_.database(), key, end, value);
    at_.count_keys(1);
  }

  std::int64_t add(std::string_view key, std::int64_t delta) {
    std::int64_t end = never_ms;
    const auto text = get_alive(key, &end);
    std::int64_t value = 0;
    if (text) {
      const auto parsed = parse_integer(*text);
      if (!parsed) throw_not_integer();
      value = *parsed;
    }
    std::int64_t sum = 0;
    if (__builtin_add_overflow(value, delta, &sum))
      throw error(errc::overflow, "ERR increment or decrement would overflow");
    if (text) {
      update_.run(at_.database(), key, format_integer(sum));
    } else {
      put(key, format_integer(sum), never_ms, std::nullopt);
    }
    return sum;
  }

  store& at_;
  sqlite::statement get_{at_.connection(),
                         "SELECT type, expires_ms, value FROM entry WHERE db = ?1 AND key = ?2"};
  sqlite::statement length_{
      at_.connection(),
      "SELECT type, expires_ms, length(value) FROM entry WHERE db = ?1 AND key = ?2"};
  sqlite::statement overwrite_{at_.connection(),
                               "UPDATE entry SET expires_ms = NULL, value = ?3 "
                               "WHERE db = ?1 AND key = ?2 AND type = 1"};
  sqlite::statement replace_{at_.connection(),
                             "UPDATE entry SET expires_ms = ?3, value = ?4 "
                             "WHERE db = ?1 AND key = ?2"};
  sqlite::statement update_{at_.connection(),
                            "UPDATE entry SET value = ?3 WHERE db = ?1 AND key = ?2"};
  sqlite::statement insert_{at_.connection(),
                            "INSERT INTO entry (db, key, type, expires_ms, value) "
                            "VALUES (?1, ?2, 1, ?3, ?4)"};
};

}  // namespace redlite::detail

// redlite/db/hash_field.hpp: hashes by single fields, by all of them, and at random.
//
// Floor: db.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/hash_field.hpp>  // the commands
#include <redlite/core/decimal.hpp>        // HINCRBYFLOAT
#include <redlite/core/error.hpp>          // refusals
#include <redlite/db/hash.hpp>             // hashes
#include <redlite/db/scan.hpp>             // pages

#include <cmath>        // std::isfinite
#include <cstdint>      // std::int64_t
#include <limits>       // the widest count
#include <optional>     // std::optional
#include <string>       // values
#include <string_view>  // fields
#include <utility>      // std::pair
#include <vector>       // HKEYS

namespace redlite::detail {

class hash_fields : public hashes {
 public:
  using hashes::hashes;
  using hashes::run;
  using pair = std::pair<std::string, std::string>;

  bool run(cmd::hexists, std::string_view key, std::string_view field) {
    const auto hash = at_.find(key, kind::hash);
    return hash && get_(hash->id, field).next();
  }

  std::vector<std::string> run(cmd::hkeys, std::string_view key) {
    const auto hash = at_.find(key, kind::hash);
    return hash ? order_.all(*hash) : std::vector<std::string>();
  }

  std::vector<std::string> run(cmd::hvals, std::string_view key) {
    std::vector<std::string> values;
    const auto hash = at_.find(key, kind::hash);
    if (!hash) return values;
    values.reserve(static_cast<std::size_t>(hash->size));
    auto row = get_all_(hash->id);
    while (row.next()) values.emplace_back(row.bytes(1));
    return values;
  }

  bool run(cmd::hsetnx, std::string_view key, std::string_view field, std::string_view value) {
    collection hash = at_.find_or_make(key, kind::hash);
    if (get_(hash.id, field).next()) return false;
    put(hash, field, value);
    at_.save(key, hash);
    return true;
  }

  void run(cmd::hmset, std::string_view key, const many<field_value>& pairs) { put(key, pairs); }

  std::int64_t run(cmd::hstrlen, std::string_view key, std::string_view field) {
    const auto hash = at_.find(key, kind::hash);
    if (!hash) return 0;
    auto row = get_(hash->id, field);
    return row.next() ? static_cast<std::int64_t>(row.bytes(0).size()) : 0;
  }

  decimal run(cmd::hincrbyfloat, std::string_view key, std::string_view field,
              const decimal& delta) {
    if (!std::isfinite(delta.value())) throw error(errc::overflow, "ERR value is NaN or Infinity");
    collection hash = at_.find_or_make(key, kind::hash);
    long double value = 0;
    if (const auto text = get(hash, field)) {
      const auto parsed = decimal::parse(*text);
      if (!parsed) throw error(errc::not_float, "ERR hash value is not a float");
      value = parsed->value();
    }
    const decimal sum(value + delta.value());
    if (!std::isfinite(sum.value()))
      throw error(errc::overflow, "ERR increment would produce NaN or Infinity");
    const std::int64_t before = hash.size;
    put(hash, field, sum.text());
    if (hash.size != before) at_.save(key, hash);
    return sum;
  }

  std::optional<std::string> run(cmd::hrandfield, std::string_view key) {
    const auto hash = at_.find(key, kind::hash);
    if (!hash) return std::nullopt;
    return order_.random(*hash);
  }
  std::vector<std::string> run(cmd::hrandfield, std::string_view key, std::int64_t count) {
    check_random_count(count);
    const auto hash = at_.find(key, kind::hash);
    return hash ? order_.random(*hash, count) : std::vector<std::string>();
  }
  std::vector<pair> run(cmd::hrandfield, std::string_view key, std::int64_t count,
                        with_values_tag) {
    check_random_count(count);
    constexpr std::int64_t widest = std::numeric_limits<std::int64_t>::max() / 2;
    if (count < -widest || count > widest)
      throw error(errc::out_of_range, "ERR value is out of range");
    std::vector<pair> drawn;
    const auto hash = at_.find(key, kind::hash);
    if (!hash) return drawn;
    for (std::string& field : order_.random(*hash, count)) add(*hash, std::move(field), drawn);
    return drawn;
  }

  page<pair> run(cmd::hscan, std::string_view key, std::uint64_t cursor, const scan_options& how) {
    page<pair> found;
    const auto hash = at_.find(key, kind::hash);
    if (!hash) return found;
    const std::int64_t count = scan_count(how);
    if (hash->size <= whole_max && whole(*hash, how, found.items)) return found;
    scan_slice slice = order_.page(*hash, cursor, count);
    found.cursor = slice.cursor;
    found.items.clear();
    for (std::string& field : slice.members) {
      if (scan_matches(how, field)) add(*hash, std::move(field), found.items);
    }
    return found;
  }

 private:
  /// A small hash of short values is one page, whatever was asked for, as a listpack is in Redis.
  static constexpr std::int64_t whole_max = 512;
  static constexpr std::size_t whole_bytes_max = 64;

  /// Yields  whether it was one; else some of it may be in `found`.
  bool whole(const collection& hash, const scan_options& how, std::vector<pair>& found) {
    auto row = get_all_(hash.id);
    while (row.next()) {
      const std::string_view field = row.bytes(0);
      const std::string_view value = row.bytes(1);
      if (field.size() > whole_bytes_max || value.size() > whole_bytes_max) return false;
      if (scan_matches(how, field)) found.emplace_back(field, value);
    }
    return true;
  }

  void add(const collection& hash, std::string&& field, std::vector<pair>& to) {
    auto value = get(hash, field);
    if (value) to.emplace_back(std::move(field), std::move(*value));
  }
};

}  // namespace redlite::detail

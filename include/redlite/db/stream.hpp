// redlite/db/stream.hpp: streams: a row for each entry, its fields packed into one column.
//
// Floor: db. The last id is kept with the collection, so it outlives its entry.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/stream.hpp>    // the commands
#include <redlite/db/entry_fields.hpp>   // pack_fields, unpack_fields
#include <redlite/db/store.hpp>          // store
#include <redlite/sqlite/statement.hpp>  // statement

#include <algorithm>    // std::min
#include <cstdint>      // std::int64_t
#include <limits>       // no limit
#include <optional>     // std::optional
#include <string>       // keys
#include <string_view>  // keys
#include <utility>      // std::pair
#include <vector>       // entries

namespace redlite::detail {

/// Unsigned id parts as SQLite's signed integers, in the same order.
inline std::int64_t stored_id(std::uint64_t part) noexcept {
  return static_cast<std::int64_t>(part ^ (std::uint64_t{1} << 63));
}
inline std::uint64_t loaded_id(std::int64_t part) noexcept {
  return static_cast<std::uint64_t>(part) ^ (std::uint64_t{1} << 63);
}

class streams {
 public:
  explicit streams(store& at) : at_(at) {}

  std::optional<stream_id> run(cmd::xadd, std::string_view key, const stream_id_text& wanted,
                               const many<field_value>& fields, const xadd_options& how) {
    if (how.trim) check(*how.trim);
    if (fields.empty())
      throw error(errc::generic, "ERR wrong number of arguments for 'xadd' command");
    if (!is_automatic(wanted)) check_new(wanted);
    auto found = at_.find(key, kind::stream);
    if (!found && how.no_make_stream) return std::nullopt;
    if (!found) found = make(key);
    const stream_id id = next_id(wanted, last_id(*found));
    insert_.run(found->id, stored_id(id.ms), stored_id(id.seq), pack_fields(fields));
    ++found->size;
    found->head = stored_id(id.ms);
    found->tail = stored_id(id.seq);
    if (how.trim) trim(*found, *how.trim);
    at_.save(key, *found);
    return id;
  }

  std::int64_t run(cmd::xlen, std::string_view key) {
    const auto stream = at_.find(key, kind::stream);
    return stream ? stream->size : 0;
  }

  std::vector<stream_entry> run(cmd::xrange, std::string_view key, const stream_id_text& from,
                                const stream_id_text& to, const xrange_options& how) {
    return range(key, from, to, how, forward_);
  }
  std::vector<stream_entry> run(cmd::xrevrange, std::string_view key, const stream_id_text& to,
                                const stream_id_text& from, const xrange_options& how) {
    return range(key, from, to, how, backward_);
  }

  std::vector<std::pair<std::string, std::vector<stream_entry>>> run(cmd::xread,
                                                                     const many<key_id>& after,
                                                                     const xread_options& how) {
    std::vector<std::optional<stream_id>> ids;
    for (const key_id& each : after) {
      const bool last = !each.id.id() && each.id.text() == "$";
      ids.push_back(last ? std::nullopt : std::optional(each.id.exact()));
    }
    const std::int64_t limit = how.count && *how.count > 0 ? *how.count : no_limit;
    std::vector<std::pair<std::string, std::vector<stream_entry>>> all;
    for (std::size_t i = 0; i < after.size(); ++i) {
      const auto stream = at_.find(after[i].key, kind::stream);
      if (!stream || !ids[i]) continue;
      const auto first = ids[i]->next();
      if (!first || *first > last_id(*stream)) continue;
      auto entries = collect(stream->id, *first, stream_id::max(), limit, forward_);
      if (!entries.empty()) all.emplace_back(after[i].key, std::move(entries));
    }
    return all;
  }

  std::int64_t run(cmd::xdel, std::string_view key, const many<stream_id_text>& ids) {
    auto stream = at_.find(key, kind::stream);
    if (!stream) return 0;  // whatever the ids say
    std::vector<stream_id> exact;
    for (const stream_id_text& id : ids) exact.push_back(id.exact());
    std::int64_t removed = 0;
    for (const stream_id& id : exact) {
      removed += remove_.run(stream->id, stored_id(id.ms), stored_id(id.seq));
    }
    if (removed == 0) return 0;
    stream->size -= removed;
    at_.save(key, *stream);
    return removed;
  }

  std::int64_t run(cmd::xtrim, std::string_view key, const trim_options& how) {
    check(how);
    auto stream = at_.find(key, kind::stream);
    if (!stream) return 0;
    const std::int64_t removed = trim(*stream, how);
    if (removed != 0) at_.save(key, *stream);
    return removed;
  }

 private:
  static constexpr std::int64_t no_limit = std::numeric_limits<std::int64_t>::max();

  static stream_id last_id(const collection& stream) {
    return {loaded_id(stream.head), loaded_id(stream.tail)};
  }

  collection make(std::string_view key) {
    collection made = at_.find_or_make(key, kind::stream);
    made.head = stored_id(0);
    made.tail = stored_id(0);
    return made;
  }

  static bool is_automatic(const stream_id_text& wanted) {
    return !wanted.id() && wanted.text() == "*";
  }
  /// Yields  the milliseconds of "5-*".
  static std::optional<std::uint64_t> half_automatic(const stream_id_text& wanted) {
    if (wanted.id() || !wanted.text().ends_with("-*")) return std::nullopt;
    const auto ms = parse_unsigned(wanted.text().substr(0, wanted.text().size() - 2));
    if (!ms) throw_stream_id();
    return ms;
  }
  static void check_new(const stream_id_text& wanted) {
    if (half_automatic(wanted)) return;
    if (wanted.exact() == stream_id{})
      throw error(errc::stream_id, "ERR The ID specified in XADD must be greater than 0-0");
  }

  [[nodiscard]] stream_id next_id(const stream_id_text& wanted, const stream_id& last) const {
    const auto ms = half_automatic(wanted);
    if (is_automatic(wanted)) {
      const auto now = static_cast<std::uint64_t>(at_.now_ms());
      if (now > last.ms) return {now, 0};
      if (const auto next = last.next()) return *next;
      throw error(errc::stream_id,
                  "ERR The stream has exhausted the last possible ID, unable to add more items");
    }
    if (last == stream_id::max())
      throw error(errc::stream_id,
                  "ERR The stream has exhausted the last possible ID, unable to add more items");
    if (ms) {
      if (*ms > last.ms) return {*ms, 0};
      const auto next = last.next();
      if (*ms == last.ms && next && next->ms == last.ms) return *next;
      throw_too_small();
    }
    const stream_id id = wanted.exact();
    if (id <= last) throw_too_small();
    return id;
  }

  [[noreturn]] static void throw_too_small() {
    throw error(errc::stream_id,
                "ERR The ID specified in XADD is equal or smaller than the target stream top item");
  }

  static void check(const trim_options& how) {
    if (how.max_length && how.min_id)
      throw error(errc::syntax,
                  "ERR syntax error, MAXLEN and MINID options at the same time are not compatible");
    if (!how.max_length && !how.min_id) throw_syntax();
    if (how.max_length && *how.max_length < 0)
      throw error(errc::out_of_range, "ERR The MAXLEN argument must be >= 0.");
    if (how.limit && !how.approximate)
      throw error(errc::syntax,
                  "ERR syntax error, LIMIT cannot be used without the special ~ option");
    if (how.limit && *how.limit < 0)
      throw error(errc::out_of_range, "ERR The LIMIT argument must be >= 0.");
    if (how.min_id) (void)how.min_id->exact();
  }

  std::int64_t trim(collection& stream, const trim_options& how) {
    const std::int64_t most = how.limit && *how.limit > 0 ? *how.limit : no_limit;
    std::int64_t removed = 0;
    if (how.max_length) {
      const std::int64_t beyond = std::min(stream.size - *how.max_length, most);
      if (beyond > 0) removed = remove_first_.run(stream.id, beyond);
    } else {
      const stream_id id = how.min_id->exact();
      removed = remove_below_.run(stream.id, stored_id(id.ms), stored_id(id.seq), most);
    }
    stream.size -= removed;
    return removed;
  }

  /// Yields  the id of a range's end; nothing where "(" leaves none.
  static stream_id range_end(const stream_id_text& end, bool is_start) {
    if (end.id()) return *end.id();
    std::string_view text = end.text();
    if (text == "-") return stream_id{};
    if (text == "+") return stream_id::max();
    const bool excluded = text.starts_with('(');
    if (excluded) text.remove_prefix(1);
    const std::uint64_t missing = is_start ? 0 : std::numeric_limits<std::uint64_t>::max();
    const auto id = stream_id::parse(text, missing);
    if (!id) throw_stream_id();
    if (!excluded) return *id;
    const auto inside = is_start ? id->next() : id->previous();
    if (!inside)
      throw error(errc::stream_id, is_start ? "ERR invalid start ID for the interval"
                                            : "ERR invalid end ID for the interval");
    return *inside;
  }

  std::vector<stream_entry> range(std::string_view key, const stream_id_text& from,
                                  const stream_id_text& to, const xrange_options& how,
                                  sqlite::statement& select) {
    const stream_id first = range_end(from, true);
    const stream_id last = range_end(to, false);
    const auto stream = at_.find(key, kind::stream);
    if (!stream || (how.count && *how.count <= 0) || first > last) return {};
    return collect(stream->id, first, last, how.count.value_or(no_limit), select);
  }

  std::vector<stream_entry> collect(std::int64_t id, const stream_id& first, const stream_id& last,
                                    std::int64_t limit, sqlite::statement& select) {
    std::vector<stream_entry> entries;
    auto row = select(id, stored_id(first.ms), stored_id(first.seq), stored_id(last.ms),
                      stored_id(last.seq), limit);
    while (row.next()) {
      entries.push_back(
          {{loaded_id(row.integer(0)), loaded_id(row.integer(1))}, unpack_fields(row.bytes(2))});
    }
    return entries;
  }

  store& at_;
  sqlite::statement insert_{at_.connection(),
                            "INSERT INTO stream_entry (collection, ms, seq, fields) "
                            "VALUES (?1, ?2, ?3, ?4)"};
  sqlite::statement forward_{at_.connection(),
                             "SELECT ms, seq, fields FROM stream_entry WHERE collection = ?1 "
                             "AND (ms, seq) >= (?2, ?3) AND (ms, seq) <= (?4, ?5) "
                             "ORDER BY ms, seq LIMIT ?6"};
  sqlite::statement backward_{at_.connection(),
                              "SELECT ms, seq, fields FROM stream_entry WHERE collection = ?1 "
                              "AND (ms, seq) >= (?2, ?3) AND (ms, seq) <= (?4, ?5) "
                              "ORDER BY ms DESC, seq DESC LIMIT ?6"};
  sqlite::statement remove_{at_.connection(),
                            "DELETE FROM stream_entry WHERE collection = ?1 AND ms = ?2 "
                            "AND seq = ?3"};
  sqlite::statement remove_first_{
      at_.connection(),
      "DELETE FROM stream_entry WHERE collection = ?1 AND (ms, seq) <= "
      "(SELECT ms, seq FROM stream_entry WHERE collection = ?1 ORDER BY ms, seq "
      "LIMIT 1 OFFSET ?2 - 1)"};
  sqlite::statement remove_below_{
      at_.connection(),
      "DELETE FROM stream_entry WHERE collection = ?1 AND (ms, seq) IN "
      "(SELECT ms, seq FROM stream_entry WHERE collection = ?1 AND (ms, seq) < (?2, ?3) "
      "ORDER BY ms, seq LIMIT ?4)"};
};

}  // namespace redlite::detail

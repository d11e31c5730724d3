// redlite/db/stream_rows.hpp: a stream's rows: its entries by id, and what it knows of its past.
//
// Floor: db. What the stream, group and XINFO commands share; it knows no command.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/reply.hpp>      // stream_entry
#include <redlite/command/stream_id.hpp>  // stream_id
#include <redlite/core/error.hpp>         // error
#include <redlite/db/entry_fields.hpp>    // unpack_fields
#include <redlite/db/store.hpp>           // store
#include <redlite/db/stream_lag.hpp>      // stream_state
#include <redlite/sqlite/statement.hpp>   // statement

#include <cstdint>      // std::int64_t
#include <limits>       // no limit
#include <optional>     // std::optional
#include <string_view>  // texts
#include <vector>       // entries

namespace redlite::detail {

/// Unsigned id parts as SQLite's signed integers, in the same order.
inline std::int64_t stored_id(std::uint64_t part) noexcept {
  return static_cast<std::int64_t>(part ^ (std::uint64_t{1} << 63));
}
inline std::uint64_t loaded_id(std::int64_t part) noexcept {
  return static_cast<std::uint64_t>(part) ^ (std::uint64_t{1} << 63);
}
/// Yields  the id in this column and the next.
inline stream_id id_in(const sqlite::rows& row, int column) noexcept {
  return {loaded_id(row.integer(column)), loaded_id(row.integer(column + 1))};
}
inline stream_id last_id(const collection& stream) noexcept {
  return {loaded_id(stream.head), loaded_id(stream.tail)};
}

inline constexpr std::int64_t no_limit = std::numeric_limits<std::int64_t>::max();

/// Yields  the id of a range's end.
/// Errors  stream_id where the text is none, or "(" leaves nothing beyond.
inline stream_id range_end(const stream_id_text& end, bool is_start) {
  if (end.id()) return *end.id();
  std::string_view text = end.text();
  if (text == "-") return stream_id{};
  if (text == "+") return stream_id::max();
  const bool excluded = text.size() > 1 && text.front() == '(';
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

/// What a stream knows of entries that are gone.
struct stream_past {
  std::int64_t removed = 0;  // how many, wrapping
  stream_id max_deleted;     // the highest that XDEL took, 0-0 for none
};

class stream_rows {
 public:
  explicit stream_rows(store& at) : at_(at) {}

  /// Yields  the entries between two ids, both included, from the lowest up or the highest down.
  std::vector<stream_entry> collect(std::int64_t stream, const stream_id& first,
                                    const stream_id& last, std::int64_t limit,
                                    bool backward = false) {
    std::vector<stream_entry> entries;
    if (first > last) return entries;
    auto row = (backward ? backward_ : forward_)(stream, stored_id(first.ms), stored_id(first.seq),
                                                 stored_id(last.ms), stored_id(last.seq), limit);
    while (row.next()) entries.push_back({id_in(row, 0), unpack_fields(row.bytes(2))});
    return entries;
  }

  std::optional<stream_entry> find(std::int64_t stream, const stream_id& id) {
    auto row = find_(stream, stored_id(id.ms), stored_id(id.seq));
    if (!row.next()) return std::nullopt;
    return stream_entry{id, unpack_fields(row.bytes(0))};
  }

  std::optional<stream_entry> first(std::int64_t stream) { return edge(stream, false); }
  std::optional<stream_entry> last(std::int64_t stream) { return edge(stream, true); }

  stream_state state(const collection& stream) {
    const stream_past gone = past(stream.id);
    const auto lowest = first(stream.id);
    return {stream.size, wrapped_sum(stream.size, gone.removed), lowest ? lowest->id : stream_id{},
            last_id(stream), gone.max_deleted};
  }
  stream_past past(std::int64_t stream) {
    auto row = past_(stream);
    if (!row.next()) return {};
    return {row.integer(0), row.null(1) ? stream_id{} : id_in(row, 1)};
  }
  void set_past(std::int64_t stream, const stream_past& past) {
    const bool none = past.max_deleted == stream_id{};
    set_past_.run(stream, past.removed,
                  sqlite::nullable_integer{stored_id(past.max_deleted.ms), none},
                  sqlite::nullable_integer{stored_id(past.max_deleted.seq), none});
  }
  void count_removed(std::int64_t stream, std::int64_t more) { add_removed_.run(stream, more); }

 private:
  std::optional<stream_entry> edge(std::int64_t stream, bool backward) {
    auto found = collect(stream, {}, stream_id::max(), 1, backward);
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
  }

  store& at_;
  sqlite::statement forward_{at_.connection(),
                             "SELECT ms, seq, fields FROM stream_entry WHERE collection = ?1 "
                             "AND (ms, seq) >= (?2, ?3) AND (ms, seq) <= (?4, ?5) "
                             "ORDER BY ms, seq LIMIT ?6"};
  sqlite::statement backward_{at_.connection(),
                              "SELECT ms, seq, fields FROM stream_entry WHERE collection = ?1 "
                              "AND (ms, seq) >= (?2, ?3) AND (ms, seq) <= (?4, ?5) "
                              "ORDER BY ms DESC, seq DESC LIMIT ?6"};
  sqlite::statement find_{at_.connection(),
                          "SELECT fields FROM stream_entry WHERE collection = ?1 AND ms = ?2 "
                          "AND seq = ?3"};
  sqlite::statement past_{at_.connection(),
                          "SELECT removed, deleted_ms, deleted_seq FROM collection WHERE id = ?1"};
  sqlite::statement set_past_{at_.connection(),
                              "UPDATE collection SET removed = ?2, deleted_ms = ?3, "
                              "deleted_seq = ?4 WHERE id = ?1"};
  // The sum of two integers that overflow is a float to SQLite: take 2^64 off before.
  sqlite::statement add_removed_{
      at_.connection(),
      "UPDATE collection SET removed = CASE WHEN removed <= 9223372036854775807 - ?2 "
      "THEN removed + ?2 ELSE (removed - 9223372036854775807) + (?2 - 9223372036854775807) - 2 END "
      "WHERE id = ?1"};
};

}  // namespace redlite::detail

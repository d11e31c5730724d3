// redlite/db/stream.hpp: streams: a row for each entry, its fields packed into one column.
//
// Floor: db. The last id is kept with the collection, so it outlives its entry.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/stream.hpp>      // the commands
#include <redlite/db/argument_limits.hpp>  // throw_wrong_arity
#include <redlite/db/entry_fields.hpp>     // pack_fields
#include <redlite/db/store.hpp>            // store
#include <redlite/db/stream_new_id.hpp>    // XADD's ids
#include <redlite/db/stream_rows.hpp>      // entries
#include <redlite/sqlite/statement.hpp>    // statement

#include <algorithm>    // std::min, std::max
#include <cstdint>      // std::int64_t
#include <optional>     // std::optional
#include <string>       // keys
#include <string_view>  // keys
#include <utility>      // std::pair
#include <vector>       // entries

namespace redlite::detail {

template <>
inline constexpr bool refuses_empty_itself<cmd::xadd> = true;
template <>
inline constexpr bool refuses_empty_itself<cmd::xread> = true;

class streams {
 public:
  explicit streams(store& at) : at_(at), rows_(at) {}

  std::optional<stream_id> run(cmd::xadd, std::string_view key, const stream_id_text& id_text,
                               const many<field_value>& fields, const xadd_options& how) {
    const trim_options cut = how.trim.value_or(trim_options{});
    if (fields.empty() && !cut.max_length && !cut.min_id && !cut.limit) throw_wrong_arity("XADD");
    check_values(cut);
    const new_stream_id wanted(id_text);
    check_choice(cut, false);
    if (fields.empty()) throw_wrong_arity("XADD");
    wanted.check();
    auto found = at_.find(key, kind::stream);
    if (!found && how.no_make_stream) return std::nullopt;
    if (!found) found = make(key);
    const stream_id id = wanted.after(last_id(*found), at_.now_ms());
    insert_.run(found->id, stored_id(id.ms), stored_id(id.seq), pack_fields(fields));
    ++found->size;
    found->head = stored_id(id.ms);
    found->tail = stored_id(id.seq);
    trim(*found, cut);
    at_.save(key, *found);
    return id;
  }

  std::int64_t run(cmd::xlen, std::string_view key) {
    const auto stream = at_.find(key, kind::stream);
    return stream ? stream->size : 0;
  }

  std::vector<stream_entry> run(cmd::xrange, std::string_view key, const stream_id_text& from,
                                const stream_id_text& to, const xrange_options& how) {
    return range(key, from, to, how, false);
  }
  std::vector<stream_entry> run(cmd::xrevrange, std::string_view key, const stream_id_text& to,
                                const stream_id_text& from, const xrange_options& how) {
    return range(key, from, to, how, true);
  }

  std::vector<std::pair<std::string, std::vector<stream_entry>>> run(cmd::xread,
                                                                     const many<key_id>& after,
                                                                     const xread_options& how) {
    if (after.empty() && !how.count) throw_wrong_arity("XREAD");
    if (after.empty()) throw_syntax();
    struct wanted {
      std::string_view key;
      std::int64_t stream;
      stream_id first;
    };
    std::vector<wanted> readable;
    for (const key_id& each : after) {
      const auto stream = at_.find(each.key, kind::stream);
      const auto id = after_id(each.id);
      if (!stream || !id) continue;
      const auto first = id->next();
      if (first && *first <= last_id(*stream)) readable.push_back({each.key, stream->id, *first});
    }
    const std::int64_t limit = how.count && *how.count > 0 ? *how.count : no_limit;
    std::vector<std::pair<std::string, std::vector<stream_entry>>> all;
    for (const wanted& each : readable) {
      auto entries = rows_.collect(each.stream, each.first, stream_id::max(), limit);
      if (!entries.empty()) all.emplace_back(each.key, std::move(entries));
    }
    return all;
  }

  std::int64_t run(cmd::xdel, std::string_view key, const many<stream_id_text>& ids) {
    auto stream = at_.find(key, kind::stream);
    if (!stream) return 0;  // whatever the ids say
    std::vector<stream_id> exact;
    for (const stream_id_text& id : ids) exact.push_back(id.exact());
    stream_past past = rows_.past(stream->id);
    std::int64_t removed = 0;
    for (const stream_id& id : exact) {
      if (remove_.run(stream->id, stored_id(id.ms), stored_id(id.seq)) == 0) continue;
      ++removed;
      past.max_deleted = std::max(past.max_deleted, id);
    }
    if (removed == 0) return 0;
    stream->size -= removed;
    at_.save(key, *stream);
    past.removed = wrapped_sum(past.removed, removed);
    rows_.set_past(stream->id, past);
    return removed;
  }

  std::int64_t run(cmd::xtrim, std::string_view key, const trim_options& how) {
    check_values(how);
    check_choice(how, true);
    auto stream = at_.find(key, kind::stream);
    if (!stream) return 0;
    const std::int64_t removed = trim(*stream, how);
    if (removed != 0) at_.save(key, *stream);
    return removed;
  }

  void run(cmd::xsetid, std::string_view key, const stream_id_text& last,
           const xsetid_options& how) {
    const stream_id id = last.exact();
    if (how.entries_added && *how.entries_added < 0)
      throw error(errc::out_of_range, "ERR entries_added must be positive");
    const stream_id deleted = how.max_deleted_id ? how.max_deleted_id->exact() : stream_id{};
    if (id < deleted)
      throw error(errc::stream_id,
                  "ERR The ID specified in XSETID is smaller than the provided "
                  "max_deleted_entry_id");
    auto stream = at_.find(key, kind::stream);
    if (!stream) throw error(errc::generic, "ERR no such key");
    if (stream->size > 0) {
      if (id < rows_.last(stream->id)->id)
        throw error(errc::stream_id,
                    "ERR The ID specified in XSETID is smaller than the target stream top item");
      if (how.entries_added && *how.entries_added < stream->size)
        throw error(errc::generic,
                    "ERR The entries_added specified in XSETID is smaller than the target stream "
                    "length");
    }
    stream->head = stored_id(id.ms);
    stream->tail = stored_id(id.seq);
    at_.save(key, *stream);
    if (!how.entries_added && deleted == stream_id{}) return;
    stream_past past = rows_.past(stream->id);
    if (how.entries_added) past.removed = *how.entries_added - stream->size;
    if (deleted != stream_id{}) past.max_deleted = deleted;
    rows_.set_past(stream->id, past);
  }

 private:
  /// Yields  the id after which XREAD reads; nothing for "$", the last one.
  static std::optional<stream_id> after_id(const stream_id_text& id) {
    if (!id.id() && id.text() == "$") return std::nullopt;
    if (!id.id() && id.text() == ">")
      throw error(errc::stream_id,
                  "ERR The > ID can be specified only when calling XREADGROUP using the GROUP "
                  "<group> <consumer> option.");
    return id.exact();
  }

  collection make(std::string_view key) {
    collection made = at_.find_or_make(key, kind::stream);
    made.head = stored_id(0);
    made.tail = stored_id(0);
    return made;
  }

  // In two steps, because Redis reads XADD's id between them.
  static void check_values(const trim_options& how) {
    if (how.max_length && *how.max_length < 0)
      throw error(errc::out_of_range, "ERR The MAXLEN argument must be >= 0.");
    if (how.max_length && how.min_id)
      throw error(errc::syntax,
                  "ERR syntax error, MAXLEN and MINID options at the same time are not compatible");
    if (how.min_id) (void)how.min_id->exact();
    if (how.limit && *how.limit < 0)
      throw error(errc::out_of_range, "ERR The LIMIT argument must be >= 0.");
  }
  static void check_choice(const trim_options& how, bool must_trim) {
    const bool none = !how.max_length && !how.min_id;
    if (none && how.limit.value_or(0) != 0)
      throw error(errc::syntax,
                  "ERR syntax error, LIMIT cannot be used without specifying a trimming strategy");
    if (none && must_trim && !how.limit) throw_wrong_arity("XTRIM");
    if (none && must_trim)
      throw error(errc::syntax, "ERR syntax error, XTRIM must be called with a trimming strategy");
    if (how.limit && (none || !how.approximate))
      throw error(errc::syntax,
                  "ERR syntax error, LIMIT cannot be used without the special ~ option");
  }

  std::int64_t trim(collection& stream, const trim_options& how) {
    const std::int64_t most = how.limit && *how.limit > 0 ? *how.limit : no_limit;
    std::int64_t removed = 0;
    if (how.max_length) {
      const std::int64_t beyond = std::min(stream.size - *how.max_length, most);
      if (beyond > 0) removed = remove_first_.run(stream.id, beyond);
    } else if (how.min_id) {
      const stream_id id = how.min_id->exact();
      removed = remove_below_.run(stream.id, stored_id(id.ms), stored_id(id.seq), most);
    }
    stream.size -= removed;
    if (removed != 0) rows_.count_removed(stream.id, removed);
    return removed;
  }

  std::vector<stream_entry> range(std::string_view key, const stream_id_text& from,
                                  const stream_id_text& to, const xrange_options& how,
                                  bool backward) {
    const stream_id first = range_end(from, true);
    const stream_id last = range_end(to, false);
    const auto stream = at_.find(key, kind::stream);
    if (!stream || (how.count && *how.count <= 0)) return {};
    return rows_.collect(stream->id, first, last, how.count.value_or(no_limit), backward);
  }

  store& at_;
  stream_rows rows_;
  sqlite::statement insert_{at_.connection(),
                            "INSERT INTO stream_entry (collection, ms, seq, fields) "
                            "VALUES (?1, ?2, ?3, ?4)"};
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

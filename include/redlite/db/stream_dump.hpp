// redlite/db/stream_dump.hpp: a stream with its groups, consumers and pending entries, as bytes and
// back.
//
// Floor: db.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/db/dump_format.hpp>    // payloads
#include <redlite/db/store.hpp>          // store
#include <redlite/sqlite/statement.hpp>  // statement

#include <cstdint>  // std::int64_t
#include <vector>   // rows

namespace redlite::detail {

/// Ids are written as they are kept, less 2^63.
class stream_dumps {
 public:
  explicit stream_dumps(store& at) : at_(at) {}

  void write(dump_writer& to, const collection& stream) {
    to.signed_number(stream.head);
    to.signed_number(stream.tail);
    {
      auto row = facts_(stream.id);
      const bool there = row.next();
      to.signed_number(there ? row.integer(0) : 0);
      const bool deleted = there && !row.null(1);
      to.number(deleted ? 1 : 0);
      if (deleted) {
        to.signed_number(row.integer(1));
        to.signed_number(row.integer(2));
      }
    }
    to.number(static_cast<std::uint64_t>(stream.size));
    auto row = entries_(stream.id);
    while (row.next()) {
      to.signed_number(row.integer(0));
      to.signed_number(row.integer(1));
      to.bytes(row.bytes(2));
    }
    to.number(count(count_groups_(stream.id)));
    auto group = groups_(stream.id);
    while (group.next()) write_group(to, group);
  }

  void read(dump_reader& from, collection& stream) {
    stream.head = from.signed_number();
    stream.tail = from.signed_number();
    const std::int64_t removed = from.signed_number();
    sqlite::nullable_integer deleted_ms;
    sqlite::nullable_integer deleted_seq;
    if (from.number() != 0) {
      deleted_ms = {from.signed_number(), false};
      deleted_seq = {from.signed_number(), false};
    }
    set_facts_.run(stream.id, removed, deleted_ms, deleted_seq);
    const std::uint64_t size = from.number();
    for (std::uint64_t i = 0; i < size; ++i) {
      const std::int64_t ms = from.signed_number();
      const std::int64_t seq = from.signed_number();
      const bool above_last = ms > stream.head || (ms == stream.head && seq > stream.tail);
      if (above_last || add_entry_.run(stream.id, ms, seq, from.bytes()) == 0) dump_reader::bad();
      ++stream.size;
    }
    const std::uint64_t groups = from.number();
    for (std::uint64_t i = 0; i < groups; ++i) read_group(from, stream.id);
  }

 private:
  static std::uint64_t count(sqlite::rows row) {
    return row.next() ? static_cast<std::uint64_t>(row.integer(0)) : 0;
  }

  void write_group(dump_writer& to, const sqlite::rows& group) {
    const std::int64_t id = group.integer(0);
    to.bytes(group.bytes(1));
    to.signed_number(group.integer(2));
    to.signed_number(group.integer(3));
    to.number(group.null(4) ? 0 : 1);
    if (!group.null(4)) to.signed_number(group.integer(4));
    to.number(count(count_consumers_(id)));
    auto consumer = consumers_(id);
    while (consumer.next()) {
      to.bytes(consumer.bytes(1));
      to.signed_number(consumer.integer(2));
      to.number(static_cast<std::uint64_t>(consumer.integer(3)));
      auto each = pending_(id, consumer.integer(0));
      while (each.next()) {
        for (int column = 0; column < 4; ++column) to.signed_number(each.integer(column));
      }
    }
  }

  void read_group(dump_reader& from, std::int64_t stream) {
    const std::string_view name = from.bytes();
    const std::int64_t ms = from.signed_number();
    const std::int64_t seq = from.signed_number();
    sqlite::nullable_integer entries_read;
    if (from.number() != 0) entries_read = {from.signed_number(), false};
    if (add_group_.run(stream, name, ms, seq, entries_read) == 0) dump_reader::bad();
    const std::int64_t group = at_.connection().last_rowid();
    const std::uint64_t consumers = from.number();
    for (std::uint64_t i = 0; i < consumers; ++i) {
      const std::string_view consumer_name = from.bytes();
      const std::int64_t seen_ms = from.signed_number();
      const std::uint64_t pending = from.number();
      if (add_consumer_.run(group, consumer_name, seen_ms, pending) == 0) dump_reader::bad();
      const std::int64_t consumer = at_.connection().last_rowid();
      for (std::uint64_t p = 0; p < pending; ++p) {
        const std::int64_t entry_ms = from.signed_number();
        const std::int64_t entry_seq = from.signed_number();
        const std::int64_t delivered_ms = from.signed_number();
        const std::int64_t deliveries = from.signed_number();
        if (add_pending_.run(group, entry_ms, entry_seq, consumer, delivered_ms, deliveries) == 0)
          dump_reader::bad();
      }
    }
  }

  store& at_;
  using statement = sqlite::statement;
  statement facts_{at_.connection(),
                   "SELECT removed, deleted_ms, deleted_seq FROM collection WHERE id = ?1"};
  statement set_facts_{at_.connection(),
                       "UPDATE collection SET removed = ?2, deleted_ms = ?3, deleted_seq = ?4 "
                       "WHERE id = ?1"};
  statement entries_{at_.connection(),
                     "SELECT ms, seq, fields FROM stream_entry WHERE collection = ?1 "
                     "ORDER BY ms, seq"};
  statement add_entry_{at_.connection(),
                       "INSERT OR IGNORE INTO stream_entry (collection, ms, seq, fields) "
                       "VALUES (?1, ?2, ?3, ?4)"};
  statement count_groups_{at_.connection(),
                          "SELECT count(*) FROM stream_group WHERE collection = ?1"};
  statement groups_{at_.connection(),
                    "SELECT id, name, ms, seq, entries_read FROM stream_group "
                    "WHERE collection = ?1 ORDER BY name"};
  statement add_group_{at_.connection(),
                       "INSERT OR IGNORE INTO stream_group "
                       "(collection, name, ms, seq, entries_read) VALUES (?1, ?2, ?3, ?4, ?5)"};
  statement count_consumers_{at_.connection(),
                             "SELECT count(*) FROM stream_consumer WHERE group_id = ?1"};
  statement consumers_{at_.connection(),
                       "SELECT id, name, seen_ms, pending FROM stream_consumer "
                       "WHERE group_id = ?1 ORDER BY name"};
  statement add_consumer_{at_.connection(),
                          "INSERT OR IGNORE INTO stream_consumer "
                          "(group_id, name, seen_ms, pending) VALUES (?1, ?2, ?3, ?4)"};
  statement pending_{at_.connection(),
                     "SELECT ms, seq, delivered_ms, deliveries FROM stream_pending "
                     "WHERE group_id = ?1 AND consumer_id = ?2 ORDER BY ms, seq"};
  statement add_pending_{at_.connection(),
                         "INSERT OR IGNORE INTO stream_pending "
                         "(group_id, ms, seq, consumer_id, delivered_ms, deliveries) "
                         "VALUES (?1, ?2, ?3, ?4, ?5, ?6)"};
};

}  // namespace redlite::detail

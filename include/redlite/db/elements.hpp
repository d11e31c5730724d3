// redlite/db/elements.hpp: the elements of collections as a whole: removed, removed in part,
// copied.
//
// Floor: db. What an element is only its family knows; which table and columns hold it is said
// here.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/db/collection.hpp>      // kind
#include <redlite/sqlite/connection.hpp>  // connection
#include <redlite/sqlite/statement.hpp>   // statement

#include <array>    // a table for each kind
#include <cstddef>  // std::size_t
#include <cstdint>  // std::int64_t

namespace redlite::detail {

class elements {
 public:
  explicit elements(sqlite::connection& at) : at_(at) {}

  /// Inside a transaction: removes all elements of the collection, and what hangs on it.
  void drop(kind type, std::int64_t id) {
    of(type).drop.run(id);
    drop_groups(type, id);
  }

  /// Removes up to so many elements. Yields how many.
  std::int64_t drop_some(kind type, std::int64_t id, std::int64_t most) {
    drop_groups(type, id);
    return of(type).drop_some.run(id, most);
  }

  /// Yields  the id of a new collection with the same in it.
  std::int64_t copy(kind type, std::int64_t from) {
    copy_collection_.run(from);
    const std::int64_t to = at_.last_rowid();
    of(type).copy.run(from, to);
    if (type == kind::stream) {
      copy_groups_.run(from, to);
      copy_consumers_.run(from, to);
      copy_pending_.run(from, to);
    }
    return to;
  }

 private:
  using statement = sqlite::statement;
  struct table {
    statement drop;
    statement drop_some;
    statement copy;
  };

  table& of(kind type) {
    return tables_[static_cast<std::size_t>(type) - static_cast<std::size_t>(kind::list)];
  }

  void drop_groups(kind type, std::int64_t id) {
    if (type != kind::stream) return;
    drop_pending_.run(id);
    drop_consumers_.run(id);
    drop_groups_.run(id);
  }

  sqlite::connection& at_;
  std::array<table, 5> tables_{{
      {{at_, "DELETE FROM list_item WHERE collection = ?1"},
       {at_,
        "DELETE FROM list_item WHERE collection = ?1 AND position IN "
        "(SELECT position FROM list_item WHERE collection = ?1 LIMIT ?2)"},
       {at_,
        "INSERT INTO list_item (collection, position, value) "
        "SELECT ?2, position, value FROM list_item WHERE collection = ?1"}},
      {{at_, "DELETE FROM hash_field WHERE collection = ?1"},
       {at_,
        "DELETE FROM hash_field WHERE collection = ?1 AND field IN "
        "(SELECT field FROM hash_field WHERE collection = ?1 LIMIT ?2)"},
       {at_,
        "INSERT INTO hash_field (collection, field, value) "
        "SELECT ?2, field, value FROM hash_field WHERE collection = ?1"}},
      {{at_, "DELETE FROM set_member WHERE collection = ?1"},
       {at_,
        "DELETE FROM set_member WHERE collection = ?1 AND member IN "
        "(SELECT member FROM set_member WHERE collection = ?1 LIMIT ?2)"},
       {at_,
        "INSERT INTO set_member (collection, member) "
        "SELECT ?2, member FROM set_member WHERE collection = ?1"}},
      {{at_, "DELETE FROM zset_member WHERE collection = ?1"},
       {at_,
        "DELETE FROM zset_member WHERE collection = ?1 AND member IN "
        "(SELECT member FROM zset_member WHERE collection = ?1 LIMIT ?2)"},
       {at_,
        "INSERT INTO zset_member (collection, member, score) "
        "SELECT ?2, member, score FROM zset_member WHERE collection = ?1"}},
      {{at_, "DELETE FROM stream_entry WHERE collection = ?1"},
       {at_,
        "DELETE FROM stream_entry WHERE collection = ?1 AND (ms, seq) IN "
        "(SELECT ms, seq FROM stream_entry WHERE collection = ?1 LIMIT ?2)"},
       {at_,
        "INSERT INTO stream_entry (collection, ms, seq, fields) "
        "SELECT ?2, ms, seq, fields FROM stream_entry WHERE collection = ?1"}},
  }};
  statement copy_collection_{
      at_,
      "INSERT INTO collection (size, head, tail, removed, deleted_ms, deleted_seq) "
      "SELECT size, head, tail, removed, deleted_ms, deleted_seq FROM collection WHERE id = ?1"};
  statement drop_pending_{at_,
                          "DELETE FROM stream_pending WHERE group_id IN "
                          "(SELECT id FROM stream_group WHERE collection = ?1)"};
  statement drop_consumers_{at_,
                            "DELETE FROM stream_consumer WHERE group_id IN "
                            "(SELECT id FROM stream_group WHERE collection = ?1)"};
  statement drop_groups_{at_, "DELETE FROM stream_group WHERE collection = ?1"};
  statement copy_groups_{at_,
                         "INSERT INTO stream_group (collection, name, ms, seq, entries_read) "
                         "SELECT ?2, name, ms, seq, entries_read FROM stream_group "
                         "WHERE collection = ?1"};
  statement copy_consumers_{at_,
                            "INSERT INTO stream_consumer (group_id, name, seen_ms, pending) "
                            "SELECT t.id, c.name, c.seen_ms, c.pending FROM stream_group f "
                            "JOIN stream_group t ON t.collection = ?2 AND t.name = f.name "
                            "JOIN stream_consumer c ON c.group_id = f.id WHERE f.collection = ?1"};
  statement copy_pending_{
      at_,
      "INSERT INTO stream_pending (group_id, ms, seq, consumer_id, delivered_ms, deliveries) "
      "SELECT t.id, p.ms, p.seq, d.id, p.delivered_ms, p.deliveries FROM stream_group f "
      "JOIN stream_group t ON t.collection = ?2 AND t.name = f.name "
      "JOIN stream_pending p ON p.group_id = f.id "
      "JOIN stream_consumer c ON c.id = p.consumer_id "
      "JOIN stream_consumer d ON d.group_id = t.id AND d.name = c.name WHERE f.collection = ?1"};
};

}  // namespace redlite::detail

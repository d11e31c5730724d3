// redlite/db/schema.hpp: the tables and views of a store's file, and how older files are brought
// up.
//
// Floor: db. docs/schema.md explains the columns to a person with the sqlite3 shell.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/core/error.hpp>         // error
#include <redlite/db/place.hpp>           // place_of
#include <redlite/sqlite/connection.hpp>  // connection
#include <redlite/sqlite/function.hpp>    // lend
#include <redlite/sqlite/statement.hpp>   // statement

#include <array>        // the steps
#include <cstdint>      // std::int64_t
#include <string>       // messages
#include <string_view>  // keys

namespace redlite::detail {

/// "rdlt": marks the file as a store of ours.
inline constexpr std::int64_t application_id = 0x72646c74;

/// Step i brings a file from version i to version i + 1. Never change one that was released.
inline constexpr std::array<const char*, 2> schema_steps = {R"sql(
CREATE TABLE entry (            -- every key; a string's bytes are right here
  db         INTEGER NOT NULL,
  key        BLOB    NOT NULL,
  type       INTEGER NOT NULL,  -- 1 string, 2 list, 3 hash, 4 set, 5 sorted set, 6 stream
  expires_ms INTEGER,           -- Unix time in milliseconds; NULL: never
  collection INTEGER,           -- NULL for a string
  value      BLOB,              -- NULL for all others
  PRIMARY KEY (db, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE collection (       -- what a list, hash, set, sorted set or stream knows of itself
  id         INTEGER PRIMARY KEY,
  size       INTEGER NOT NULL,
  head       INTEGER NOT NULL DEFAULT 0,  -- list: position of the first; stream: last id, ms
  tail       INTEGER NOT NULL DEFAULT 0   -- list: position of the last;  stream: last id, seq
) STRICT;

CREATE TABLE list_item    (collection INTEGER NOT NULL, position INTEGER NOT NULL,
                           value BLOB NOT NULL,
                           PRIMARY KEY (collection, position)) STRICT, WITHOUT ROWID;
CREATE TABLE hash_field   (collection INTEGER NOT NULL, field BLOB NOT NULL, value BLOB NOT NULL,
                           PRIMARY KEY (collection, field)) STRICT, WITHOUT ROWID;
CREATE TABLE set_member   (collection INTEGER NOT NULL, member BLOB NOT NULL,
                           PRIMARY KEY (collection, member)) STRICT, WITHOUT ROWID;
CREATE TABLE zset_member  (collection INTEGER NOT NULL, member BLOB NOT NULL, score REAL NOT NULL,
                           PRIMARY KEY (collection, member)) STRICT, WITHOUT ROWID;
CREATE INDEX zset_by_score ON zset_member (collection, score, member);
-- Ids are unsigned; ms and seq are kept less 2^63, so that they sort as SQLite's signed integers.
CREATE TABLE stream_entry (collection INTEGER NOT NULL, ms INTEGER NOT NULL, seq INTEGER NOT NULL,
                           fields BLOB NOT NULL,
                           PRIMARY KEY (collection, ms, seq)) STRICT, WITHOUT ROWID;
CREATE TABLE counter (db INTEGER PRIMARY KEY, keys INTEGER NOT NULL) STRICT;

CREATE VIEW keys AS
  SELECT e.db, CAST(e.key AS TEXT) AS key,
         CASE e.type WHEN 1 THEN 'string' WHEN 2 THEN 'list' WHEN 3 THEN 'hash'
                     WHEN 4 THEN 'set' WHEN 5 THEN 'zset' WHEN 6 THEN 'stream' END AS type,
         coalesce(c.size, length(e.value)) AS size,
         strftime('%Y-%m-%d %H:%M:%f', e.expires_ms / 1000.0, 'unixepoch') AS expires_at
    FROM entry e LEFT JOIN collection c ON c.id = e.collection;
CREATE VIEW strings AS
  SELECT db, CAST(key AS TEXT) AS key, CAST(value AS TEXT) AS value FROM entry WHERE type = 1;
CREATE VIEW lists AS
  SELECT e.db, CAST(e.key AS TEXT) AS key,
         row_number() OVER (PARTITION BY i.collection ORDER BY i.position) - 1 AS "index",
         CAST(i.value AS TEXT) AS value
    FROM entry e JOIN list_item i ON i.collection = e.collection WHERE e.type = 2;
CREATE VIEW hashes AS
  SELECT e.db, CAST(e.key AS TEXT) AS key, CAST(f.field AS TEXT) AS field,
         CAST(f.value AS TEXT) AS value
    FROM entry e JOIN hash_field f ON f.collection = e.collection WHERE e.type = 3;
CREATE VIEW sets AS
  SELECT e.db, CAST(e.key AS TEXT) AS key, CAST(m.member AS TEXT) AS member
    FROM entry e JOIN set_member m ON m.collection = e.collection WHERE e.type = 4;
CREATE VIEW sorted_sets AS
  SELECT e.db, CAST(e.key AS TEXT) AS key, CAST(m.member AS TEXT) AS member, m.score
    FROM entry e JOIN zset_member m ON m.collection = e.collection WHERE e.type = 5;
CREATE VIEW streams AS
  SELECT e.db, CAST(e.key AS TEXT) AS key,
         printf('%llu-%llu',  -- adds 2^63 back, within the signed integers
                CASE WHEN s.ms < 0 THEN s.ms + 9223372036854775807 + 1
                     ELSE s.ms - 9223372036854775807 - 1 END,
                CASE WHEN s.seq < 0 THEN s.seq + 9223372036854775807 + 1
                     ELSE s.seq - 9223372036854775807 - 1 END) AS id,
         s.ms, s.seq, s.fields
    FROM entry e JOIN stream_entry s ON s.collection = e.collection WHERE e.type = 6;
)sql",
                                                            R"sql(
CREATE TABLE old_entry AS SELECT * FROM entry;
DROP TABLE entry;
CREATE TABLE entry (            -- every key, in the order of SCAN; a string's bytes are right here
  place      INTEGER PRIMARY KEY,  -- the database number times 2^59, and a hash of the key
  key        BLOB    NOT NULL,
  type       INTEGER NOT NULL,  -- 1 string, 2 list, 3 hash, 4 set, 5 sorted set, 6 stream
  expires_ms INTEGER,           -- Unix time in milliseconds; NULL: never
  collection INTEGER,           -- NULL for a string
  value      BLOB,              -- NULL for all others
  db         INTEGER AS (place >> 59)
) STRICT;
CREATE TABLE displaced (        -- keys whose place by their hash another key had first
  place      INTEGER NOT NULL,
  key        BLOB    NOT NULL,
  stands_at  INTEGER NOT NULL,  -- its place in entry
  PRIMARY KEY (place, key)
) STRICT, WITHOUT ROWID;
INSERT INTO entry (place, key, type, expires_ms, collection, value)
  SELECT redlite_place(db, key) AS place, key, type, expires_ms, collection, value
    FROM old_entry ORDER BY place, key;
DROP TABLE old_entry;
CREATE INDEX entry_by_end ON entry (expires_ms) WHERE expires_ms IS NOT NULL;

CREATE TABLE dropped (          -- collections without a key, whose elements go little by little
  collection INTEGER PRIMARY KEY,
  type       INTEGER NOT NULL
) STRICT;
CREATE TABLE watch (            -- keys that somebody watches, there or not
  place      INTEGER NOT NULL,
  key        BLOB    NOT NULL,
  watcher    INTEGER NOT NULL,  -- a number drawn by lot
  changed    INTEGER NOT NULL DEFAULT 0,
  since_ms   INTEGER NOT NULL,
  PRIMARY KEY (place, key, watcher)
) STRICT, WITHOUT ROWID;

DROP VIEW sorted_sets;          -- a REAL column keeps -0 as 0
CREATE TABLE zset_member_2 (collection INTEGER NOT NULL, member BLOB NOT NULL, score ANY NOT NULL,
                            PRIMARY KEY (collection, member)) STRICT, WITHOUT ROWID;
INSERT INTO zset_member_2 SELECT collection, member, score FROM zset_member;
DROP TABLE zset_member;
ALTER TABLE zset_member_2 RENAME TO zset_member;
CREATE INDEX zset_by_score ON zset_member (collection, score, member);
CREATE VIEW sorted_sets AS
  SELECT e.db, CAST(e.key AS TEXT) AS key, CAST(m.member AS TEXT) AS member, m.score
    FROM entry e JOIN zset_member m ON m.collection = e.collection WHERE e.type = 5;
UPDATE collection SET head = 1  -- of sorted sets: 1 where Redis would keep no listpack
 WHERE id IN (SELECT collection FROM entry WHERE type = 5)
   AND (size > 128 OR EXISTS (SELECT 1 FROM zset_member m
                               WHERE m.collection = id AND length(m.member) > 64));

-- Of streams: how many entries came and went, and the highest id that XDEL took (NULL: none).
ALTER TABLE collection ADD COLUMN removed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE collection ADD COLUMN deleted_ms INTEGER;
ALTER TABLE collection ADD COLUMN deleted_seq INTEGER;

CREATE TABLE stream_group (     -- ms and seq: the last id that it was given
  id           INTEGER PRIMARY KEY,
  collection   INTEGER NOT NULL,
  name         BLOB    NOT NULL,
  ms           INTEGER NOT NULL,
  seq          INTEGER NOT NULL,
  entries_read INTEGER,         -- NULL: not known
  UNIQUE (collection, name)
) STRICT;
CREATE TABLE stream_consumer (
  id           INTEGER PRIMARY KEY,
  group_id     INTEGER NOT NULL,
  name         BLOB    NOT NULL,
  seen_ms      INTEGER NOT NULL,
  pending      INTEGER NOT NULL DEFAULT 0,  -- its rows in stream_pending
  UNIQUE (group_id, name)
) STRICT;
CREATE TABLE stream_pending (   -- given to a consumer and not acknowledged; the entry may be gone
  group_id     INTEGER NOT NULL,
  ms           INTEGER NOT NULL,
  seq          INTEGER NOT NULL,
  consumer_id  INTEGER NOT NULL,
  delivered_ms INTEGER NOT NULL,
  deliveries   INTEGER NOT NULL,
  PRIMARY KEY (group_id, ms, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX pending_by_consumer ON stream_pending (consumer_id, ms, seq);

CREATE VIEW stream_groups AS
  SELECT e.db, CAST(e.key AS TEXT) AS key, CAST(g.name AS TEXT) AS "group",
         printf('%llu-%llu',
                CASE WHEN g.ms < 0 THEN g.ms + 9223372036854775807 + 1
                     ELSE g.ms - 9223372036854775807 - 1 END,
                CASE WHEN g.seq < 0 THEN g.seq + 9223372036854775807 + 1
                     ELSE g.seq - 9223372036854775807 - 1 END) AS last_delivered_id,
         (SELECT count(*) FROM stream_consumer c WHERE c.group_id = g.id) AS consumers,
         (SELECT count(*) FROM stream_pending p WHERE p.group_id = g.id) AS pending
    FROM entry e JOIN stream_group g ON g.collection = e.collection WHERE e.type = 6;
CREATE VIEW stream_consumers AS
  SELECT e.db, CAST(e.key AS TEXT) AS key, CAST(g.name AS TEXT) AS "group",
         CAST(c.name AS TEXT) AS consumer, c.pending,
         strftime('%Y-%m-%d %H:%M:%f', c.seen_ms / 1000.0, 'unixepoch') AS seen_at
    FROM entry e JOIN stream_group g ON g.collection = e.collection
                 JOIN stream_consumer c ON c.group_id = g.id WHERE e.type = 6;
CREATE VIEW pending_entries AS
  SELECT e.db, CAST(e.key AS TEXT) AS key, CAST(g.name AS TEXT) AS "group",
         printf('%llu-%llu',
                CASE WHEN p.ms < 0 THEN p.ms + 9223372036854775807 + 1
                     ELSE p.ms - 9223372036854775807 - 1 END,
                CASE WHEN p.seq < 0 THEN p.seq + 9223372036854775807 + 1
                     ELSE p.seq - 9223372036854775807 - 1 END) AS id,
         CAST(c.name AS TEXT) AS consumer,
         strftime('%Y-%m-%d %H:%M:%f', p.delivered_ms / 1000.0, 'unixepoch') AS delivered_at,
         p.deliveries
    FROM entry e JOIN stream_group g ON g.collection = e.collection
                 JOIN stream_pending p ON p.group_id = g.id
                 JOIN stream_consumer c ON c.id = p.consumer_id WHERE e.type = 6;
)sql"};

inline constexpr std::int64_t schema_version = schema_steps.size();

/// What step 2 calls redlite_place.
inline std::int64_t place_for_sql(std::int64_t database, std::string_view key) noexcept {
  return place_of(database, key);
}

inline std::int64_t pragma(sqlite::connection& at, const char* sql) {
  sqlite::statement ask(at, sql);
  auto answer = ask();
  return answer.next() ? answer.integer(0) : 0;
}

/// Yields  whether the file is a store of any version, or nobody's yet.
inline bool ours_or_empty(sqlite::connection& at) {
  const std::int64_t id = pragma(at, "PRAGMA application_id");
  return id == application_id || (id == 0 && pragma(at, "PRAGMA user_version") == 0 &&
                                  pragma(at, "SELECT count(*) FROM sqlite_schema") == 0);
}

/// Makes an empty file a store, and an older store one of this version, in one transaction.
/// Errors  newer_schema, not_a_store.
inline void migrate(sqlite::connection& at, const std::string& path) {
  if (pragma(at, "PRAGMA user_version") == schema_version &&
      pragma(at, "PRAGMA application_id") == application_id)
    return;
  at.execute("BEGIN IMMEDIATE");
  try {
    const std::int64_t version = pragma(at, "PRAGMA user_version");
    if (!ours_or_empty(at)) {
      throw error(errc::not_a_store, "ERR '" + path +
                                         "' is an SQLite file that redlite did not write; it was "
                                         "left as it is");
    }
    if (version > schema_version) {
      throw error(errc::newer_schema, "ERR '" + path + "' has schema version " +
                                          std::to_string(version) + ", this redlite knows up to " +
                                          std::to_string(schema_version) +
                                          "; open it with a newer redlite");
    }
    sqlite::lend<&place_for_sql>(at, "redlite_place");
    for (auto step = static_cast<std::size_t>(version); step < schema_steps.size(); ++step) {
      at.execute(schema_steps[step]);
    }
    at.execute("PRAGMA application_id = " + std::to_string(application_id));
    at.execute("PRAGMA user_version = " + std::to_string(schema_version));
    at.execute("COMMIT");
  } catch (...) {
    if (at.in_transaction()) at.execute("ROLLBACK");
    throw;
  }
}

}  // namespace redlite::detail

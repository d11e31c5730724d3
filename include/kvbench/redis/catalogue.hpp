// kvbench/redis/catalogue.hpp: the named workloads, and every operation.
//
// Floor: wing redis. data/workloads.yaml says the same as data; a test holds the two together.
//
// Commands on any key work on the data that the rest of their workload works on: EXPIRE in a
// workload of hashes expires hashes. A GET beside INCR and without a SET reads the counters.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>  // names

#include <boost/hana/for_each.hpp>  // one after the other
#include <boost/hana/tuple.hpp>     // the table

#include <kvbench/redis/operations.hpp>  // get, set ...
#include <kvbench/workload/mix.hpp>      // workload, pct
#include <redlite/command/table.hpp>     // every command

namespace kvbench::redis {

namespace detail {

template <class List>
struct operations_of;
template <class... Commands>
struct operations_of<redlite::type_list<Commands...>> {
  static constexpr boost::hana::tuple<op<Commands>...> each{};
};

}  // namespace detail

/// The commands that workloads are made of. Others of the vocabulary are no operations: what they
/// draw and what they should find is nowhere said.
using operation_commands = redlite::type_list<
    cmd::get, cmd::set, cmd::incr, cmd::append, cmd::strlen, cmd::mget, cmd::mset,  // strings
    cmd::lpush, cmd::rpush, cmd::lpop, cmd::rpop, cmd::llen, cmd::lrange, cmd::lindex, cmd::ltrim,
    cmd::hset, cmd::hget, cmd::hgetall, cmd::hmget, cmd::hlen, cmd::hdel, cmd::hincrby, cmd::sadd,
    cmd::srem, cmd::smembers, cmd::sismember, cmd::scard, cmd::spop, cmd::srandmember, cmd::sinter,
    cmd::zadd, cmd::zrem, cmd::zrange, cmd::zrangebyscore, cmd::zscore, cmd::zrank, cmd::zcard,
    cmd::zcount, cmd::zrevrange, cmd::xadd, cmd::xlen, cmd::xrange, cmd::xrevrange, cmd::xread,
    cmd::xdel, cmd::xtrim, cmd::del, cmd::exists, cmd::type, cmd::expire, cmd::ttl>;

/// One of each of them, as `hana::tuple<op<...>...>`.
inline constexpr auto operations = detail::operations_of<operation_commands>::each;

}  // namespace kvbench::redis

namespace kvbench::redis::catalogue {

using namespace kvbench::literals;

// core

inline constexpr auto read_heavy =
    workload("read_heavy", 50_pct * get + 15_pct * hget + 10_pct * lrange + 5_pct * smembers +
                               15_pct * set + 5_pct * hset) |
    group("core") | description("80% read, 20% write: caching");

inline constexpr auto write_heavy =
    workload("write_heavy", 40_pct * set + 20_pct * hset + 15_pct * lpush + 10_pct * sadd +
                                10_pct * xadd + 5_pct * get) |
    group("core") | description("write-mostly: logging, analytics");

inline constexpr auto truly_balanced =
    workload("truly_balanced", 10_pct * get + 7_pct * set + 10_pct * lpush + 7_pct * lpop +
                                   10_pct * hget + 7_pct * hset + 10_pct * sadd + 7_pct * srem +
                                   9_pct * zadd + 7_pct * zrange + 9_pct * xadd + 7_pct * xread) |
    group("core") | description("equal mix across all data types");

inline constexpr auto read_only =
    workload("read_only", 30_pct * get + 20_pct * hget + 15_pct * lrange + 15_pct * smembers +
                              10_pct * zrange + 10_pct * xrange) |
    group("core") | description("100% read");

inline constexpr auto write_only =
    workload("write_only", 25_pct * set + 20_pct * hset + 15_pct * lpush + 15_pct * sadd +
                               15_pct * zadd + 10_pct * xadd) |
    group("core") | description("100% write");

// structure

inline constexpr auto cache_pattern =
    workload("cache_pattern", 70_pct * get + 20_pct * set + 5_pct * incr + 5_pct * del) |
    group("structure") | description("KV cache on strings");

inline constexpr auto session_store =
    workload("session_store", 50_pct * hget + 30_pct * hset + 10_pct * hgetall + 5_pct * hdel +
                                  5_pct * on<expire, hashes>) |
    group("structure") | description("user sessions on hashes");

inline constexpr auto message_queue =
    workload("message_queue", 45_pct * lpush + 45_pct * rpop + 10_pct * llen) | group("structure") |
    description("FIFO task queue on lists");

inline constexpr auto leaderboard =
    workload("leaderboard", 40_pct * zadd + 30_pct * zrange + 20_pct * zrank + 10_pct * zscore) |
    group("structure") | description("ranking on sorted sets");

inline constexpr auto event_stream =
    workload("event_stream", 50_pct * xadd + 30_pct * xread + 15_pct * xrange + 5_pct * xlen) |
    group("structure") | description("event sourcing on streams");

inline constexpr auto social_graph =
    workload("social_graph",
             30_pct * sadd + 40_pct * sismember + 20_pct * smembers + 10_pct * sinter) |
    group("structure") | description("social network on sets");

// stress

inline constexpr auto hot_keys = workload("hot_keys", 90_pct * get + 10_pct * set) |
                                 keys(hot(10, 90)) | group("stress") |
                                 description("90% of operations on 10% of keys");

inline constexpr auto write_storm =
    workload("write_storm", 50_pct * set + 30_pct * lpush + 20_pct * sadd) | group("stress") |
    description("burst of writes; run with 16+ clients, short");

inline constexpr auto read_storm =
    workload("read_storm", 50_pct * get + 30_pct * lrange + 20_pct * smembers) | group("stress") |
    description("burst of reads");

inline constexpr auto mixed_storm =
    workload("mixed_storm", 45_pct * get + 45_pct * set + 10_pct * del) | group("stress") |
    bursts(10'000) | description("alternating read and write bursts");

inline constexpr auto range_operations_heavy =
    workload("range_operations_heavy", 25_pct * lrange + 25_pct * zrange + 25_pct * xrange +
                                           15_pct * smembers + 10_pct * hgetall) |
    group("stress") | description("expensive range scans");

// patterns

inline constexpr auto counter_pattern =
    workload("counter_pattern",
             60_pct * incr + 30_pct * on<get, counters> + 10_pct * on<expire, counters>) |
    group("patterns") | description("counters and rate limits");

inline constexpr auto time_series = workload("time_series", 40_pct * zadd + 30_pct * zrangebyscore +
                                                                15_pct * zcount + 15_pct * zcard) |
                                    group("patterns") | description("time series on sorted sets");

inline constexpr auto object_store =
    workload("object_store",
             25_pct * hset + 30_pct * hget + 20_pct * hmget + 15_pct * hgetall + 10_pct * hlen) |
    group("patterns") | description("objects on hashes");

inline constexpr auto tag_system =
    workload("tag_system", 30_pct * sadd + 10_pct * srem + 35_pct * sismember + 15_pct * smembers +
                               10_pct * scard) |
    group("patterns") | description("tags on sets");

inline constexpr auto chat = workload("chat", 40_pct * lpush + 10_pct * ltrim + 50_pct * lrange) |
                             group("patterns") |
                             description("chat room on lists: post, trim, read the last messages");

// ycsb

inline constexpr auto ycsb_a = workload("ycsb_a", 50_pct * hgetall + 50_pct * hset) |
                               keys(zipfian(0.99)) | group("ycsb") | description("update heavy");
inline constexpr auto ycsb_b = workload("ycsb_b", 95_pct * hgetall + 5_pct * hset) |
                               keys(zipfian(0.99)) | group("ycsb") | description("read mostly");
inline constexpr auto ycsb_c = workload("ycsb_c", 100_pct * hgetall) | keys(zipfian(0.99)) |
                               group("ycsb") | description("read only");
inline constexpr auto ycsb_d = workload("ycsb_d", 95_pct * hgetall + 5_pct * hset) | keys(latest) |
                               group("ycsb") | description("read latest");

/// Every workload, in the order of data/workloads.yaml.
inline constexpr auto workloads = boost::hana::make_tuple(
    read_heavy, write_heavy, truly_balanced, read_only, write_only, cache_pattern, session_store,
    message_queue, leaderboard, event_stream, social_graph, hot_keys, write_storm, read_storm,
    mixed_storm, range_operations_heavy, counter_pattern, time_series, object_store, tag_system,
    chat, ycsb_a, ycsb_b, ycsb_c, ycsb_d);

/// Calls `each` with every workload, each of a type of its own.
template <class Each>
constexpr void for_each_workload(Each&& each) {
  boost::hana::for_each(workloads, each);
}

}  // namespace kvbench::redis::catalogue

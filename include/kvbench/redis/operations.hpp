// kvbench/redis/operations.hpp: the operations by their names, as a workload writes them.
//
// Floor: wing redis. Names only; what they do is operation.hpp.
//
//     constexpr auto reads = workload("reads", 80_pct * redis::get + 20_pct * redis::hgetall);
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/redis/operation.hpp>     // op
#include <redlite/command/hash.hpp>        // hash commands
#include <redlite/command/keyspace.hpp>    // key commands
#include <redlite/command/list.hpp>        // list commands
#include <redlite/command/set.hpp>         // set commands
#include <redlite/command/sorted_set.hpp>  // sorted-set commands
#include <redlite/command/stream.hpp>      // stream commands
#include <redlite/command/string.hpp>      // string commands

namespace kvbench::redis {

/// A command on data of another family than its usual one: `on<expire, hashes>`.
template <auto Operation, class Data>
inline constexpr op<typename decltype(Operation)::command, Data> on{};

inline constexpr op<cmd::get> get{};
inline constexpr op<cmd::set> set{};
inline constexpr op<cmd::incr> incr{};
inline constexpr op<cmd::append> append{};
inline constexpr op<cmd::strlen> strlen{};
inline constexpr op<cmd::mget> mget{};
inline constexpr op<cmd::mset> mset{};

inline constexpr op<cmd::lpush> lpush{};
inline constexpr op<cmd::rpush> rpush{};
inline constexpr op<cmd::lpop> lpop{};
inline constexpr op<cmd::rpop> rpop{};
inline constexpr op<cmd::llen> llen{};
inline constexpr op<cmd::lrange> lrange{};
inline constexpr op<cmd::lindex> lindex{};
inline constexpr op<cmd::ltrim> ltrim{};

inline constexpr op<cmd::hset> hset{};
inline constexpr op<cmd::hget> hget{};
inline constexpr op<cmd::hgetall> hgetall{};
inline constexpr op<cmd::hmget> hmget{};
inline constexpr op<cmd::hlen> hlen{};
inline constexpr op<cmd::hdel> hdel{};
inline constexpr op<cmd::hincrby> hincrby{};

inline constexpr op<cmd::sadd> sadd{};
inline constexpr op<cmd::srem> srem{};
inline constexpr op<cmd::smembers> smembers{};
inline constexpr op<cmd::sismember> sismember{};
inline constexpr op<cmd::scard> scard{};
inline constexpr op<cmd::spop> spop{};
inline constexpr op<cmd::srandmember> srandmember{};
inline constexpr op<cmd::sinter> sinter{};

inline constexpr op<cmd::zadd> zadd{};
inline constexpr op<cmd::zrem> zrem{};
inline constexpr op<cmd::zrange> zrange{};
inline constexpr op<cmd::zrevrange> zrevrange{};
inline constexpr op<cmd::zrangebyscore> zrangebyscore{};
inline constexpr op<cmd::zscore> zscore{};
inline constexpr op<cmd::zrank> zrank{};
inline constexpr op<cmd::zcard> zcard{};
inline constexpr op<cmd::zcount> zcount{};

inline constexpr op<cmd::xadd> xadd{};
inline constexpr op<cmd::xlen> xlen{};
inline constexpr op<cmd::xrange> xrange{};
inline constexpr op<cmd::xrevrange> xrevrange{};
inline constexpr op<cmd::xread> xread{};
inline constexpr op<cmd::xdel> xdel{};
inline constexpr op<cmd::xtrim> xtrim{};

inline constexpr op<cmd::del> del{};
inline constexpr op<cmd::exists> exists{};
inline constexpr op<cmd::type> type{};
inline constexpr op<cmd::expire> expire{};
inline constexpr op<cmd::ttl> ttl{};

}  // namespace kvbench::redis

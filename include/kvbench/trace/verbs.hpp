// kvbench/trace/verbs.hpp: what a command of a trace is in the terms of a workload.
//
// Floor: wing trace. A table of words: which operation, where its keys and its payload stand.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>      // size_t
#include <cstdint>      // uint8_t
#include <string_view>  // words

#include <kvbench/trace/command.hpp>  // what is looked at

namespace kvbench {

/// Where the keys of a command stand.
enum class trace_keys_at : std::uint8_t { first, all, pairs, after_streams };
/// Where its payload stands.
enum class trace_values_at : std::uint8_t { none, second, third, from_second, fields, pairs, last };

struct trace_verb {
  std::string_view name;
  std::string_view operation;  ///< the operation that does the same, or nearly
  trace_keys_at keys = trace_keys_at::first;
  trace_values_at values = trace_values_at::none;
};

namespace detail {

using key_place = trace_keys_at;
using value_place = trace_values_at;

inline constexpr trace_verb trace_verbs[]{
    {"GET", "GET"},
    {"GETEX", "GET"},
    {"SET", "SET", key_place::first, value_place::second},
    {"SETNX", "SET", key_place::first, value_place::second},
    {"GETSET", "SET", key_place::first, value_place::second},
    {"SETEX", "SET", key_place::first, value_place::third},
    {"PSETEX", "SET", key_place::first, value_place::third},
    {"INCR", "INCR"},
    {"INCRBY", "INCR"},
    {"DECR", "INCR"},
    {"DECRBY", "INCR"},
    {"APPEND", "APPEND", key_place::first, value_place::second},
    {"STRLEN", "STRLEN"},
    {"MGET", "MGET", key_place::all},
    {"MSET", "MSET", key_place::pairs, value_place::pairs},
    {"LPUSH", "LPUSH", key_place::first, value_place::from_second},
    {"RPUSH", "RPUSH", key_place::first, value_place::from_second},
    {"LPUSHX", "LPUSH", key_place::first, value_place::from_second},
    {"RPUSHX", "RPUSH", key_place::first, value_place::from_second},
    {"LPOP", "LPOP"},
    {"RPOP", "RPOP"},
    {"LLEN", "LLEN"},
    {"LRANGE", "LRANGE"},
    {"LINDEX", "LINDEX"},
    {"LTRIM", "LTRIM"},
    {"HSET", "HSET", key_place::first, value_place::fields},
    {"HMSET", "HSET", key_place::first, value_place::fields},
    {"HSETNX", "HSET", key_place::first, value_place::fields},
    {"HGET", "HGET"},
    {"HGETALL", "HGETALL"},
    {"HMGET", "HMGET"},
    {"HLEN", "HLEN"},
    {"HDEL", "HDEL"},
    {"HINCRBY", "HINCRBY"},
    {"SADD", "SADD"},
    {"SREM", "SREM"},
    {"SMEMBERS", "SMEMBERS"},
    {"SISMEMBER", "SISMEMBER"},
    {"SCARD", "SCARD"},
    {"SPOP", "SPOP"},
    {"SRANDMEMBER", "SRANDMEMBER"},
    {"SINTER", "SINTER", key_place::all},
    {"ZADD", "ZADD"},
    {"ZREM", "ZREM"},
    {"ZRANGE", "ZRANGE"},
    {"ZREVRANGE", "ZREVRANGE"},
    {"ZRANGEBYSCORE", "ZRANGEBYSCORE"},
    {"ZSCORE", "ZSCORE"},
    {"ZRANK", "ZRANK"},
    {"ZCARD", "ZCARD"},
    {"ZCOUNT", "ZCOUNT"},
    {"XADD", "XADD", key_place::first, value_place::last},
    {"XLEN", "XLEN"},
    {"XRANGE", "XRANGE"},
    {"XREVRANGE", "XREVRANGE"},
    {"XREAD", "XREAD", key_place::after_streams},
    {"XDEL", "XDEL"},
    {"XTRIM", "XTRIM"},
    {"DEL", "DEL", key_place::all},
    {"UNLINK", "DEL", key_place::all},
    {"EXISTS", "EXISTS", key_place::all},
    {"TYPE", "TYPE"},
    {"EXPIRE", "EXPIRE"},
    {"PEXPIRE", "EXPIRE"},
    {"EXPIREAT", "EXPIRE"},
    {"PEXPIREAT", "EXPIRE"},
    {"TTL", "TTL"},
    {"PTTL", "TTL"}};

/// What belongs to connections and transactions, not to the load on data.
inline constexpr std::string_view trace_ceremony[]{
    "PING",   "ECHO",    "SELECT", "AUTH",    "HELLO", "CLIENT",  "COMMAND", "INFO",
    "CONFIG", "QUIT",    "MULTI",  "EXEC",    "WATCH", "UNWATCH", "DISCARD", "MONITOR",
    "DBSIZE", "SLOWLOG", "MEMORY", "LATENCY", "DEBUG", "ROLE",    "RESET",   "READONLY"};

constexpr bool same_word(std::string_view word, std::string_view upper) {
  if (word.size() != upper.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    char const c = word[i];
    if ((c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c) != upper[i]) return false;
  }
  return true;
}

}  // namespace detail

/// Yields  null where no operation does what the command does.
[[nodiscard]] inline trace_verb const* find_verb(std::string_view word) {
  for (trace_verb const& verb : detail::trace_verbs) {
    if (detail::same_word(word, verb.name)) return &verb;
  }
  return nullptr;
}

/// Whether a command is about its connection, not about data.
[[nodiscard]] inline bool is_ceremony(std::string_view word) {
  for (std::string_view const each : detail::trace_ceremony) {
    if (detail::same_word(word, each)) return true;
  }
  return false;
}

/// Calls `each(key)` for every key of a command.
template <class Each>
void for_each_key(trace_verb const& verb, trace_command const& command, Each&& each) {
  auto const& words = command.words;
  switch (verb.keys) {
    case trace_keys_at::first:
      if (words.size() > 1) each(words[1]);
      return;
    case trace_keys_at::all:
      for (std::size_t i = 1; i < words.size(); ++i) each(words[i]);
      return;
    case trace_keys_at::pairs:
      for (std::size_t i = 1; i + 1 < words.size(); i += 2) each(words[i]);
      return;
    case trace_keys_at::after_streams:
      break;
  }
  std::size_t from = 1;
  while (from < words.size() && !detail::same_word(words[from], "STREAMS")) ++from;
  std::size_t const after = words.size() - (from < words.size() ? from + 1 : from);
  for (std::size_t i = 0; i < after / 2; ++i) each(words[from + 1 + i]);
}

/// Calls `each(bytes)` for every payload of a command.
template <class Each>
void for_each_value(trace_verb const& verb, trace_command const& command, Each&& each) {
  auto const& words = command.words;
  std::size_t from = words.size();
  std::size_t step = 1;
  switch (verb.values) {
    case trace_values_at::none:
      return;
    case trace_values_at::second:
      if (words.size() > 2) each(words[2]);
      return;
    case trace_values_at::third:
      if (words.size() > 3) each(words[3]);
      return;
    case trace_values_at::from_second:
      from = 2;
      break;
    case trace_values_at::fields:
      from = 3;
      step = 2;
      break;
    case trace_values_at::pairs:
      from = 2;
      step = 2;
      break;
    case trace_values_at::last:
      if (words.size() > 4) each(words.back());
      return;
  }
  for (; from < words.size(); from += step) each(words[from]);
}

}  // namespace kvbench

// tests/redlite/command/table.cpp: the table of all commands, and each family's part of it.
//
// SPDX-License-Identifier: MIT
#include <redlite/command/table.hpp>
#include <redlite/command/values.hpp>

#include <algorithm>  // order
#include <cstddef>    // std::size_t
#include <set>        // names
#include <sstream>    // words
#include <string>     // names
#include <vector>     // names

#include <boost/hana/for_each.hpp>  // each command
#include <boost/hana/size.hpp>      // how many

#include "catch.hpp"

namespace {

/// Every command, a line or two for each family; '|' is the blank of a subcommand's name.
constexpr const char* readers[] = {
    // Strings, bitmaps.
    "GETRANGE SUBSTR LCS",
    "GETBIT BITCOUNT BITPOS BITFIELD_RO",

    "GET STRLEN MGET",                                                       // string
    "LLEN LRANGE LINDEX LPOS",                                               // list
    "HGET HGETALL HMGET HLEN HEXISTS HKEYS HVALS HSTRLEN HRANDFIELD HSCAN",  // hash
    "SMEMBERS SISMEMBER SCARD SRANDMEMBER SINTER SMISMEMBER SDIFF SUNION SINTERCARD SSCAN",  // set
    "ZRANGE ZREVRANGE ZRANGEBYSCORE ZSCORE ZRANK ZCARD ZCOUNT",     // sorted set
    "ZMSCORE ZREVRANK ZREVRANGEBYSCORE ZRANGEBYLEX ZREVRANGEBYLEX"  // sorted set
    " ZLEXCOUNT ZRANDMEMBER ZUNION ZINTER ZDIFF ZINTERCARD ZSCAN",
    "GEOPOS GEODIST GEOHASH GEOSEARCH",  // geo
    "XLEN XRANGE XREVRANGE XREAD",       // stream
    "XPENDING XINFO|STREAM XINFO|GROUPS XINFO|CONSUMERS",
    "DBSIZE PING SELECT",                                                     // databases
    "EXISTS TYPE TTL PTTL EXPIRETIME PEXPIRETIME TOUCH RANDOMKEY KEYS SCAN",  // keys
    "SORT_RO DUMP OBJECT|ENCODING OBJECT|FREQ OBJECT|IDLETIME OBJECT|REFCOUNT"
    " OBJECT|HELP",
    "VACUUM KEYINFO AUTOVACUUM",  // upkeep
};
constexpr const char* writers[] = {
    // Strings, bitmaps, HyperLogLogs.
    "SETNX SETEX PSETEX GETSET GETDEL GETEX INCRBY DECR DECRBY INCRBYFLOAT SETRANGE MSETNX",
    "SETBIT BITOP BITFIELD",
    "PFADD PFCOUNT PFMERGE",

    "SET INCR APPEND MSET",                                     // string
    "LPUSH RPUSH LPOP RPOP LTRIM",                              // list
    "LPUSHX RPUSHX LSET LINSERT LREM LMOVE RPOPLPUSH LMPOP",    // list
    "HSET HDEL HINCRBY HSETNX HMSET HINCRBYFLOAT",              // hash
    "SADD SREM SPOP SMOVE SDIFFSTORE SUNIONSTORE SINTERSTORE",  // set
    "ZADD ZREM ZINCRBY ZPOPMIN ZPOPMAX ZMPOP ZRANGESTORE",      // sorted set
    "ZREMRANGEBYRANK ZREMRANGEBYSCORE ZREMRANGEBYLEX"           // sorted set
    " ZUNIONSTORE ZINTERSTORE ZDIFFSTORE",
    "GEOADD GEOSEARCHSTORE",   // geo
    "XADD XDEL XTRIM XSETID",  // stream
    "XGROUP|CREATE XGROUP|SETID XGROUP|DESTROY XGROUP|CREATECONSUMER XGROUP|DELCONSUMER",
    "XREADGROUP XACK XCLAIM XAUTOCLAIM",
    "MOVE FLUSHDB FLUSHALL SWAPDB",                                               // databases
    "DEL EXPIRE PEXPIRE EXPIREAT PEXPIREAT PERSIST UNLINK RENAME RENAMENX COPY",  // keys
    "SORT RESTORE",
};

template <std::size_t Lines>
std::set<std::string> words(const char* const (&lines)[Lines]) {
  std::set<std::string> all;
  for (const char* line : lines) {
    std::istringstream text(line);
    for (std::string word; text >> word;) {
      std::replace(word.begin(), word.end(), '|', ' ');
      all.insert(word);
    }
  }
  return all;
}

std::vector<std::string> names() {
  std::vector<std::string> all;
  boost::hana::for_each(redlite::commands,
                        [&](auto command) { all.emplace_back(decltype(command)::type::name); });
  return all;
}

}  // namespace

// A command that is not in the table is in no server, no benchmark and no reference page.
TEST_CASE("table: it has every command, once", "[redlite]") {
  std::set<std::string> wanted = words(readers);
  wanted.merge(words(writers));
  const auto all = names();
  CHECK(std::set<std::string>(all.begin(), all.end()) == wanted);
  CHECK(all.size() == wanted.size());
  CHECK(redlite::command_list::size == wanted.size());
}

// On the wire a command is its name in capitals; the member is the same in small letters.
TEST_CASE("table: names are capitals", "[redlite]") {
  for (const std::string& name : names()) {
    INFO(name);
    CHECK(std::all_of(name.begin(), name.end(),
                      [](char c) { return (c >= 'A' && c <= 'Z') || c == '_' || c == ' '; }));
  }
}

// A write taken for a read would run outside a transaction.
TEST_CASE("table: what writes says so", "[redlite]") {
  const std::set<std::string> write = words(writers);
  boost::hana::for_each(redlite::commands, [&](auto command) {
    using type = typename decltype(command)::type;
    INFO(type::name);
    CHECK((type::data_access == redlite::access::write) == write.contains(std::string(type::name)));
  });
}

// tests/redlite/command/table.cpp: the table of all commands, and each family's part of it.
//
// SPDX-License-Identifier: MIT
#include <redlite/command/table.hpp>

#include <algorithm>  // order
#include <set>        // names
#include <string>     // names
#include <vector>     // names

#include <boost/hana/for_each.hpp>  // each command
#include <boost/hana/size.hpp>      // how many

#include "catch.hpp"

namespace {

std::vector<std::string> names() {
  std::vector<std::string> all;
  boost::hana::for_each(redlite::commands,
                        [&](auto command) { all.emplace_back(decltype(command)::type::name); });
  return all;
}

}  // namespace

// A command that is not in the table is in no server, no benchmark and no reference page.
TEST_CASE("table: it has every command, once", "[redlite]") {
  const std::set<std::string> wanted{
      "GET",    "SET",       "INCR",     "APPEND",        "STRLEN", "MGET",    "MSET",  // string
      "LPUSH",  "RPUSH",     "LPOP",     "RPOP",          "LLEN",   "LRANGE",  "LINDEX",
      "LTRIM",                                                                             // list
      "HSET",   "HGET",      "HGETALL",  "HMGET",         "HLEN",   "HDEL",    "HINCRBY",  // hash
      "SADD",   "SREM",      "SMEMBERS", "SISMEMBER",     "SCARD",  "SPOP",    "SRANDMEMBER",
      "SINTER",  // set
      "ZADD",   "ZREM",      "ZRANGE",   "ZRANGEBYSCORE", "ZSCORE", "ZRANK",   "ZCARD",
      "ZCOUNT", "ZREVRANGE",                                                             // zset
      "XADD",   "XLEN",      "XRANGE",   "XREVRANGE",     "XREAD",  "XDEL",    "XTRIM",  // stream
      "DEL",    "EXISTS",    "TYPE",     "EXPIRE",        "TTL",    "FLUSHDB", "DBSIZE",
      "PING"};  // keys
  const auto all = names();
  CHECK(std::set<std::string>(all.begin(), all.end()) == wanted);
  CHECK(all.size() == wanted.size());
  CHECK(redlite::command_list::size == wanted.size());
}

// On the wire a command is its name in capitals; the member is the same in small letters.
TEST_CASE("table: names are capitals", "[redlite]") {
  for (const std::string& name : names()) {
    INFO(name);
    CHECK(std::all_of(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; }));
  }
}

// A write taken for a read would run outside a transaction.
TEST_CASE("table: what writes says so", "[redlite]") {
  const std::set<std::string> writers{"SET",  "INCR",  "APPEND", "MSET",   "LPUSH",  "RPUSH",
                                      "LPOP", "RPOP",  "LTRIM",  "HSET",   "HDEL",   "HINCRBY",
                                      "SADD", "SREM",  "SPOP",   "ZADD",   "ZREM",   "XADD",
                                      "XDEL", "XTRIM", "DEL",    "EXPIRE", "FLUSHDB"};
  boost::hana::for_each(redlite::commands, [&](auto command) {
    using type = typename decltype(command)::type;
    INFO(type::name);
    CHECK((type::data_access == redlite::access::write) ==
          writers.contains(std::string(type::name)));
  });
}

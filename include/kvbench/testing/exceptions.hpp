// kvbench/testing/exceptions.hpp: the commands that may not answer alike, and what is asked of
// them.
//
// Floor: wing testing.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <array>        // the exceptions
#include <string_view>  // names

namespace kvbench::testing::detail {

enum class rule {
  near,   // a time: half a minute apart at most
  pick,   // chosen at random from what `reader` yields
  pop,    // the same, and gone: the second store is made to follow the first
  size,   // counts what has ended and is not dropped yet
  shape,  // bytes of the store's own: both yield some, or neither
  never   // not played: an extension of redlite, or of no meaning between two stores
};

struct exception {
  std::string_view command;
  rule is;
  std::array<std::string_view, 2> readers = {};
};

inline constexpr std::array exceptions{
    exception{"TTL", rule::near},
    exception{"PTTL", rule::near},
    exception{"EXPIRETIME", rule::near},
    exception{"PEXPIRETIME", rule::near},
    exception{"SRANDMEMBER", rule::pick, {"SMEMBERS"}},
    exception{"HRANDFIELD", rule::pick, {"HKEYS", "HGETALL"}},
    exception{"ZRANDMEMBER", rule::pick, {"ZRANGE"}},
    exception{"RANDOMKEY", rule::pick, {"KEYS"}},
    exception{"SPOP", rule::pop},
    exception{"DBSIZE", rule::size},
    exception{"DUMP", rule::shape},
    exception{"OBJECT ENCODING", rule::shape},  // Redis' depends on what the value once was
    exception{"OBJECT REFCOUNT", rule::shape},  // as well
    exception{"OBJECT IDLETIME", rule::shape},
    exception{"OBJECT FREQ", rule::shape},
    exception{"VACUUM", rule::never},
    exception{"KEYINFO", rule::never},
    exception{"AUTOVACUUM", rule::never},
};

inline exception const* exception_of(std::string_view command) {
  for (exception const& one : exceptions) {
    if (one.command == command) return &one;
  }
  return nullptr;
}

}  // namespace kvbench::testing::detail

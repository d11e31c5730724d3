// tests/kvbench/adapter/redis_wire_writer.cpp: the bytes of every command, as the protocol has
// them.
//
// SPDX-License-Identifier: MIT
#include <kvbench/adapter/redis_wire_writer.hpp>

#include <string>

#include <redlite/command/table.hpp>
#include <redlite/resp/writer.hpp>

#include "catch.hpp"

namespace {

/// Writes each command twice: by the writer, and word by word.
class both_ways : public redlite::members<both_ways> {
 public:
  kvbench::adapter::wire_writer writer;
  std::string plain;

  template <class Command, class Signature, class... Arguments>
  typename Signature::result execute(Arguments const&... arguments) {
    writer.command<Command, Signature>(arguments...);
    redlite::resp::argv words;
    redlite::resp::encode<Command, Signature>(words, arguments...);
    redlite::resp::write_command(plain, words);
    return typename Signature::result();
  }
};

}  // namespace

// A command that another client sends in other bytes is another workload.
TEST_CASE("wire writer: the same bytes as word by word", "[adapter]") {
  both_ways to;
  std::string const large(70'000, 'v');
  to.get("k");
  to.get("");
  to.set("key:0000000001", std::string(100, 'v'));
  to.set("k", large, {.when = redlite::set_if::absent, .px = 10});
  to.append("k", large);
  to.hget("h", std::string("a\r\nb\0", 5));
  to.hset("h", "f", "v");
  to.hset("h", {{"f", "1"}, {"g", "2"}});
  to.mget({"a", "b", "c"});
  to.mset({{"a", "1"}, {"b", "2"}});
  to.del({"a"});
  to.incrby("n", -9'223'372'036'854'775'807);
  to.lrange("l", 0, -1);
  to.zadd("z", 1.5, "m");
  to.xgroup_destroy("s", "g");
  to.xinfo_groups("s");
  to.dbsize();
  to.flushdb();
  CHECK(to.writer.bytes() == to.plain);
  to.writer.clear();
  CHECK(to.writer.bytes().empty());
  to.get("again");
  CHECK(to.writer.bytes() == "*2\r\n$3\r\nGET\r\n$5\r\nagain\r\n");
}

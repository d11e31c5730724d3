// tests/redlite/db/argument_limits.cpp: empty lists and oversized bytes, refused before they are
// read.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/argument_limits.hpp>

#include <functional>  // calls
#include <string>      // keys
#include <vector>      // empty lists

#include <sys/mman.h>  // bytes that nobody may read

#include <redlite/db/db.hpp>  // commands

#include "catch.hpp"
#include "store.hpp"

using redlite::errc;
using support::message_of;
using support::refusal_of;

namespace {

/// Addresses without memory behind them: whoever reads one byte dies.
class unreadable {
 public:
  explicit unreadable(std::size_t size)
      : size_(size),
        data_(mmap(nullptr, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)) {
    if (data_ == MAP_FAILED) throw std::runtime_error("no addresses left");
  }
  unreadable(const unreadable&) = delete;
  unreadable& operator=(const unreadable&) = delete;
  ~unreadable() { munmap(data_, size_); }
  [[nodiscard]] std::string_view bytes() const { return {static_cast<const char*>(data_), size_}; }

 private:
  std::size_t size_;
  void* data_;
};

}  // namespace

// A command that may do without a list may be given an empty one: the words are the same.
TEST_CASE("argument_limits: no elements are refused only where Redis wants some", "[redlite]") {
  redlite::db db(":memory:");
  const std::vector<std::string> none;
  CHECK(db.pfadd("h", none));
  db.pfmerge("m", none);
  CHECK(db.exists({"h", "m"}) == 2);
  CHECK(db.bitfield("b", std::vector<redlite::bitfield_operation>()).empty());
  CHECK(db.bitfield_ro("b", std::vector<redlite::bitfield_operation>()).empty());
  CHECK(db.exists("b") == 0);
  CHECK(message_of([&] { db.pfcount(none); }) ==
        "ERR wrong number of arguments for 'pfcount' command");
}

// A name that is not the one that Redis says would not be found in what users search for.
TEST_CASE("argument_limits: commands are named as Redis names them", "[redlite]") {
  CHECK(message_of([] { redlite::detail::throw_wrong_arity("BITFIELD_RO"); }) ==
        "ERR wrong number of arguments for 'bitfield_ro' command");
  CHECK(message_of([] { redlite::detail::throw_wrong_arity("XGROUP CREATE"); }) ==
        "ERR wrong number of arguments for 'xgroup|create' command");
}

// A hash without fields or a list without elements is a key that Redis never has.
TEST_CASE("argument_limits: a command without its elements is refused as Redis does", "[redlite]") {
  redlite::db db(":memory:");
  const std::vector<std::string> none;
  CHECK(message_of([&] { db.hset("k", std::vector<redlite::field_value>()); }) ==
        "ERR wrong number of arguments for 'hset' command");
  CHECK(message_of([&] { db.rpush("k", none); }) ==
        "ERR wrong number of arguments for 'rpush' command");
  CHECK(message_of([&] { db.lpush("k", none); }) ==
        "ERR wrong number of arguments for 'lpush' command");
  CHECK(message_of([&] { db.sadd("k", none); }) ==
        "ERR wrong number of arguments for 'sadd' command");
  CHECK(message_of([&] { db.zadd("k", std::vector<redlite::score_member>()); }) ==
        "ERR wrong number of arguments for 'zadd' command");
  CHECK(message_of([&] { db.xadd("k", "*", std::vector<redlite::field_value>()); }) ==
        "ERR wrong number of arguments for 'xadd' command");
  CHECK(message_of([&] { db.mset(std::vector<redlite::key_value>()); }) ==
        "ERR wrong number of arguments for 'mset' command");
  CHECK(message_of([&] { (void)db.mget(none); }) ==
        "ERR wrong number of arguments for 'mget' command");
  CHECK(message_of([&] { db.del(none); }) == "ERR wrong number of arguments for 'del' command");
  CHECK(refusal_of([&] { db.del(none); }).code == errc::syntax);
  CHECK(db.dbsize() == 0);
}

// A value beyond the limit, once stored, can no longer be read by any client of Redis.
TEST_CASE("argument_limits: bytes beyond 512 MiB are refused without being read", "[redlite]") {
  const unreadable huge(redlite::value_bytes_max + 1);
  const std::string_view bytes = huge.bytes();
  redlite::db db(":memory:");
  const std::vector<std::function<void()>> calls{
      [&] { db.set("k", bytes); },
      [&] { db.set(bytes, "v"); },
      [&] { (void)db.get(bytes); },
      [&] { db.append("k", bytes); },
      [&] {
        db.mset({{"a", "v"}, {"k", bytes}});
      },
      [&] {
        db.hset("k", {{"f", "v"}, {"g", bytes}});
      },
      [&] { db.hset("k", bytes, "v"); },
      [&] {
        db.rpush("k", {"a", bytes});
      },
      [&] { db.sadd("k", bytes); },
      [&] { db.zadd("k", 1, bytes); },
      [&] { db.xadd("k", "*", "f", bytes); },
  };
  for (const auto& call : calls) {
    const auto no = refusal_of(call);
    CHECK(no.code == errc::too_large);
    CHECK(no.text == "ERR string exceeds maximum allowed size (proto-max-bulk-len)");
  }
  CHECK(db.dbsize() == 0);
}

// The same by small steps: what is there counts too.
TEST_CASE("argument_limits: APPEND counts what is there", "[redlite]") {
  const unreadable huge(redlite::value_bytes_max);
  redlite::db db(":memory:");
  db.set("k", "v");
  const auto no = refusal_of([&] { db.append("k", huge.bytes()); });
  CHECK(no.code == errc::too_large);
  CHECK(no.text == "ERR string exceeds maximum allowed size (proto-max-bulk-len)");
  CHECK(db.get("k") == "v");
}

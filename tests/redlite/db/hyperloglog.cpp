// tests/redlite/db/hyperloglog.cpp: estimates and their bytes. Both compared with redis-server
// 7.0.15.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/hyperloglog.hpp>

#include <algorithm>  // std::max
#include <cmath>      // how far off
#include <cstdint>    // digests
#include <string>     // elements
#include <utility>    // std::pair
#include <vector>     // elements

#include <redlite/db/db.hpp>  // commands

#include "catch.hpp"
#include "store.hpp"

using namespace std::string_literals;
using support::message_of;
using support::refusal_of;

namespace {

constexpr const char* invalid_text = "WRONGTYPE Key is not a valid HyperLogLog string value.";

/// `count` different elements from number `first` on.
std::vector<std::string> elements(int count, int first = 0) {
  std::vector<std::string> all;
  for (int i = first; i < first + count; ++i) all.push_back("element:" + std::to_string(i));
  return all;
}

/// FNV-1a: one number for a value of 12 KiB.
std::uint64_t digest(const std::string& bytes) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char byte : bytes) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3;
  return hash;
}

/// An element of that register and rank: MurmurHash64A of 8 bytes, run backwards.
std::string element_of(std::uint64_t index, int rank) {
  constexpr std::uint64_t factor = 0xc6a4a7935bd1e995;
  std::uint64_t inverse = factor;  // Newton: each step doubles the bits that are right
  for (int i = 0; i < 6; ++i) inverse *= 2 - factor * inverse;
  const auto unshift = [](std::uint64_t x) { return x ^ (x >> 47); };
  std::uint64_t hash = index | std::uint64_t{1} << (14 + rank - 1);
  hash = unshift(unshift(hash) * inverse) * inverse;
  const std::uint64_t word = unshift((hash ^ 0xadc83b19 ^ (8 * factor)) * inverse) * inverse;
  return {reinterpret_cast<const char*>(&word), sizeof word};
}

}  // namespace

TEST_CASE("hyperloglog: PFADD says whether the estimate may have changed", "[redlite]") {
  redlite::db db(":memory:");
  CHECK(db.pfadd("h", {"a", "b", "c"}));
  CHECK_FALSE(db.pfadd("h", {"a", "c"}));
  CHECK_FALSE(db.pfadd("h", "b"));
  CHECK(db.pfadd("h", ""));
  CHECK(db.pfcount("h") == 4);
  CHECK(db.pfadd("new"));
  CHECK_FALSE(db.pfadd("new"));
  CHECK(db.pfcount("new") == 0);
  CHECK(db.type("new") == "string");
  CHECK(db.pfcount("none") == 0);
  CHECK(db.exists("none") == 0);
}

// A value that is not Redis' own cannot be given to Redis, nor read from it.
TEST_CASE("hyperloglog: the sparse form is Redis' own", "[redlite]") {
  redlite::db db(":memory:");
  db.pfadd("h");
  CHECK(db.get("h") == "HYLL\1\0\0\0\0\0\0\0\0\0\0\x80\x7f\xff"s);
  CHECK(db.pfcount("h") == 0);
  CHECK(db.get("h") == "HYLL\1\0\0\0\0\0\0\0\0\0\0\0\x7f\xff"s);
  db.pfadd("h", {"a", "b", "c"});
  const std::string runs =
      "`\xf3\x80P\xb1\x84K\xfb\x80"
      "BZ";
  CHECK(db.get("h") == "HYLL\1\0\0\0\0\0\0\0\0\0\0\x80"s + runs);
  CHECK(db.pfcount("h") == 3);
  CHECK(db.get("h") == "HYLL\1\0\0\0\3\0\0\0\0\0\0\0"s + runs);
  CHECK_FALSE(db.pfadd("h", "a"));
  CHECK(db.get("h") == "HYLL\1\0\0\0\3\0\0\0\0\0\0\0"s + runs);
}

// Each register is raised on its own, so that runs split, join, and in the end become dense.
TEST_CASE("hyperloglog: every step to the dense form is Redis' own", "[redlite]") {
  redlite::db db(":memory:");
  std::uint64_t all = 0;
  std::size_t sparse_max = 0;
  int became_dense = 0;
  for (int i = 0; i < 3000; ++i) {
    db.pfadd("h", elements(1, i));
    const std::string bytes = *db.get("h");
    all = all * 31 + digest(bytes);
    if (bytes[4] == 1) sparse_max = bytes.size();
    if (bytes[4] == 0 && became_dense == 0) became_dense = i;
  }
  CHECK(all == 0xdefdbe2207386b4);
  CHECK(sparse_max == 3000);
  CHECK(became_dense == 1668);
  CHECK(db.strlen("h") == 12'304);
  CHECK(db.pfcount("h") == 3002);
  CHECK(digest(*db.get("h")) == 0x8ea95bd892be3fff);
}

// Neighbours split runs and join them again, in the order in which Redis would.
TEST_CASE("hyperloglog: neighbouring registers share their bytes as in Redis", "[redlite]") {
  redlite::db db(":memory:");
  for (const std::uint64_t rank : {1, 2, 31}) {
    CHECK(redlite::detail::hll_rank_of(element_of(rank * 500, static_cast<int>(rank))).index ==
          rank * 500);
  }
  std::uint64_t all = 0;
  std::uint64_t random = 1;
  const auto below = [&](std::uint64_t end) {
    random = random * 6'364'136'223'846'793'005 + 1'442'695'040'888'963'407;
    return (random >> 33) % end;
  };
  for (const std::uint64_t registers : {8, 40, 100, 16'384}) {
    for (const std::uint64_t ranks : {1, 2, 4}) {
      db.del("h");
      for (int i = 0; i < 250; ++i) {
        db.pfadd("h", element_of(below(registers), static_cast<int>(1 + below(ranks))));
        all = all * 31 + digest(*db.get("h"));
      }
    }
  }
  CHECK(all == 0x5103f68329a51397);
}

// At 3,000 bytes the next to need more makes it dense, be it one byte or two.
TEST_CASE("hyperloglog: the sparse form has at most 3,000 bytes", "[redlite]") {
  redlite::db db(":memory:");
  for (const auto& [spread, bytes_max] : {std::pair(1, 3000), {2, 2999}, {3, 2999}}) {
    INFO(spread);
    const std::string key = std::to_string(spread);
    std::size_t largest = 0;
    for (std::uint64_t i = 0; db.strlen(key) < 12'304; ++i) {
      db.pfadd(key, element_of((i * static_cast<std::uint64_t>(spread)) % 16'384,
                               1 + static_cast<int>(i % 2)));
      const auto bytes = static_cast<std::size_t>(db.strlen(key));
      if (bytes < 12'304) largest = std::max(largest, bytes);
    }
    CHECK(largest == static_cast<std::size_t>(bytes_max));
  }
}

// Half of the registers at the highest rank: the estimator's other end.
TEST_CASE("hyperloglog: full registers count as in Redis", "[redlite]") {
  redlite::db db(":memory:");
  std::string dense = "HYLL\0\0\0\0\0\0\0\0\0\0\0\x80"s;
  for (int i = 0; i < 2048; ++i) dense += "\xf3\x3c\xcf\x28\x8a\xa2";  // four of 51, four of 40
  db.set("h", dense);
  CHECK(db.pfcount("h") == 25'981'675'153'099'444);
}

// The sparse form has five bits for a rank: a higher one, cut off, would be a lower one.
TEST_CASE("hyperloglog: ranks above 32 make it dense", "[redlite]") {
  redlite::db db(":memory:");
  // Elements of register 5 that were found by running the hash backwards.
  db.pfadd("32", "\x5d\x61\x68\xbf\x3a\xfe\xc0\x0a");
  CHECK(db.get("32") == "HYLL\1\0\0\0\0\0\0\0\0\0\0\x80\x04\xfc\x7f\xf9"s);
  db.pfadd("33", "\x49\x9b\xde\x5f\x61\xa0\x9c\x55");
  CHECK(db.getrange("33", 16, 21) == "\0\0\0\x40\x08\0"s);
  CHECK(db.strlen("33") == 12'304);
  db.pfadd("51", "\xf4\x2f\xd7\x00\x8e\x52\x87\x12"s);
  CHECK(db.getrange("51", 16, 21) == "\0\0\0\xc0\x0c\0"s);
  CHECK(db.pfcount({"32", "33", "51"}) == 1);
}

TEST_CASE("hyperloglog: estimates are Redis' own, and near the truth", "[redlite]") {
  redlite::db db(":memory:");
  const std::vector<std::pair<int, std::int64_t>> known{
      {10, 10}, {100, 99}, {1'000, 997}, {10'000, 10'017}, {100'000, 100'039}};
  int added = 0;
  for (const auto& [count, estimate] : known) {
    db.pfadd("h", elements(count - added, added));
    added = count;
    CHECK(db.pfcount("h") == estimate);
    CHECK(std::abs(static_cast<double>(estimate - count)) <= 0.03 * count);
  }
}

TEST_CASE("hyperloglog: PFCOUNT of several counts their union", "[redlite]") {
  redlite::db db(":memory:");
  db.pfadd("a", elements(1'000));
  db.pfadd("b", elements(1'000, 500));
  db.pfadd("dense", elements(20'000));
  CHECK(db.pfcount({"a", "b"}) == 1'500);
  CHECK(db.pfcount({"a", "a", "none"}) == db.pfcount("a"));
  CHECK(db.pfcount({"none", "none"}) == 0);
  CHECK(db.pfcount({"a", "b", "dense"}) == 19'986);
  // The union is not remembered.
  const auto before = db.get("b");
  db.pfcount({"a", "b"});
  CHECK(db.get("b") == before);
}

TEST_CASE("hyperloglog: PFMERGE", "[redlite]") {
  support::manual_clock clock;
  redlite::db db(":memory:", {.clock = &support::manual_clock::now_ms});
  db.pfadd("a", {"x", "y"});
  db.pfadd("b", {"y", "z"});
  db.pfmerge("m", {"a", "b", "none"});
  CHECK(db.get("m") == "HYLL\1\0\0\0\0\0\0\0\0\0\0\x80"s +
                           "a\x84\x80X\xcd\x88"
                           "E\xa0\x84\b");
  CHECK(db.pfcount("m") == 3);
  db.pfmerge("m");
  CHECK(db.pfcount("m") == 3);
  db.pfmerge("empty");
  CHECK(db.get("empty") == "HYLL\1\0\0\0\0\0\0\0\0\0\0\x80\x7f\xff"s);
  // What was there counts too, and its end stays.
  db.pfadd("c", "w");
  db.expire("c", 100);
  db.pfmerge("c", {"a", "b"});
  CHECK(db.pfcount("c") == 4);
  CHECK(db.ttl("c") == 100);
  // One dense operand makes the result dense.
  db.pfadd("dense", elements(20'000));
  db.pfmerge("m", "dense");
  CHECK(db.strlen("m") == 12'304);
  CHECK(digest(*db.get("m")) == 0x8b3310d9d2536f82);
  db.set("few", "HYLL"s + std::string(12, '\0') + "\1" + std::string(12'287, '\0'));
  db.pfmerge("made", "few");
  CHECK(db.strlen("made") == 12'304);
  CHECK(db.pfcount("made") == 1);
  db.pfmerge("dense", "a");
  CHECK(db.pfcount("dense") == 19'987);
}

TEST_CASE("hyperloglog: what is none is refused", "[redlite]") {
  redlite::db db(":memory:");
  db.rpush("l", "x");
  const std::string sparse = "HYLL\1\0\0\0\0\0\0\0\0\0\0\0\x7f\xff"s;
  std::vector<std::string> strange{"",
                                   "x",
                                   "12345",
                                   "HYLL",
                                   sparse.substr(0, 15),
                                   "HYLX" + sparse.substr(4),
                                   "HYLL\2" + sparse.substr(5),
                                   "HYLL\0"s + sparse.substr(5)};
  for (const std::string& bytes : strange) {
    INFO(bytes.size());
    db.set("s", bytes);
    const auto refused = refusal_of([&] { db.pfadd("s", "a"); });
    CHECK(refused.text == invalid_text);
    CHECK(refused.code == redlite::errc::wrong_type);
    CHECK(message_of([&] { db.pfadd("s"); }) == invalid_text);
    CHECK(message_of([&] { db.pfcount("s"); }) == invalid_text);
    CHECK(message_of([&] { db.pfcount({"none", "s"}); }) == invalid_text);
    CHECK(message_of([&] { db.pfmerge("m", "s"); }) == invalid_text);
    CHECK(message_of([&] { db.pfmerge("s"); }) == invalid_text);
    CHECK(db.get("s") == bytes);
  }
  CHECK(message_of([&] { db.pfadd("l", "a"); }) == support::wrong_type_text);
  CHECK(message_of([&] { db.pfcount("l"); }) == support::wrong_type_text);
  CHECK(message_of([&] { db.pfmerge("m", "l"); }) == support::wrong_type_text);
  CHECK(db.exists("m") == 0);
}

// Damaged bytes must give an error, not a read past their end.
TEST_CASE("hyperloglog: damage is noticed", "[redlite]") {
  redlite::db db(":memory:");
  const std::string corrupted = "INVALIDOBJ Corrupted HLL object detected";
  const std::string header = "HYLL\1\0\0\0\0\0\0\0\0\0\0\x80"s;
  for (const std::string& runs : {""s, "\x7f"s, "\x7f\xfe"s, "\x7f\xff\0"s, "\x7f\xff\x7f\xff"s}) {
    INFO(runs.size());
    db.set("s", header + runs);
    CHECK(message_of([&] { db.pfcount("s"); }) == corrupted);
    CHECK(message_of([&] { db.pfcount({"s", "none"}); }) == corrupted);
    CHECK(message_of([&] { db.pfmerge("m", "s"); }) == corrupted);
    CHECK(message_of([&] { db.pfmerge("s"); }) == corrupted);
    CHECK(db.exists("m") == 0);
  }
  db.set("s", header);
  CHECK(message_of([&] { db.pfadd("s", "a"); }) == corrupted);
  // Bytes after the last register are met by a count, not by an element that is found before.
  for (const char* behind : {"b", "zz", "\xff"}) {
    db.del("s");
    db.pfadd("s");
    db.append("s", behind);
    CHECK(db.pfadd("s", "a"));
    CHECK(message_of([&] { db.pfcount("s"); }) == corrupted);
  }
  // A run whose second byte is cut off counts as if that were 0.
  db.set("s", header + "\x7f\xfe\x40"s);
  CHECK(db.pfcount("s") == 0);
}

TEST_CASE("hyperloglog: estimates are in the file", "[redlite]") {
  const support::scratch folder;
  std::int64_t estimate = 0;
  {
    redlite::db db(folder.path());
    db.pfadd("h", elements(5'000));
    estimate = db.pfcount("h");
    db.pfmerge("m", "h");
  }
  redlite::db db(folder.path());
  CHECK(db.pfcount("h") == estimate);
  CHECK(db.pfcount("m") == estimate);
  CHECK_FALSE(db.pfadd("h", elements(5'000)));
}

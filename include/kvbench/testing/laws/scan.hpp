// kvbench/testing/laws/scan.hpp: the laws of SCAN, SSCAN, HSCAN and ZSCAN.
//
// Floor: wing testing.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <set>  // what was met

#include <kvbench/testing/laws/support.hpp>  // has, texts, refusal

namespace kvbench::testing::laws {

/// Calls `next(cursor)` from cursor 0 until it is 0 again, and `meet` with each item.
template <class Next, class Meet>
void walk(Next&& next, Meet&& meet) {
  std::uint64_t cursor = 0;
  int pages = 0;
  do {
    auto const page = next(cursor);
    for (auto const& item : page.items) meet(item);
    cursor = page.cursor;
    REQUIRE(++pages < 100'000);
  } while (cursor != 0);
}

template <class Next>
std::set<std::string> walked(Next&& next) {
  std::set<std::string> met;
  walk(next, [&](auto const& one) { met.emplace(std::string_view(one)); });
  return met;
}

inline std::set<std::string> numbered(std::string const& name, int count) {
  std::set<std::string> all;
  for (int i = 0; i < count; ++i) all.insert(name + std::to_string(i));
  return all;
}

template <class Store>
  requires has<Store, cmd::set, cmd::del> && has_forms<Store, cmd::scan>
void scan_keys_laws(Store& store) {
  auto& db = *store;
  std::set<std::string> const keys = numbered("key:", 500);
  auto const fill = [&] {
    for (auto const& key : keys) db.set(key, "v");
  };
  SECTION("every key is met, from cursor 0 to cursor 0, whatever COUNT is") {
    fill();
    CHECK(walked([&](std::uint64_t at) { return db.scan(at); }) == keys);
    for (std::int64_t const count : {1, 7, 10'000}) {
      CAPTURE(count);
      CHECK(walked([&](std::uint64_t at) { return db.scan(at, {.count = count}); }) == keys);
    }
  }
  SECTION("what is there all the time is met, while other keys come and go") {
    fill();
    int step = 0;
    std::set<std::string> const met = walked([&](std::uint64_t at) {
      for (int i = 0; i < 20; ++i) db.set("new:" + std::to_string(step * 20 + i), "v");
      for (int i = 0; i < 10; ++i) db.del("new:" + std::to_string(step * 20 + i));
      ++step;
      return db.scan(at, {.count = 50});
    });
    for (auto const& key : keys) REQUIRE(met.contains(key));
  }
  SECTION("what was deleted before is not met") {
    fill();
    for (int i = 0; i < 500; i += 2) db.del("key:" + std::to_string(i));
    CHECK(walked([&](std::uint64_t at) { return db.scan(at); }).size() == 250);
  }
  SECTION("MATCH yields only what a glob matches, to the byte") {
    fill();
    db.set("\xff\0?"sv, "v");
    auto const matched = [&](std::string_view glob) {
      return walked([&](std::uint64_t at) { return db.scan(at, {.match = glob, .count = 100}); });
    };
    CHECK(matched("key:1?") == std::set<std::string>{"key:10", "key:11", "key:12", "key:13",
                                                     "key:14", "key:15", "key:16", "key:17",
                                                     "key:18", "key:19"});
    CHECK(matched("*:49[5-7]") == std::set<std::string>{"key:495", "key:496", "key:497"});
    CHECK(matched("\xff*\\?") == std::set<std::string>{std::string("\xff\0?"sv)});
    CHECK(matched("key") == std::set<std::string>{});
    CHECK(matched("*").size() == 501);
  }
  if constexpr (has<Store, cmd::rpush, cmd::sadd>) {
    SECTION("TYPE yields only keys of that type") {
      db.set("string", "v");
      db.rpush("list", "v");
      db.sadd("set", "v");
      auto const of = [&](std::string_view type) {
        return walked([&](std::uint64_t at) { return db.scan(at, {.type = type}); });
      };
      CHECK(of("list") == std::set<std::string>{"list"});
      CHECK(of("SET") == std::set<std::string>{"set"});
      CHECK(of("string") == std::set<std::string>{"string"});
      CHECK(of("hash").empty());
      CHECK(of("nonsense").empty());
    }
  }
  SECTION("nothing is met where there is nothing; a COUNT below 1 is refused") {
    auto const page = db.scan(0);
    CHECK(page.cursor == 0);
    CHECK(page.items.empty());
    CHECK(refusal([&] { return db.scan(0, {.count = 0}); }) == "ERR syntax error");
    CHECK(refusal([&] { return db.scan(0, {.count = -5}); }) == "ERR syntax error");
  }
}

template <class Store>
  requires has_lists<Store, cmd::sadd> && has<Store, cmd::srem> && has_forms<Store, cmd::sscan>
void sscan_laws(Store& store) {
  auto& db = *store;
  SECTION("SSCAN meets every member of a set, small or big, that stays") {
    for (int const size : {5, 3000}) {
      CAPTURE(size);
      auto const members = numbered("m", size);
      std::string const key = "s" + std::to_string(size);
      db.sadd(key, texts(members.begin(), members.end()));
      CHECK(walked([&](std::uint64_t at) { return db.sscan(key, at); }) == members);
      CHECK(walked([&](std::uint64_t at) { return db.sscan(key, at, {.count = 700}); }) == members);
      CHECK(walked([&](std::uint64_t at) {
              return db.sscan(key, at, {.match = "*[24]", .count = 500});
            }).contains("m4"));
      int step = 0;
      auto const met = walked([&](std::uint64_t at) {
        db.sadd(key, "new" + std::to_string(++step));
        if (step > 1) db.srem(key, "new" + std::to_string(step - 1));
        return db.sscan(key, at, {.count = 100});
      });
      for (auto const& member : members) REQUIRE(met.contains(member));
    }
  }
  SECTION("integers are members like others") {
    auto const members = numbered("", 100);
    db.sadd("s", texts(members.begin(), members.end()));
    CHECK(walked([&](std::uint64_t at) { return db.sscan("s", at); }) == members);
  }
  SECTION("an absent set is seen at once; another type and a COUNT below 1 are refused") {
    CHECK(db.sscan("absent", 0).cursor == 0);
    CHECK(db.sscan("absent", 0).items.empty());
    db.sadd("s", "a");
    CHECK(refusal([&] { return db.sscan("s", 0, {.count = 0}); }) == "ERR syntax error");
    if (put_string(store, "k")) CHECK(refusal([&] { return db.sscan("k", 0); }) == wrong_type);
  }
}

template <class Store>
  requires has<Store, cmd::hset> && has_forms<Store, cmd::hscan>
void hscan_laws(Store& store) {
  auto& db = *store;
  SECTION("HSCAN meets every field of a hash, small or big, with its value; MATCH is of fields") {
    for (int const size : {5, 1500}) {
      CAPTURE(size);
      text_map model;
      std::string const key = "h" + std::to_string(size);
      for (int i = 0; i < size; ++i) {
        std::string const field = "f" + std::to_string(i);
        db.hset(key, field, std::to_string(i));
        model[field] = std::to_string(i);
      }
      text_map met;
      auto const meet = [&](auto const& pair) {
        met[std::string(pair.first)] = std::string(pair.second);
      };
      walk([&](std::uint64_t at) { return db.hscan(key, at); }, meet);
      CHECK(met == model);
      met.clear();
      walk([&](std::uint64_t at) { return db.hscan(key, at, {.match = "f4", .count = 99}); }, meet);
      CHECK(met == text_map{{"f4", "4"}});
    }
  }
  SECTION("an absent hash is seen at once; another type is refused") {
    CHECK(db.hscan("absent", 0).cursor == 0);
    CHECK(db.hscan("absent", 0).items.empty());
    if (put_string(store, "k")) CHECK(refusal([&] { return db.hscan("k", 0); }) == wrong_type);
  }
}

template <class Store>
  requires has<Store, cmd::zadd> && has_forms<Store, cmd::zscan>
void zscan_laws(Store& store) {
  auto& db = *store;
  SECTION("ZSCAN meets every member of a sorted set, small or big, with its score") {
    for (int const size : {5, 1500}) {
      CAPTURE(size);
      std::map<std::string, double> model;
      std::string const key = "z" + std::to_string(size);
      for (int i = 0; i < size; ++i) {
        std::string const member = "m" + std::to_string(i);
        db.zadd(key, i / 8.0, member);
        model[member] = i / 8.0;
      }
      std::map<std::string, double> met;
      auto const meet = [&](auto const& one) { met[std::string(one.member)] = one.score; };
      walk([&](std::uint64_t at) { return db.zscan(key, at); }, meet);
      CHECK(met == model);
      met.clear();
      walk([&](std::uint64_t at) { return db.zscan(key, at, {.match = "m4", .count = 99}); }, meet);
      CHECK(met == std::map<std::string, double>{{"m4", 0.5}});
    }
  }
  SECTION("an absent sorted set is seen at once; another type is refused") {
    CHECK(db.zscan("absent", 0).cursor == 0);
    CHECK(db.zscan("absent", 0).items.empty());
    if (put_string(store, "k")) CHECK(refusal([&] { return db.zscan("k", 0); }) == wrong_type);
  }
}

/// All laws of the SCAN family that the store's client can be held to.
template <class Store>
void scans(Store& store) {
  if constexpr (requires { scan_keys_laws(store); }) {
    SECTION("scan") { scan_keys_laws(store); }
  }
  if constexpr (requires { sscan_laws(store); }) {
    SECTION("sscan") { sscan_laws(store); }
  }
  if constexpr (requires { hscan_laws(store); }) {
    SECTION("hscan") { hscan_laws(store); }
  }
  if constexpr (requires { zscan_laws(store); }) {
    SECTION("zscan") { zscan_laws(store); }
  }
}

}  // namespace kvbench::testing::laws

// kvbench/testing/laws/stream_group.hpp: the laws of consumer groups: making them, reading, and
// acknowledging.
//
// Floor: wing testing.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/testing/laws/support.hpp>  // has, texts, refusal

namespace kvbench::testing::laws {

template <class Store>
concept has_groups = has_lists<Store, cmd::xadd> && has_forms<Store, cmd::xgroup_create> &&
                     has_forms<Store, cmd::xreadgroup>;

/// What a consumer is given of one stream.
template <class Store>
texts given(Store& store, std::string_view consumer, std::string_view after,
            redlite::xreadgroup_options how = {}) {
  auto const all = (*store).xreadgroup("g", consumer, {{"s", after}}, how);
  REQUIRE(all.size() <= 1);
  return all.empty() ? texts{} : ids(all[0].second);
}

template <class Store>
void three_entries(Store& store) {
  for (std::string_view const id : {"1-1", "2-1", "3-1"}) (*store).xadd("s", id, "f", id);
}

template <class Store>
  requires has_groups<Store>
void xgroup_create_laws(Store& store) {
  auto& db = *store;
  std::string_view const no_key =
      "ERR The XGROUP subcommand requires the key to exist. Note that for CREATE you may want to "
      "use the MKSTREAM option to create an empty stream automatically.";
  SECTION("a group begins after the id that it is made with") {
    three_entries(store);
    db.xgroup_create("s", "g", "1-1");
    CHECK(given(store, "c", ">") == texts{"2-1", "3-1"});
    db.xgroup_create("s", "last", "$");
    CHECK(db.xreadgroup("last", "c", {{"s", ">"}}).empty());
    db.xadd("s", "4-1", "f", "v");
    CHECK(ids(db.xreadgroup("last", "c", {{"s", ">"}})[0].second) == texts{"4-1"});
  }
  SECTION("there is one group of a name in a stream") {
    three_entries(store);
    db.xgroup_create("s", "g", "0");
    CHECK(refusal([&] { db.xgroup_create("s", "g", "$"); }) ==
          "BUSYGROUP Consumer Group name already exists");
    db.xgroup_create("s", "G", "0");
  }
  SECTION("a stream is made only where MKSTREAM asks for it, and is empty") {
    CHECK(refusal([&] { db.xgroup_create("s", "g", "$"); }) == no_key);
    CHECK(vanished(store, "s"));
    db.xgroup_create("s", "g", "$", {.make_stream = true});
    if constexpr (has<Store, cmd::type>) CHECK(db.type("s") == "stream");
    if constexpr (has<Store, cmd::xlen>) CHECK(db.xlen("s") == 0);
    CHECK(given(store, "c", ">").empty());
  }
  SECTION("what is no id, and another type, are refused") {
    three_entries(store);
    CHECK(refusal([&] { db.xgroup_create("s", "g", "x"); }) ==
          "ERR Invalid stream ID specified as stream command argument");
    if (put_string(store, "k"))
      CHECK(refusal([&] { db.xgroup_create("k", "g", "$"); }) == wrong_type);
  }
}

template <class Store>
  requires has_groups<Store> && has<Store, cmd::xgroup_destroy, cmd::xgroup_createconsumer,
                                    cmd::xgroup_delconsumer, cmd::xgroup_setid>
void xgroup_laws(Store& store) {
  auto& db = *store;
  std::string_view const no_group = "NOGROUP No such consumer group 'g' for key name 's'";
  three_entries(store);
  SECTION("SETID moves what the group was given, back and forth") {
    db.xgroup_create("s", "g", "$");
    db.xgroup_setid("s", "g", "2-1");
    CHECK(given(store, "c", ">") == texts{"3-1"});
    db.xgroup_setid("s", "g", "0");
    CHECK(given(store, "c", ">") == texts{"1-1", "2-1", "3-1"});
    db.xgroup_setid("s", "g", "$");
    CHECK(given(store, "c", ">").empty());
  }
  SECTION("a group that is destroyed is gone, with what was pending") {
    db.xgroup_create("s", "g", "0");
    given(store, "c", ">");
    CHECK(db.xgroup_destroy("s", "g"));
    CHECK_FALSE(db.xgroup_destroy("s", "g"));
    CHECK(refusal([&] { return given(store, "c", ">"); }) ==
          "NOGROUP No such key 's' or consumer group 'g' in XREADGROUP with GROUP option");
    db.xgroup_create("s", "g", "$");
    CHECK(given(store, "c", "0").empty());
  }
  SECTION("a consumer is made once; deleted, it yields how many entries it had pending") {
    db.xgroup_create("s", "g", "0");
    CHECK(db.xgroup_createconsumer("s", "g", "c"));
    CHECK_FALSE(db.xgroup_createconsumer("s", "g", "c"));
    CHECK(db.xgroup_delconsumer("s", "g", "c") == 0);
    CHECK(given(store, "c", ">", {.count = 2}).size() == 2);
    CHECK_FALSE(db.xgroup_createconsumer("s", "g", "c"));
    CHECK(db.xgroup_delconsumer("s", "g", "c") == 2);
    CHECK(db.xgroup_delconsumer("s", "g", "c") == 0);
    CHECK(given(store, "c", "0").empty());
    CHECK(given(store, "c", ">") == texts{"3-1"});
  }
  SECTION("what is of an absent group, or of another type, is refused") {
    CHECK(refusal([&] { db.xgroup_setid("s", "g", "0"); }) == no_group);
    CHECK(refusal([&] { return db.xgroup_createconsumer("s", "g", "c"); }) == no_group);
    CHECK(refusal([&] { return db.xgroup_delconsumer("s", "g", "c"); }) == no_group);
    if (put_string(store, "k")) {
      CHECK(refusal([&] { db.xgroup_setid("k", "g", "0"); }) == wrong_type);
      CHECK(refusal([&] { return db.xgroup_destroy("k", "g"); }) == wrong_type);
      CHECK(refusal([&] { return db.xgroup_createconsumer("k", "g", "c"); }) == wrong_type);
      CHECK(refusal([&] { return db.xgroup_delconsumer("k", "g", "c"); }) == wrong_type);
    }
  }
}

template <class Store>
  requires has_groups<Store>
void xreadgroup_laws(Store& store) {
  auto& db = *store;
  three_entries(store);
  db.xgroup_create("s", "g", "0");
  SECTION("\">\" gives every entry to one consumer only") {
    CHECK(given(store, "one", ">", {.count = 2}) == texts{"1-1", "2-1"});
    CHECK(given(store, "two", ">") == texts{"3-1"});
    CHECK(given(store, "one", ">").empty());
    db.xadd("s", "4-1", "f", "v");
    CHECK(given(store, "one", ">") == texts{"4-1"});
  }
  SECTION("an id gives again what the consumer has pending above it, and nothing of others") {
    given(store, "one", ">", {.count = 2});
    given(store, "two", ">");
    CHECK(given(store, "one", "0") == texts{"1-1", "2-1"});
    CHECK(given(store, "one", "1-1") == texts{"2-1"});
    CHECK(given(store, "one", "0", {.count = 1}) == texts{"1-1"});
    CHECK(given(store, "two", "0") == texts{"3-1"});
    CHECK(given(store, "three", "0").empty());
  }
  SECTION("fields come along, byte for byte; nothing where the entry was deleted meanwhile") {
    std::string const bytes = all_bytes();
    db.xadd("s", "4-1", bytes, bytes);
    db.xgroup_create("s", "h", "3-1");
    auto const read = db.xreadgroup("h", "c", {{"s", ">"}});
    REQUIRE(read.size() == 1);
    REQUIRE(read[0].second.size() == 1);
    REQUIRE(read[0].second[0].fields.has_value());
    CHECK(read[0].second[0].fields->front().first == bytes);
    CHECK(read[0].second[0].fields->front().second == bytes);
    if constexpr (has<Store, cmd::xdel>) {
      db.xdel("s", "4-1");
      auto const again = db.xreadgroup("h", "c", {{"s", "0"}});
      REQUIRE(again[0].second.size() == 1);
      CHECK(again[0].second[0].id.text() == "4-1");
      CHECK_FALSE(again[0].second[0].fields.has_value());
    }
  }
  SECTION("NOACK leaves nothing pending") {
    CHECK(given(store, "one", ">", {.count = 2, .no_ack = true}) == texts{"1-1", "2-1"});
    CHECK(given(store, "one", "0").empty());
    CHECK(given(store, "one", ">") == texts{"3-1"});
  }
  SECTION("several streams: those that have something, in the order asked; with an id, all") {
    db.xadd("t", "9-9", "f", "v");
    db.xgroup_create("t", "g", "0");
    auto const both = db.xreadgroup("g", "c", {{"t", ">"}, {"s", ">"}}, {.count = 1});
    REQUIRE(both.size() == 2);
    CHECK(both[0].first == "t");
    CHECK(ids(both[0].second) == texts{"9-9"});
    CHECK(both[1].first == "s");
    CHECK(ids(both[1].second) == texts{"1-1"});
    auto const one = db.xreadgroup("g", "c", {{"t", ">"}, {"s", ">"}});
    REQUIRE(one.size() == 1);
    CHECK(one[0].first == "s");
    auto const history = db.xreadgroup("g", "other", {{"t", "0"}, {"s", "0"}});
    REQUIRE(history.size() == 2);
    CHECK(history[0].second.empty());
  }
  SECTION("an absent group, an absent key and another type are refused") {
    CHECK(refusal([&] {
            return db.xreadgroup("absent", "c", {{"s", ">"}});
          }) ==
          "NOGROUP No such key 's' or consumer group 'absent' in XREADGROUP with GROUP option");
    CHECK(refusal([&] {
            return db.xreadgroup("g", "c", {{"no", ">"}});
          }) == "NOGROUP No such key 'no' or consumer group 'g' in XREADGROUP with GROUP option");
    if (put_string(store, "k"))
      CHECK(refusal([&] { return db.xreadgroup("g", "c", {{"k", ">"}}); }) == wrong_type);
  }
}

template <class Store>
  requires has_groups<Store> && has_lists<Store, cmd::xack>
void xack_laws(Store& store) {
  auto& db = *store;
  three_entries(store);
  db.xgroup_create("s", "g", "0");
  given(store, "c", ">");
  SECTION("XACK yields how many were pending, of whichever consumer; they are no more") {
    CHECK(db.xack("s", "g", {"1-1", "1-1", "9-9"}) == 1);
    CHECK(given(store, "c", "0") == texts{"2-1", "3-1"});
    CHECK(db.xack("s", "g", {"2-1", "3-1"}) == 2);
    CHECK(given(store, "c", "0").empty());
    CHECK(given(store, "c", ">").empty());
  }
  SECTION("nothing is acknowledged to an absent group or key") {
    CHECK(db.xack("s", "absent", "1-1") == 0);
    CHECK(db.xack("absent", "g", "1-1") == 0);
  }
  SECTION("one bad id refuses all; another type is refused") {
    CHECK(refusal([&] {
            return db.xack("s", "g", {"1-1", "x"});
          }) == "ERR Invalid stream ID specified as stream command argument");
    CHECK(given(store, "c", "0").size() == 3);
    if (put_string(store, "k"))
      CHECK(refusal([&] { return db.xack("k", "g", "1-1"); }) == wrong_type);
  }
}

/// All laws of consumer groups that the store's client can be held to.
template <class Store>
void stream_groups(Store& store) {
  if constexpr (requires { xgroup_create_laws(store); }) {
    SECTION("xgroup create") { xgroup_create_laws(store); }
  }
  if constexpr (requires { xgroup_laws(store); }) {
    SECTION("xgroup") { xgroup_laws(store); }
  }
  if constexpr (requires { xreadgroup_laws(store); }) {
    SECTION("xreadgroup") { xreadgroup_laws(store); }
  }
  if constexpr (requires { xack_laws(store); }) {
    SECTION("xack") { xack_laws(store); }
  }
}

}  // namespace kvbench::testing::laws

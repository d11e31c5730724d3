// kvbench/testing/laws/stream.hpp: the laws of the stream commands.
//
// Floor: wing testing.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/testing/laws/support.hpp>  // has, texts, refusal

namespace kvbench::testing::laws {

using field_list = std::vector<std::pair<std::string, std::string>>;

template <class Store>
  requires has<Store, cmd::xadd, cmd::xlen, cmd::xrange>
void xadd_laws(Store& store) {
  auto& db = *store;
  auto const add = [&](std::string_view id) { return db.xadd("s", id, "f", "v")->text(); };
  std::string_view const too_small =
      "ERR The ID specified in XADD is equal or smaller than the target stream top item";
  SECTION("ids grow, and nothing else is taken") {
    CHECK(add("1-1") == "1-1");
    CHECK(add("1-2") == "1-2");
    CHECK(refusal([&] { return add("1-2"); }) == too_small);
    CHECK(refusal([&] { return add("1-1"); }) == too_small);
    CHECK(refusal([&] { return add("0-9"); }) == too_small);
    CHECK(add("5") == "5-0");
    CHECK(refusal([&] { return add("0-0"); }) ==
          "ERR The ID specified in XADD must be greater than 0-0");
    CHECK(db.xlen("s") == 3);
  }
  SECTION("\"5-*\" is the next within 5") {
    CHECK(add("5-*") == "5-0");
    CHECK(add("5-*") == "5-1");
    CHECK(add("7-*") == "7-0");
    CHECK(refusal([&] { return add("6-*"); }) == too_small);
    CHECK(db.xadd("new", "0-*", "f", "v")->text() == "0-1");
  }
  SECTION("\"*\" is the next by the clock, above the last one even where the clock is behind") {
    redlite::stream_id const first = *db.xadd("s", "*", "f", "v");
    redlite::stream_id const second = *db.xadd("s", "*", "f", "v");
    CHECK(first < second);
    CHECK(first.ms > 1'000'000);
    CHECK(add("99999999999999-5") == "99999999999999-5");
    CHECK(add("*") == "99999999999999-6");
  }
  SECTION("after the largest id there is none") {
    CHECK(add("18446744073709551615-18446744073709551614") ==
          "18446744073709551615-18446744073709551614");
    CHECK(add("*") == "18446744073709551615-18446744073709551615");
    CHECK(refusal([&] { return add("*"); }) ==
          "ERR The stream has exhausted the last possible ID, unable to add more items");
    CHECK(db.xlen("s") == 2);
  }
  SECTION("ids of more than 63 bits stay in order") {
    add("9223372036854775807-1");
    add("9223372036854775808-1");
    add("18446744073709551615-0");
    CHECK(ids(db.xrange("s", "-", "+")) ==
          texts{"9223372036854775807-1", "9223372036854775808-1", "18446744073709551615-0"});
    CHECK(ids(db.xrange("s", "9223372036854775808", "+")) ==
          texts{"9223372036854775808-1", "18446744073709551615-0"});
  }
  SECTION("what is no id is refused") {
    for (std::string_view const id :
         {"x"sv, ""sv, "1-x"sv, "1-1-1"sv, "-1"sv, "1-"sv, "18446744073709551616"sv}) {
      CAPTURE(id);
      CHECK(refusal([&] { return add(id); }) ==
            "ERR Invalid stream ID specified as stream command argument");
    }
    CHECK(vanished(store, "s"));
  }
  SECTION("fields are bytes, keep their order and may be equal") {
    std::string const bytes = all_bytes();
    db.xadd("s", "1-1",
            {{"b"sv, "2"sv},
             {"a"sv, "1"sv},
             {"b"sv, "3"sv},
             {""sv, ""sv},
             {std::string_view(bytes), std::string_view(bytes)}});
    auto const entries = db.xrange("s", "-", "+");
    REQUIRE(entries.size() == 1);
    CHECK(field_list(entries[0].fields.begin(), entries[0].fields.end()) ==
          field_list{{"b", "2"}, {"a", "1"}, {"b", "3"}, {"", ""}, {bytes, bytes}});
  }
  SECTION("another type is refused") {
    if (put_string(store, "k")) {
      CHECK(refusal([&] { return db.xadd("k", "*", "f", "v"); }) == wrong_type);
      CHECK(refusal([&] { return db.xlen("k"); }) == wrong_type);
      CHECK(refusal([&] { return db.xrange("k", "-", "+"); }) == wrong_type);
    }
    CHECK(db.xlen("absent") == 0);
    CHECK(db.xrange("absent", "-", "+").empty());
  }
  if constexpr (requires { db.xadd("s", "*", "f", "v", redlite::xadd_options{}); }) {
    SECTION("NOMKSTREAM makes no stream") {
      CHECK_FALSE(static_cast<bool>(db.xadd("s", "*", "f", "v", {.no_make_stream = true})));
      CHECK(vanished(store, "s"));
      add("1-1");
      CHECK(db.xadd("s", "2-1", "f", "v", {.no_make_stream = true})->text() == "2-1");
    }
    SECTION("trims after it added") {
      for (int i = 1; i <= 5; ++i) add(std::to_string(i));
      db.xadd("s", "6", "f", "v", {.trim = {{.max_length = 2}}});
      CHECK(ids(db.xrange("s", "-", "+")) == texts{"5-0", "6-0"});
      db.xadd("s", "7", "f", "v", {.trim = {{.min_id = "6"}}});
      CHECK(ids(db.xrange("s", "-", "+")) == texts{"6-0", "7-0"});
    }
  }
}

template <class Store>
  requires has<Store, cmd::xadd, cmd::xdel, cmd::xlen, cmd::xrange>
void xdel_laws(Store& store) {
  auto& db = *store;
  for (std::string_view const id : {"1-1", "2-1", "3-1"}) db.xadd("s", id, "f", id);
  SECTION("yields how many there were") {
    CHECK(db.xdel("s", {"2-1", "2-1", "9-9"}) == 1);
    CHECK(ids(db.xrange("s", "-", "+")) == texts{"1-1", "3-1"});
    CHECK(db.xlen("s") == 2);
    CHECK(db.xdel("absent", "1-1") == 0);
    CHECK(db.xdel("s", "1") == 0);
  }
  SECTION("an emptied stream stays, and so does its last id") {
    CHECK(db.xdel("s", {"1-1", "2-1", "3-1"}) == 3);
    CHECK(db.xlen("s") == 0);
    CHECK_FALSE((has<Store, cmd::exists> && vanished(store, "s")));
    CHECK(refusal([&] { return db.xadd("s", "3-1", "f", "v"); }) ==
          "ERR The ID specified in XADD is equal or smaller than the target stream top item");
    CHECK(db.xadd("s", "3-*", "f", "v")->text() == "3-2");
  }
  SECTION("another type, and what is no id, are refused") {
    if (put_string(store, "k")) CHECK(refusal([&] { return db.xdel("k", "1-1"); }) == wrong_type);
    CHECK(refusal([&] {
            return db.xdel("s", {"1-1", "x"});
          }) == "ERR Invalid stream ID specified as stream command argument");
    CHECK(db.xlen("s") == 3);
  }
}

template <class Store>
  requires has<Store, cmd::xadd, cmd::xtrim, cmd::xlen, cmd::xrange>
void xtrim_laws(Store& store) {
  auto& db = *store;
  for (int i = 1; i <= 6; ++i) db.xadd("s", std::to_string(i), "f", "v");
  SECTION("MAXLEN keeps the newest") {
    CHECK(db.xtrim("s", {.max_length = 9}) == 0);
    CHECK(db.xtrim("s", {.max_length = 4}) == 2);
    CHECK(ids(db.xrange("s", "-", "+")) == texts{"3-0", "4-0", "5-0", "6-0"});
    CHECK(db.xtrim("s", {.max_length = 0}) == 4);
    CHECK(db.xlen("s") == 0);
    CHECK_FALSE((has<Store, cmd::exists> && vanished(store, "s")));
  }
  SECTION("MINID drops what is below") {
    CHECK(db.xtrim("s", {.min_id = "3"}) == 2);
    CHECK(db.xtrim("s", {.min_id = "5-1"}) == 3);
    CHECK(ids(db.xrange("s", "-", "+")) == texts{"6-0"});
  }
  SECTION("a negative length, and another type, are refused") {
    CHECK(refusal([&] { return db.xtrim("s", {.max_length = -1}); }) ==
          "ERR The MAXLEN argument must be >= 0.");
    if (put_string(store, "k"))
      CHECK(refusal([&] { return db.xtrim("k", {.max_length = 1}); }) == wrong_type);
    CHECK(db.xtrim("absent", {.max_length = 1}) == 0);
  }
}

template <class Store>
  requires has<Store, cmd::xadd, cmd::xlen, cmd::xrange>
void big_stream_laws(Store& store) {
  auto& db = *store;
  SECTION("a long stream is whole, and counted") {
    texts model;
    for (int i = 1; i <= 3000; ++i) {
      redlite::stream_id const id{static_cast<std::uint64_t>(i / 3 + 1),
                                  static_cast<std::uint64_t>(i % 3 + 1)};
      db.xadd("s", id, "f", "v");
      model.push_back(id.text());
    }
    CHECK(db.xlen("s") == 3000);
    CHECK(ids(db.xrange("s", "-", "+")) == model);
    CHECK(ids(db.xrange("s", "500", "500")) == texts{"500-1", "500-2", "500-3"});
  }
}

/// All laws of streams that the store's client can be held to.
template <class Store>
void streams(Store& store) {
  if constexpr (requires { xadd_laws(store); }) {
    SECTION("xadd") { xadd_laws(store); }
  }
  if constexpr (requires { xdel_laws(store); }) {
    SECTION("xdel") { xdel_laws(store); }
  }
  if constexpr (requires { xtrim_laws(store); }) {
    SECTION("xtrim") { xtrim_laws(store); }
  }
  if constexpr (requires { big_stream_laws(store); }) {
    SECTION("big stream") { big_stream_laws(store); }
  }
}

}  // namespace kvbench::testing::laws

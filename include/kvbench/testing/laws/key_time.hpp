// kvbench/testing/laws/key_time.hpp: the laws of the ends of keys in milliseconds and by moment.
//
// Floor: wing testing.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/testing/laws/support.hpp>  // has, texts, refusal

namespace kvbench::testing::laws {

template <class Store>
  requires has<Store, cmd::set, cmd::pexpire, cmd::pttl, cmd::persist>
void pexpire_laws(Store& store) {
  auto& db = *store;
  SECTION("PTTL tells milliseconds, -1 where there is no end, -2 where there is no key") {
    db.set("k", "v");
    CHECK(db.pttl("k") == -1);
    CHECK(db.pttl("absent") == -2);
    CHECK(db.pexpire("k", 100'000));
    CHECK(db.pttl("k") > 90'000);
    CHECK(db.pttl("k") <= 100'000);
    CHECK_FALSE(db.pexpire("absent", 100));
  }
  SECTION("PERSIST takes the end away, once") {
    db.set("k", "v");
    CHECK_FALSE(db.persist("k"));
    CHECK_FALSE(db.persist("absent"));
    db.pexpire("k", 100'000);
    CHECK(db.persist("k"));
    CHECK(db.pttl("k") == -1);
    CHECK_FALSE(db.persist("k"));
  }
  SECTION("a span below 1 removes at once; one beyond all time is refused") {
    db.set("k", "v");
    CHECK(refusal([&] { return db.pexpire("k", INT64_MAX); }) ==
          "ERR invalid expire time in 'pexpire' command");
    CHECK(db.pttl("k") == -1);
    CHECK(db.pexpire("k", -1));
    CHECK(db.pttl("k") == -2);
    CHECK(vanished(store, "k"));
  }
}

template <class Store>
  requires has<Store, cmd::set, cmd::expireat, cmd::pexpireat, cmd::expiretime, cmd::pexpiretime>
void expireat_laws(Store& store) {
  auto& db = *store;
  SECTION("the moment of an end, in milliseconds, and in seconds to the nearest") {
    db.set("k", "v");
    CHECK(db.expiretime("k") == -1);
    CHECK(db.pexpiretime("k") == -1);
    CHECK(db.expireat("k", 99'999'999'999));
    CHECK(db.expiretime("k") == 99'999'999'999);
    CHECK(db.pexpiretime("k") == 99'999'999'999'000);
    CHECK(db.pexpireat("k", 99'999'999'999'499));
    CHECK(db.expiretime("k") == 99'999'999'999);
    CHECK(db.pexpiretime("k") == 99'999'999'999'499);
    CHECK(db.pexpireat("k", 99'999'999'999'500));
    CHECK(db.expiretime("k") == 100'000'000'000);
    CHECK(db.expiretime("absent") == -2);
    CHECK(db.pexpiretime("absent") == -2);
  }
  SECTION("a moment in the past removes at once") {
    db.set("k", "v");
    CHECK(db.expireat("k", 1));
    CHECK(vanished(store, "k"));
    db.set("k", "v");
    CHECK(db.pexpireat("k", -1));
    CHECK(vanished(store, "k"));
    CHECK_FALSE(db.expireat("k", 99'999'999'999));
    CHECK_FALSE(db.pexpireat("k", 99'999'999'999'000));
  }
  SECTION("a moment beyond all time is refused") {
    db.set("k", "v");
    CHECK(refusal([&] { return db.expireat("k", INT64_MAX); }) ==
          "ERR invalid expire time in 'expireat' command");
    CHECK(db.expiretime("k") == -1);
  }
  if constexpr (has_forms<Store, cmd::expireat, cmd::pexpireat, cmd::pexpire>) {
    SECTION("conditions hold for every way to say an end") {
      using redlite::expire_if;
      db.set("k", "v");
      CHECK_FALSE(db.expireat("k", 99'999'999'999, {.when = expire_if::present}));
      CHECK(db.expireat("k", 99'999'999'999, {.when = expire_if::absent}));
      CHECK_FALSE(db.pexpireat("k", 99'999'999'998'000, {.when = expire_if::greater}));
      CHECK(db.pexpireat("k", 99'999'999'998'000, {.when = expire_if::less}));
      CHECK_FALSE(db.pexpire("k", 1000, {.when = expire_if::present_greater}));
      CHECK_FALSE(db.pexpire("k", 1000, {.when = expire_if::absent}));
      CHECK(db.pexpiretime("k") == 99'999'999'998'000);
      CHECK(db.pexpire("k", 100'000, {.when = expire_if::present_less}));
      CHECK(db.pexpiretime("k") < 99'999'999'998'000);
    }
  }
}

/// All laws of the ends of keys that the store's client can be held to.
template <class Store>
void key_times(Store& store) {
  if constexpr (requires { pexpire_laws(store); }) {
    SECTION("pexpire") { pexpire_laws(store); }
  }
  if constexpr (requires { expireat_laws(store); }) {
    SECTION("expireat") { expireat_laws(store); }
  }
}

}  // namespace kvbench::testing::laws

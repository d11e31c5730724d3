// kvbench/testing/laws/string_number.hpp: the laws of strings that are numbers.
//
// Floor: wing testing.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <limits>  // the largest integer

#include <kvbench/testing/laws/support.hpp>  // has, texts, refusal

namespace kvbench::testing::laws {

template <class Store>
  requires has<Store, cmd::incr>
void incr_laws(Store& store) {
  auto& db = *store;
  SECTION("an absent key counts as 0") {
    CHECK(db.incr("n") == 1);
    CHECK(db.incr("n") == 2);
  }
  if constexpr (has<Store, cmd::get, cmd::set>) {
    SECTION("the number is text") {
      db.set("n", "-1");
      CHECK(db.incr("n") == 0);
      CHECK(bulk(db.get("n")) == "0");
      db.set("n", "9223372036854775806");
      CHECK(db.incr("n") == std::numeric_limits<std::int64_t>::max());
      CHECK(bulk(db.get("n")) == "9223372036854775807");
    }
    SECTION("what is not exactly an integer is refused and stays") {
      for (std::string_view const text :
           {"abc"sv, ""sv, " 1"sv, "1 "sv, "01"sv, "+1"sv, "-0"sv, "1.0"sv, "1e1"sv, "0x1"sv,
            "9223372036854775808"sv, "-9223372036854775809"sv, "1\0"sv}) {
        CAPTURE(text);
        db.set("n", text);
        CHECK(refusal([&] { return db.incr("n"); }) == not_integer);
        CHECK(bulk(db.get("n")) == text);
      }
    }
    SECTION("beyond the largest integer is refused and stays") {
      db.set("n", "9223372036854775807");
      CHECK(refusal([&] { return db.incr("n"); }) == "ERR increment or decrement would overflow");
      CHECK(bulk(db.get("n")) == "9223372036854775807");
    }
    SECTION("the smallest integer is one") {
      db.set("n", "-9223372036854775808");
      CHECK(db.incr("n") == -9223372036854775807);
    }
  }
  SECTION("another type is refused") {
    if (put_list(store, "l")) CHECK(refusal([&] { return db.incr("l"); }) == wrong_type);
  }
}

template <class Store>
  requires has<Store, cmd::get, cmd::set, cmd::incrby, cmd::decr, cmd::decrby>
void incrby_laws(Store& store) {
  auto& db = *store;
  std::string_view const overflow = "ERR increment or decrement would overflow";
  SECTION("an absent key counts as 0") {
    CHECK(db.incrby("n", 5) == 5);
    CHECK(db.decrby("n", 7) == -2);
    CHECK(db.decr("n") == -3);
    CHECK(db.incrby("n", -7) == -10);
    CHECK(db.decrby("n", -10) == 0);
    CHECK(bulk(db.get("n")) == "0");
    CHECK(db.decr("other") == -1);
    CHECK(db.incrby("zero", 0) == 0);
    CHECK(bulk(db.get("zero")) == "0");
  }
  SECTION("beyond the largest and the smallest integer is refused, and stays") {
    db.set("n", "9223372036854775806");
    CHECK(db.incrby("n", 1) == INT64_MAX);
    CHECK(refusal([&] { return db.incrby("n", 1); }) == overflow);
    CHECK(refusal([&] { return db.decrby("n", -1); }) == overflow);
    CHECK(db.incrby("n", INT64_MIN) == -1);
    CHECK(refusal([&] { return db.incrby("n", INT64_MIN); }) == overflow);
    db.set("n", "-9223372036854775808");
    CHECK(refusal([&] { return db.decr("n"); }) == overflow);
    CHECK(refusal([&] { return db.decrby("n", INT64_MAX); }) == overflow);
    CHECK(bulk(db.get("n")) == "-9223372036854775808");
    CHECK(refusal([&] { return db.decrby("n", INT64_MIN); }) == "ERR decrement would overflow");
  }
  SECTION("what is no integer, and another type, are refused and stay") {
    db.set("n", "1.5");
    CHECK(refusal([&] { return db.incrby("n", 1); }) == not_integer);
    CHECK(refusal([&] { return db.decr("n"); }) == not_integer);
    CHECK(bulk(db.get("n")) == "1.5");
    if (put_list(store, "l")) {
      CHECK(refusal([&] { return db.incrby("l", 1); }) == wrong_type);
      CHECK(refusal([&] { return db.decrby("l", 1); }) == wrong_type);
      CHECK(refusal([&] { return db.decr("l"); }) == wrong_type);
    }
  }
}

template <class Store>
  requires has<Store, cmd::get, cmd::set, cmd::incrbyfloat>
void incrbyfloat_laws(Store& store) {
  auto& db = *store;
  SECTION("decimals are added as decimals, and kept without zeros at the end") {
    db.set("n", "10.50");
    CHECK(db.incrbyfloat("n", 0.1) == 10.6);
    CHECK(bulk(db.get("n")) == "10.6");
    CHECK(db.incrbyfloat("n", -5.6) == 5);
    CHECK(bulk(db.get("n")) == "5");
    CHECK(db.incrbyfloat("new", 0.25) == 0.25);
    CHECK(bulk(db.get("new")) == "0.25");
    db.set("n", "0.1");
    db.incrbyfloat("n", 0.2);
    CHECK(bulk(db.get("n")) == "0.3");
  }
  SECTION("an exponent is read and never written") {
    db.set("n", "5.0e3");
    CHECK(db.incrbyfloat("n", 200) == 5200);
    CHECK(bulk(db.get("n")) == "5200");
    db.set("n", "3e20");
    db.incrbyfloat("n", 0);
    CHECK(bulk(db.get("n")) == "300000000000000000000");
  }
  SECTION("what is no number is refused and stays, and so is an infinity") {
    for (std::string_view const text : {"abc"sv, ""sv, " 1"sv, "1 "sv, "1\0"sv, "nan"sv}) {
      CAPTURE(text);
      db.set("n", text);
      CHECK(refusal([&] { return db.incrbyfloat("n", 1); }) == "ERR value is not a valid float");
      CHECK(bulk(db.get("n")) == text);
    }
    db.set("n", "1");
    CHECK(refusal([&] { return db.incrbyfloat("n", infinity); }) ==
          "ERR increment would produce NaN or Infinity");
    CHECK(bulk(db.get("n")) == "1");
  }
  SECTION("another type is refused") {
    if (put_list(store, "l")) CHECK(refusal([&] { return db.incrbyfloat("l", 1); }) == wrong_type);
  }
}

/// All laws of numbers that the store's client can be held to.
template <class Store>
void string_numbers(Store& store) {
  if constexpr (requires { incr_laws(store); }) {
    SECTION("incr") { incr_laws(store); }
  }
  if constexpr (requires { incrby_laws(store); }) {
    SECTION("incrby") { incrby_laws(store); }
  }
  if constexpr (requires { incrbyfloat_laws(store); }) {
    SECTION("incrbyfloat") { incrbyfloat_laws(store); }
  }
}

}  // namespace kvbench::testing::laws

// tests/redlite/core/error.cpp: what went wrong, for programs and for people.
//
// SPDX-License-Identifier: MIT
#include <redlite/core/error.hpp>

#include <type_traits>  // what it is

#include "catch.hpp"

using redlite::errc;
using redlite::error;

static_assert(std::is_base_of_v<std::runtime_error, error>);
static_assert(std::is_nothrow_copy_constructible_v<error>);  // or throwing it may end the program
static_assert(!std::is_convertible_v<errc, error>);

// A runner that goes on after the store failed counts a million errors; one that stops at a
// WRONGTYPE measures nothing.
TEST_CASE("error: a refused command is told from a failed store", "[redlite]") {
  for (const errc code :
       {errc::generic, errc::wrong_type, errc::syntax, errc::not_integer, errc::not_float,
        errc::overflow, errc::out_of_range, errc::stream_id, errc::too_large}) {
    CHECK_FALSE(error(code, "ERR").store_failed());
  }
  for (const errc code :
       {errc::open_failed, errc::not_a_store, errc::newer_schema, errc::read_only, errc::disk_full,
        errc::busy, errc::io, errc::connection_lost, errc::timeout, errc::protocol, errc::auth}) {
    CHECK(error(code, "ERR").store_failed());
  }
}

// Clients tell errors by Redis' words.
TEST_CASE("error: the common refusals carry Redis' own words", "[redlite]") {
  const auto check = [](void (*refuse)(), errc code, const std::string& text) {
    try {
      refuse();
      FAIL("was not refused");
    } catch (const error& failure) {
      CHECK(failure.code() == code);
      CHECK(failure.what() == text);
    }
  };
  check(&redlite::throw_wrong_type, errc::wrong_type,
        "WRONGTYPE Operation against a key holding the wrong kind of value");
  check(&redlite::throw_syntax, errc::syntax, "ERR syntax error");
  check(&redlite::throw_not_integer, errc::not_integer,
        "ERR value is not an integer or out of range");
  check(&redlite::throw_not_float, errc::not_float, "ERR value is not a valid float");
}

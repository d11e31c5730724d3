// tests/redlite/command/role.cpp: what arguments mean and which types carry them.
//
// SPDX-License-Identifier: MIT
#include <redlite/command/role.hpp>

#include <string>       // texts
#include <string_view>  // texts

#include <redlite/command/string.hpp>  // an option struct

#include "catch.hpp"

using redlite::bound;
using redlite::parameter;
namespace role = redlite::role;

static_assert(std::same_as<parameter<role::key>, std::string_view> &&
              std::same_as<parameter<role::index>, std::int64_t> &&
              std::same_as<parameter<role::score>, double>);
// Lists cannot be copied, and options are large: both by reference.
static_assert(
    std::same_as<parameter<role::repeated<role::key>>, const redlite::many<std::string_view>&>);
static_assert(
    std::same_as<parameter<role::options<redlite::set_options>>, const redlite::set_options&>);

static_assert(redlite::argument_role<role::key> &&
              redlite::argument_role<role::repeated<role::member>> &&
              redlite::argument_role<redlite::field_value> &&
              redlite::argument_role<redlite::with_scores_tag>);
static_assert(!redlite::argument_role<int> && !redlite::argument_role<std::string_view> &&
              !redlite::argument_role<redlite::set_options>);
static_assert(redlite::is_repeated<role::repeated<role::key>> && !redlite::is_repeated<role::key>);
static_assert(redlite::is_options<role::options<redlite::set_options>> &&
              !redlite::is_options<role::key>);

// An index that becomes a score, or a text that becomes a number, asks for another range.
TEST_CASE("role: an end of a range keeps what it was given as", "[redlite]") {
  CHECK(std::get<std::int64_t>(bound(0).value()) == 0);
  CHECK(std::get<std::int64_t>(bound(-1L).value()) == -1);
  CHECK(std::get<std::int64_t>(bound(7U).value()) == 7);
  CHECK(std::get<double>(bound(1.5).value()) == 1.5);
  CHECK(std::get<double>(bound(1.0).value()) == 1.0);
  CHECK(std::get<std::string_view>(bound("(1.5").value()) == "(1.5");
  const std::string lexical = "[a";
  CHECK(std::get<std::string_view>(bound(lexical).value()).data() == lexical.data());
}

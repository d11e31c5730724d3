// tests/redlite/command/reply.cpp: which C++ types a client may yield for which reply, and which
// not.
//
// SPDX-License-Identifier: MIT
#include <redlite/command/reply.hpp>

#include <list>           // arrays
#include <map>            // fields and values
#include <memory>         // pointers
#include <set>            // arrays
#include <string>         // texts
#include <string_view>    // texts
#include <unordered_map>  // fields and values
#include <vector>         // arrays

#include "catch.hpp"

namespace {

using namespace redlite;
using bytes = std::string;
template <class T>
using maybe_of = std::optional<T>;

struct own_pair {
  std::string_view first, second;
};
struct no_pair {
  std::string_view field, value;
};

}  // namespace

// What redlite itself yields fits each kind, and is what the documentation says.
static_assert(fits<reply_value<reply::bulk>, reply::bulk> &&
              std::same_as<reply_value<reply::bulk>, maybe_of<bytes>>);
static_assert(fits<reply_value<reply::array<reply::pair>>, reply::array<reply::pair>>);
static_assert(fits<reply_value<reply::array<reply::with_score>>, reply::array<reply::with_score>>);
static_assert(fits<reply_value<reply::array<reply::stream>>, reply::array<reply::stream>>);
static_assert(fits<reply_value<reply::maybe<reply::real>>, reply::maybe<reply::real>>);
static_assert(fits<reply_value<reply::maybe<reply::array<reply::text>>>,
                   reply::maybe<reply::array<reply::text>>>);
static_assert(std::same_as<reply_value<reply::status>, void> &&
              std::same_as<reply_value<reply::accepted>, bool>);

// Bytes or nothing. A plain string cannot say "nothing", so a miss would be measured as a hit.
static_assert(fits<maybe_of<bytes>, reply::bulk> && fits<const bytes*, reply::bulk> &&
              fits<std::unique_ptr<bytes>, reply::bulk> &&
              fits<maybe_of<std::string_view>, reply::bulk>);
static_assert(!fits<bytes, reply::bulk> && !fits<std::string_view, reply::bulk> &&
              !fits<const char*, reply::bulk> && !fits<maybe_of<int>, reply::bulk> &&
              !fits<int, reply::bulk> && !fits<bool, reply::bulk> && !fits<void, reply::bulk> &&
              !fits<std::vector<bytes>, reply::bulk>);

// Bytes that are always there.
static_assert(fits<bytes, reply::text> && fits<std::string_view, reply::text> &&
              fits<const char*, reply::text>);
static_assert(!fits<maybe_of<bytes>, reply::text> && !fits<int, reply::text> &&
              !fits<char, reply::text>);

// Numbers. A float for a count, or a text for a number, hides a conversion somewhere.
static_assert(fits<std::int64_t, reply::integer> && fits<int, reply::integer> &&
              fits<std::size_t, reply::integer>);
static_assert(!fits<double, reply::integer> && !fits<bytes, reply::integer> &&
              !fits<void, reply::integer> && !fits<maybe_of<int>, reply::integer>);
static_assert(fits<bool, reply::boolean> && fits<int, reply::boolean> &&
              !fits<void, reply::boolean> && !fits<bytes, reply::boolean>);
static_assert(fits<maybe_of<double>, reply::maybe<reply::real>> &&
              !fits<double, reply::maybe<reply::real>> &&
              !fits<maybe_of<bytes>, reply::maybe<reply::real>>);
static_assert(fits<maybe_of<int>, reply::maybe<reply::integer>> &&
              !fits<int, reply::maybe<reply::integer>> &&
              !fits<maybe_of<double>, reply::maybe<reply::integer>>);

// Done, or done unless held back.
static_assert(fits<void, reply::status> && fits<bool, reply::status>);
static_assert(fits<void, reply::accepted> && fits<bool, reply::accepted> &&
              !fits<bytes, reply::accepted>);

// Lists of any container; of pairs, a map will do.
static_assert(fits<std::vector<bytes>, reply::array<reply::text>> &&
              fits<std::list<std::string_view>, reply::array<reply::text>> &&
              fits<std::set<bytes>, reply::array<reply::text>>);
static_assert(!fits<bytes, reply::array<reply::text>> &&
              !fits<std::vector<int>, reply::array<reply::text>> &&
              !fits<maybe_of<std::vector<bytes>>, reply::array<reply::text>> &&
              !fits<std::vector<maybe_of<bytes>>, reply::array<reply::text>>);
static_assert(fits<std::vector<maybe_of<bytes>>, reply::array<reply::bulk>> &&
              !fits<std::vector<bytes>, reply::array<reply::bulk>>);
static_assert(fits<std::map<bytes, bytes>, reply::array<reply::pair>> &&
              fits<std::unordered_map<bytes, bytes>, reply::array<reply::pair>> &&
              fits<std::vector<own_pair>, reply::array<reply::pair>>);
static_assert(!fits<std::vector<no_pair>, reply::array<reply::pair>> &&
              !fits<std::map<bytes, int>, reply::array<reply::pair>> &&
              !fits<std::vector<bytes>, reply::array<reply::pair>>);

// What is no kind at all.
static_assert(!reply_kind<int> && !reply_kind<bytes> && !reply_kind<void> && !fits<int, int>);

// Two replies that differ in one byte must differ.
TEST_CASE("reply: members with scores and entries compare by all they hold", "[redlite]") {
  CHECK(scored{"m", 1} == scored{"m", 1});
  CHECK_FALSE(scored{"m", 1} == scored{"m", 2});
  CHECK_FALSE(scored{"m", 1} == scored{"n", 1});
  const stream_entry entry{{1, 2}, {{"f", "v"}}};
  CHECK(entry == stream_entry{{1, 2}, {{"f", "v"}}});
  CHECK_FALSE(entry == stream_entry{{1, 3}, {{"f", "v"}}});
  CHECK_FALSE(entry == stream_entry{{1, 2}, {{"f", "w"}}});
}

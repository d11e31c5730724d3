// tests/kvbench/redis/operation.cpp: commands as operations.
//
// SPDX-License-Identifier: MIT
#include <kvbench/redis/operation.hpp>

#include <algorithm>
#include <boost/hana/for_each.hpp>
#include <kvbench/adapter/null.hpp>
#include <kvbench/redis/catalogue.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "catch.hpp"
#include "recorder.hpp"

using namespace kvbench;
using Catch::Matchers::Contains;
using support::call_of;
using support::small_run;

namespace {

std::size_t count_of(std::string const& text, std::string const& piece) {
  std::size_t count = 0;
  for (auto at = text.find(piece); at != std::string::npos; at = text.find(piece, at + 1)) ++count;
  return count;
}

}  // namespace

// A command that the vocabulary has and the benchmark lacks would be missing from every comparison.
TEST_CASE("redis: every command on keys is an operation and runs on a client that has all",
          "[redis]") {
  std::size_t count = 0;
  std::set<std::string> names;
  boost::hana::for_each(redis::operations, [&](auto one) {
    using op = decltype(one);
    static_assert(operation<op> && runs_on<op, adapter::null>);
    static_assert(require<op, adapter::null>::value);
    ++count;
    names.insert(std::string(op::name));
  });
  CHECK(count == 51);
  CHECK(names.size() == 51);
}

// Ten single calls sold as one MGET is a bug that redlite-bench has.
TEST_CASE("redis: MGET, MSET and HMGET are one call of ten", "[redis]") {
  CHECK(count_of(call_of(redis::mget), "string:") == 10);
  CHECK(count_of(call_of(redis::mset), "=100B") == 10);
  CHECK(count_of(call_of(redis::hmget), "field:") == 10);
  CHECK(count_of(call_of(redis::hmget), "hash:") == 1);
  CHECK(count_of(call_of(redis::sinter), "set:") == 2);
  CHECK(count_of(call_of(redis::del), "string:") == 1);
}

// A window that ends before it starts, or starts where nothing is, would measure empty replies.
TEST_CASE("redis: range commands ask for ten elements that were loaded", "[redis]") {
  small_run const run;
  CHECK_THAT(call_of(redis::lrange, run), Contains(" 0 9"));
  CHECK_THAT(call_of(redis::ltrim, run), Contains(" 0 19"));
  CHECK_THAT(call_of(redis::zrange, run), Contains(" 0 9"));
  CHECK_THAT(call_of(redis::zrevrange, run), Contains(" 0 9"));
  CHECK_THAT(call_of(redis::xrevrange, run), Contains(" + - COUNT 10"));
  CHECK_THAT(call_of(redis::xtrim, run), Contains(" MAXLEN 20"));
  std::set<std::uint64_t> starts;
  for (std::uint64_t i = 0; i < 500; ++i) {
    draw random = run.draw(i);
    starts.insert(redis::draw_window(random));
    CHECK_THAT(call_of(redis::xrange, run, i), Contains("-1 + COUNT 10"));
    CHECK_THAT(call_of(redis::xread, run, i), Contains("-1} COUNT 10"));
  }
  CHECK(*starts.begin() == 0);
  CHECK(*starts.rbegin() == 10);
  small_run const tiny(100, 3);
  CHECK_THAT(call_of(redis::xrange, tiny), Contains(" 1-1 +"));
  CHECK_THAT(call_of(redis::zcount, tiny), Contains(" 0 9"));
  CHECK_THAT(call_of(redis::xread, tiny), Contains("=0-1} COUNT 10"));
}

// Id "0" names no entry: deleting it, as redlite-bench does, deletes nothing.
TEST_CASE("redis: XDEL names entries that were loaded", "[redis]") {
  small_run const run;
  std::set<std::string> ids;
  for (std::uint64_t i = 0; i < 2000; ++i) {
    std::string const call = call_of(redis::xdel, run, i);
    ids.insert(call.substr(call.find('{')));
  }
  CHECK(ids.size() == run.elements);
  CHECK(ids.count("{1-1}") == 1);
  CHECK(ids.count("{20-1}") == 1);
}

// INCR of a payload, or LPUSH onto a hash, would be an error counted as an operation.
TEST_CASE("redis: no two families of data share a key", "[redis]") {
  CHECK_THAT(call_of(redis::incr), Contains("INCR counter:"));
  CHECK_THAT(call_of(redis::hincrby), Contains("HINCRBY hash_counter:"));
  CHECK_THAT(call_of(redis::append), Contains("APPEND log:"));
  CHECK_THAT(call_of(redis::expire), Contains("EXPIRE string:") && Contains(" 3600"));
  CHECK_THAT(call_of(redis::on<redis::expire, redis::hashes>), Contains("EXPIRE hash:"));
  std::set<std::string_view> prefixes{
      redis::strings::prefix, redis::counters::prefix,    redis::logs::prefix,
      redis::lists::prefix,   redis::hashes::prefix,      redis::hash_counters::prefix,
      redis::sets::prefix,    redis::sorted_sets::prefix, redis::streams::prefix};
  CHECK(prefixes.size() == 9);
}

// A stream that depends on anything but seed and number cannot be repeated.
TEST_CASE("redis: one seed and number draw the same arguments", "[redis]") {
  small_run const run;
  boost::hana::for_each(redis::operations,
                        [&](auto one) { CHECK(call_of(one, run, 7) == call_of(one, run, 7)); });
  CHECK(call_of(redis::get, run, 7) != call_of(redis::get, run, 8));
}

// A miss that is not counted is how a benchmark of an empty store looks fast.
TEST_CASE("redis: misses by kind of reply and by what the command does", "[redis]") {
  using namespace redlite;
  using kvbench::redis::op;
  using strings = std::vector<std::string>;
  CHECK_FALSE(op<cmd::get>::hit(std::optional<std::string>()));
  CHECK(op<cmd::get>::hit(std::optional<std::string>("")));
  CHECK_FALSE(op<cmd::llen>::hit(std::int64_t{0}));
  CHECK(op<cmd::llen>::hit(std::int64_t{3}));
  CHECK_FALSE(op<cmd::smembers>::hit(strings()));
  CHECK(op<cmd::smembers>::hit(strings{""}));
  CHECK_FALSE(op<cmd::mget>::hit(std::vector<std::optional<std::string>>(10)));
  CHECK(op<cmd::mget>::hit(std::vector<std::optional<std::string>>{std::nullopt, "x"}));
  CHECK(op<cmd::zrank>::hit(std::optional<std::int64_t>(0)));
  CHECK_FALSE(op<cmd::zscore>::hit(std::optional<double>()));
  CHECK(op<cmd::zscore>::hit(std::optional<double>(0.0)));
  // Drains miss where nothing was there to take.
  CHECK_FALSE(op<cmd::del>::hit(std::int64_t{0}));
  CHECK_FALSE(op<cmd::rpop>::hit(std::optional<std::string>()));
  CHECK_FALSE(op<cmd::xdel>::hit(std::int64_t{0}));
  CHECK(op<cmd::xdel>::hit(std::int64_t{1}));
  // Other writes never do: SADD of a known member, HSET of a known field.
  CHECK(op<cmd::sadd>::hit(std::int64_t{0}));
  CHECK(op<cmd::hset>::hit(std::int64_t{0}));
  CHECK(op<cmd::xtrim>::hit(std::int64_t{0}));
  CHECK(op<cmd::incr>::hit(std::int64_t{0}));
  // EXPIRE and TTL say "absent" in words of their own.
  CHECK_FALSE(op<cmd::expire>::hit(false));
  CHECK_FALSE(op<cmd::ttl>::hit(std::int64_t{-2}));
  CHECK(op<cmd::ttl>::hit(std::int64_t{-1}));
  CHECK(op<cmd::ttl>::hit(std::int64_t{0}));
  CHECK_FALSE(op<cmd::type>::hit(std::string("none")));
  CHECK(op<cmd::type>::hit(std::string("string")));
}

// The expected hit rate is computed from these: a drain taken for a read would make every run look
// broken.
TEST_CASE("redis: effects", "[redis]") {
  using kvbench::redis::op;
  namespace cmd = redlite::cmd;
  static_assert(op<cmd::get>::effect == effect::reads && op<cmd::set>::effect == effect::fills);
  static_assert(op<cmd::lpop>::effect == effect::drains && op<cmd::rpop>::effect == effect::drains);
  static_assert(op<cmd::hdel>::effect == effect::drains && op<cmd::srem>::effect == effect::drains);
  static_assert(op<cmd::zrem>::effect == effect::drains && op<cmd::spop>::effect == effect::drains);
  static_assert(op<cmd::del>::effect == effect::drains && op<cmd::xdel>::effect == effect::drains);
  static_assert(op<cmd::ltrim>::effect == effect::none && op<cmd::xtrim>::effect == effect::none);
  static_assert(op<cmd::expire>::effect == effect::reads);
  static_assert(op<cmd::xdel>::hit_rate_min == 0);
}

// Bytes per second that count keys, or miss the replies, compare with nothing.
TEST_CASE("redis: bytes are the payload sent and the text received", "[redis]") {
  small_run const run;
  draw random = run.draw();
  using set = redis::op<redlite::cmd::set>;
  using get = redis::op<redlite::cmd::get>;
  using mset = redis::op<redlite::cmd::mset>;
  using hgetall = redis::op<redlite::cmd::hgetall>;
  CHECK(set::bytes(set::draw(random), true) == 100);
  CHECK(set::bytes(set::draw(random)) == 100);
  CHECK(get::bytes(get::draw(random), std::optional<std::string>("four")) == 4);
  CHECK(get::bytes(get::draw(random), std::optional<std::string>()) == 0);
  CHECK(mset::bytes(mset::draw(random)) == 1000);
  CHECK(hgetall::bytes(hgetall::draw(random),
                       std::vector<std::pair<std::string, std::string>>{{"ab", "cde"}}) == 5);
}

namespace {

/// A client of the plainest kind: one element at a time, results of its own types.
struct plain {
  std::vector<std::string> calls;
  int hset(std::string_view key, std::string_view, std::string_view) {
    calls.push_back(std::string(key));
    return 1;
  }
  bool del(std::string_view) { return true; }
  const char* get(std::string_view) { return "x"; }
};

}  // namespace

// An adapter that takes one element at a time must not be asked for lists.
TEST_CASE("redis: a client of single elements runs what draws one", "[redis]") {
  static_assert(runs_on<redis::op<redlite::cmd::hset>, plain> &&
                runs_on<redis::op<redlite::cmd::del>, plain>);
  static_assert(!runs_on<redis::op<redlite::cmd::mget>, plain> &&
                !runs_on<redis::op<redlite::cmd::lpush>, plain>);
  // A pointer to text is text: it cannot say "absent".
  static_assert(!runs_on<redis::op<redlite::cmd::get>, plain>);
  plain client;
  small_run const run;
  draw random = run.draw();
  redis::op<redlite::cmd::hset>::call(client, redis::op<redlite::cmd::hset>::draw(random));
  CHECK(client.calls.size() == 1);
  redis::hashes::load(client, run.loader());
  CHECK(client.calls.size() == 1 + run.key_count * run.elements);
}

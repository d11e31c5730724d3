// tests/kvbench/adapter/hiredis.cpp: every command over the wire to a real server, and what happens
// where the wire breaks.
//
// SPDX-License-Identifier: MIT
#include <kvbench/adapter/hiredis.hpp>

#include <signal.h>
#include <sys/time.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "redis_server.hpp"
#include "store.hpp"

using kvbench::adapter::hiredis;
using kvbench::adapter::redis_address;
using redlite::errc;
using support::refusal_of;
using namespace std::string_view_literals;

namespace {

using texts = std::vector<std::string>;
using pairs = std::vector<std::pair<std::string, std::string>>;
using scores = std::vector<redlite::scored>;

template <class T>
std::vector<T> sorted(std::vector<T> all) {
  std::sort(all.begin(), all.end());
  return all;
}

std::string all_bytes() {
  std::string bytes;
  for (int byte = 0; byte < 256; ++byte) bytes.push_back(static_cast<char>(byte));
  return bytes + bytes;
}

}  // namespace

// An argument in the wrong place, or a reply of the wrong kind, and every comparison of stores says
// nothing. Redis checks the former by its replies, the latter is checked here.
TEST_CASE("hiredis: strings and keys", "[adapter][redis]") {
  support::redis_server server;
  hiredis db{server.url()};
  CHECK(db.ping() == "PONG");
  CHECK(db.get("k") == std::nullopt);
  CHECK(db.set("k", "v"));
  CHECK(db.get("k") == "v");
  CHECK_FALSE(db.set("k", "w", {.when = redlite::set_if::absent}));
  CHECK(db.set("k", "w", {.when = redlite::set_if::present, .px = 100'000}));
  CHECK(db.ttl("k") == 100);
  CHECK(db.set("k", "x", redlite::get_previous, {.keep_ttl = true}) == "w");
  CHECK(db.ttl("k") == 100);
  CHECK(db.set("none", "x", redlite::get_previous, {.when = redlite::set_if::present}) ==
        std::nullopt);
  CHECK(db.incr("n") == 1);
  CHECK(db.append("k", "yz") == 3);
  CHECK(db.strlen("k") == 3);
  db.mset({{"a", "1"}, {"b", ""}});
  CHECK(db.mget({"a", "b", "none"}) ==
        std::vector<std::optional<std::string>>{"1", "", std::nullopt});
  CHECK(db.exists({"a", "a", "none"}) == 2);
  CHECK(db.type("a") == "string");
  CHECK(db.type("none") == "none");
  CHECK(db.expire("a", 50));
  CHECK_FALSE(db.expire("a", 70, {.when = redlite::expire_if::present_less}));
  CHECK(db.expire("a", 20, {.when = redlite::expire_if::present_less}));
  CHECK(db.ttl("a") == 20);
  CHECK(db.ttl("none") == -2);
  CHECK(db.del({"a", "none"}) == 1);
  CHECK(db.dbsize() == 3);
  db.flushdb();
  CHECK(db.dbsize() == 0);
}

TEST_CASE("hiredis: lists, hashes and sets", "[adapter][redis]") {
  support::redis_server server;
  hiredis db{server.unix_url()};
  CHECK(db.lpush("l", {"b", "a"}) == 2);
  CHECK(db.rpush("l", {"c", "d"}) == 4);
  CHECK(db.llen("l") == 4);
  CHECK(db.lrange("l", 0, -1) == texts{"a", "b", "c", "d"});
  CHECK(db.lindex("l", -1) == "d");
  CHECK(db.lindex("l", 9) == std::nullopt);
  db.ltrim("l", 0, 2);
  CHECK(db.lpop("l") == "a");
  CHECK(db.rpop("l", 5) == texts{"c", "b"});
  CHECK(db.lpop("l") == std::nullopt);
  CHECK(db.lpop("l", 1) == std::nullopt);

  CHECK(db.hset("h", {{"f", "1"}, {"g", ""}}) == 2);
  CHECK(db.hset("h", "f", "2") == 0);
  CHECK(db.hget("h", "f") == "2");
  CHECK(db.hget("h", "none") == std::nullopt);
  CHECK(sorted(db.hgetall("h")) == pairs{{"f", "2"}, {"g", ""}});
  CHECK(db.hgetall("none").empty());
  CHECK(db.hmget("h", {"g", "none"}) == std::vector<std::optional<std::string>>{"", std::nullopt});
  CHECK(db.hlen("h") == 2);
  CHECK(db.hincrby("h", "f", -5) == -3);
  CHECK(db.hdel("h", {"f", "none"}) == 1);

  CHECK(db.sadd("s", {"a", "b", "c"}) == 3);
  CHECK(db.sadd("t", {"b", "c", "d"}) == 3);
  CHECK(sorted(db.smembers("s")) == texts{"a", "b", "c"});
  CHECK(db.sismember("s", "a"));
  CHECK_FALSE(db.sismember("s", "z"));
  CHECK(db.scard("s") == 3);
  CHECK(sorted(db.sinter({"s", "t"})) == texts{"b", "c"});
  CHECK(db.srandmember("s").has_value());
  CHECK(db.srandmember("s", -5).size() == 5);
  CHECK(db.srem("s", "a") == 1);
  CHECK(db.spop("s").has_value());
  CHECK(db.spop("s", 5).size() == 1);
  CHECK(db.spop("s") == std::nullopt);
  CHECK(db.spop("s", 5).empty());
}

TEST_CASE("hiredis: sorted sets", "[adapter][redis]") {
  support::redis_server server;
  hiredis db{server.unix_url()};
  constexpr double inf = std::numeric_limits<double>::infinity();
  CHECK(db.zadd("z", {{1, "a"}, {2.5, "b"}, {inf, "top"}, {-inf, "low"}}) == 4);
  CHECK(db.zadd("z", {{1.5, "a"}, {9, "new"}},
                {.when = redlite::zadd_if::present, .changed = true}) == 1);
  CHECK(db.zadd("z", redlite::increment, 0.25, "a") == 1.75);
  CHECK(db.zadd("z", redlite::increment, -1, "a", {.compare = redlite::zadd_compare::greater}) ==
        std::nullopt);
  CHECK(db.zscore("z", "top") == inf);
  CHECK(db.zscore("z", "low") == -inf);
  CHECK(db.zscore("z", "none") == std::nullopt);
  for (double const score : {0.1, 1.0 / 3, 5e-324, std::numeric_limits<double>::max(), 1e20}) {
    db.zadd("exact", score, "m");
    CHECK(db.zscore("exact", "m") == score);
  }
  CHECK(db.zrange("z", 0, -1) == texts{"low", "a", "b", "top"});
  CHECK(db.zrange("z", 1, 2, redlite::with_scores) == scores{{"a", 1.75}, {"b", 2.5}});
  CHECK(db.zrange("z", 3, "(1.75",
                  {.by = redlite::range_by::score,
                   .reverse = true,
                   .limit = redlite::range_limit{0, 5}}) == texts{"b"});
  CHECK(db.zrevrange("z", 0, 0) == texts{"top"});
  CHECK(db.zrevrange("z", 0, 0, redlite::with_scores) == scores{{"top", inf}});
  CHECK(db.zrangebyscore("z", "-inf", "+inf", {.limit = redlite::range_limit{1, 2}}) ==
        texts{"a", "b"});
  CHECK(db.zrangebyscore("z", 2, 3, redlite::with_scores, {.limit = redlite::range_limit{0, 1}}) ==
        scores{{"b", 2.5}});
  CHECK(db.zrank("z", "b") == 2);
  CHECK(db.zrank("z", "none") == std::nullopt);
  CHECK(db.zcard("z") == 4);
  CHECK(db.zcount("z", "(1.75", inf) == 2);
  CHECK(db.zrem("z", {"a", "none"}) == 1);
}

TEST_CASE("hiredis: streams", "[adapter][redis]") {
  support::redis_server server;
  hiredis db{server.unix_url()};
  using redlite::stream_id;
  CHECK(db.xadd("x", "5-1", {{"f", "v"}, {"g", ""}}) == stream_id{5, 1});
  CHECK(db.xadd("x", stream_id{6, 0}, "f", "w") == stream_id{6, 0});
  CHECK(db.xadd("none", "*", "f", "v", {.no_make_stream = true}) == std::nullopt);
  CHECK(db.xlen("x") == 2);
  redlite::stream_entry const first{{5, 1}, {{"f", "v"}, {"g", ""}}};
  CHECK(db.xrange("x", "-", "+", {.count = 1}) == std::vector{first});
  CHECK(db.xrevrange("x", "+", "-").size() == 2);
  auto const read = db.xread({{"x", "0"}, {"none", "$"}}, {.count = 1});
  REQUIRE(read.size() == 1);
  CHECK(read[0].first == "x");
  CHECK(read[0].second == std::vector{first});
  CHECK(db.xread({{"x", "$"}}).empty());
  CHECK(db.xadd("x", "7", "f", "v", {.trim = redlite::trim_options{.max_length = 2}}) ==
        stream_id{7, 0});
  CHECK(db.xlen("x") == 2);
  CHECK(db.xdel("x", {"6-0", "99"}) == 1);
  CHECK(db.xtrim("x", {.min_id = "8"}) == 1);
  CHECK(db.xtrim("x", {.max_length = 0, .approximate = true, .limit = 10}) == 0);
}

TEST_CASE("hiredis: bytes arrive as they were sent", "[adapter][redis]") {
  support::redis_server server;
  hiredis db{server.url()};
  std::string const bytes = all_bytes();
  CHECK(db.set(bytes, bytes));
  CHECK(db.get(bytes) == bytes);
  CHECK(db.hset(bytes + "h", bytes, "") == 1);
  CHECK(db.hgetall(bytes + "h") == pairs{{bytes, ""}});
  CHECK(db.set("", ""));
  CHECK(db.get("") == "");
  std::string const large(3'000'000, 'x');
  CHECK(db.set("large", large));
  CHECK(db.get("large") == large);
}

TEST_CASE("hiredis: a refusal is Redis' own text, and the connection goes on", "[adapter][redis]") {
  support::redis_server server;
  hiredis db{server.url()};
  db.set("s", "text");
  auto const no = refusal_of([&] { db.lpush("s", "x"); });
  CHECK(no.text == support::wrong_type_text);
  CHECK(no.code == errc::wrong_type);
  CHECK(refusal_of([&] { db.incr("s"); }).code == errc::not_integer);
  CHECK(refusal_of([&] { db.expire("s", std::numeric_limits<std::int64_t>::max()); }).code ==
        errc::out_of_range);
  CHECK(refusal_of([&] { db.xadd("x", "0-0", "f", "v"); }).code == errc::stream_id);
  CHECK_FALSE(db.is_fatal(redlite::error(no.code, no.text)));
  CHECK(db.get("s") == "text");
  auto const raw = db.command({"NO-SUCH", "x"});
  CHECK(raw.type() == redlite::resp::node::error);
  CHECK(raw.text().find("unknown command") != raw.text().npos);
  CHECK(db.command({"LRANGE", "none", "0", "-1"}) == redlite::resp::tree::array());
}

// A client that silently reconnects sends a command twice, or loses its database and transaction.
TEST_CASE("hiredis: a lost connection is said, and stays lost", "[adapter][redis]") {
  support::redis_server server;
  hiredis db{server.url()};
  db.set("k", "v");
  server.kill_now();
  auto const lost = refusal_of([&] { db.get("k"); });
  CHECK(lost.code == errc::connection_lost);
  CHECK(lost.says(server.url()));
  CHECK(db.is_fatal(redlite::error(lost.code, lost.text)));
  for (int i = 0; i < 2; ++i) {
    CHECK(refusal_of([&] { db.set("k", "v"); }).says("was lost before"));
  }
  CHECK(refusal_of([&] { static_cast<void>(db.session()); }).code == errc::connection_lost);
  // What was measured before is worth a report, which asks for these.
  CHECK(db.counts().empty());
  CHECK_FALSE(db.cpu_seconds().has_value());
  CHECK(db.settings().at("redis_version") == "unknown");
  CHECK(db.settings().at("transport") == "tcp");
}

// A write to a closed socket ends a process that did not ask for signals.
TEST_CASE("hiredis: writing to a server that is gone raises no signal", "[adapter][redis]") {
  support::redis_server server;
  hiredis db{server.unix_url()};
  db.ping();
  server.kill_now();
  std::string const large(5'000'000, 'x');
  CHECK(refusal_of([&] { db.set("k", large); }).code == errc::connection_lost);
}

/// Interrupts whatever this process waits for; from the third time on the server may go on.
struct interruptions {
  static inline std::atomic<int> count = 0;
  static inline std::atomic<pid_t> waits = 0;

  explicit interruptions(pid_t server) {
    count = 0;
    waits = server;
    struct sigaction action {};
    action.sa_handler = [](int) {
      if (++count == 3) ::kill(waits, SIGCONT);
    };
    ::sigaction(SIGALRM, &action, &before_);
    itimerval const every{{0, 10'000}, {0, 10'000}};
    ::setitimer(ITIMER_REAL, &every, nullptr);
  }
  interruptions(interruptions const&) = delete;
  interruptions& operator=(interruptions const&) = delete;
  ~interruptions() {
    itimerval const never{};
    ::setitimer(ITIMER_REAL, &never, nullptr);
    ::sigaction(SIGALRM, &before_, nullptr);
  }

 private:
  struct sigaction before_ {};
};

// A program with a timer or a profiler is interrupted in the midst of a send: half a command, or
// one sent twice, garbles all that follow.
TEST_CASE("hiredis: an interrupted call goes on where it was", "[adapter][redis]") {
  support::redis_server server;
  hiredis db{server.unix_url()};
  db.ping();
  std::string large;
  for (int i = 0; large.size() < 8'000'000; ++i) large += std::to_string(i);
  server.stand_still();
  {
    interruptions const ticks(server.id());
    CHECK(db.set("large", large));
    CHECK(ticks.count >= 3);
  }
  CHECK(db.get("large") == large);
}

TEST_CASE("hiredis: a server that does not answer in time is given up", "[adapter][redis]") {
  support::redis_server server;
  for (std::string const& url : {server.url(), server.unix_url()}) {
    redis_address where = redis_address::parse(url);
    where.command_timeout = std::chrono::milliseconds(50);
    hiredis db{where};
    db.set("k", "v");
    server.stand_still();
    auto const late = refusal_of([&] { db.get("k"); });
    server.go_on();
    CHECK(late.code == errc::timeout);
    CHECK(late.says("within 50 ms"));
    CHECK(db.is_fatal(redlite::error(late.code, late.text)));
    // The late reply must not be taken for the next one's.
    CHECK(refusal_of([&] { db.get("other"); }).code == errc::connection_lost);
    CHECK(db.session().get("k") == "v");
  }
}

TEST_CASE("hiredis: no server", "[adapter][redis]") {
  support::redis_server server;
  std::string const url = server.url();
  std::string const socket = server.unix_url();
  server.kill_now();
  auto const refused = refusal_of([&] { hiredis{url}; });
  CHECK(refused.code == errc::connection_lost);
  CHECK(refused.says(url));
  CHECK(refused.says("Connection refused"));
  CHECK(refusal_of([&] { hiredis{socket + "-none"}; }).says("No such file"));
  redis_address nowhere = redis_address::parse("redis://no-such-host.invalid");
  CHECK(refusal_of([&] { hiredis{nowhere}; }).code == errc::connection_lost);
}

TEST_CASE("hiredis: AUTH and SELECT", "[adapter][redis]") {
  support::redis_server server({"--requirepass", "s@f e"});
  std::string const at = "127.0.0.1:" + std::to_string(server.port());
  hiredis db{"redis://:s%40f%20e@" + at + "/3"};
  db.set("k", "v");
  db.command({"ACL", "SETUSER", "bob", "on", ">b%b", "~*", "+@all"});
  CHECK(db.label() == "redis://" + at + "/3");
  hiredis again = db.session();
  CHECK(again.get("k") == "v");
  CHECK(hiredis{"redis://default:s%40f%20e@" + at}.get("k") == std::nullopt);
  CHECK(hiredis{"redis://bob:b%25b@" + at + "/3"}.get("k") == "v");
  auto const wrong = refusal_of([&] { hiredis{"redis://:other@" + at}; });
  CHECK(wrong.code == errc::auth);
  CHECK(wrong.says("WRONGPASS"));
  auto const none = refusal_of([&] { hiredis{"redis://" + at}.get("k"); });
  CHECK(none.code == errc::auth);
  CHECK(none.says("NOAUTH"));
  auto const far = refusal_of([&] { hiredis{"redis://:s%40f%20e@" + at + "/16"}; });
  CHECK(far.says("out of range"));
}

// Without the server's own CPU nobody knows whether it, or who asked it, was at a limit.
TEST_CASE("hiredis: the CPU that the server used grows with what it is asked", "[adapter][redis]") {
  support::redis_server server;
  hiredis db{server.url()};
  auto const before_s = db.cpu_seconds();
  REQUIRE(before_s.has_value());
  CHECK(*before_s >= 0);
  for (int i = 0; i < 40; ++i)  // 1 ms each, at the least
    (void)db.command({"EVAL", "for i = 1, 200000 do local x = i * i end", "0"});
  auto const after_s = db.cpu_seconds();
  REQUIRE(after_s.has_value());
  CHECK(*after_s >= *before_s + 0.005);
  CHECK(*after_s < *before_s + 60);
}

TEST_CASE("hiredis: what a row says of its server", "[adapter][redis]") {
  support::redis_server server({"--appendonly", "yes", "--appendfsync", "always"});
  hiredis db{server.unix_url()};
  auto const row = db.settings();
  CHECK(row.at("transport") == "unix socket");
  CHECK(row.at("redis_version").find('.') != std::string::npos);
  CHECK(row.at("appendonly") == "yes");
  CHECK(row.at("appendfsync") == "always");
  CHECK(row.at("save").empty());
  CHECK(row.at("maxmemory") == "0");
  CHECK(row.at("maxmemory-policy") == "noeviction");
  CHECK(row.at("io-threads") == "1");
  CHECK(hiredis{server.url()}.settings().at("transport") == "tcp");
  db.set("k", "v");
  CHECK_FALSE(db.is_empty());
  db.settle();
  db.flush();
  CHECK(db.is_empty());
}

// tests/kvbench/trace/replay.cpp: commands of a trace as calls, and what is told of them.
//
// SPDX-License-Identifier: MIT
#include <kvbench/trace/replay.hpp>
#include <kvbench/trace/word_call.hpp>

#include <atomic>
#include <chrono>
#include <redlite/db/db.hpp>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "catch.hpp"

using namespace kvbench;

namespace {

/// Commands as they are typed, words apart by blanks.
class script {
 public:
  explicit script(std::vector<std::string> lines) : lines_(std::move(lines)) {}
  bool next(trace_command& into) {
    if (at_ == lines_.size()) return false;
    into.words.clear();
    for (std::string_view line = lines_[at_++]; !line.empty();) {
      std::size_t const blank = line.find(' ');
      into.words.push_back(line.substr(0, blank));
      line.remove_prefix(blank == line.npos ? line.size() : blank + 1);
    }
    into.time_us = time_us += step_us;
    if (step_us == 0) into.time_us.reset();
    return true;
  }
  std::uint64_t time_us = 1'700'000'000'000'000;
  std::uint64_t step_us = 0;

 private:
  std::vector<std::string> lines_;
  std::size_t at_ = 0;
};

class player {
 public:
  bool operator()(trace_command const& command, call_span& span) {
    auto const call = calls_.find(command.words[0]);
    return call != nullptr && call(db, command, span);
  }
  redlite::db db{":memory:"};

 private:
  word_calls<redlite::db> calls_;
};

run_result play(player& on, script trace, replay_options options = {}) {
  return replay(
      trace, on, [](std::exception const&) { return false; }, options);
}

operation_result const* row(run_result const& of, std::string_view name) {
  for (operation_result const& each : of.operations) {
    if (each.name == name) return &each;
  }
  return nullptr;
}

}  // namespace

// A word read as another argument is another command under the name of the one in the trace.
TEST_CASE("trace replay: words become the arguments that they are", "[trace]") {
  player on;
  auto const result = play(on, script({"set a 1 EX 100",
                                       "SET a 2 NX",
                                       "SET b 3 xx",
                                       "INCRBY a 41",
                                       "APPEND a !",
                                       "HSET h f 1 g 2",
                                       "HINCRBY h f 5",
                                       "ZADD z 1.5 m 2.5 n",
                                       "RPUSH l x y z",
                                       "LSET l 1 Y",
                                       "LTRIM l 0 1",
                                       "SADD s a b",
                                       "XADD x 5-1 f v",
                                       "XREAD COUNT 2 STREAMS x x 0 5-0",
                                       "XRANGE x - + COUNT 1",
                                       "EXPIRE h 100",
                                       "MSET p 1 q 2",
                                       "DEL p",
                                       "UNLINK q",
                                       "ZRANGEBYSCORE z (1 +inf"}));
  CHECK(result.flags.empty());
  CHECK(on.db.get("a") == "42!");
  CHECK(on.db.ttl("a") > 90);
  CHECK(!on.db.get("b"));
  CHECK(on.db.hget("h", "f") == "6");
  CHECK(on.db.zscore("z", "n") == 2.5);
  CHECK(on.db.lrange("l", 0, -1) == std::vector<std::string>{"x", "Y"});
  CHECK(on.db.scard("s") == 2);
  CHECK(on.db.xlen("x") == 1);
  CHECK(on.db.ttl("h") > 90);
  std::vector<std::string_view> const gone{"p", "q"};
  CHECK(on.db.exists(gone) == 0);
  REQUIRE(row(result, "SET") != nullptr);
  CHECK(row(result, "SET")->count == 3);
  CHECK(row(result, "SET")->latency_ns.count() == 3);
  CHECK(row(result, "SET")->response_ns.empty());
  CHECK(result.operations[0].name == "SET");
  CHECK(result.harness.overhead_ns_per_op > 0);
  CHECK(result.harness.cpu_share <= 1);
}

// What empties a store, blocks, or goes to another database is not played: nobody loses data to a
// trace, and nobody waits for a command that nobody will send.
TEST_CASE("trace replay: what is not played is told", "[trace]") {
  player on;
  on.db.set("keep", "me");
  auto const result =
      play(on, script({"FLUSHALL", "FLUSHDB", "SELECT 1", "MULTI", "SHUTDOWN", "BLPOP l 0",
                       "XREAD BLOCK 0 STREAMS x $", "EVAL x 0", "SET a", "SET a b c", "LPUSH l",
                       "HSET h f", "LINDEX l x", "GET keep"}));
  CHECK(on.db.get("keep") == "me");
  REQUIRE(result.operations.size() == 1);
  CHECK(result.operations[0].name == "GET");
  REQUIRE(result.flags.size() == 1);
  CHECK(result.flags[0].find("not played 13: ") == 0);
  CHECK(!on.db.get("a"));
}

// A Redis server is given the words as they are: what it must never get is kept back before.
TEST_CASE("trace replay: what is kept back on every client", "[trace]") {
  std::uint64_t calls = 0;
  auto const any = [&calls](trace_command const&, call_span&) { return ++calls != 0; };
  script dangers({"FLUSHALL", "flushdb", "SELECT 1", "SHUTDOWN NOSAVE", "CONFIG SET a b",
                  "MOVE k 1", "SWAPDB 0 1", "DEBUG SLEEP 9", "SUBSCRIBE c", "BRPOP l 0", "MULTI",
                  "XREAD COUNT 1 block 0 STREAMS x $", "EVAL x 0"});
  auto const result = replay(dangers, any, [](std::exception const&) { return false; }, {});
  CHECK(calls == 0);
  CHECK(result.operations.empty());
  script harmless({"XREAD COUNT 1 STREAMS block 0", "get k"});
  CHECK(replay(harmless, any, [](std::exception const&) { return false; }, {}).flags.empty());
  CHECK(calls == 2);
}

TEST_CASE("trace replay: a refused command is an error of its own", "[trace]") {
  player on;
  auto const result = play(on, script({"SET a b", "LPUSH a x", "INCR a", "GET a"}));
  CHECK(row(result, "LPUSH")->errors == 1);
  CHECK(row(result, "LPUSH")->count == 0);
  CHECK(row(result, "LPUSH")->first_error.find("WRONGTYPE") == 0);
  CHECK(row(result, "GET")->count == 1);
  CHECK(result.flags == std::vector<std::string>{"errors>5%"});
  script again({"SET a b", "LPUSH a x", "GET a"});
  player fresh;
  auto const ended = replay(again, fresh, [](std::exception const&) { return true; }, {});
  CHECK(ended.partial);
  CHECK(row(ended, "GET") == nullptr);
}

// Responses that ran from their own start would not show that the client was late for all of them.
TEST_CASE("trace replay: at the trace's times, a response runs from when it was due", "[trace]") {
  script trace({"SET a 1", "SET a 2", "SET a 3", "SET a 4"});
  trace.step_us = 1000;
  std::uint64_t const begun_ns = steady_ticks::now();
  std::uint64_t calls = 0;
  auto const slow = [&](trace_command const&, call_span& span) {
    // As if each began five milliseconds late and took ten, while two are due in each.
    span.start_ns = steady_ticks::now() + 5'000'000;
    span.end_ns = span.start_ns + 10'000'000;
    ++calls;
    return true;
  };
  auto const result =
      replay(trace, slow, [](std::exception const&) { return false; }, {.speed = 2});
  CHECK(calls == 4);
  CHECK(result.rate_per_s > 0);
  CHECK(steady_ticks::now() - begun_ns >= 1'500'000);  // the fourth was due after 1.5 ms
  auto const* const sets = row(result, "SET");
  CHECK(sets->response_ns.count() == 4);
  CHECK(sets->latency_ns.max() == 10'000'000);
  CHECK(sets->response_ns.min() >= 15'000'000);
  CHECK(result.lateness_ns.min() >= 5'000'000);
  CHECK(result.lateness_ns.count() == 4);
  CHECK(result.arrival == arrival::recorded);
  bool names_speed = false;
  for (auto const& [name, text] : result.settings)
    names_speed = names_speed || (name == "speed" && text == "2x of the trace");
  CHECK(names_speed);
  script timeless({"SET a 1"});
  CHECK_THROWS_AS(replay(timeless, slow, [](std::exception const&) { return false; }, {.speed = 1}),
                  error);
}

// A command that was never due would tell a response of five hundred years.
TEST_CASE("trace replay: what is not due yet when it is told to stop is not played", "[trace]") {
  // The second wait would take an hour; or longer than any clock counts.
  for (std::uint64_t const step_us : {std::uint64_t{3'600'000'000}, std::uint64_t{1} << 60}) {
    INFO(step_us);
    script trace({"SET a 1", "SET a 2"});
    trace.step_us = step_us;
    std::atomic<bool> stop{false};
    std::jthread stops;
    std::uint64_t calls = 0;
    auto const quick = [&](trace_command const&, call_span& span) {
      if (calls++ == 0) {
        stops = std::jthread{[&stop] {
          std::this_thread::sleep_for(std::chrono::milliseconds{20});
          stop = true;
        }};
      }
      span.start_ns = steady_ticks::now();
      span.end_ns = span.start_ns + 1'000;
      return true;
    };
    auto const result = replay(trace, quick, [](std::exception const&) { return false; },
                               {.speed = 1, .stop = &stop});
    CHECK(calls == 1);
    CHECK(result.partial);
    CHECK(result.flags == std::vector<std::string>{"stopped"});
    REQUIRE(row(result, "SET") != nullptr);
    CHECK(row(result, "SET")->response_ns.count() == 1);
    CHECK(row(result, "SET")->response_ns.max() < 3'600'000'000'000);
    CHECK(result.rate_per_s == 0);  // of what was played, nothing was due later than the first
  }
}

TEST_CASE("trace replay: a response is never shorter than nothing", "[trace]") {
  script trace({"SET a 1"});
  trace.step_us = 1;
  auto const early = [](trace_command const&, call_span& span) {
    span = {.start_ns = 1, .end_ns = 2};
    return true;
  };
  auto const result =
      replay(trace, early, [](std::exception const&) { return false; }, {.speed = 1});
  REQUIRE(row(result, "SET") != nullptr);
  CHECK(row(result, "SET")->response_ns.max() == 0);
}

// A file that was cut out of a longer one may tell its times late, but not forget them.
TEST_CASE("trace replay: what tells no time is due with what came before it", "[trace]") {
  class timed {
   public:
    bool next(trace_command& into) {
      into.words = {"SET", "a", "1"};
      into.time_us.reset();
      if (at_ == 0) into.time_us = 1'700'000'000'000'000;
      return at_++ < 2;
    }

   private:
    int at_ = 0;
  } trace;
  player on;
  auto const result = replay(trace, on, [](std::exception const&) { return false; }, {.speed = 1});
  REQUIRE(row(result, "SET") != nullptr);
  CHECK(row(result, "SET")->count == 2);
}

// Waiting for the next command is no cost of reading it.
TEST_CASE("trace replay: what reading costs is known at the trace's times too", "[trace]") {
  script trace({"SET a 1", "SET a 2", "SET a 3", "SET a 4"});
  trace.step_us = 50'000;
  player on;
  auto const result = replay(trace, on, [](std::exception const&) { return false; }, {.speed = 1});
  CHECK(result.harness.overhead_ns_per_op > 0);
  CHECK(result.harness.overhead_ns_per_op < 40'000'000);
  CHECK(result.harness.busy > 0);
}

TEST_CASE("trace replay: it ends when told to", "[trace]") {
  player on;
  CHECK(play(on, script({"SET a 1", "SET a 2", "SET a 3"}), {.commands = 2}).operations[0].count ==
        2);
  std::atomic<bool> const stop{true};
  auto const result = play(on, script({"SET a 4"}), {.stop = &stop});
  CHECK(result.partial);
  CHECK(result.operations.empty());
}

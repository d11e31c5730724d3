// tests/kvbench/adapter/redis_wire.cpp: many connections to a real server, and what happens where
// one of them breaks.
//
// SPDX-License-Identifier: MIT
#include <kvbench/adapter/redis_wire.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include <kvbench/run/closed_loop.hpp>

#include "catch.hpp"
#include "child.hpp"
#include "redis_server.hpp"
#include "store.hpp"

using kvbench::adapter::hiredis;
using kvbench::adapter::redis_wire;
using namespace kvbench::literals;
namespace cmd = redlite::cmd;
template <class Command>
using op = kvbench::redis::op<Command>;

namespace {

constexpr auto mixed = kvbench::workload(
    "mixed", 40_pct * op<cmd::get>{} + 10_pct * op<cmd::set>{} + 10_pct * op<cmd::hgetall>{} +
                 10_pct * op<cmd::lrange>{} + 10_pct * op<cmd::zadd>{} + 10_pct * op<cmd::mget>{} +
                 10_pct * op<cmd::smembers>{});
constexpr auto reading = kvbench::workload("reading", 100_pct * op<cmd::get>{});

kvbench::run_options few(unsigned connections, unsigned pipeline) {
  kvbench::run_options o;
  o.keys = 200;
  o.elements = 5;
  o.operations = 20'000;
  o.warmup = 300;
  o.connections = connections;
  o.pipeline = pipeline;
  return o;
}

template <class Client, class Workload>
kvbench::run_result play(Workload const& workload, Client& store, kvbench::run_options const& o) {
  return kvbench::run(
      workload, [&](unsigned) { return store.session(); }, o);
}

std::uint64_t counted(kvbench::run_result const& result) {
  std::uint64_t sum = 0;
  for (auto const& one : result.operations) {
    CHECK(one.latency_ns.count() == one.count);
    sum += one.count;
  }
  return sum;
}

bool says(kvbench::run_result const& result, std::string_view text) {
  return std::any_of(result.flags.begin(), result.flags.end(),
                     [&](auto const& flag) { return flag.find(text) != std::string::npos; });
}

/// What `run` sends to the server, in the order of arrival, without the clock and who sent it.
template <class Run>
std::vector<std::string> monitored(support::redis_server& server, Run&& run) {
  std::unique_ptr<redisContext, decltype(&redisFree)> ear(redisConnectUnix(server.socket().c_str()),
                                                          &redisFree);
  freeReplyObject(redisCommand(ear.get(), "MONITOR"));
  run();
  hiredis{server.unix_url()}.command({"ECHO", "end"});
  std::vector<std::string> lines;
  for (;;) {
    void* reply = nullptr;
    REQUIRE(redisGetReply(ear.get(), &reply) == REDIS_OK);
    std::string const line = static_cast<redisReply*>(reply)->str;
    freeReplyObject(reply);
    std::string const words = line.substr(line.find("] ") + 2);
    if (words == R"("ECHO" "end")") return lines;
    if (words.starts_with(R"("GET")") || words.starts_with(R"("SET")")) lines.push_back(words);
  }
}

/// A server of one sentence: takes connections, answers PING, and any other request with `answer`,
/// after which it hangs up.
class peer {
 public:
  explicit peer(std::string answer) : answer_(std::move(answer)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof at;
    auto* const plain = reinterpret_cast<sockaddr*>(&at);
    if (::bind(listener_, plain, size) != 0 || ::listen(listener_, 16) != 0 ||
        ::getsockname(listener_, plain, &size) != 0) {
      throw std::runtime_error("no port for a peer");
    }
    port_ = ntohs(at.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~peer() {
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
  }
  [[nodiscard]] std::string url() const { return "redis://127.0.0.1:" + std::to_string(port_); }

 private:
  void serve() {
    std::vector<std::thread> all;
    for (;;) {
      int const one = ::accept(listener_, nullptr, nullptr);
      if (one < 0) break;
      all.emplace_back([this, one] {
        char bytes[4096];
        for (;;) {
          ssize_t const got = ::recv(one, bytes, sizeof bytes, 0);
          if (got <= 0) break;
          bool const is_ping =
              std::string_view(bytes, static_cast<std::size_t>(got)).find("PING") !=
              std::string::npos;
          std::string_view const text = is_ping ? std::string_view("+PONG\r\n") : answer_;
          ::send(one, text.data(), text.size(), MSG_NOSIGNAL);
          if (!is_ping) break;
        }
        ::shutdown(one, SHUT_RDWR);
        ::close(one);
      });
    }
    for (std::thread& one : all) one.join();
  }

  std::string answer_;
  int listener_ = -1;
  int port_ = 0;
  std::thread thread_;
};

struct big {
  static constexpr std::string_view name = "big";
  static auto draw(kvbench::draw& d) { return d.number(1); }
  static auto call(redis_wire& c, std::uint64_t const&) { return c.get("big"); }
  static bool hit(std::optional<std::string_view> const& reply) {
    return reply && reply->size() == 536'870'912 && reply->back() == 'x';
  }
};

/// The loop alone, on a store that nobody flushes or loads.
template <class Workload>
kvbench::worker_tally played(Workload const& workload, redis_wire& client,
                             kvbench::worker_task const& task) {
  kvbench::keyspace const keys{kvbench::uniform, 50};
  kvbench::payload_pool const payload{64};
  kvbench::draw_source const source{keys, payload, 50, 4, 64};
  using cards = decltype(kvbench::make_cards<redis_wire>(workload));
  kvbench::worker<cards, kvbench::best_clock> worker{kvbench::make_cards<redis_wire>(workload),
                                                     kvbench::best_clock{}, source, 42};
  kvbench::worker_tally tally{worker.cards().size(), true};
  std::atomic<std::uint64_t> done{0};
  worker.play(client, task, tally, done);
  std::uint64_t sum = 0;
  for (auto const& calls : tally.calls) sum += calls.played;
  CHECK(done == sum);
  return tally;
}

}  // namespace

TEST_CASE("redis wire: everything is answered, counted and right", "[adapter][redis]") {
  support::redis_server server;
  for (std::string const& url : {server.url(), server.unix_url()}) {
    redis_wire store{url};
    for (auto const& [connections, pipeline] :
         {std::pair{1u, 1u}, {1u, 50u}, {40u, 1u}, {7u, 16u}}) {
      INFO(url << " " << connections << " " << pipeline);
      auto const result = play(mixed, store, few(connections, pipeline));
      CHECK(counted(result) == 20'000);
      CHECK_FALSE(result.partial);
      for (auto const& one : result.operations) {
        INFO(one.name << " " << one.first_error);
        CHECK(one.errors == 0);
        CHECK(one.misses == 0);
      }
      CHECK(result.verified > 20);
      CHECK(result.verify_failures == 0);
      CHECK(result.settings.at("connections") == std::to_string(connections));
      CHECK(result.settings.at("pipeline") == std::to_string(pipeline));
    }
  }
}

// Two clients whose results stand side by side must have done the same work.
TEST_CASE("redis wire: the same stream, hash, hits and bytes as the client that waits",
          "[adapter][redis]") {
  support::redis_server server;
  redis_wire ahead{server.url()};
  hiredis waits{server.url()};
  auto const one = play(mixed, waits, few(0, 1));
  auto const two = play(mixed, ahead, few(9, 7));
  CHECK(one.stream_hash == two.stream_hash);
  CHECK(one.verified == two.verified);
  for (std::size_t i = 0; i < one.operations.size(); ++i) {
    CHECK(one.operations[i].count == two.operations[i].count);
    CHECK(one.operations[i].misses == two.operations[i].misses);
  }
  CHECK(one.bytes_per_s * one.duration_s == Approx(two.bytes_per_s * two.duration_s));
}

TEST_CASE("redis wire: the server is sent the same commands, whatever the connections",
          "[adapter][redis]") {
  constexpr auto keys =
      kvbench::workload("keys", 60_pct * op<cmd::get>{} + 40_pct * op<cmd::set>{});
  support::redis_server server;
  redis_wire ahead{server.url()};
  hiredis waits{server.url()};
  auto o = few(0, 1);
  o.operations = 3'000;
  auto expected = monitored(server, [&] { play(keys, waits, o); });
  o.connections = 1;
  o.pipeline = 20;
  CHECK(monitored(server, [&] { play(keys, ahead, o); }) == expected);
  std::sort(expected.begin(), expected.end());
  o.connections = 13;
  auto all = monitored(server, [&] { play(keys, ahead, o); });
  std::sort(all.begin(), all.end());
  CHECK(all == expected);
}

TEST_CASE("redis wire: replies that are wrong are found", "[adapter][redis]") {
  support::redis_server server;
  redis_wire store{server.url()};
  store.open(3);
  for (int i = 0; i < 50; ++i)
    store.control().set(
        kvbench::key_text(kvbench::redis::strings::prefix, static_cast<std::uint64_t>(i)),
        std::string(64, 'x'));
  kvbench::worker_task task;
  task.operations = 5'000;
  task.pipeline = 4;
  auto const tally = played(reading, store, task);
  CHECK(tally.verified == 5);
  CHECK(tally.verify_failures == 5);
}

TEST_CASE("redis wire: a refused request is one failed operation", "[adapter][redis]") {
  support::redis_server server;
  redis_wire store{server.url()};
  store.open(3);
  for (int i = 0; i < 50; ++i)
    store.control().rpush(
        kvbench::key_text(kvbench::redis::strings::prefix, static_cast<std::uint64_t>(i)), {"x"});
  kvbench::worker_task task;
  task.operations = 1'000;
  task.pipeline = 4;
  auto const tally = played(
      kvbench::workload("w", 50_pct * op<cmd::get>{} + 50_pct * op<cmd::set>{}), store, task);
  CHECK(tally.fatal.empty());
  CHECK(tally.calls[0].errors > 0);
  CHECK(tally.calls[0].first_error ==
        "WRONGTYPE Operation against a key holding the wrong kind of value");
  CHECK(tally.calls[1].errors == 0);
  CHECK(tally.latency_ns[0].count() + tally.calls[0].errors == tally.calls[0].played);
  CHECK(tally.calls[1].bytes == tally.calls[1].played * 64);
}

// A stall is felt by what was on its way, and by nothing else.
TEST_CASE("redis wire: only what was on its way in a stall is slow", "[adapter][redis]") {
  support::redis_server server;
  redis_wire store{server.url()};
  hiredis other{server.url()};
  std::atomic<bool> slept{false};
  auto o = few(2, 16);
  o.time = std::chrono::milliseconds{1'500};
  o.on_progress = [&](kvbench::progress const&) {
    if (!slept.exchange(true)) other.command({"DEBUG", "SLEEP", "0.8"});
  };
  auto const result = play(reading, store, o);
  std::uint64_t slow = 0;
  result.operations[0].latency_ns.for_each_bucket(
      [&](std::uint64_t lowest, std::uint64_t, std::uint64_t count) {
        if (lowest > 400'000'000) slow += count;
      });
  CHECK(slept);
  CHECK(slow >= 1);
  CHECK(slow <= 2 * 16);
  CHECK(result.operations[0].count > 1'000);
}

// Coordinated omission: who was to come during a stall has waited too.
TEST_CASE("redis wire: an open loop counts the wait behind a stall for all that came in it",
          "[adapter][redis]") {
  support::redis_server server;
  redis_wire store{server.url()};
  hiredis other{server.url()};
  std::atomic<bool> slept{false};
  auto o = few(4, 1);
  o.rate = 1'000;
  o.operations = 2'000;
  o.on_progress = [&](kvbench::progress const&) {
    if (!slept.exchange(true)) other.command({"DEBUG", "SLEEP", "0.8"});
  };
  auto const result = play(reading, store, o);
  auto const slow = [](kvbench::histogram const& h) {
    std::uint64_t sum = 0;
    h.for_each_bucket([&](std::uint64_t lowest, std::uint64_t, std::uint64_t count) {
      if (lowest > 100'000'000) sum += count;
    });
    return sum;
  };
  auto const& gets = result.operations[0];
  CHECK(gets.count == 2'000);
  CHECK(gets.response_ns.count() == 2'000);
  CHECK(slow(gets.latency_ns) >= 1);
  CHECK(slow(gets.latency_ns) <= 4);  // one on each connection
  CHECK(slow(gets.response_ns) > 300);
}

// A socket takes some hundred kilobytes at once.
TEST_CASE("redis wire: more than the kernel takes goes out bit by bit", "[adapter][redis]") {
  support::redis_server server;
  auto address = kvbench::adapter::redis_address::parse(server.unix_url());
  address.command_timeout = std::chrono::milliseconds{5'000};
  redis_wire store{address};
  constexpr auto both =
      kvbench::workload("both", 50_pct * op<cmd::set>{} + 50_pct * op<cmd::get>{});
  auto o = few(2, 16);
  o.keys = 10;
  o.value_bytes = 1'000'000;
  o.operations = 400;
  o.warmup = 0;
  auto const result = play(both, store, o);
  CHECK(counted(result) == 400);
  CHECK_FALSE(result.partial);
  CHECK(result.verified > 0);
  CHECK(result.verify_failures == 0);
}

TEST_CASE("redis wire: batches", "[adapter][redis]") {
  support::redis_server server;
  redis_wire store{server.unix_url()};
  auto o = few(3, 1);
  o.batch = 10;
  CHECK(counted(play(mixed, store, o)) == 20'000);
}

// hiredis lets its buffer grow by a megabyte at a time. Where the kernel moves pages that is quick;
// a sanitizer's allocator copies them, 128 GiB in all.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST_CASE("redis wire: a reply of 512 MiB", "[adapter][redis]") {
  support::redis_server server;
  auto address = kvbench::adapter::redis_address::parse(server.unix_url());
  address.command_timeout = std::chrono::minutes{1};
  redis_wire store{address};
  store.open(2);
  store.control().command({"SETRANGE", "big", "536870911", "x"});
  kvbench::worker_task task;
  task.operations = 2;
  auto const tally = played(kvbench::workload("w", 100_pct * big{}), store, task);
  INFO(tally.fatal);
  CHECK(tally.fatal.empty());
  CHECK(tally.calls[0].played == 2);
  CHECK(tally.calls[0].errors == 0);
  CHECK(tally.calls[0].misses == 0);
}
#endif

TEST_CASE("redis wire: a server that dies in the middle ends the run, and what was measured stays",
          "[adapter][redis]") {
  support::redis_server server;
  redis_wire store{server.url()};
  std::atomic<bool> killed{false};
  auto o = few(30, 4);
  o.threads = 2;
  o.time = std::chrono::seconds{60};
  o.on_progress = [&](kvbench::progress const&) {
    if (!killed.exchange(true)) server.kill_now();
  };
  auto const result = play(reading, store, o);
  CHECK(result.partial);
  CHECK(says(result, "fatal: ERR the connection to redis://127.0.0.1"));
  CHECK(result.operations[0].count > 0);
  CHECK(result.duration_s < 50);
}

TEST_CASE("redis wire: a server that says nothing is given up after the time limit",
          "[adapter][redis]") {
  support::redis_server server;
  auto address = kvbench::adapter::redis_address::parse(server.url());
  address.command_timeout = std::chrono::milliseconds{400};
  redis_wire store{address};
  std::atomic<bool> stopped{false};
  auto o = few(5, 4);
  o.time = std::chrono::seconds{60};
  o.on_progress = [&](kvbench::progress const&) {
    if (!stopped.exchange(true)) server.stand_still();
  };
  auto const result = play(reading, store, o);
  server.go_on();
  CHECK(result.partial);
  CHECK(says(result, "fatal: ERR no answer from " + store.label() + " within 400 ms"));
  CHECK(result.duration_s < 50);
}

TEST_CASE("redis wire: half a reply, and garbage, are one sentence each", "[adapter]") {
  struct story {
    std::string answer;
    std::string said;
  };
  for (auto const& [answer, said] :
       {story{"$100\r\nabc", "was lost: it ended within a reply"},
        story{"", "was lost: Server closed the connection"}, story{"hello\r\n", "is garbled: "},
        story{"*1\r\n:1\r\n", "the reply to GET"}}) {
    INFO(answer);
    peer server{answer};
    redis_wire store{server.url()};
    store.open(2);
    kvbench::worker_task task;
    task.operations = 100;
    auto const tally = played(reading, store, task);
    CHECK(tally.stopped);
    INFO(tally.fatal);
    CHECK(tally.fatal.find(said) != std::string::npos);
  }
}

TEST_CASE("redis wire: a server that takes no more clients", "[adapter][redis]") {
  support::redis_server server({"--maxclients", "20"});
  redis_wire store{server.url()};
  auto const no = support::refusal_of([&] { store.open(50); });
  CHECK(no.thrown);
  INFO(no.text);
  CHECK(no.says("did not take connection 20 of 50"));
  CHECK(no.says("maxclients"));
}

// 1,024 is what a shell allows by default.
TEST_CASE("redis wire: the soft limit of open files is raised, the hard one is told",
          "[adapter][redis]") {
  support::redis_server server;
  auto const with_limits = [&](rlim_t soft, rlim_t hard, unsigned connections) {
    return support::child([&](auto const& report) {
             rlimit const limit{soft, hard};
             ::setrlimit(RLIMIT_NOFILE, &limit);
             redis_wire store{server.url()};
             store.open(connections);
             report(std::to_string(store.connections()));
           })
        .all();
  };
  CHECK(with_limits(150, 2'000, 500) == "500");
  std::string const no = with_limits(150, 400, 500);
  INFO(no);
  CHECK(no.find("the limit is 400") != std::string::npos);
  CHECK(no.find("so many connections need 5") != std::string::npos);
}

TEST_CASE("redis wire: each thread has connections of its own", "[adapter][redis]") {
  support::redis_server server;
  redis_wire store{server.unix_url()};
  auto o = few(7, 3);
  o.threads = 3;
  auto const result = play(mixed, store, o);
  CHECK(counted(result) == 20'000);
  o.connections = 2;
  CHECK_THROWS_WITH(play(mixed, store, o), Catch::Contains("at least as many connections, not 2"));
  hiredis waits{server.unix_url()};
  CHECK_THROWS_WITH(play(mixed, waits, few(5, 1)), Catch::Contains("waits for each reply"));
  CHECK_THROWS_WITH(play(mixed, waits, few(0, 2)), Catch::Contains("waits for each reply"));
}

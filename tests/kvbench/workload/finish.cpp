// tests/kvbench/workload/finish.cpp
#include <kvbench/workload/finish.hpp>

#include <stdexcept>

#include "catch.hpp"

namespace {

struct sender {
  int asked = -1;
  int reply = 0;
};
struct answer : kvbench::pending<int> {
  static int read(sender const& from) {
    if (from.reply < 0) throw std::runtime_error{"below 0"};
    return from.reply;
  }
};
struct done : kvbench::pending<void> {
  static void read(sender const&) {}
};

struct ask {
  static constexpr std::string_view name = "ask";
  static int draw(kvbench::draw& d) { return static_cast<int>(d.number(1'000'000)); }
  static answer call(sender& to, int const& a) {
    to.asked = a;
    return {};
  }
  static bool hit(int const& reply) { return reply != 0; }
  static std::uint64_t bytes(int const& a, int const& reply) {
    return static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(reply);
  }
  static bool verify(kvbench::draw const& d, int const& a, int const& reply) {
    kvbench::draw again = d;
    return a == reply && draw(again) == a;
  }
};
struct ask_apart : ask {
  static std::uint64_t sent_bytes(int const&) { return 100; }
  static std::uint64_t reply_bytes(int const& reply) { return static_cast<std::uint64_t>(reply); }
};
struct tell : ask {
  static done call(sender&, int const&) { return {}; }
  static std::uint64_t bytes(int const&) { return 7; }
};

struct fixture {
  kvbench::keyspace keys{kvbench::uniform, 5};
  kvbench::payload_pool payload{8};
  kvbench::draw_source source{keys, payload, 5, 1, 8};
  kvbench::call_tally tally{};
  sender client{};

  template <class Op>
  int send(std::uint64_t number) {
    kvbench::draw d = kvbench::draw_of(source, 42, number);
    auto const arguments = Op::draw(d);
    kvbench::invoke<Op>(client, arguments, tally);
    return arguments;
  }
  template <class Op>
  kvbench::verdict finish(std::uint64_t number, bool look) {
    return kvbench::finish<Op>(client, {source, 42, number, look}, tally);
  }
};

}  // namespace

// The arguments are gone when the reply comes: the number alone must bring them back.
TEST_CASE("finish: counts by the arguments of its own number", "[workload]") {
  fixture f;
  int const a = f.send<ask>(17);
  int const b = f.send<ask>(18);
  CHECK(a != b);
  CHECK(f.tally.bytes == 0);
  f.client.reply = 3;
  CHECK(f.finish<ask>(17, false) == kvbench::verdict::unverified);
  CHECK(f.tally.bytes == static_cast<std::uint64_t>(a) + 3);
  f.client.reply = 0;
  f.finish<ask>(18, false);
  CHECK(f.tally.misses == 1);
  CHECK(f.tally.bytes == static_cast<std::uint64_t>(a + b) + 3);
}

TEST_CASE("finish: a reply that is looked at is right or wrong", "[workload]") {
  fixture f;
  int const a = f.send<ask>(5);
  f.client.reply = a;
  CHECK(f.finish<ask>(5, true) == kvbench::verdict::right);
  CHECK(f.finish<ask>(6, true) == kvbench::verdict::wrong);
}

TEST_CASE("finish: bytes that were counted when they were sent are taken back with an error",
          "[workload]") {
  fixture f;
  f.send<ask_apart>(1);
  f.send<ask_apart>(2);
  CHECK(f.tally.bytes == 200);
  f.client.reply = 5;
  f.finish<ask_apart>(1, false);
  CHECK(f.tally.bytes == 205);
  f.client.reply = -1;
  CHECK_THROWS_WITH(f.finish<ask_apart>(2, true), "below 0");
  CHECK(f.tally.bytes == 105);
  CHECK(f.tally.misses == 0);
}

TEST_CASE("finish: a reply without a value", "[workload]") {
  fixture f;
  f.send<tell>(1);
  CHECK(f.finish<tell>(1, true) == kvbench::verdict::unverified);
  CHECK(f.tally.bytes == 7);
  CHECK(f.tally.misses == 0);
}

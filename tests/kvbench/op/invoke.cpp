// tests/kvbench/op/invoke.cpp
#include <kvbench/op/invoke.hpp>

#include "catch.hpp"

#include <kvbench/workload/draw.hpp>

#include <stdexcept>

namespace {

struct store {
  int stamps_at_death = -1;
};
int stamps = 0;
std::uint64_t stamp() noexcept { return static_cast<std::uint64_t>(++stamps); }

struct dying {
  store* of;
  bool hit;
  ~dying() { of->stamps_at_death = stamps; }
};

struct fetch {
  static constexpr std::string_view name = "fetch";
  static int draw(kvbench::draw& d) { return static_cast<int>(d.number(9)); }
  static dying call(store& s, int const& a) {
    if (a < 0) throw std::runtime_error{"negative"};
    return {&s, a > 0};
  }
  static bool hit(dying const& d) { return d.hit; }
  static std::uint64_t bytes(int const& a, dying const&) { return static_cast<std::uint64_t>(a); }
  static bool verify(kvbench::draw const&, int const& a, dying const&) { return a != 3; }
};

struct fixture {
  kvbench::keyspace keys{kvbench::uniform, 5};
  kvbench::payload_pool payload{8};
  kvbench::draw_source source{keys, payload, 5, 1, 8};
  kvbench::draw drawn{source, kvbench::random_stream{1}, 0};
};

}  // namespace

// A call that throws half way must not leave half a count.
TEST_CASE("invoke: misses and bytes add up, and a failed call adds nothing", "[op]") {
  store s;
  kvbench::call_tally tally;
  kvbench::invoke<fetch>(s, 5, tally);
  kvbench::invoke<fetch>(s, 0, tally);
  CHECK_THROWS_AS(kvbench::invoke<fetch>(s, -1, tally), std::runtime_error);
  CHECK(tally.misses == 1);
  CHECK(tally.bytes == 5);
}

// Looking at a reply takes long; it must not be in the reply's latency.
TEST_CASE("invoke: the watch stops before the reply is looked at", "[op]") {
  fixture const f;
  store s;
  kvbench::call_tally tally;
  kvbench::stopwatch watch{&stamp};
  stamps = 0;
  CHECK(kvbench::invoke_verified<fetch>(s, 2, f.drawn, tally, watch) == kvbench::verdict::right);
  CHECK(watch.stopped_at == 1);
  CHECK(s.stamps_at_death == 1);
  CHECK(kvbench::invoke_verified<fetch>(s, 3, f.drawn, tally, watch) == kvbench::verdict::wrong);
}

// Facts are what the hit-rate law and the loading go by.
TEST_CASE("invoke: facts of an operation that says nothing", "[op]") {
  constexpr auto facts = kvbench::facts_of<fetch>();
  CHECK(facts.name == "fetch");
  CHECK(facts.effect == kvbench::effect::none);
  CHECK(facts.data.empty());
  CHECK(facts.hit_rate_min < 0);
}

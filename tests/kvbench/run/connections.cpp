// tests/kvbench/run/connections.cpp
#include <kvbench/run/connections.hpp>

#include "catch.hpp"
#include "kvbench/run/store.hpp"

namespace {

struct sender {
  unsigned connections() const { return 1; }
  void aim(unsigned) {}
  void send() {}
  std::uint64_t reply_limit_ns() const { return 0; }
};
static_assert(kvbench::sends_ahead<sender>);
static_assert(!kvbench::sends_ahead<test::store>);

kvbench::run_options with(unsigned threads, unsigned connections, unsigned pipeline) {
  kvbench::run_options o;
  o.threads = threads;
  o.connections = connections;
  o.pipeline = pipeline;
  return o;
}

}  // namespace

// A connection that nobody opens, or that two threads count.
TEST_CASE("connections: every one belongs to one thread", "[run]") {
  for (unsigned const threads : {1u, 2u, 3u, 7u}) {
    for (unsigned const connections : {7u, 8u, 50u, 10'000u}) {
      unsigned sum = 0;
      for (unsigned w = 0; w < threads; ++w)
        sum += kvbench::detail::connections_of(with(threads, connections, 1), w);
      CHECK(sum == connections);
    }
    CHECK(kvbench::detail::connections_of(with(threads, 0, 1), threads - 1) == 1);
  }
}

TEST_CASE("connections: what a client cannot do is refused in one sentence", "[run]") {
  using kvbench::detail::refuse_connections;
  CHECK_NOTHROW(refuse_connections<sender>(with(2, 0, 1)));
  CHECK_NOTHROW(refuse_connections<sender>(with(2, 2, 65'536)));
  CHECK_THROWS_WITH(refuse_connections<sender>(with(3, 2, 1)),
                    "a run of 3 threads needs at least as many connections, not 2");
  CHECK_THROWS_AS(refuse_connections<sender>(with(1, 1, 0)), kvbench::error);
  CHECK_THROWS_AS(refuse_connections<sender>(with(1, 1, 65'537)), kvbench::error);
  auto thinks = with(1, 5, 1);
  thinks.think_time = kvbench::nanoseconds{1};
  CHECK_THROWS_WITH(refuse_connections<sender>(thinks), Catch::Contains("give a rate"));
  auto batches = with(1, 5, 1);
  batches.batch = 9;
  CHECK_NOTHROW(refuse_connections<sender>(batches));
  batches.rate = 100;
  CHECK_THROWS_WITH(refuse_connections<sender>(batches), Catch::Contains("leave the pipeline"));
  batches.rate = 0;
  batches.pipeline = 2;
  CHECK_THROWS_WITH(refuse_connections<sender>(batches), Catch::Contains("leave the pipeline"));
  CHECK_NOTHROW(refuse_connections<test::store>(with(4, 4, 1)));
  CHECK_THROWS_AS(refuse_connections<test::store>(with(4, 5, 1)), kvbench::error);
  CHECK_THROWS_AS(refuse_connections<test::store>(with(1, 0, 2)), kvbench::error);
}

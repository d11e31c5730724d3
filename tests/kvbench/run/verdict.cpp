// tests/kvbench/run/verdict.cpp: who held a run back.
#include <kvbench/run/verdict.hpp>

#include "catch.hpp"

using kvbench::bottleneck_of;

// A generator at its limit, quoted as the server's, makes every server equally fast.
TEST_CASE("verdict: from the shares of CPU", "[run]") {
  // In process: the store computes on the workers' own CPU.
  CHECK(bottleneck_of({.busy = 0.98, .client = 0.99}) == "client");
  CHECK(bottleneck_of({.busy = 0.5, .client = 0.5}) == "client");
  CHECK(bottleneck_of({.busy = 0.98, .client = 0.49}) == "harness");
  CHECK(bottleneck_of({.busy = 0.49, .client = 0.99}) == "waiting");
  CHECK(bottleneck_of({.busy = 0.49, .client = 0.1}) == "waiting");
  // A server that says what it uses.
  CHECK(bottleneck_of({.busy = 0.6, .client = 0.9, .server = 0.85}) == "server");
  CHECK(bottleneck_of({.busy = 0.99, .client = 0.9, .server = 0.97}) == "server");
  CHECK(bottleneck_of({.busy = 0.3, .client = 0.9, .server = 3.1}) == "server");
  CHECK(bottleneck_of({.busy = 0.85, .client = 0.9, .server = 0.84}) == "generator");
  CHECK(bottleneck_of({.busy = 0.6, .client = 0.9, .server = 0.6}) == "waiting");
  CHECK(bottleneck_of({.busy = 0.2, .client = 0.9, .server = 0.0}) == "waiting");
  CHECK(bottleneck_of({.busy = 0.99, .client = 0.3, .server = 0.4}) == "harness");
  // An open loop below every limit.
  CHECK(bottleneck_of({.busy = 0.99, .client = 0.1, .rate_kept = true}) == "rate");
  CHECK(bottleneck_of({.busy = 0.99, .client = 0.9, .server = 0.9, .rate_kept = true}) == "rate");
}

TEST_CASE("verdict: which of them spoil the figures", "[run]") {
  CHECK(kvbench::is_harness_limited("harness"));
  CHECK(kvbench::is_harness_limited("generator"));
  for (char const* fine : {"client", "server", "waiting", "rate", ""})
    CHECK_FALSE(kvbench::is_harness_limited(fine));
}

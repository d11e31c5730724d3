// tests/kvbench/run/worker.cpp
#include <kvbench/run/worker.hpp>

#include "catch.hpp"
#include "kvbench/run/store.hpp"

#include <algorithm>

using namespace test;

namespace {

struct fixture {
  kvbench::keyspace keys{kvbench::uniform, 50};
  kvbench::payload_pool payload{64};
  kvbench::draw_source source{keys, payload, 50, 4, 64};

  template <class Workload>
  auto worker_for(Workload const& w) const {
    using cards = decltype(kvbench::make_cards<store>(w));
    return kvbench::worker<cards, fake_clock>{kvbench::make_cards<store>(w), fake_clock{}, source,
                                              42};
  }
};

std::vector<std::string> keys_called(fixture const& f, kvbench::worker_task const& task) {
  auto worker = f.worker_for(kvbench::workload("w", 100_pct * put{}));
  store s;
  kvbench::worker_tally tally{1, true};
  std::atomic<std::uint64_t> done{0};
  worker.play(s, task, tally, done);
  CHECK(done == tally.calls[0].played);
  std::vector<std::string> called;
  for (auto const& [key, value] : s.users) called.push_back(key + value);
  std::sort(called.begin(), called.end());
  return called;
}

}  // namespace

// A share played twice, or by nobody.
TEST_CASE("worker: shares are disjoint and complete", "[run]") {
  fixture const f;
  kvbench::worker_task task;
  task.operations = 1'000;
  std::uint64_t played = 0;
  for (std::uint64_t w = 0; w < 3; ++w) {
    task.worker = w;
    task.workers = 3;
    auto worker = f.worker_for(churning);
    store s;
    kvbench::worker_tally tally{3, true};
    std::atomic<std::uint64_t> done{0};
    worker.play(s, task, tally, done);
    played += done;
  }
  CHECK(played == 1'000);
}

// Warming up must play operations of its own, or the run would repeat them on warm keys.
TEST_CASE("worker: another base is another stream", "[run]") {
  fixture const f;
  kvbench::worker_task task;
  task.operations = 20;
  auto const first = keys_called(f, task);
  CHECK(first == keys_called(f, task));
  task.base = std::uint64_t{1} << 47;
  CHECK(first != keys_called(f, task));
}

// The harness must be timed with the arguments that it deals, and must call nobody.
TEST_CASE("worker: playing nothing deals and counts, and calls nobody", "[run]") {
  fixture const f;
  auto worker = f.worker_for(mostly_reading);
  kvbench::worker_tally tally{2, true};
  worker.play_nothing(10, true, tally);
  CHECK(tally.calls[0].played + tally.calls[1].played == 10 * kvbench::block_cards);
  CHECK(tally.latency_ns[0].count() == tally.calls[0].played);
  CHECK(tally.calls[0].misses == 0);
}

// A hash that depends on how many are dealt at once is no fingerprint of the stream.
TEST_CASE("worker: a longer stream has another hash, the same one the same", "[run]") {
  fixture const f;
  auto a = f.worker_for(mostly_reading);
  auto b = f.worker_for(mostly_reading);
  b.deal(5, 100);
  CHECK(a.hash(1'000) == b.hash(1'000));
  CHECK(a.hash(1'000) != a.hash(1'001));
  CHECK(f.worker_for(reading).hash(1'000) != a.hash(1'000));
}

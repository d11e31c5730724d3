// tests/kvbench/report/sweep.cpp
#include <kvbench/report/sweep.hpp>

#include "catch.hpp"
#include "kvbench/report/sample.hpp"

using namespace kvbench;
using kvbench::report::test::sample_result;

namespace {

run_result on_threads(unsigned threads, double throughput, std::uint64_t bytes = 100) {
  run_result r = sample_result();
  r.threads = threads;
  r.throughput_per_s = throughput;
  r.value_bytes = bytes;
  return r;
}

}  // namespace

// A speed-up over a run of other sizes, or over one that was cut off, is none.
TEST_CASE("report sweep: scaling is against the fewest threads of the same", "[report]") {
  std::vector<run_result> all{on_threads(2, 180), on_threads(1, 100), on_threads(4, 200),
                              on_threads(1, 50, 1'000), on_threads(1, 1)};
  all[4].partial = true;
  CHECK(report::scaling_of(all[0], all)->speed_up == Approx(1.8));
  CHECK(report::scaling_of(all[0], all)->per_thread == Approx(0.9));
  CHECK(report::scaling_of(all[2], all)->per_thread == Approx(0.5));
  CHECK(report::scaling_of(all[1], all)->speed_up == 1);
  CHECK_FALSE(report::scaling_of(all[3], all));
  all[1].value_sizes = "uniform(50,150)";
  CHECK_FALSE(report::scaling_of(all[1], all));
  all[1].value_sizes.clear();
  auto const data = report::sweep_json(all);
  CHECK(data[0]["from_threads"] == 1);
  CHECK(data[3].is_null());
}

// Columns that say the same in every row hide those that do not.
TEST_CASE("report sweep: shows what differs", "[report]") {
  std::vector<run_result> const all{on_threads(1, 100), on_threads(2, 150)};
  std::string const text = report::console_sweep(all);
  INFO(text);
  for (std::string const there : {"threads", "throughput", "p99", "1.50x", "75 %"})
    CHECK(text.find(there) != text.npos);
  for (std::string const gone : {"elements", "value B", "pipeline", "rate"})
    CHECK(text.find(gone) == text.npos);
  auto varied = all;
  varied[1].value_sizes = "uniform(50,150)";
  CHECK(report::console_sweep(varied).find("uniform(50,150)") != text.npos);
}

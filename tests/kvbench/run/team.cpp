// tests/kvbench/run/team.cpp: threads, their steps, and who tells the progress.
//
// SPDX-License-Identifier: MIT
#include <kvbench/run/team.hpp>

#include <sched.h>  // sched_yield

#include <atomic>     // counts
#include <stdexcept>  // a worker's failure
#include <string>     // what it said
#include <vector>     // what each worker saw

#include "catch.hpp"

using kvbench::detail::team;

// A worker that runs ahead measures while the data is still being loaded.
TEST_CASE("team: nobody begins a step before all have ended the one before", "[run]") {
  constexpr unsigned size = 4;
  team all{size};
  std::atomic<unsigned> ended{0};
  std::vector<unsigned> early(size);
  all.run([&](unsigned w) {
    for (unsigned step = 0; step < 50; ++step) {
      all.do_step([&] {
        if (ended.load() < step * size) ++early[w];
        ++ended;
      });
    }
  });
  CHECK(ended.load() == 50 * size);
  CHECK(early == std::vector<unsigned>(size));
}

// A failure of one worker must neither hang the others nor be lost.
TEST_CASE("team: after a failure no step is done, all come home, and the first reason is thrown",
          "[run]") {
  team all{3};
  std::atomic<unsigned> done_after{0};
  std::string said;
  try {
    all.run([&](unsigned w) {
      all.do_step([&] {
        if (w == 1) throw std::runtime_error{"lost"};
      });
      all.do_step([&] { ++done_after; });
    });
  } catch (std::runtime_error const& e) {
    said = e.what();
  }
  CHECK(said == "lost");
  CHECK(done_after.load() == 0);
}

// A reporter that outlives its run tells of memory that is gone.
TEST_CASE("reporter: tells from a thread of its own, and no more once it ended", "[run]") {
  std::atomic<unsigned> told{0};
  auto const tell = [&] { ++told; };
  {
    kvbench::detail::reporter const reporter{tell};
    while (told.load() < 2) sched_yield();
  }
  unsigned const at_the_end = told.load();
  CHECK(at_the_end >= 2);
  CHECK(told.load() == at_the_end);
}

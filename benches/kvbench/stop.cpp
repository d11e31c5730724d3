// kvbench/stop.cpp: Ctrl-C.
//
// SPDX-License-Identifier: MIT
#include "stop.hpp"

#include <signal.h>  // sigaction
#include <unistd.h>  // _exit

namespace kvbench::cli {

namespace {

// A signal handler has no other way to be told of anything than a global.
std::atomic<bool> stopped{false};
static_assert(std::atomic<bool>::is_always_lock_free,
              "a signal handler may only touch what takes no lock");

extern "C" void on_signal(int) {
  if (stopped.exchange(true)) ::_exit(130);
}

}  // namespace

std::atomic<bool> const& stop_flag() { return stopped; }

void watch_signals() {
  struct sigaction action {};
  sigemptyset(&action.sa_mask);
  action.sa_handler = on_signal;
  action.sa_flags = SA_RESTART;  // a write to the store that was under way goes on
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
  action.sa_handler = SIG_IGN;
  ::sigaction(SIGPIPE, &action, nullptr);
}

}  // namespace kvbench::cli

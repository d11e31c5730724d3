// kvbench/run/team.hpp: the threads of a run, their steps, and who tells the progress.
//
// Floor: run. Knows no workload: what a step does is closed_loop.hpp. POSIX threads, because to
// read and instantiate <thread>, <barrier>, <condition_variable> and <functional> takes longer than
// all the rest of a run.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <pthread.h>  // threads, a mutex, a condition
#include <time.h>     // until when the reporter pauses

#include <atomic>     // progress, failure
#include <cstdint>    // uint64_t
#include <exception>  // a worker's failure
#include <vector>     // workers

#include <kvbench/core/error.hpp>   // no more threads
#include <kvbench/run/options.hpp>  // progress

namespace kvbench::detail {

/// What to call, by reference: the callee outlives the call.
template <class... Arguments>
class callee {
 public:
  template <class F>
  callee(F const& f)  // NOLINT: a lambda is what is passed
      : object_(&f), call_([](void const* object, Arguments... arguments) {
          (*static_cast<F const*>(object))(arguments...);
        }) {}
  void operator()(Arguments... arguments) const { call_(object_, arguments...); }

 private:
  void const* object_;
  void (*call_)(void const*, Arguments...);
};

/// A mutex, and a condition that changes under it.
class monitor {
 public:
  monitor() = default;
  monitor(monitor const&) = delete;
  monitor& operator=(monitor const&) = delete;
  ~monitor() {
    pthread_cond_destroy(&changed_);
    pthread_mutex_destroy(&mutex_);
  }

  void wait() noexcept { pthread_cond_wait(&changed_, &mutex_); }
  void wait_until(timespec const& end) noexcept {
    pthread_cond_timedwait(&changed_, &mutex_, &end);
  }
  void notify_all() noexcept { pthread_cond_broadcast(&changed_); }

  /// Holds the monitor as long as it lives.
  class lock {
   public:
    explicit lock(monitor& of) noexcept : mutex_(of.mutex_) { pthread_mutex_lock(&mutex_); }
    lock(lock const&) = delete;
    lock& operator=(lock const&) = delete;
    ~lock() { pthread_mutex_unlock(&mutex_); }

   private:
    pthread_mutex_t& mutex_;
  };

 private:
  pthread_mutex_t mutex_ = PTHREAD_MUTEX_INITIALIZER;
  pthread_cond_t changed_ = PTHREAD_COND_INITIALIZER;
};

/// A thread that runs `main(of)`; joined at the latest where this ends.
class thread {
 public:
  /// Yields  whether a thread could be started.
  bool start(void* (*main)(void*), void* of) {
    started_ = pthread_create(&id_, nullptr, main, of) == 0;
    return started_;
  }
  thread() = default;
  thread(thread const&) = delete;
  thread& operator=(thread const&) = delete;
  ~thread() { join(); }

  /// Waits for its end, where it was started.
  void join() noexcept {
    if (started_) pthread_join(id_, nullptr);
    started_ = false;
  }

 private:
  pthread_t id_{};
  bool started_ = false;
};

/// What the workers of one run share.
class team {
 public:
  explicit team(unsigned workers) : members_(workers), expected_(workers) {}

  /// How many operations a worker has played.
  [[nodiscard]] std::atomic<std::uint64_t>& done(unsigned worker) { return members_[worker].done; }
  [[nodiscard]] std::uint64_t done() const { return sum_of(&member::done); }

  /// The same while it warmed up.
  [[nodiscard]] std::atomic<std::uint64_t>& warmed(unsigned worker) {
    return members_[worker].warmed;
  }
  [[nodiscard]] std::uint64_t warmed() const { return sum_of(&member::warmed); }

  /// Runs `body(0)` to `body(size - 1)`, the first on this thread, and waits for all.
  /// Errors  what the first worker that failed threw.
  void run(callee<unsigned> const& body) {
    {
      struct home {
        std::vector<member>& all;
        ~home() {
          for (member& one : all) one.own.join();
        }
      } come{members_};
      start_others(body);
      body(0);
    }
    if (failure_) std::rethrow_exception(failure_);
  }

  /// Does one worker's part of a step, where nobody failed so far, and waits for the others.
  void do_step(callee<> const& part) {
    try {
      if (!failed_.load()) part();
    } catch (...) {
      fail(std::current_exception());
    }
    monitor::lock const lock{shared_};
    std::uint64_t const step = step_;
    if (++arrived_ == expected_) return next_step();
    while (step_ == step) shared_.wait();
  }

  monitor connecting;  ///< one at a time
  std::atomic<bool> abandoned{false};
  std::atomic<bool> warming{false};
  std::atomic<bool> measured{false};  ///< what is done from here on is not
  std::atomic<std::uint64_t> started_ticks{0};

 private:
  struct member;
  [[nodiscard]] std::uint64_t sum_of(std::atomic<std::uint64_t> member::*counter) const {
    std::uint64_t sum = 0;
    for (member const& one : members_) sum += (one.*counter).load(std::memory_order_relaxed);
    return sum;
  }

  void start_others(callee<unsigned> const& body) {
    for (unsigned w = 1; w < members_.size(); ++w) {
      member& one = members_[w];
      one.body = &body;
      one.number = w;
      auto const main = [](void* of) -> void* {
        (*static_cast<member*>(of)->body)(static_cast<member*>(of)->number);
        return nullptr;
      };
      if (!one.own.start(main, &one)) {
        fail(std::make_exception_ptr(error{"no more threads can be started"}));
        leave();  // those that wait must not wait for this one
      }
    }
  }
  void fail(std::exception_ptr const& why) {
    monitor::lock const lock{shared_};
    if (!failure_) failure_ = why;
    failed_ = true;
  }
  void leave() {
    monitor::lock const lock{shared_};
    if (--expected_ == arrived_) next_step();
  }
  void next_step() {
    arrived_ = 0;
    ++step_;
    shared_.notify_all();
  }

  struct alignas(64) member {  // a cache line each
    std::atomic<std::uint64_t> done{0};
    std::atomic<std::uint64_t> warmed{0};
    callee<unsigned> const* body = nullptr;
    unsigned number = 0;
    thread own;
  };

  std::vector<member> members_;
  monitor shared_;
  unsigned expected_;
  unsigned arrived_ = 0;
  std::uint64_t step_ = 0;
  std::atomic<bool> failed_{false};
  std::exception_ptr failure_;
};

/// Calls `tell` twenty times a second, from a thread of its own.
class reporter {
 public:
  explicit reporter(callee<> const& tell) : tell_(tell) {
    thread_.start(
        [](void* self) -> void* {
          static_cast<reporter*>(self)->report();
          return nullptr;
        },
        this);
  }
  reporter(reporter const&) = delete;
  reporter& operator=(reporter const&) = delete;
  ~reporter() {
    monitor::lock const lock{state_};
    over_ = true;
    state_.notify_all();
  }

 private:
  void report() {
    monitor::lock const lock{state_};
    while (!over_) {
      timespec end{};
      clock_gettime(CLOCK_REALTIME, &end);
      end.tv_nsec += 50'000'000;
      end.tv_sec += end.tv_nsec / 1'000'000'000;
      end.tv_nsec %= 1'000'000'000;
      state_.wait_until(end);
      if (!over_) tell_();
    }
  }

  callee<> tell_;
  monitor state_;
  bool over_ = false;
  thread thread_;  // last: joined first, before what it waits on ends
};

}  // namespace kvbench::detail

// redlite/db/guarded_engine.hpp: an engine that one thread at a time uses.
//
// Floor: db, the facade. All copies of a `db` share one.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/core/error.hpp>  // misuse
#include <redlite/db/engine.hpp>   // engine
#include <redlite/db/options.hpp>  // options

#include <atomic>  // who is inside
#include <mutex>   // one at a time
#include <string>  // the path
#include <thread>  // std::this_thread

namespace redlite::detail {

class guarded_engine {
 public:
  guarded_engine(const std::string& path, const options& how) : engine_(path, how) {}

  /// The engine, as long as this lives.
  class hold {
   public:
    /// Errors  generic where this thread is inside `whole`: it would wait for itself.
    explicit hold(guarded_engine& at) : at_(at), lock_(refuse_inside(at)) {}

    [[nodiscard]] detail::engine& engine() noexcept { return at_.engine_; }
    [[nodiscard]] detail::store& store() noexcept { return at_.engine_.store(); }

    /// Runs `work` as one transaction, in which nothing else of this thread's may hold the engine.
    template <class Work>
    decltype(auto) whole(Work&& work) {
      struct scope {
        guarded_engine& at;
        ~scope() { at.inside_.store({}, std::memory_order_relaxed); }
      } mark{at_};
      at_.inside_.store(std::this_thread::get_id(), std::memory_order_relaxed);
      return store().whole(work);
    }

   private:
    static std::mutex& refuse_inside(guarded_engine& at) {
      // Only this thread ever writes its own number there.
      if (at.inside_.load(std::memory_order_relaxed) == std::this_thread::get_id())
        throw error(errc::generic,
                    "ERR inside atomically() only the transaction that it passes can be used");
      return at.mutex_;
    }

    guarded_engine& at_;
    std::lock_guard<std::mutex> lock_;
  };

 private:
  std::mutex mutex_;
  std::atomic<std::thread::id> inside_{};
  detail::engine engine_;
};

}  // namespace redlite::detail

// redlite/db/watch.hpp: a transaction that is done only if some keys are as they were.
//
// Floor: db, the facade. docs/adr/0011 tells how a change is noticed.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/core/error.hpp>         // misuse
#include <redlite/db/guarded_engine.hpp>  // the engine
#include <redlite/db/sample.hpp>          // a number by lot
#include <redlite/db/transaction.hpp>     // the commands

#include <cstdint>      // std::int64_t
#include <functional>   // std::invoke
#include <limits>       // numbers to draw from
#include <memory>       // the engine, shared
#include <optional>     // nothing where a key was changed
#include <string>       // keys
#include <string_view>  // keys
#include <type_traits>  // what `work` yields
#include <utility>      // std::move
#include <vector>       // keys

namespace redlite {

/// Keys that are watched since `db::watch`, until `atomically` or the end of this object.
class watch_handle {
 public:
  watch_handle(std::shared_ptr<detail::guarded_engine> at, std::int64_t database,
               const many<std::string_view>& keys)
      : at_(std::move(at)),
        database_(database),
        number_(detail::random_source().below(std::numeric_limits<std::int64_t>::max())) {
    detail::guarded_engine::hold held(*at_);
    held.store().begin_command(database_);
    held.store().watches().prepare();
    held.store().write([&] {
      for (const std::string_view key : keys) add(held.store(), key);
    });
  }
  watch_handle(watch_handle&&) noexcept = default;
  watch_handle& operator=(watch_handle&&) = delete;
  ~watch_handle() {
    if (!at_ || done_) return;
    try {
      detail::guarded_engine::hold held(*at_);
      held.store().write([&] { held.store().watches().remove(number_); });
    } catch (...) {
      // Left behind, it is forgotten after an hour.
    }
  }

  /// Runs `work(tx)` as `db::atomically` does, unless a key was changed. Once only.
  /// Yields  what `work` yields, nothing where a key was changed; where `work` yields nothing,
  ///         whether it was run.
  /// Errors  as db::atomically; generic the second time.
  template <class Work>
  auto atomically(Work&& work) {
    using result = std::invoke_result_t<Work&, transaction&>;
    if (done_) throw error(errc::generic, "ERR this watch was used; watch the keys again");
    detail::guarded_engine::hold held(*at_);
    held.store().begin_command(database_);
    const auto guarded = [&] {
      const bool unchanged = is_unchanged(held.store());
      held.store().watches().remove(number_);
      transaction tx(held.engine(), database_);
      if constexpr (std::is_void_v<result>) {
        if (unchanged) std::invoke(work, tx);
        return unchanged;
      } else {
        return unchanged ? std::optional<std::decay_t<result>>(std::invoke(work, tx))
                         : std::optional<std::decay_t<result>>();
      }
    };
    auto yielded = held.whole(guarded);
    done_ = true;
    return yielded;
  }

 private:
  /// One that has ended already is removed first: only what comes after counts.
  void add(detail::store& store, std::string_view key) {
    if (store.look_up(key)) {
      there_.emplace_back(key);
    } else {
      store.drop(key);
    }
    if (store.watches().add(store.own_place(key), key, number_, store.now_ms())) ++keys_;
  }

  [[nodiscard]] bool is_unchanged(detail::store& store) const {
    if (store.watches().unchanged(number_) != keys_) return false;
    for (const std::string& key : there_) {
      if (!store.look_up(key)) return false;
    }
    return true;
  }

  std::shared_ptr<detail::guarded_engine> at_;
  std::int64_t database_;
  std::int64_t number_;
  std::int64_t keys_ = 0;
  bool done_ = false;
  std::vector<std::string> there_;
};

}  // namespace redlite

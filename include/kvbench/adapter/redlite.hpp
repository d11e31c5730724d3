// kvbench/adapter/redlite.hpp: redlite as a client.
//
// Floor: wing adapter. Every command, by way of the store's own entry: the adapter adds no cost to
// a call.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>    // counts
#include <exception>  // errors
#include <string>     // names
#include <utility>    // std::move

#include <kvbench/core/named.hpp>       // counts, settings
#include <kvbench/redis/key_types.hpp>  // counts
#include <kvbench/redis/operation.hpp>  // what runs on it
#include <redlite/command/table.hpp>    // members
#include <redlite/core/error.hpp>       // which errors end a run
#include <redlite/db/db.hpp>            // the store

namespace kvbench::adapter {

/// A session of a `redlite::db`; each worker of a run takes one of its own by `session()`.
///
///     redlite::db store{"app.db"};
///     auto result = kvbench::run(workload, [&](unsigned) { return
///     adapter::redlite(store.session()); }, options);
class redlite : public ::redlite::members<redlite> {
 public:
  explicit redlite(::redlite::db store) : store_(std::move(store)) {}
  explicit redlite(std::string const& path, ::redlite::options const& how = {})
      : store_(path, how) {}

  /// Yields  the same store for another worker.
  [[nodiscard]] redlite session() const { return redlite(store_.session()); }

  /// Removes every key, whoever wrote it: the file should be the benchmark's own.
  void flush() { store_.flushdb(); }
  /// Ends the snapshot that loading left behind.
  void settle() { store_.release(); }

  /// Runs `body` as one transaction: none of what it does is kept where it throws.
  template <class Body>
  void batch(Body&& body) {
    store_.atomically([&](::redlite::transaction& whole) {
      struct scope {
        ::redlite::transaction*& of;
        ~scope() { of = nullptr; }
      } const end{batch_};
      batch_ = &whole;
      body();
    });
  }

  /// Keys, and keys of each type: "keys", "strings", "lists", "hashes", "sets", "sorted_sets",
  /// "streams". Keys alone beyond `typed_keys_max`.
  /// Cost    O(keys): all rows are read once, less than 1 us each in memory. With keys alone, O(1).
  named<std::uint64_t> counts() {
    auto const keys = static_cast<std::uint64_t>(store_.dbsize());
    named<std::uint64_t> all{{"keys", keys}};
    if (keys > typed_keys_max) return all;
    redis::key_types types;
    for (auto const& [type, count] : store_.keys_by_type())
      types.add(type, static_cast<std::uint64_t>(count));
    types.tell(all);
    return all;
  }

  /// More keys are counted by their number only: a large file would be read from end to end.
  static constexpr std::uint64_t typed_keys_max = 10'000'000;

  /// O(1).
  [[nodiscard]] bool is_empty() { return store_.dbsize() == 0; }

  [[nodiscard]] std::string label() const {
    return store_.path() == ":memory:" ? "redlite" : "redlite:" + store_.path();
  }

  /// What a row must say to be compared: where the data is, and what a power failure may take of
  /// it.
  [[nodiscard]] named<std::string> settings() const {
    auto const& how = store_.opened_with();
    named<std::string> all{{"path", store_.path()},
                           {"page_cache_bytes", std::to_string(how.page_cache_bytes)},
                           {"transport", "in process"}};
    if (store_.path() != ":memory:") {
      all.emplace("durability", name(how.durability));
      // What was asked for is one thing, how the file is run another.
      all.emplace("journal_mode", store_.sqlite_setting("journal_mode"));
      all.emplace("synchronous", synchronous(store_.sqlite_setting("synchronous")));
      all.emplace("sharing", how.sharing == ::redlite::sharing::shared ? "shared" : "exclusive");
    } else {
      all.emplace("durability", "none");
    }
    return all;
  }

  /// A refused command is one failed operation; a store that cannot be read or written ends the
  /// run.
  [[nodiscard]] bool is_fatal(std::exception const& failure) const {
    auto const* known = dynamic_cast<::redlite::error const*>(&failure);
    return known != nullptr && known->store_failed();
  }

  template <class Command, class Signature, class... Arguments>
  typename Signature::result execute(Arguments const&... arguments) {
    if (batch_ != nullptr) return batch_->template execute<Command, Signature>(arguments...);
    return store_.template execute<Command, Signature>(arguments...);
  }

 private:
  static const char* name(::redlite::durability level) {
    switch (level) {
      case ::redlite::durability::off:
        return "off";
      case ::redlite::durability::normal:
        return "normal";
      case ::redlite::durability::full:
        break;
    }
    return "full";
  }

  /// SQLite says a number.
  static std::string synchronous(std::string const& level) {
    return level == "0"   ? "off"
           : level == "1" ? "normal"
           : level == "2" ? "full"
           : level == "3" ? "extra"
                          : level;
  }

  ::redlite::db store_;
  ::redlite::transaction* batch_ = nullptr;  // while a batch is under way
};

static_assert(runs_on<redis::op<redis::cmd::get>, redlite> &&
              runs_on<redis::op<redis::cmd::xread>, redlite>);

}  // namespace kvbench::adapter

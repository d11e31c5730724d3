// redlite/db/engine.hpp: the store with all families, and how a command runs on it.
//
// Floor: db. A family has `run(command, arguments...)`, and may have `fast(command, arguments...)`
// for what a single statement can do: it yields nothing where that does not suffice.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/command.hpp>        // access
#include <redlite/db/argument_limits.hpp>     // check_argument
#include <redlite/db/bitmap.hpp>              // bits of strings
#include <redlite/db/databases.hpp>           // databases
#include <redlite/db/dump.hpp>                // keys as bytes
#include <redlite/db/geo.hpp>                 // points on the earth
#include <redlite/db/hash_field.hpp>          // hashes
#include <redlite/db/hyperloglog.hpp>         // HyperLogLogs
#include <redlite/db/key_names.hpp>           // keys by name
#include <redlite/db/keyspace.hpp>            // keys of any kind
#include <redlite/db/lcs.hpp>                 // LCS
#include <redlite/db/list_edit.hpp>           // lists
#include <redlite/db/objects.hpp>             // how keys are kept
#include <redlite/db/set_algebra.hpp>         // sets
#include <redlite/db/sort.hpp>                // SORT
#include <redlite/db/sorted_set.hpp>          // sorted sets
#include <redlite/db/sorted_set_algebra.hpp>  // unions of them
#include <redlite/db/sorted_set_pick.hpp>     // their members taken
#include <redlite/db/sorted_set_range.hpp>    // their ranges
#include <redlite/db/store.hpp>               // store
#include <redlite/db/stream.hpp>              // streams
#include <redlite/db/stream_claim.hpp>        // XCLAIM
#include <redlite/db/stream_group.hpp>        // consumer groups
#include <redlite/db/stream_info.hpp>         // XINFO
#include <redlite/db/stream_pending.hpp>      // XPENDING
#include <redlite/db/string.hpp>              // strings
#include <redlite/db/upkeep.hpp>              // redlite's own commands
#include <redlite/db/written_keys.hpp>        // what is watched

#include <cstdint>      // std::int64_t
#include <string>       // paths
#include <string_view>  // keys
#include <type_traits>  // std::is_void_v

namespace redlite::detail {

class families : public strings,
                 public common_subsequences,
                 public bitmaps,
                 public hyperloglogs,
                 public list_edits,
                 public hash_fields,
                 public set_algebra,
                 public sorted_sets,
                 public sorted_set_algebra,
                 public sorted_set_ranges,
                 public sorted_set_picks,
                 public geo,
                 public streams,
                 public stream_groups,
                 public stream_pending,
                 public stream_claims,
                 public stream_infos,
                 public keyspace,
                 public databases,
                 public key_names,
                 public sorts,
                 public objects,
                 public dumps,
                 public upkeep {
 public:
  explicit families(detail::store& at)
      : strings(at),
        common_subsequences(at),
        bitmaps(at),
        hyperloglogs(at),
        list_edits(at),
        hash_fields(at),
        set_algebra(at),
        sorted_sets(at),
        sorted_set_algebra(at, sorted_sets::rows()),
        sorted_set_ranges(at, sorted_sets::rows()),
        sorted_set_picks(sorted_sets::rows()),
        geo(sorted_sets::rows()),
        streams(at),
        stream_groups(at),
        stream_pending(at),
        stream_claims(at),
        stream_infos(at),
        keyspace(at),
        databases(at),
        key_names(at),
        sorts(at),
        objects(at),
        dumps(at),
        upkeep(at) {}

  using bitmaps::run;
  using common_subsequences::run;
  using databases::run;
  using dumps::run;
  using geo::run;
  using hash_fields::fast;
  using hash_fields::run;
  using hyperloglogs::fast;
  using hyperloglogs::run;
  using key_names::run;
  using keyspace::run;
  using list_edits::run;
  using objects::run;
  using set_algebra::run;
  using sorted_set_algebra::run;
  using sorted_set_picks::run;
  using sorted_set_ranges::run;
  using sorted_sets::run;
  using sorts::run;
  using stream_claims::run;
  using stream_groups::run;
  using stream_infos::run;
  using stream_pending::run;
  using streams::run;
  using strings::fast;
  using strings::run;
  using upkeep::run;
};

class engine {
 public:
  engine(const std::string& path, const options& how) : store_(path, how), families_(store_) {}

  [[nodiscard]] detail::store& store() noexcept { return store_; }

  template <class Command, class Signature, class... Arguments>
  typename Signature::result execute(const Arguments&... arguments) {
    [[maybe_unused]] constexpr checked_command checked{
        Command::name, refuses_empty_itself<Command> ||
                           last_may_be_missing<Command, typename Signature::wire_roles>};
    (check_argument(checked, arguments), ...);
    if constexpr (Command::data_access == access::read) {
      return store_.read([&] { return families_.run(Command{}, arguments...); });
    } else {
      struct after {
        detail::sweeper& at;
        ~after() { at.tick(); }
      } swept{families_.sweeper()};
      // Where other processes may watch, the single statement itself asks whether any does.
      if constexpr (has_fast<Command, Arguments...>) {
        if (!store_.sole_owner() || !store_.watches().any()) {
          if (auto done = store_.fast([&] { return families_.fast(Command{}, arguments...); }))
            return *done;
        }
      }
      return store_.write([&] { return write<Command, Signature>(arguments...); });
    }
  }

  [[nodiscard]] detail::sweeper& sweeper() noexcept { return families_.sweeper(); }

 private:
  template <class Command, class... Arguments>
  static constexpr bool has_fast =
      requires(families& all, const Arguments&... arguments) { all.fast(Command{}, arguments...); };

  /// Inside a transaction: does it, and notes which watched keys that changed.
  template <class Command, class Signature, class... Arguments>
  typename Signature::result write(const Arguments&... arguments) {
    if (!store_.watches().any()) return families_.run(Command{}, arguments...);
    const std::int64_t before = store_.connection().total_changes();
    const auto note = [&] {
      if (store_.connection().total_changes() == before) return;
      written_keys<typename Signature::roles>::each(
          [&](std::string_view key) { store_.wrote(key); }, arguments...);
    };
    if constexpr (std::is_void_v<typename Signature::result>) {
      families_.run(Command{}, arguments...);
      note();
    } else {
      auto result = families_.run(Command{}, arguments...);
      note();
      return result;
    }
  }

  detail::store store_;
  families families_;
};

}  // namespace redlite::detail

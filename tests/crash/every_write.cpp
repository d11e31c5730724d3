// tests/crash/every_write.cpp: killed writers, power cuts and failing disks under every command
// that writes, and under transactions.
//
// SPDX-License-Identifier: MIT
#include <array>        // kinds of faults
#include <cstdint>      // command numbers
#include <optional>     // a store that opens, or not
#include <set>          // commands met
#include <string>       // states
#include <string_view>  // names

#include <kvbench/core/random.hpp>    // where the faults are
#include <redlite/command/table.hpp>  // every command
#include <redlite/db/db.hpp>          // the store

#include "catch.hpp"
#include "child.hpp"
#include "faulty_vfs.hpp"
#include "invariants.hpp"
#include "store.hpp"
#include "write_script.hpp"

namespace {

using support::all_of;
using support::fault;
using support::run_written;

std::int64_t still_ms() noexcept { return support::manual_clock::start_ms; }

redlite::options careful(redlite::sharing sharing = redlite::sharing::exclusive) {
  redlite::options how;
  how.durability = redlite::durability::full;
  how.sharing = sharing;
  how.clock = &still_ms;
  return how;
}

/// Yields  the refusal's text; "" where there was none.
/// Errors  what says that the store itself failed.
std::string run(redlite::db& db, std::uint64_t n) {
  try {
    run_written(db, n);
  } catch (const redlite::error& failure) {
    if (failure.store_failed()) throw;
    return failure.what();
  }
  return "";
}

/// A client that notes which commands were called.
struct noting : redlite::members<noting> {
  redlite::db& at;
  std::set<std::string_view>& met;
  noting(redlite::db& db, std::set<std::string_view>& names) : at(db), met(names) {}
  template <class Command, class Signature, class... Arguments>
  typename Signature::result execute(const Arguments&... arguments) {
    met.insert(Command::name);
    return at.template execute<Command, Signature>(arguments...);
  }
};

template <class... Commands>
std::string missing_of(const std::set<std::string_view>& met, redlite::type_list<Commands...>) {
  std::string missing;
  const auto look = [&](std::string_view name, redlite::access access) {
    if (access == redlite::access::write && !met.contains(name)) (missing += name) += ' ';
  };
  (look(Commands::name, Commands::data_access), ...);
  return missing;
}

/// One script with one fault of the disk.
struct trial {
  std::uint64_t first = 0;  // the script's first command
  std::uint64_t length = 24;
  fault what = fault::fail;
  redlite::sharing sharing = redlite::sharing::exclusive;
  bool met = false;

  /// Yields  what is wrong afterwards; nothing where all is well.
  std::string run_with(std::uint64_t operation) {
    const support::scratch folder;
    const std::string path = folder.path();
    redlite::db model(":memory:", careful());
    std::optional<std::uint64_t> in_flight;
    support::faulty_vfs disk;
    disk.arm(what, operation);
    for (std::uint64_t n = first; n < first + length && !disk.dead();) {
      auto db = open(path);
      if (!db) continue;  // the fault is met once: the next try finds it gone
      // Closed in between: a checkpoint of everything, and the log removed.
      for (const std::uint64_t pause = n + length / 2; n < pause && !disk.dead(); ++n) {
        try {
          const std::string told = run(*db, n);
          if (const std::string wanted = run(model, n); told != wanted)
            return "answered '" + told + "' where the model did '" + wanted + "'";
        } catch (const redlite::error& failure) {
          if (!disk.met()) return std::string("refused for no reason: ") + failure.what();
          if (disk.dead()) in_flight = n;
        }
      }
    }
    met = disk.met();
    if (disk.dead()) disk.restore(first);
    disk.arm(what, 0);
    std::string found;
    {
      auto survivor = open(path);
      if (!survivor) return "does not open: " + trouble_;
      found = all_of(*survivor);
    }
    if (const auto broken = support::broken_invariants(path); !broken.empty()) return broken;
    const std::string acknowledged = all_of(model);
    if (found == acknowledged) return "";
    if (in_flight) {
      model.select(0);
      (void)run(model, *in_flight);
      if (found == all_of(model)) return "";
    }
    return "holds" + found + "\nwhere was acknowledged" + acknowledged;
  }

 private:
  std::optional<redlite::db> open(const std::string& path) {
    try {
      return redlite::db(path, careful(sharing));
    } catch (const redlite::error& failure) {
      trouble_ = failure.what();
      return std::nullopt;
    }
  }

  std::string trouble_;
};

}  // namespace

// A writing command that no fault ever interrupts is one of which nobody knows that it is whole.
TEST_CASE("faults: the script has every command that writes", "[redlite][crash]") {
  redlite::db db(":memory:");
  std::set<std::string_view> met;
  noting client(db, met);
  support::write_script script(client);
  for (std::uint64_t n = 0; n < script.kinds; ++n) {
    for (std::uint64_t i = 0; i < 6; ++i) (void)support::refusal_of([&] { script.fill(n + i); });
    (void)support::refusal_of([&] { script.run(n); });
  }
  CHECK(missing_of(met, redlite::command_list{}) == "");
}

// An acknowledged write that a crash takes back, or half a command that it leaves, is data lost.
TEST_CASE("crash: killed writers of every command leave each acknowledged one, whole",
          "[redlite][crash]") {
  const support::scratch folder;
  const std::string path = folder.path();
  redlite::db model(":memory:", careful());
  std::uint64_t next = 0;
  for (int round = 0; round < 30; ++round) {
    support::child writer([&](const auto& report) {
      redlite::db db(path, careful());
      for (std::uint64_t n = next;; ++n) {
        (void)run(db, n);
        report(".");
      }
    });
    writer.read_some(static_cast<std::size_t>(1 + round * 37 % 60));
    const std::string dots = writer.kill_now();
    REQUIRE(dots.find_first_not_of('.') == std::string::npos);
    for (const std::uint64_t end = next + dots.size(); next < end; ++next) (void)run(model, next);
    INFO("round " << round << ", killed after command " << next);
    std::string found;
    {
      redlite::db survivor(path, careful());
      found = all_of(survivor);
    }
    REQUIRE(support::broken_invariants(path) == "");
    if (found == all_of(model)) continue;
    // The command that was running when the writer died may be there, but then whole.
    (void)run(model, next++);
    REQUIRE((found == all_of(model)));
  }
}

// What `full` promises: a power cut at any write takes nothing that was acknowledged, and a disk
// that refuses one write costs that command alone.
TEST_CASE("faults: a thousand faults of the disk lose nothing and leave no half",
          "[redlite][crash]") {
  static constexpr std::array kinds{fault::tear, fault::drop, fault::fail, fault::full};
  kvbench::random_stream random(1);
  std::uint64_t met = 0;
  for (std::uint64_t one = 0; met < 1'000; ++one) {
    trial now;
    now.first = one * 26;
    now.what = kinds[one % kinds.size()];
    if (random.below(5) == 0) now.sharing = redlite::sharing::shared;
    const std::uint64_t operation = 1 + random.below(260);
    const std::string wrong = now.run_with(operation);
    INFO("script " << one << ", fault " << static_cast<int>(now.what) << " at operation "
                   << operation);
    REQUIRE(wrong == "");
    if (now.met) ++met;
    REQUIRE(one < 3'000);
  }
}

// A checkpoint moves pages while the log is still needed: the faults of above, in one of 1000
// pages.
TEST_CASE("faults: a power cut in a checkpoint loses nothing", "[redlite][crash]") {
  const auto what = GENERATE(fault::tear, fault::drop, fault::fail);
  const std::string much(4'500'000, 'm');  // more pages than SQLite lets the log grow to
  for (std::uint64_t operation = 2'250; operation < 3'500; operation += 60) {
    const support::scratch folder;
    const std::string path = folder.path();
    std::string state;
    std::string next;
    {
      support::faulty_vfs disk;
      {
        redlite::db db(path, careful());
        db.rpush("l", {"a", "b"});
        disk.arm(what, operation);
        try {
          db.set("much", much);
          state = "OK";
          db.rpush("l", {"c", "d"});
          next = "OK";
        } catch (const redlite::error&) {
          // Not acknowledged, then.
        }
      }
      if (disk.dead()) disk.restore(operation);
    }
    redlite::db survivor(path, careful());
    INFO("fault " << static_cast<int>(what) << " at operation " << operation);
    const auto elements = survivor.llen("l");
    REQUIRE((elements == 2 || elements == 4));
    if (next == "OK") REQUIRE(elements == 4);
    const auto kept = survivor.get("much");
    if (state == "OK") REQUIRE(kept.has_value());
    if (kept) REQUIRE((*kept == much));
  }
}

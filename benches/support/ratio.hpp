// benches/support/ratio.hpp: our time as a multiple of theirs, both measured in turns.
//
// Not installed; each program in benches/ that prints ratios uses it.
//
//     int main(int argc, char** argv) {
//       bench::ratio_table table{argc, argv};
//       table.row("a draw", 0.25, [&](auto n) { while (n-- != 0) bench::keep(ours()); }, [&](auto
//       n) { ... theirs ... }); table.time_row("a draw alone", 2.0, [&](auto n) { ... }); return
//       table.finish();
//     }
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/core/clock.hpp>          // the thread's CPU time
#include <kvbench/measure/statistics.hpp>  // medians

#include <algorithm>    // std::max
#include <cstdint>      // std::uint64_t
#include <cstdio>       // the table
#include <functional>   // a clock of the caller's
#include <string>       // a cell
#include <string_view>  // names, arguments
#include <type_traits>  // what fits a register
#include <vector>       // one number a round

namespace bench {

/// Makes the compiler believe that `value` is used, and that memory may have changed.
template <typename T>
inline void keep(const T& value) noexcept {
  if constexpr (std::is_trivially_copyable_v<T> && sizeof(T) <= sizeof(void*)) {
    asm volatile("" : : "r,m"(value) : "memory");
  } else {
    asm volatile(
        ""
        :
        : "m"(value)
        : "memory");  // where it lies: g++ would copy it first, and that copy would be measured
  }
}

/// A table of rows `name | 0.15x | <= 0.25x | ok`, printed as they are measured.
///
/// A body is called with a number of iterations. Its thread's CPU time counts, so that a busy
/// machine does not; a body that works on other threads, or waits for a disk, must be measured
/// otherwise. Arguments: `--quick` runs each body for a moment, to show that it works, and never
/// fails; `--filter TEXT` keeps the rows whose name contains the text; `--verbose` adds both times
/// and the spread of the rounds.
class ratio_table {
 public:
  using clock_ns = std::function<std::uint64_t()>;

  ratio_table(int argc, char** argv) {
    for (int i = 1; i < argc; ++i) {
      const std::string_view argument = argv[i];
      if (argument == "--quick") {
        quick_ = true;
      } else if (argument == "--verbose") {
        verbose_ = true;
      } else if (argument == "--filter" && i + 1 < argc) {
        filter_ = argv[++i];
      } else {
        std::fprintf(
            stderr, "%s: unknown argument \"%s\"; there are --quick, --verbose and --filter TEXT\n",
            argv[0], argv[i]);
        wrong_arguments_ = true;
      }
    }
  }

  [[nodiscard]] bool quick() const noexcept { return quick_; }
  [[nodiscard]] bool verbose() const noexcept { return verbose_; }
  /// Whether a row of this name would be printed.
  [[nodiscard]] bool wants(std::string_view name) const noexcept { return !skips(name); }

  /// Measures `ours(n)` against `theirs(n)` in turns; meets the target where the median of the
  /// rounds' ratios is not above it.
  template <typename Ours, typename Theirs>
  void row(std::string_view name, double target_max, Ours&& ours, Theirs&& theirs) {
    if (skips(name)) {
      return;
    }
    const std::uint64_t n_ours = calibrate(ours);
    compare(name, target_max, ours, n_ours, theirs, calibrate(theirs));
  }

  /// The same for bodies that leave something behind (rows, log frames): both always run the same
  /// number of iterations, so that what they work on grows alike, and a round lasts several times
  /// as long, so that work that comes once in a thousand calls falls into every round of both.
  template <typename Ours, typename Theirs>
  void lasting_row(std::string_view name, double target_max, Ours&& ours, Theirs&& theirs) {
    if (skips(name)) {
      return;
    }
    const std::uint64_t n = lasting_rounds * calibrate(theirs);
    ns_per_iteration(ours, n);
    ns_per_iteration(theirs, n);
    compare(name, target_max, ours, n, theirs, n);
  }

  /// Measures in turns how many of ours are done in the time of one of theirs; meets the target
  /// where the median of the rounds is not below it, a target of 0 always. `now` tells the
  /// nanoseconds that count: a body that waits for another process needs another clock.
  template <typename Ours, typename Theirs>
  void throughput_row(std::string_view name, double target_min, Ours&& ours, Theirs&& theirs,
                      const clock_ns& now = kvbench::thread_cpu_ns) {
    if (skips(name)) {
      return;
    }
    const std::uint64_t n_ours = calibrate(ours, now);
    const turns both = take_turns(ours, n_ours, theirs, calibrate(theirs, now), now);
    std::vector<double> ratios;
    for (std::size_t i = 0; i < both.ours.size(); ++i) {
      ratios.push_back(both.ours[i] > 0 ? both.theirs[i] / both.ours[i] : 0.0);
    }
    const double figure = *kvbench::median(ratios);
    const bool ok = figure >= target_min;
    missed_ = missed_ || !ok;
    if (target_min > 0) {
      std::printf("%.*s | %.2fx | >= %gx | %s", static_cast<int>(name.size()), name.data(), figure,
                  target_min, ok ? "ok" : "MISS");
    } else {
      std::printf("%.*s | %.2fx | - | reference", static_cast<int>(name.size()), name.data(),
                  figure);
    }
    end_line(both, ratios);
  }

  /// Measures `ours(n)` alone: a row in nanoseconds per iteration, against a target in nanoseconds.
  template <typename Ours>
  void time_row(std::string_view name, double target_max_ns, Ours&& ours) {
    if (skips(name)) {
      return;
    }
    const std::uint64_t n = calibrate(ours);
    std::vector<double> times;
    for (int round = 0; round < rounds(); ++round) {
      times.push_back(ns_per_iteration(ours, n));
    }
    print(name, *kvbench::median(times), target_max_ns, " ns");
    if (verbose_) {
      std::printf(" | spread %.3f ns", *kvbench::median_absolute_deviation(times));
    }
    end_line();
  }

  /// Measures something that is not ours, to read the other rows by: nanoseconds without a target.
  template <typename Body>
  void reference_row(std::string_view name, Body&& body) {
    if (skips(name)) {
      return;
    }
    const std::uint64_t n = calibrate(body);
    std::vector<double> times;
    for (int round = 0; round < rounds(); ++round) {
      times.push_back(ns_per_iteration(body, n));
    }
    std::printf("%.*s | %.2f ns | - | reference\n", static_cast<int>(name.size()), name.data(),
                *kvbench::median(times));
    std::fflush(stdout);
  }

  /// A row whose figure was measured elsewhere, such as bytes or seconds of a compilation; `unit`
  /// follows the figure.
  void figure_row(std::string_view name, double target_max, double figure, std::string_view unit) {
    if (!skips(name)) {
      print(name, figure, target_max, unit);
      end_line();
    }
  }

  /// The same without a target, to read the other rows by.
  void reference_figure(std::string_view name, double figure, std::string_view unit) {
    if (skips(name)) return;
    std::printf("%.*s | %.2f%.*s | - | reference", static_cast<int>(name.size()), name.data(),
                figure, static_cast<int>(unit.size()), unit.data());
    end_line();
  }

  /// The exit code: 2 for wrong arguments, 1 where a target was missed, else 0.
  [[nodiscard]] int finish() const noexcept {
    return wrong_arguments_ ? 2 : missed_ && !quick_ ? 1 : 0;
  }

 private:
  static constexpr std::uint64_t lasting_rounds = 4;

  /// Nanoseconds of each round.
  struct turns {
    std::vector<double> ours;
    std::vector<double> theirs;
  };

  [[nodiscard]] bool skips(std::string_view name) const noexcept {
    return wrong_arguments_ || name.find(filter_) == std::string_view::npos;
  }
  [[nodiscard]] int rounds() const noexcept { return quick_ ? 3 : 21; }

  template <typename Ours, typename Theirs>
  void compare(std::string_view name, double target_max, Ours& ours, std::uint64_t n_ours,
               Theirs& theirs, std::uint64_t n_theirs) {
    const turns both = take_turns(ours, n_ours, theirs, n_theirs, kvbench::thread_cpu_ns);
    std::vector<double> ratios;
    for (std::size_t i = 0; i < both.ours.size(); ++i) {
      ratios.push_back(both.theirs[i] > 0 ? both.ours[i] / both.theirs[i] : 0.0);
    }
    print(name, *kvbench::median(ratios), target_max, "x");
    end_line(both, ratios);
  }

  template <typename Ours, typename Theirs>
  [[nodiscard]] turns take_turns(Ours& ours, std::uint64_t n_ours, Theirs& theirs,
                                 std::uint64_t n_theirs, const clock_ns& now) const {
    turns both;
    for (int round = 0; round < rounds(); ++round) {
      // Each goes first every other time: the second finds warmer caches and a clock that has sped
      // up.
      if (round % 2 == 0) {
        both.ours.push_back(ns_per_iteration(ours, n_ours, now));
        both.theirs.push_back(ns_per_iteration(theirs, n_theirs, now));
      } else {
        both.theirs.push_back(ns_per_iteration(theirs, n_theirs, now));
        both.ours.push_back(ns_per_iteration(ours, n_ours, now));
      }
    }
    return both;
  }

  template <typename Body>
  static double ns_per_iteration(Body& body, std::uint64_t n,
                                 const clock_ns& now = kvbench::thread_cpu_ns) {
    const std::uint64_t start = now();
    body(n);
    return static_cast<double>(now() - start) / static_cast<double>(n);
  }

  // The number of iterations that takes about 20 ms: long beside the 400 ns of the CPU clock, short
  // beside the swings of the machine. The body runs warm on the way.
  template <typename Body>
  [[nodiscard]] std::uint64_t calibrate(Body& body,
                                        const clock_ns& now = kvbench::thread_cpu_ns) const {
    const double wanted_ns = quick_ ? 2e5 : 2e7;
    std::uint64_t n = 1;
    for (;;) {
      const double took_ns = ns_per_iteration(body, n, now) * static_cast<double>(n);
      if (took_ns >= wanted_ns / 4) {
        return std::max<std::uint64_t>(
            1, static_cast<std::uint64_t>(static_cast<double>(n) * wanted_ns / took_ns));
      }
      n *= 4;
    }
  }

  void print(std::string_view name, double figure, double target_max, std::string_view unit) {
    const bool ok = figure <= target_max;
    missed_ = missed_ || !ok;
    std::printf("%.*s | %.2f%.*s | <= %g%.*s | %s", static_cast<int>(name.size()), name.data(),
                figure, static_cast<int>(unit.size()), unit.data(), target_max,
                static_cast<int>(unit.size()), unit.data(), ok ? "ok" : "MISS");
  }
  void end_line(const turns& both, const std::vector<double>& ratios) const {
    if (verbose_) {
      std::printf(" | %.2f against %.2f ns, spread %.3fx", *kvbench::median(both.ours),
                  *kvbench::median(both.theirs), *kvbench::median_absolute_deviation(ratios));
    }
    end_line();
  }
  static void end_line() {
    std::printf("\n");
    std::fflush(stdout);
  }

  std::string filter_;
  bool quick_ = false;
  bool verbose_ = false;
  bool wrong_arguments_ = false;
  bool missed_ = false;
};

}  // namespace bench

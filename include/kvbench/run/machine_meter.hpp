// kvbench/run/machine_meter.hpp: reads what a thread takes of the machine.
//
// Floor: run. System calls, a few before and after the measured part and none in it.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <sys/resource.h>  // getrusage
#include <time.h>          // the CPU time of the process

#include <cstdint>      // uint64_t
#include <optional>     // what the system does not tell
#include <string_view>  // what the kernel writes

#if defined(__linux__)
#include <fcntl.h>             // open
#include <linux/perf_event.h>  // counters of the processor
#include <sys/ioctl.h>         // starts and stops them
#include <sys/syscall.h>       // perf_event_open has no function of its own
#include <unistd.h>            // syscall, read, close
#endif

#include <kvbench/run/machine.hpp>  // what is read

namespace kvbench::detail {

/// An event of the kernel's list.
struct perf_event {
  std::uint32_t type;
  std::uint64_t number;
};

/// What a counter would have shown had it run all the time: there may be fewer counters than events
/// that all programs together ask for.
/// Yields  nothing where it never ran.
inline std::optional<std::uint64_t> whole_count(std::uint64_t counted, std::uint64_t enabled_ns,
                                                std::uint64_t running_ns) noexcept {
  if (running_ns == 0) return std::nullopt;
  if (running_ns >= enabled_ns) return counted;
  return static_cast<std::uint64_t>(
      static_cast<double>(counted) *
      (static_cast<double>(enabled_ns) / static_cast<double>(running_ns)));
}

/// Two events, counted together on the calling thread from here on. Absent where the kernel, the
/// machine or the user's rights do not give them.
/// Source  perf_event_open(2)
class perf_pair {
 public:
#if defined(__linux__)
  static constexpr perf_event cycles{PERF_TYPE_HARDWARE, PERF_COUNT_HW_CPU_CYCLES};
  static constexpr perf_event instructions{PERF_TYPE_HARDWARE, PERF_COUNT_HW_INSTRUCTIONS};

  /// The kernel's part too where it lets us see it (/proc/sys/kernel/perf_event_paranoid below 2).
  [[gnu::cold, gnu::noinline]] perf_pair(perf_event first, perf_event second) noexcept {
    for (bool const with_kernel : {true, false}) {
      with_kernel_ = with_kernel;
      leader_ = open(first, with_kernel, -1);
      if (leader_ < 0) continue;
      member_ = open(second, with_kernel, leader_);
      if (member_ >= 0) break;
      close_all();
    }
    if (leader_ >= 0) ioctl(leader_, PERF_EVENT_IOC_ENABLE, PERF_IOC_FLAG_GROUP);
  }
  ~perf_pair() { close_all(); }

  /// Yields  the first event's count as cycles, the second's as instructions.
  [[gnu::cold, gnu::noinline]] std::optional<hardware_counts> stop() noexcept {
    if (leader_ < 0) return std::nullopt;
    ioctl(leader_, PERF_EVENT_IOC_DISABLE, PERF_IOC_FLAG_GROUP);
    struct {
      std::uint64_t events, enabled_ns, running_ns, counts[2];
    } read_out{};
    if (read(leader_, &read_out, sizeof read_out) != sizeof read_out) return std::nullopt;
    auto const of = [&](int i) {
      return whole_count(read_out.counts[i], read_out.enabled_ns, read_out.running_ns);
    };
    if (!of(0) || !of(1)) return std::nullopt;
    return hardware_counts{*of(0), *of(1), with_kernel_};
  }

 private:
  static int open(perf_event const& event, bool with_kernel, int leader) noexcept {
    perf_event_attr attr{};
    attr.size = sizeof attr;
    attr.type = event.type;
    attr.config = event.number;
    attr.disabled = leader < 0;  // the leader starts and stops both
    attr.exclude_kernel = !with_kernel;
    attr.exclude_hv = 1;
    attr.read_format =
        PERF_FORMAT_GROUP | PERF_FORMAT_TOTAL_TIME_ENABLED | PERF_FORMAT_TOTAL_TIME_RUNNING;
    return static_cast<int>(
        syscall(SYS_perf_event_open, &attr, 0, -1, leader, PERF_FLAG_FD_CLOEXEC));
  }
  void close_all() noexcept {
    if (member_ >= 0) close(member_);
    if (leader_ >= 0) close(leader_);
    leader_ = member_ = -1;
  }

  int leader_ = -1;
  int member_ = -1;
  bool with_kernel_ = false;
#else
  static constexpr perf_event cycles{0, 0};
  static constexpr perf_event instructions{0, 1};

  perf_pair(perf_event, perf_event) noexcept {}
  std::optional<hardware_counts> stop() noexcept { return std::nullopt; }
#endif

 public:
  perf_pair(perf_pair const&) = delete;
  perf_pair& operator=(perf_pair const&) = delete;
};

/// What the calling thread takes, from where this is made until `stop` on the same thread.
/// Cost    some 20 us to make, of system calls.
class thread_meter {
 public:
  [[gnu::cold, gnu::noinline]] thread_meter() noexcept
      : counters_(perf_pair::cycles, perf_pair::instructions), start_(used()) {}

  /// Yields  nothing where the system does not tell threads apart.
  [[gnu::cold, gnu::noinline, nodiscard]] std::optional<thread_use> stop() noexcept {
    std::optional<thread_use> const now = used();
    if (!now || !start_) return std::nullopt;
    thread_use since = *now;
    since.user_s -= start_->user_s;
    since.system_s -= start_->system_s;
    since.voluntary_switches -= start_->voluntary_switches;
    since.involuntary_switches -= start_->involuntary_switches;
    since.minor_faults -= start_->minor_faults;
    since.major_faults -= start_->major_faults;
    since.counters = counters_.stop();
    return since;
  }

 private:
  [[gnu::cold]] static std::optional<thread_use> used() noexcept {
#if defined(RUSAGE_THREAD)
    rusage now{};
    if (getrusage(RUSAGE_THREAD, &now) != 0) return std::nullopt;
    auto const seconds = [](timeval const& t) {
      return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
    };
    return thread_use{.user_s = seconds(now.ru_utime),
                      .system_s = seconds(now.ru_stime),
                      .voluntary_switches = static_cast<std::uint64_t>(now.ru_nvcsw),
                      .involuntary_switches = static_cast<std::uint64_t>(now.ru_nivcsw),
                      .minor_faults = static_cast<std::uint64_t>(now.ru_minflt),
                      .major_faults = static_cast<std::uint64_t>(now.ru_majflt)};
#else
    return std::nullopt;
#endif
  }

  perf_pair counters_;
  std::optional<thread_use> start_;
};

/// The eighth figure of the line "cpu  user nice system idle iowait irq softirq steal ...".
/// Yields  nothing where there is none.
[[gnu::cold]] inline std::optional<std::uint64_t> stolen_ticks(std::string_view line) noexcept {
  if (!line.starts_with("cpu ")) return std::nullopt;
  std::uint64_t number = 0;
  int figures = 0;
  for (std::size_t i = 4; i < line.size() && line[i] != '\n'; ++i) {
    bool const digit = line[i] >= '0' && line[i] <= '9';
    bool const first = line[i - 1] == ' ';
    if (!digit) continue;
    if (first && ++figures == 8) number = 0;
    if (figures == 8) number = number * 10 + static_cast<std::uint64_t>(line[i] - '0');
    if (figures > 8) break;
  }
  if (figures < 8) return std::nullopt;
  return number;
}

/// CPU seconds that the host kept from this virtual machine since it started.
[[gnu::cold, gnu::noinline]] inline std::optional<double> stolen_cpu_s() noexcept {
#if defined(__linux__)
  char text[256];
  int const file = ::open("/proc/stat", O_RDONLY | O_CLOEXEC);
  if (file < 0) return std::nullopt;
  ssize_t const size = ::read(file, text, sizeof text);
  ::close(file);
  long const ticks_per_s = sysconf(_SC_CLK_TCK);
  if (size <= 0 || ticks_per_s <= 0) return std::nullopt;
  auto const ticks = stolen_ticks({text, static_cast<std::size_t>(size)});
  if (!ticks) return std::nullopt;
  return static_cast<double>(*ticks) / static_cast<double>(ticks_per_s);
#else
  return std::nullopt;
#endif
}

/// CPU seconds that this process has used.
[[gnu::cold]] inline double process_cpu_s() noexcept {
  timespec t{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) / 1e9;
}

}  // namespace kvbench::detail

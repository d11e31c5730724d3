// kvbench/report/context.hpp: where a result was measured, and what makes it doubtful.
//
// Floor: report. Reads the machine once; a result without its context cannot be compared with
// another.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <fmt/format.h>  // warnings

#include <stdlib.h>       // getloadavg
#include <sys/utsname.h>  // the kernel's name

#include <array>        // load averages
#include <chrono>       // the date
#include <ctime>        // the date as text
#include <fstream>      // /proc and /sys
#include <map>          // versions
#include <optional>     // a load that cannot be read
#include <string>       // all of it
#include <string_view>  // file names
#include <thread>       // hardware_concurrency
#include <utility>      // std::move
#include <vector>       // warnings

#include <kvbench/core/version.hpp>  // our own version

namespace kvbench::report {

struct context {
  std::string date;        ///< UTC, as 2026-01-31T12:00:00Z
  std::string cpu;         ///< as the kernel names it
  unsigned cores = 0;      ///< that this process may use
  std::string kernel;      ///< name, release, architecture
  std::string compiler;    ///< name and version
  std::string build_type;  ///< "release" or "debug", and what else slows it down
  std::map<std::string, std::string> versions;  ///< kvbench, and the libraries that were measured
  std::string governor;         ///< of the first CPU; "unknown" where the system does not say
  std::optional<bool> turbo{};  ///< whether the clock rate may rise above its base
  std::optional<bool> smt{};    ///< whether two CPUs share a core
  std::optional<std::array<double, 3>> load;  ///< averages over 1, 5 and 15 minutes
  std::vector<std::string> warnings;          ///< each one line, why the figures may be wrong
};

namespace detail {

/// The first line of a file, or nothing.
inline std::string first_line_of(std::string const& path) {
  std::ifstream file{path};
  std::string line;
  std::getline(file, line);
  return line;
}

/// The value of the first `name : value` line whose name is `name`, as /proc/cpuinfo and
/// /etc/os-release's kin write it.
inline std::string field_of(std::istream& lines, std::string_view name) {
  const auto trimmed = [](std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    return first == text.npos ? std::string_view{}
                              : text.substr(first, text.find_last_not_of(" \t") - first + 1);
  };
  for (std::string line; std::getline(lines, line);) {
    const auto colon = line.find(':');
    if (colon != line.npos && trimmed(std::string_view{line}.substr(0, colon)) == name) {
      return std::string{trimmed(std::string_view{line}.substr(colon + 1))};
    }
  }
  return {};
}

inline std::string cpu_name() {
  for (std::string_view const field : {"model name", "Model", "cpu model", "Hardware"}) {
    std::ifstream file{"/proc/cpuinfo"};
    if (auto name = field_of(file, field); !name.empty()) return name;
  }
  return "unknown";
}

/// From what intel_pstate/no_turbo and cpufreq/boost hold; nothing where neither is there.
inline std::optional<bool> turbo_of(std::string_view no_turbo, std::string_view boost) {
  if (no_turbo == "0" || no_turbo == "1") return no_turbo == "0";
  if (boost == "0" || boost == "1") return boost == "1";
  return std::nullopt;
}

inline std::string compiler_name() {
#if defined(__clang__)
  return fmt::format("clang {}.{}.{}", __clang_major__, __clang_minor__, __clang_patchlevel__);
#elif defined(__GNUC__)
  return fmt::format("g++ {}.{}.{}", __GNUC__, __GNUC_MINOR__, __GNUC_PATCHLEVEL__);
#else
  return "unknown";
#endif
}

inline std::string build_type() {
  std::string type = "release";
#if !defined(NDEBUG)
  type = "debug (assertions)";
#endif
#if !defined(__OPTIMIZE__)
  type = "debug (not optimised)";
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  type = "debug (sanitizer)";
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || \
    __has_feature(memory_sanitizer)
  type = "debug (sanitizer)";
#endif
#endif
  return type;
}

inline std::string utc_now() {
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm parts{};
  gmtime_r(&now, &parts);
  std::array<char, 32> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text.data();
}

}  // namespace detail

/// What in `c` makes figures doubtful: a debug build, a clock rate that moves, cores that are
/// shared, a machine that is busy.
[[nodiscard]] inline std::vector<std::string> warnings_of(context const& c) {
  std::vector<std::string> warnings;
  if (c.build_type.starts_with("debug")) {
    warnings.push_back(
        fmt::format("{} build: figures say little about a release build", c.build_type));
  }
  if (!c.governor.empty() && c.governor != "unknown" && c.governor != "performance") {
    warnings.push_back(fmt::format(
        "CPU governor is {}: the clock rate will move; performance keeps it", c.governor));
  }
  if (c.turbo.value_or(false)) {
    warnings.emplace_back(
        "turbo is on: the clock rate depends on heat, and on how many cores are busy");
  }
  if (c.smt.value_or(false)) {
    warnings.emplace_back(
        "SMT is on: two threads may share a core; pin workers and server to CPUs of different "
        "cores");
  }
  // One core of our own is kept busy by the run itself; what is left should be idle.
  if (c.load && c.cores > 0 && (*c.load)[0] > 0.5 * c.cores) {
    warnings.push_back(fmt::format(
        "load average {:.2f} on {} cores: other work disturbs the figures", (*c.load)[0], c.cores));
  }
  return warnings;
}

/// Why so many workers, and a server on the same machine where there is one, disturb each other;
/// nothing where each has a core.
[[nodiscard]] inline std::optional<std::string> core_warning(context const& c, unsigned workers,
                                                             bool server_here) {
  if (c.cores == 0 || workers + (server_here ? 1 : 0) <= c.cores) return std::nullopt;
  return fmt::format("{} thread{}{} on {} core{}: they wait for each other", workers,
                     workers == 1 ? "" : "s", server_here ? " and a server" : "", c.cores,
                     c.cores == 1 ? "" : "s");
}

/// Reads the machine as it is now: call it before the run, whose own load would else be counted.
/// `versions` are those of the libraries that are measured, such as {"sqlite", "3.40.1"}.
[[nodiscard]] inline context read_context(std::map<std::string, std::string> versions = {}) {
  context c;
  c.date = detail::utc_now();
  c.cpu = detail::cpu_name();
  c.cores = std::thread::hardware_concurrency();
  if (utsname name{}; uname(&name) == 0) {
    c.kernel = fmt::format("{} {} {}", name.sysname, name.release, name.machine);
  }
  c.compiler = detail::compiler_name();
  c.build_type = detail::build_type();
  c.versions = std::move(versions);
  c.versions.emplace("kvbench", version);
  c.governor = detail::first_line_of("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");
  if (c.governor.empty()) c.governor = "unknown";
  const std::string cpus = "/sys/devices/system/cpu/";
  c.turbo = detail::turbo_of(detail::first_line_of(cpus + "intel_pstate/no_turbo"),
                             detail::first_line_of(cpus + "cpufreq/boost"));
  if (const std::string smt = detail::first_line_of(cpus + "smt/active"); !smt.empty())
    c.smt = smt == "1";
  if (std::array<double, 3> load{}; getloadavg(load.data(), 3) == 3) c.load = load;
  c.warnings = warnings_of(c);
  return c;
}

}  // namespace kvbench::report

// kvbench/run/machine.hpp: what a run took of the machine.
//
// Floor: run. Values only; machine_meter.hpp reads them.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>   // uint64_t
#include <optional>  // what a system does not tell
#include <vector>    // CPUs

namespace kvbench {

/// What the processor counted while the workers ran.
struct hardware_counts {
  std::uint64_t cycles = 0;
  std::uint64_t instructions = 0;
  bool with_kernel = false;  ///< false: in user space only

  void add(hardware_counts const& other) noexcept {
    cycles += other.cycles;
    instructions += other.instructions;
    with_kernel = with_kernel && other.with_kernel;
  }
};

/// What the kernel says of one thread, or of all workers together.
struct thread_use {
  double user_s = 0;                       ///< CPU in user space
  double system_s = 0;                     ///< CPU in the kernel, on the thread's behalf
  std::uint64_t voluntary_switches = 0;    ///< it waited: for a reply, a disk, a lock
  std::uint64_t involuntary_switches = 0;  ///< somebody else was given its core
  std::uint64_t minor_faults = 0;          ///< pages that were in memory
  std::uint64_t major_faults = 0;          ///< pages that were read from a disk
  std::optional<hardware_counts> counters{};

  /// Adds another thread's. What one of them lacks, the sum lacks.
  void add(thread_use const& other) noexcept {
    user_s += other.user_s;
    system_s += other.system_s;
    voluntary_switches += other.voluntary_switches;
    involuntary_switches += other.involuntary_switches;
    minor_faults += other.minor_faults;
    major_faults += other.major_faults;
    if (counters && other.counters) {
      counters->add(*other.counters);
    } else {
      counters.reset();
    }
  }
};

/// Of the measured part of a run.
struct machine_use {
  std::optional<thread_use> workers{};  ///< all of them; empty where the system does not tell
  double process_cpu_s = 0;             ///< of this process: workers, and whatever else it runs
  /// CPU of the server's process, where the client says (its hook `cpu_seconds`).
  std::optional<double> server_cpu_s{};
  /// CPU that the host of this virtual machine gave to others while we wanted it, all CPUs
  /// together; empty where the system does not tell. Counted in hundredths of a second.
  std::optional<double> stolen_s{};
  unsigned cpus = 0;               ///< that the workers could use; 0 where the system does not tell
  std::vector<unsigned> pinned{};  ///< the CPU of each worker; empty where nobody asked for any
};

}  // namespace kvbench

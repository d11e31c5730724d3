// benches/footprint.cpp: how much memory a long run takes, beyond the store's own.
//
// Runs the kvbench that lies beside it, on a client that holds nothing.
//
// SPDX-License-Identifier: MIT
#include "support/ratio.hpp"  // the table

#include <fcntl.h>         // /dev/null
#include <sys/resource.h>  // what a child used
#include <sys/wait.h>      // wait4
#include <unistd.h>        // fork, exec

#include <cstdio>      // std::perror
#include <filesystem>  // where kvbench is
#include <string>      // arguments
#include <vector>      // arguments

namespace {

namespace fs = std::filesystem;

struct usage {
  bool ok = false;
  double peak_mib = 0;
};

/// Runs a program to its end, its output thrown away.
usage used_by(std::vector<std::string> arguments) {
  const pid_t child = fork();
  if (child == 0) {
    const int nowhere = open("/dev/null", O_WRONLY);
    dup2(nowhere, STDOUT_FILENO);
    std::vector<char*> argv;
    for (std::string& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    execvp(argv[0], argv.data());
    std::perror(argv[0]);
    _exit(127);
  }
  int status = 0;
  rusage used{};
  if (child < 0 || wait4(child, &status, 0, &used) != child) return {};
  return {.ok = WIFEXITED(status) && WEXITSTATUS(status) == 0,
          .peak_mib = static_cast<double>(used.ru_maxrss) / 1024.0};
}

/// The client of this run holds nothing, so all that grows is ours.
bool memory(bench::ratio_table& table, const fs::path& kvbench) {
  if (!fs::exists(kvbench)) return true;  // not built with this program
  const auto peak_mib = [&](const char* operations) {
    return used_by(
        {kvbench.string(), "run", "--group", "core", "--client", "null", "--ops", operations});
  };
  const usage few = peak_mib("1000");
  const usage many = peak_mib(table.quick() ? "10000" : "10000000");
  if (!few.ok || !many.ok) return false;
  table.figure_row("peak memory of 10M operations a workload, null client", 64, many.peak_mib,
                   " MiB");
  table.figure_row("of that, what more operations added", 1, many.peak_mib - few.peak_mib, " MiB");
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  bench::ratio_table table{argc, argv};
  if (table.finish() == 2) return 2;
  const bool ran = memory(table, fs::read_symlink("/proc/self/exe").parent_path() / "kvbench");
  if (!ran) std::fputs("bench_footprint: kvbench run failed\n", stderr);
  return ran ? table.finish() : 1;
}

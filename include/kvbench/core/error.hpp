// kvbench/core/error.hpp: what the benchmark throws.
//
// Floor: core. A miss is an answer and is never thrown; a store's own exceptions pass through
// untouched.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <stdexcept>  // std::runtime_error
#include <string>     // the message

namespace kvbench {

/// A request that cannot be met: a bad argument, an unknown name, a workload that cannot run. The
/// message is one line, says what was wrong and, where it can, what would have been right.
class error : public std::runtime_error {
 public:
  explicit error(const std::string& what) : std::runtime_error{what} {}
};

/// Thrown by an operation or an adapter to stop the whole run: the connection is lost, a call timed
/// out. Any other exception counts as one failed operation, and the run goes on.
class fatal_error : public error {
 public:
  using error::error;
};

}  // namespace kvbench

// kvbench/adapter/null.hpp: a store that does nothing: what a run over it costs is the harness.
//
// Floor: wing adapter.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/redis/operation.hpp>  // what runs on it
#include <redlite/command/table.hpp>    // members

namespace kvbench::adapter {

/// Takes every command and yields an empty reply at once: nil, nothing, 0. Every read is a miss.
class null : public ::redlite::members<null> {
 public:
  template <class Command, class Signature, class... Arguments>
  typename Signature::result execute(Arguments const&...) {
    return typename Signature::result();
  }
};

}  // namespace kvbench::adapter

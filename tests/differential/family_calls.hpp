// tests/differential/family_calls.hpp: how each client is called for a family of commands.
//
// Floor: tests.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/adapter/hiredis.hpp>  // a Redis server
#include <kvbench/adapter/redlite.hpp>  // redlite

#include "family.hpp"

namespace differential {

template <class Commands>
family family_of() {
  using namespace kvbench;
  return {[](testing::vocabulary& to, std::string_view name) { to.add(name, Commands{}); },
          [] { return testing::calls_of<adapter::redlite>(Commands{}); },
          [] { return testing::calls_of<adapter::hiredis>(Commands{}); }};
}

}  // namespace differential

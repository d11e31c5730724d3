// tests/differential/stores.hpp: the stores that are compared, by name.
//
// Floor: tests.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>  // what lives as long as the store
#include <string>  // names

#include <kvbench/testing/player.hpp>  // player

#include "family.hpp"

namespace differential {

/// A store that plays, with all that it needs.
class store {
 public:
  virtual ~store() = default;
  [[nodiscard]] virtual kvbench::testing::player& player() = 0;
};

/// "memory", "exclusive" or "shared" redlite; "redis" for a server of our own; else the URL of one.
/// Errors  std::invalid_argument for another name, redlite::error where nothing can be opened.
std::unique_ptr<store> open(std::string const& name, kvbench::testing::vocabulary const& words,
                            std::vector<family> const& families);

}  // namespace differential

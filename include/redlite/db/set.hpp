// redlite/db/set.hpp: sets: a row for each member.
//
// Floor: db.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/set.hpp>  // the commands
#include <redlite/db/store.hpp>     // store

namespace redlite::detail {

class sets {
 public:
  explicit sets(store& at) : at_(at) {}
  void run(store&) {}

 private:
  [[maybe_unused]] store& at_;
};

}  // namespace redlite::detail

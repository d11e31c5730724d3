// redlite/db/sorted_set.hpp: sorted sets: a row for each member.
//
// Floor: db.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/sorted_set.hpp>  // the commands
#include <redlite/db/store.hpp>     // store

namespace redlite::detail {

class sorted_sets {
 public:
  explicit sorted_sets(store& at) : at_(at) {}
  void run(store*) {}

 private:
  [[maybe_unused]] store& at_;
};

}  // namespace redlite::detail

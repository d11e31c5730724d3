// use_store.cpp: a stranger's program that needs nothing but redlite::redlite.
//
// SPDX-License-Identifier: MIT
#if __has_include(<redlite/db/db.hpp>)
#include <redlite/db/db.hpp>

int main() {
  redlite::db db{":memory:"};
  db.set("greeting", "hello");
  return db.get("greeting") == "hello" ? 0 : 1;
}
#else
#include <redlite/core/error.hpp>

int main() {}
#endif

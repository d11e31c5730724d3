// use_store.cpp: a stranger's program that needs nothing but redlite::redlite.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/db.hpp>

#include <string_view>

int main() {
  redlite::db db{":memory:"};
  db.set("greeting", "hello");
  return db.get("greeting") == std::string_view("hello") ? 0 : 1;
}

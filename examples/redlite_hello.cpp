// redlite_hello.cpp: an embedded store with Redis' commands, in a file or in memory.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/db.hpp>  // db

#include <iostream>
#include <string>

int main() {
  redlite::db db{":memory:"};  // or {"app.db"}

  db.set("greeting", "hello");
  std::cout << *db.get("greeting") << '\n';

  // A miss is an answer, not an error.
  if (!db.get("absent")) std::cout << "absent: nothing\n";

  db.rpush("queue", {"first", "second", "third"});
  while (const auto job = db.lpop("queue")) std::cout << "job " << *job << '\n';

  db.hset("user:1", {{"name", "Ada"}, {"city", "London"}});
  for (const auto& [field, value] : db.hgetall("user:1")) {
    std::cout << field << " = " << value << '\n';
  }

  db.set("session", "token", {.ex = 60});  // SET session token EX 60
  std::cout << "session ends in " << db.ttl("session") << " s\n";

  // A refusal has a code to branch on and Redis' own text to show.
  try {
    db.incr("greeting");
  } catch (const redlite::error& refused) {
    const bool expected = refused.code() == redlite::errc::not_integer;
    std::cout << refused.what() << '\n';
    return expected ? 0 : 1;
  }
  return 1;
}

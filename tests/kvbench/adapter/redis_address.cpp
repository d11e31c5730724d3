// tests/kvbench/adapter/redis_address.cpp: what a URL says, and what is none.
//
// SPDX-License-Identifier: MIT
#include <kvbench/adapter/redis_address.hpp>

#include <string>

#include "catch.hpp"

using kvbench::adapter::redis_address;

namespace {

std::string refused(std::string_view url) {
  try {
    static_cast<void>(redis_address::parse(url));
  } catch (kvbench::error const& no) {
    return no.what();
  }
  return "(taken)";
}

}  // namespace

TEST_CASE("redis_address: what may be left out is what Redis would take", "[adapter]") {
  redis_address const whole = redis_address::parse("redis://me:s%40f%2Fe%25@db.example:7000/5");
  CHECK(whole.host == "db.example");
  CHECK(whole.port == 7000);
  CHECK(whole.user == "me");
  CHECK(whole.password == "s@f/e%");
  CHECK(whole.database == 5);
  CHECK(whole.path.empty());
  CHECK(whole.text() == "redis://db.example:7000/5");

  redis_address const bare = redis_address::parse("redis://localhost");
  CHECK(bare.host == "localhost");
  CHECK(bare.port == 6379);
  CHECK(bare.password.empty());
  CHECK(bare.text() == "redis://localhost:6379");
  CHECK(redis_address::parse("redis://localhost/").database == 0);

  redis_address const no_name = redis_address::parse("redis://:only@h:1");
  CHECK(no_name.user.empty());
  CHECK(no_name.password == "only");
  CHECK(redis_address::parse("redis://u:p@q@h").password == "p@q");

  redis_address const v6 = redis_address::parse("redis://[::1]:6380/2");
  CHECK(v6.host == "::1");
  CHECK(v6.port == 6380);
  CHECK(v6.text() == "redis://[::1]:6380/2");

  redis_address const local = redis_address::parse("unix:/run/redis.sock");
  CHECK(local.path == "/run/redis.sock");
  CHECK(local.text() == "unix:/run/redis.sock");
  CHECK(redis_address::parse("unix:///run/redis.sock").path == "/run/redis.sock");
}

// A URL that is understood by halves measures, and empties, another server than the one meant.
TEST_CASE("redis_address: what is no such URL is refused in a line", "[adapter]") {
  for (char const* url : {"",
                          "redis:",
                          "redis://",
                          "redis:///1",
                          "redis://:6379",
                          "http://h",
                          "127.0.0.1:6379",
                          "redis://h:",
                          "redis://h:port",
                          "redis://h:99999",
                          "redis://h:-1",
                          "redis://h:1 ",
                          "redis://h/x",
                          "redis://h/1/2",
                          "redis://h/-1",
                          "redis://me@h",
                          "redis://a:%4@h",
                          "redis://a:%zz@h",
                          "redis://[::1",
                          "redis://[::1]6379",
                          "unix:",
                          "unix://"}) {
    INFO(url);
    std::string const no = refused(url);
    CHECK(no != "(taken)");
    CHECK(no.find("give redis://127.0.0.1:6379") != no.npos);
    CHECK(no.find('\n') == no.npos);
  }
}

// A report is passed on; the password must not be.
TEST_CASE("redis_address: its text names no password", "[adapter]") {
  CHECK(redis_address::parse("redis://me:secret@h:1/3").text() == "redis://h:1/3");
}

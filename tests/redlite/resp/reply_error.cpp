// tests/redlite/resp/reply_error.cpp: Redis' texts and the codes that redlite has for them.
//
// SPDX-License-Identifier: MIT
#include <redlite/resp/reply_error.hpp>

#include "catch.hpp"
#include "store.hpp"

using redlite::errc;
using redlite::resp::code_of;

// Code that branches on a code must branch the same way on redlite and on Redis.
TEST_CASE("reply_error: texts of redis-server 7.0.15", "[resp]") {
  CHECK(code_of(support::wrong_type_text) == errc::wrong_type);
  CHECK(code_of("ERR syntax error") == errc::syntax);
  CHECK(code_of("ERR value is not an integer or out of range") == errc::not_integer);
  CHECK(code_of("ERR hash value is not an integer") == errc::not_integer);
  CHECK(code_of("ERR value is not a valid float") == errc::not_float);
  CHECK(code_of("ERR min or max is not a float") == errc::not_float);
  CHECK(code_of("ERR min or max not valid string range item") == errc::syntax);
  CHECK(code_of("ERR increment or decrement would overflow") == errc::overflow);
  CHECK(code_of("ERR increment would produce NaN or Infinity") == errc::overflow);
  CHECK(code_of("ERR resulting score is not a number (NaN)") == errc::overflow);
  CHECK(code_of("ERR value is out of range, must be positive") == errc::out_of_range);
  CHECK(code_of("ERR invalid expire time in 'expire' command") == errc::out_of_range);
  CHECK(code_of("ERR The MAXLEN argument must be >= 0.") == errc::out_of_range);
  CHECK(code_of("ERR GT, LT, and/or NX options at the same time are not compatible") ==
        errc::syntax);
  CHECK(code_of("ERR Invalid stream ID specified as stream command argument") == errc::stream_id);
  CHECK(code_of("ERR The ID specified in XADD must be greater than 0-0") == errc::stream_id);
  CHECK(code_of("ERR string exceeds maximum allowed size (proto-max-bulk-len)") == errc::too_large);
  CHECK(code_of("NOAUTH Authentication required.") == errc::auth);
  CHECK(code_of("WRONGPASS invalid username-password pair or user is disabled.") == errc::auth);
  CHECK(code_of("ERR wrong number of arguments for 'get' command") == errc::syntax);
  CHECK(code_of("NOGROUP No such key 's' or consumer group 'g'") == errc::no_group);
  CHECK(code_of("BUSYGROUP Consumer Group name already exists") == errc::busy_group);
  CHECK(code_of("ERR Unrecognized XCLAIM option 'x'") == errc::syntax);
  CHECK(code_of("ERR invalid start ID for the interval") == errc::stream_id);
  CHECK(code_of("ERR COUNT must be > 0") == errc::out_of_range);
  CHECK(code_of("ERR DB index is out of range") == errc::out_of_range);
  CHECK(code_of("ERR One or more scores can't be converted into double") == errc::not_float);
  CHECK(code_of("") == errc::generic);
}

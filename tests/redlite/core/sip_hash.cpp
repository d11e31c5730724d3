// tests/redlite/core/sip_hash.cpp: the hash by which keys stand in files.
//
// SPDX-License-Identifier: MIT
#include <redlite/core/sip_hash.hpp>

#include <string>  // bytes

#include "catch.hpp"

using redlite::sip_hash;

// Another number for the same bytes, and no key of an older file is found again.
TEST_CASE("sip_hash: it is SipHash-1-3 with the key 00 01 .. 0f", "[redlite]") {
  std::string bytes;
  for (char i = 0; i < 64; ++i) bytes += i;
  const auto of = [&](std::size_t size) {
    return sip_hash(std::string_view(bytes).substr(0, size));
  };
  // Source  the vectors of the reference implementation's other users (Rust's core::hash::sip)
  CHECK(of(0) == 0xabac0158050fc4dc);
  CHECK(of(1) == 0xc9f49bf37d57ca93);
  // As first written here.
  CHECK(of(7) == 0xd3927d989bb11140);
  CHECK(of(8) == 0x369095118d299a8e);
  CHECK(of(9) == 0x25a48eb36c063de4);
  CHECK(of(63) == 0x9d199062b7bbb3a8);
  static_assert(sip_hash("") == 0xabac0158050fc4dc);
}

// tests/kvbench/core/hash.cpp: the fingerprint of a stream.
//
// SPDX-License-Identifier: MIT
#include <kvbench/core/hash.hpp>

#include <cstdint>
#include <string>
#include <string_view>

#include "catch.hpp"

using namespace kvbench;
using namespace std::string_view_literals;

namespace {
std::uint64_t of(std::uint64_t operation, std::string_view name, std::string_view argument) {
  return operation_hash{operation}.add(name).add(argument).value();
}
}  // namespace

// A fingerprint that moves with the compiler says that equal streams differ.
TEST_CASE("hash: fingerprints are what they were", "[core][golden]") {
  CHECK(of(1, "GET", "user:0000000042") == 0x433108d4fc446f72u);
  CHECK(operation_hash{7}.add(std::uint64_t{9}).add(""sv).value() == 0xa93e1c362f94efc0u);
}

// Streams that differ anywhere must not look alike: the fingerprint is what proves equal work.
TEST_CASE("hash: number, name, bytes and where they are cut all count", "[core]") {
  const std::uint64_t base = of(1, "GET", "a");
  CHECK(base != of(2, "GET", "a"));
  CHECK(base != of(1, "SET", "a"));
  CHECK(base != of(1, "GET", "b"));
  CHECK(of(1, "ab", "c") != of(1, "a", "bc"));
  CHECK(of(1, "GET", ""sv) != of(1, "GET", "\0"sv));
  CHECK(of(1, "GET", "12345678"sv) != of(1, "GET", "12345678\0"sv));
  std::string text(100, 'x');
  const std::uint64_t whole = of(1, "GET", text);
  for (char& c : text) {
    c = 'y';
    CHECK(of(1, "GET", text) != whole);
    c = 'x';
  }
}

// Workers hash apart: the sum must not depend on who played what, yet see two operations swapped.
TEST_CASE("hash: a stream's sum is free of order but not of places", "[core]") {
  const operation_hash first = operation_hash{0}.add("GET"sv);
  const operation_hash second = operation_hash{1}.add("SET"sv);
  stream_hash together;
  together.add(first);
  together.add(second);
  stream_hash one;
  stream_hash other;
  other.add(first);
  one.add(second);
  one.merge(other);
  CHECK(one == together);
  CHECK(together.value() != 0);
  stream_hash swapped;
  swapped.add(operation_hash{0}.add("SET"sv));
  swapped.add(operation_hash{1}.add("GET"sv));
  CHECK(swapped.value() != together.value());
  CHECK(stream_hash{}.value() == 0);
}

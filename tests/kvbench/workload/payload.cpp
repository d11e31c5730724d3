// tests/kvbench/workload/payload.cpp: values that can be verified.
//
// SPDX-License-Identifier: MIT
#include <kvbench/workload/payload.hpp>

#include <kvbench/core/hash.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>

#include "catch.hpp"

using namespace kvbench;

// Other bytes on another machine would be another workload under the same name.
TEST_CASE("payload: the bytes of a seed are what they were", "[workload][golden]") {
  const payload_pool pool{100};
  random_stream stream{42};
  const std::string_view value = pool.view(stream, 100);
  CHECK(operation_hash{0}.add(value).value() == 0x27c784f831efc99bu);
}

// A verifier that refuses a good reply accuses an honest store.
TEST_CASE("payload: each of its own values is accepted", "[workload]") {
  const payload_pool pool{5'000};
  random_stream stream{1};
  for (std::size_t bytes = 0; bytes <= 5'000; bytes += bytes < 300 ? 1 : 97) {
    const std::string value{pool.view(stream, bytes)};  // a copy, as a store would return it
    REQUIRE(value.size() == bytes);
    REQUIRE(pool.verify(value));
  }
}

// A verifier that accepts anything is decoration: each byte must matter, wherever it is.
TEST_CASE("payload: one wrong byte is refused", "[workload]") {
  const payload_pool pool{1'000};
  random_stream stream{2};
  for (const std::size_t bytes : {8u, 9u, 15u, 16u, 100u, 1'000u}) {
    std::string value{pool.view(stream, bytes)};
    for (char& c : value) {
      for (const int flip : {1, 128}) {
        c = static_cast<char>(c ^ flip);
        REQUIRE_FALSE(pool.verify(value));
        c = static_cast<char>(c ^ flip);
      }
    }
    REQUIRE(pool.verify(value));
  }
}

// What stores do to values when they fail: zeros, text, a shifted or a mixed-up value.
TEST_CASE("payload: what is no view of the pool is refused", "[workload]") {
  const payload_pool pool{100};
  random_stream stream{3};
  const std::string value{pool.view(stream, 100)};
  CHECK_FALSE(pool.verify(std::string(100, '\0')));
  CHECK_FALSE(pool.verify(std::string(100, 'x')));
  CHECK_FALSE(pool.verify(value.substr(1)));
  CHECK_FALSE(pool.verify(value + value));
  CHECK_FALSE(pool.verify(value.substr(0, 48) + value.substr(56)));
  CHECK_FALSE(pool.verify(std::string(10'000'000, 'x')));
  CHECK(
      pool.verify(value.substr(0, 50)));  // the right bytes: the length is the caller's to compare
  CHECK(pool.verify(value.substr(8)));
  CHECK(pool.verify("short"));
}

// A value past the end of the pool is another object's memory.
TEST_CASE("payload: values lie inside the pool, at words, and vary", "[workload]") {
  const payload_pool pool{64};
  CHECK(pool.size() >= 2 * 64 + 64 * 1024);
  random_stream stream{4};
  const char* lowest = pool.view(stream, 0).data();
  const char* highest = lowest;
  std::set<const char*> places;
  for (int i = 0; i < 50'000; ++i) {
    const std::string_view value = pool.view(stream, 64);
    REQUIRE(reinterpret_cast<std::uintptr_t>(value.data()) % 8 == 0);
    lowest = std::min(lowest, value.data());
    highest = std::max(highest, value.data() + value.size());
    places.insert(value.data());
  }
  CHECK(static_cast<std::size_t>(highest - lowest) <= pool.size());
  CHECK(places.size() > 8'000);
}

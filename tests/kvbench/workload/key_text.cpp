// tests/kvbench/workload/key_text.cpp: keys as text.
//
// SPDX-License-Identifier: MIT
#include <kvbench/workload/key_text.hpp>

#include <kvbench/core/error.hpp>
#include <kvbench/core/random.hpp>

#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

#include "catch.hpp"

using namespace kvbench;

namespace {
std::string expected(const std::string& prefix, std::uint64_t number) {
  char digits[32];
  std::snprintf(digits, sizeof digits, "%010llu", static_cast<unsigned long long>(number));
  return prefix + digits;
}
}  // namespace

// A wrong digit sends reads to keys that were never loaded.
TEST_CASE("key_text: the digits are printf's", "[workload]") {
  for (std::uint64_t power = 1; power <= 1'000'000'000'000u; power *= 10) {
    for (const std::uint64_t number : {power - 1, power, power + 1, 9 * power, power / 3}) {
      CHECK(key_text{"key:", number}.view() == expected("key:", number));
    }
  }
  random_stream stream{11};
  for (int i = 0; i < 20'000; ++i) {
    const std::uint64_t number = stream.next() >> stream.below(64);
    REQUIRE(key_text{"k", number}.view() == expected("k", number));
  }
}

// Eight digits at once is arithmetic that is right for most numbers long before it is for all.
TEST_CASE("key_text: each pair and each half of eight digits is right", "[workload]") {
  for (std::uint64_t half = 0; half < 10'000; ++half) {
    REQUIRE(key_text{"", half}.view() == expected("", half));
    REQUIRE(key_text{"", half * 10'000}.view() == expected("", half * 10'000));
    REQUIRE(key_text{"", half * 10'000 + 9'999 - half}.view() ==
            expected("", half * 10'000 + 9'999 - half));
  }
  for (std::uint64_t top = 0; top < 100; ++top) {
    REQUIRE(key_text{"", top * 100'000'000 + 12'345'678}.view() ==
            expected("", top * 100'000'000 + 12'345'678));
  }
}

// A prefix one byte too long would run over the buffer.
TEST_CASE("key_text: a key holds 250 bytes and refuses one more", "[workload]") {
  static_assert(key_text::capacity == 250);
  const std::string longest(key_text::capacity - key_text::digits, 'p');
  CHECK(key_text{longest, 7}.view() == expected(longest, 7));
  CHECK(key_text{longest, 9'999'999'999u}.size() == 250);
  CHECK_THROWS_AS((key_text{longest + "p", 7}), error);
  CHECK_THROWS_AS((key_text{longest, 10'000'000'000u}), error);
  const std::string shorter(key_text::capacity - 20, 'p');
  CHECK(key_text{shorter, 18'446'744'073'709'551'615u}.view() == shorter + "18446744073709551615");
  CHECK_THROWS_AS((key_text{shorter + "p", 18'446'744'073'709'551'615u}), error);
  try {
    key_text{std::string(250, 'x'), 1};
    FAIL("a key of 260 bytes was accepted");
  } catch (const error& e) {
    CHECK(std::string_view{e.what()}.find("longer than 250 bytes") != std::string_view::npos);
  }
}

// Keys are copied about as values: a copy must not point into what it was copied from.
TEST_CASE("key_text: a copy is a key of its own, and bytes are not text", "[workload]") {
  const std::string binary{"\0\xff:", 3};
  key_text key{binary, 5};
  const key_text copy = key;
  key = key_text{"other:", 6};
  CHECK(copy.view() == binary + "0000000005");
  CHECK(copy.data() == copy.view().data());
  CHECK(copy != key);
  CHECK(key_text{"a", 1} < key_text{"a", 2});
  CHECK(key_text{}.view().empty());
  const std::string_view implicit = key;
  CHECK(implicit == "other:0000000006");
}

// Keys of a length of their own are as many as the plain ones: none may meet another.
TEST_CASE("key_text: a text before, and zeros up to as many digits", "[workload]") {
  CHECK(key_text{"a:", "user:", 42, 3}.view() == "a:user:042");
  CHECK(key_text{"", "", 0, 0}.view() == "0");
  CHECK(key_text{"", "k", 1234, 2}.view() == "k1234");
  CHECK(key_text{"", "k", 10, 1}.view() == "k10");
  CHECK(key_text{"", "k", 18'446'744'073'709'551'615u, 21}.view() == "k018446744073709551615");
  CHECK(key_text{"", "k", 7, 249}.view() == "k" + std::string(248, '0') + "7");
  CHECK_THROWS_AS((key_text{"", "k", 7, 250}), error);
  CHECK_THROWS_AS((key_text{std::string(245, 'b'), "kk", 1000, 1}), error);
  CHECK_THROWS_AS((key_text{"", "k", 7, ~std::size_t{0}}), error);
  for (const std::uint64_t number : {0u, 7u, 99'999'999u, 100'000'000u, 4'294'967'295u})
    CHECK(key_text{"", "k:", number, key_text::digits} == key_text{"k:", number});
}

// tests/kvbench/scenario/quantities.cpp: weights, counts and times.
//
// SPDX-License-Identifier: MIT
#include <kvbench/scenario/quantities.hpp>

#include "catch.hpp"

using namespace kvbench;

// A weight that went through floating point would be another operation in a thousand million.
TEST_CASE("scenario quantities: weights are exact", "[scenario]") {
  CHECK(parse_weight("50") == 50 * percent_parts);
  CHECK(parse_weight("12.5") == 12 * percent_parts + percent_parts / 2);
  CHECK(parse_weight("0.0000000001") == 1);
  CHECK(parse_weight("33.3333333333") == 333'333'333'333);
  CHECK(parse_weight("0") == 0);
  CHECK(parse_weight("250") == 250 * percent_parts);
  for (char const* text : {"", ".", "x", "5 0", "-5", "+5", "1e2", "50%", "0x10", "1.2.3", "nan",
                           "0.00000000001", "99999999999999999999999999999999999999999"}) {
    INFO(text);
    CHECK(!parse_weight(text));
  }
}

TEST_CASE("scenario quantities: a weight's text is read back", "[scenario]") {
  CHECK(weight_text(50 * percent_parts) == "50");
  CHECK(weight_text(percent_parts / 8) == "0.125");
  CHECK(weight_text(1) == "0.0000000001");
  for (std::int64_t const parts :
       {std::int64_t{1}, std::int64_t{7}, percent_parts + 10, whole_parts - 1, whole_parts}) {
    CHECK(parse_weight(weight_text(parts)) == parts);
  }
}

TEST_CASE("scenario quantities: counts have units, and are whole", "[scenario]") {
  CHECK(parse_quantity("1000") == 1000u);
  CHECK(parse_quantity("10k") == 10'000u);
  CHECK(parse_quantity("1.5M") == 1'500'000u);
  CHECK(parse_quantity("4KiB") == 4096u);
  CHECK(parse_quantity("64B") == 64u);
  CHECK(parse_quantity("18446744073709551615") == ~std::uint64_t{0});
  for (char const* text : {"", "k", "1.5", "0.1", "ten", "1kk", "18446744073709551616", "1Q"}) {
    INFO(text);
    CHECK(!parse_quantity(text));
  }
}

TEST_CASE("scenario quantities: times have units, and are read back", "[scenario]") {
  CHECK(parse_duration("10s")->count() == 10'000'000'000);
  CHECK(parse_duration("1.5m")->count() == 90'000'000'000);
  CHECK(parse_duration("2")->count() == 2'000'000'000);
  for (char const* text : {"", "s", "0", "0s", "1 s", "10x", "2000h", "0.1ns"}) {
    INFO(text);
    CHECK(!parse_duration(text));
  }
  CHECK(duration_text(nanoseconds{90'000'000'000}) == "90s");
  CHECK(duration_text(nanoseconds{3'600'000'000'000}) == "1h");
  CHECK(duration_text(nanoseconds{1'500'000}) == "1500us");
  CHECK(duration_text(nanoseconds{7}) == "7ns");
}

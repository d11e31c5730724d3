// tests/kvbench/scenario/value_size_text.cpp: how long values are, from text.
//
// SPDX-License-Identifier: MIT
#include <kvbench/scenario/value_size_text.hpp>

#include <string>
#include <string_view>

#include "catch.hpp"

using namespace kvbench;

namespace {

std::string refusal(std::string_view text) {
  try {
    static_cast<void>(parse_value_size(text));
  } catch (error const& refused) {
    return refused.what();
  }
  return "";
}

}  // namespace

TEST_CASE("value size: text means what it says", "[scenario]") {
  CHECK(parse_value_size("100") == 100u);
  CHECK(parse_value_size("1k") == 1'000u);
  CHECK(parse_value_size(" 4 KiB") == 4'096u);
  CHECK(parse_value_size("0") == 0u);
  CHECK(parse_value_size("uniform(10,1KiB)") == sizes::uniform(10, 1'024));
  CHECK(parse_value_size(" uniform ( 10 , 1k ) ") == sizes::uniform(10, 1'000));
  CHECK(parse_value_size("normal(512,128)") == sizes::normal(512, 128));
  CHECK(parse_value_size("pareto(64,64KiB,1.2)") == sizes::pareto(64, 65'536, 1.2));
  value_size const list = sizes::weighted({{80, 100}, {12.5, 1'024}, {7.5, 10'240}});
  CHECK(parse_value_size("weighted(80%:100,12.5%:1KiB,7.5%:10KiB)") == list);
  CHECK(parse_value_size("weighted(80:100, 12.5:1KiB, 7.5:10KiB)") == list);
}

// A result that cannot be typed again cannot be repeated.
TEST_CASE("value size: each text is read back to the same value", "[scenario]") {
  for (value_size const& size :
       {value_size{0}, value_size{100}, value_size{1u << 29u}, sizes::uniform(10, 1'024),
        sizes::normal(3'000, 1'000), sizes::pareto(1, 1u << 29u, 0.000000001),
        sizes::pareto(64, 1'000'000, 99.5), sizes::weighted({{100, 1}}),
        sizes::weighted({{99.9999999, 1u << 20u}, {0.0000001, 1u << 29u}})}) {
    INFO(to_text(size));
    CHECK(parse_value_size(to_text(size)) == size);
  }
}

TEST_CASE("value size: only what begins with a letter is a distribution", "[scenario]") {
  CHECK(names_value_sizes("uniform"));
  CHECK(names_value_sizes("  X"));
  CHECK_FALSE(names_value_sizes("100"));
  CHECK_FALSE(names_value_sizes("1KiB"));
  CHECK_FALSE(names_value_sizes("-1"));
  CHECK_FALSE(names_value_sizes(""));
}

TEST_CASE("value size: a mistake is told in one sentence", "[scenario]") {
  CHECK(refusal("unifrom(1,2)") ==
        "value size \"unifrom(1,2)\": no such distribution; did you mean \"uniform\"?");
  CHECK(refusal("zipfian(0.99)") ==
        "value size \"zipfian(0.99)\": no such distribution; there are uniform(10,1KiB), "
        "normal(512,128), pareto(64,64KiB,1.2) and weighted(80%:100,20%:1KiB)");
  CHECK(refusal("uniform(10,1KiB") ==
        "value size \"uniform(10,1KiB\": the closing parenthesis is missing");
  CHECK(refusal("uniform(") == "value size \"uniform(\": the closing parenthesis is missing");
  for (std::string_view const odd :
       {"uniform", "uniform()", "uniform(1)", "uniform(1,)", "uniform(,1)", "uniform(1,2,3)",
        "uniform(1,2,)", "uniform(1,x)", "uniform(1,-2)", "uniform(1,1.5)", "uniform(1,2))"}) {
    INFO(odd);
    CHECK(refusal(odd).ends_with("it must be as in uniform(10,1KiB)"));
  }
  for (std::string_view const odd : {"pareto(1,2)", "pareto(1,2,x)", "pareto(1,2,3,4)"})
    CHECK(refusal(odd).ends_with("it must be as in pareto(64,64KiB,1.2)"));
  for (std::string_view const odd : {"weighted(100)", "weighted(x:1)", "weighted(100:x)",
                                     "weighted(50:1,50:2,)", "weighted(50%%:1)", "weighted(:1)"}) {
    INFO(odd);
    CHECK(refusal(odd).ends_with("it must be as in weighted(80%:100,20%:1KiB)"));
  }
  CHECK(refusal("weighted()").find("1 to 16 sizes") != std::string::npos);
  // memtier's order, sizes before weights, must not run as something else
  CHECK(refusal("weighted(100:80,1024:20)").find("at most 100") != std::string::npos);
  CHECK(refusal("weighted(80:100,15:1KiB)").ends_with("must sum to 100, and they sum to 95"));
  CHECK(refusal("normal(100,60)").find("half the mean") != std::string::npos);
  CHECK(refusal("uniform(0,10)").find("1 byte to 512MiB") != std::string::npos);
  CHECK(refusal("1TiB").find("0 to 512MiB") != std::string::npos);
  CHECK(refusal("").find("0 to 512MiB") != std::string::npos);
}

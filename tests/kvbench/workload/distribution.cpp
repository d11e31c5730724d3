// tests/kvbench/workload/distribution.cpp: distributions as text.
//
// SPDX-License-Identifier: MIT
#include <kvbench/workload/distribution.hpp>

#include <string>
#include <string_view>

#include "catch.hpp"

using namespace kvbench;

namespace {
std::string refusal(std::string_view text) {
  try {
    static_cast<void>(parse_distribution(text));
  } catch (const error& e) {
    return e.what();
  }
  return "accepted";
}
bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}
}  // namespace

// The same words on a command line, in a YAML file and in C++ must be one distribution.
TEST_CASE("distribution: text and C++ agree", "[workload]") {
  CHECK(parse_distribution("uniform") == uniform);
  CHECK(parse_distribution("zipfian") == zipfian(0.99));
  CHECK(parse_distribution("zipfian(0.99)") == zipfian());
  CHECK(parse_distribution(" zipfian( 1.2 ) ") == zipfian(1.2));
  CHECK(parse_distribution("zipfian(1)") == zipfian(1.0));
  CHECK(parse_distribution("hot(10%,90%)") == hot(10, 90));
  CHECK(parse_distribution("hot(10%, 90%)") == hot(10, 90));
  CHECK(parse_distribution("hot(0.1,0.9)") == hot(10, 90));
  CHECK(parse_distribution("hot(12.5%,99.9%)") == hot(12.5, 99.9));
  CHECK(parse_distribution("latest") == latest);
  CHECK(parse_distribution("sequential") == sequential);
  STATIC_REQUIRE(keys(zipfian(0.99)).from == zipfian());
}

// A report names the distribution: its text must lead back to the same run.
TEST_CASE("distribution: what is written reads back the same", "[workload]") {
  for (const distribution& d :
       {uniform, zipfian(), zipfian(0.5), zipfian(1.234567891), zipfian(100), hot(10, 90),
        hot(0.1, 99.99), hot(100, 100), latest, sequential}) {
    CHECK(parse_distribution(to_text(d)) == d);
  }
  CHECK(to_text(zipfian()) == "zipfian(0.99)");
  CHECK(to_text(zipfian(1)) == "zipfian(1)");
  CHECK(to_text(hot(12.5, 90)) == "hot(12.5%,90%)");
}

// A slip that is taken for uniform measures something else than was asked for.
TEST_CASE("distribution: wrong text is refused with what would have been right", "[workload]") {
  CHECK(has(refusal("zipfain(0.99)"), "did you mean \"zipfian\"?"));
  CHECK(has(refusal("Uniform"), "did you mean \"uniform\"?"));
  CHECK(has(refusal("squential"), "did you mean \"sequential\"?"));
  CHECK(has(refusal("gaussian"), "there are uniform, zipfian(0.99), hot(10%,90%)"));
  CHECK(has(refusal(""), "there are uniform"));
  CHECK(has(refusal("zipfian()"), "as in zipfian(0.99)"));
  CHECK(has(refusal("zipfian(x)"), "as in zipfian(0.99)"));
  CHECK(has(refusal("zipfian(-1)"), "as in zipfian(0.99)"));
  CHECK(has(refusal("zipfian(1.2.3)"), "as in zipfian(0.99)"));
  CHECK(has(refusal("zipfian(nan)"), "as in zipfian(0.99)"));
  CHECK(has(refusal("zipfian(0)"), "above 0"));
  CHECK(has(refusal("zipfian(101)"), "at most 100"));
  CHECK(has(refusal("zipfian(99999999999999999999999999)"), "as in zipfian(0.99)"));
  CHECK(has(refusal("zipfian(0.99"), "closing parenthesis"));
  CHECK(has(refusal("zipfian(0.99)x"), "closing parenthesis"));
  CHECK(has(refusal("hot"), "as in hot(10%,90%)"));
  CHECK(has(refusal("hot(10%)"), "as in hot(10%,90%)"));
  CHECK(has(refusal("hot(10%,90%,1%)"), "as in hot(10%,90%)"));
  CHECK(has(refusal("hot(0%,90%)"), "above 0"));
  CHECK(has(refusal("hot(10%,190%)"), "at most 100"));
  CHECK(has(refusal("hot(10,90)"), "at most 100"));
  CHECK(has(refusal("uniform(3)"), "takes no arguments"));
  CHECK(has(refusal("latest()"), "takes no arguments"));
}

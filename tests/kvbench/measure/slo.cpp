// tests/kvbench/measure/slo.cpp: targets for latency.
//
// SPDX-License-Identifier: MIT
#include <kvbench/measure/slo.hpp>

#include <kvbench/core/error.hpp>
#include <kvbench/measure/histogram.hpp>

#include <memory>
#include <string>

#include "catch.hpp"

using namespace kvbench;

namespace {

std::string refusal_of(char const* text) {
  try {
    (void)parse_slo(text);
  } catch (error const& e) {
    return e.what();
  }
  return "accepted";
}

}  // namespace

TEST_CASE("slo: what a target says", "[measure]") {
  slo const p99 = parse_slo("p99<1ms");
  CHECK(p99.of == slo::figure::percentile);
  CHECK(p99.percentile == 99);
  CHECK(p99.bound_ns == 1e6);
  CHECK_FALSE(p99.or_equal);
  CHECK(p99.text == "p99<1ms");
  slo const p999 = parse_slo(" p99.9 <= 500us ");
  CHECK(p999.percentile == Approx(99.9).epsilon(1e-12));
  CHECK(p999.bound_ns == 5e5);
  CHECK(p999.or_equal);
  CHECK(p999.text == "p99.9<=500us");
  CHECK(parse_slo("mean<200us").of == slo::figure::mean);
  CHECK(parse_slo("max<10ms").of == slo::figure::max);
  CHECK(parse_slo("max<1.5s").bound_ns == 1.5e9);
  CHECK(parse_slo("p50<800ns").bound_ns == 800);
  CHECK(parse_slo("p100<.5us").bound_ns == 500);
}

// A target that is read as another one passes what it should have refused.
TEST_CASE("slo: what is no target is refused in one sentence", "[measure]") {
  CHECK(refusal_of("99<1ms") ==
        "target \"99<1ms\": begin with a percentile, mean or max, as in p99<1ms or mean<=200us");
  for (char const* text : {"", "p", "p<1ms", "p99.9.9<1ms", "median<1ms", "P99<1ms", "p-1<1ms"})
    CHECK(refusal_of(text) != "accepted");
  CHECK(refusal_of("p99").find("comes < or <=") != std::string::npos);
  for (char const* text : {"p99>1ms", "p99=1ms", "p99 1ms", "max", "mean200us"})
    CHECK(refusal_of(text).find("comes < or <=") != std::string::npos);
  CHECK(refusal_of("p101<1ms").find("at most 100") != std::string::npos);
  for (char const* text : {"p99<", "p99<ms", "p99<-1ms", "p99<<1ms", "p99<.ms", "p99<infs"})
    CHECK(refusal_of(text).find("the bound is a number") != std::string::npos);
  for (char const* text :
       {"p99<1", "p99<1m", "p99<1msx", "p99<1e3us", "p99<1 MS", "p99<1ms,max<2s"})
    CHECK(refusal_of(text).find("ends in ns, us, ms or s") != std::string::npos);
  CHECK(refusal_of("p99<0ms").find("above it") != std::string::npos);
  CHECK(refusal_of(("p99<" + std::string(400, '9') + "ms").c_str()) != "accepted");
}

// A search that judges by another figure than it prints is believed and wrong.
TEST_CASE("slo: who meets a target", "[measure]") {
  auto const h = std::make_unique<histogram>();
  CHECK_FALSE(parse_slo("max<1s").met_by(*h));  // nothing was answered
  h->record(100, 99);
  h->record(10'000, 1);
  CHECK(parse_slo("p99<101ns").met_by(*h));
  CHECK_FALSE(parse_slo("p99<100ns").met_by(*h));
  CHECK(parse_slo("p99<=100ns").met_by(*h));
  CHECK_FALSE(parse_slo("p99.9<5us").met_by(*h));
  CHECK_FALSE(parse_slo("max<10us").met_by(*h));
  CHECK(parse_slo("max<=10us").met_by(*h));
  CHECK(parse_slo("mean<201ns").met_by(*h));
  CHECK_FALSE(parse_slo("mean<195ns").met_by(*h));
  CHECK(parse_slo("mean<1s").figure_ns(*h) == h->mean());
}

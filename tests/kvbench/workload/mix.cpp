// tests/kvbench/workload/mix.cpp
#include <kvbench/workload/mix.hpp>

#include "catch.hpp"

#include <type_traits>

using namespace kvbench::literals;
using kvbench::mix_of;
using kvbench::part;
using kvbench::percent_parts;
using kvbench::weight;

namespace {

template <int N>
struct op {
  static constexpr std::string_view name = "op";
  static int draw(kvbench::draw&) { return N; }
  static void call(int&, int const&) {}
};
using a = op<0>;
using b = op<1>;
using c = op<2>;

constexpr auto inner = kvbench::workload("inner", 50_pct * a{} + 50_pct * b{});
constexpr auto outer = kvbench::workload("outer", 70_pct * inner + 30_pct * c{});
constexpr auto shared =
    kvbench::workload("shared", 70_pct * inner + 29.5_pct * a{} + 0.5_pct * c{});

// A mix of mixes that rounds would drift from what its author wrote.
static_assert(
    std::is_same_v<decltype(outer)::mix_type,
                   mix_of<part<weight<35 * percent_parts>, a>, part<weight<35 * percent_parts>, b>,
                          part<weight<30 * percent_parts>, c>>>);
// The same operation twice would be reported in two rows, each with half the samples.
static_assert(
    std::is_same_v<decltype(shared)::mix_type, mix_of<part<weight<645 * percent_parts / 10>, a>,
                                                      part<weight<35 * percent_parts>, b>,
                                                      part<weight<5 * percent_parts / 10>, c>>>);
// Nesting to any useful depth stays exact.
constexpr auto deep = kvbench::workload("deep", 12.5_pct * outer + 87.5_pct * shared);
static_assert(decltype(deep)::mix_type::size == 3);

// A weight of 100 is whole, and one of a millionth of a percent is not lost.
static_assert(std::is_same_v<decltype(100_pct), kvbench::percent<weight<kvbench::whole_parts>>>);
static_assert(
    std::is_same_v<decltype(0.000001_pct), kvbench::percent<weight<percent_parts / 1'000'000>>>);

// The sum that a refusal names is the sum.
static_assert(std::is_same_v<kvbench::detail::sum_of<part<weight<97 * percent_parts>, a>>,
                             kvbench::weights_sum_to<97>>);
static_assert(!kvbench::weights_sum_to<97>::is_whole && !kvbench::weights_sum_to<100, 5>::is_whole);
static_assert(kvbench::weights_sum_to<100>::is_whole);

}  // namespace

// A setting that replaces another, or is dropped by the next, measures something else than it says.
TEST_CASE("mix: settings are kept, in any order, and do not leak into another mix", "[workload]") {
  constexpr auto w = outer | kvbench::values(kvbench::bytes(7)) | kvbench::group("g") |
                     kvbench::keys(kvbench::latest) | kvbench::description("d");
  CHECK(w.name == "outer");
  CHECK(w.group_name == "g");
  CHECK(w.description_text == "d");
  CHECK(*w.value_bytes == 7);
  CHECK(*w.keys_distribution == kvbench::latest);
  constexpr auto uses = kvbench::workload("uses", 100_pct * w);
  CHECK_FALSE(uses.value_bytes);
  CHECK_FALSE(uses.keys_distribution);
  CHECK(uses.name == "uses");
}

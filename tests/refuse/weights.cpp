// refuse: kvbench: the weights of a workload must sum to 100 percent
// Weights of 97 would be scaled, or the last operation would run more often than it says.
#include <kvbench/workload/mix.hpp>

using namespace kvbench::literals;

struct get {
  static constexpr std::string_view name = "get";
  static int draw(kvbench::draw&) { return 0; }
};
struct set : get {};

#ifdef FIXED
constexpr auto w = kvbench::workload("w", 80_pct * get{} + 20_pct * set{});
#else
constexpr auto w = kvbench::workload("w", 80_pct * get{} + 17_pct * set{});
#endif

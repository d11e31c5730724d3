// refuse: kvbench: the client \(second argument\) answers an operation \(first argument\) of the workload by a type that
// An int would count as a hit by being there: -1, 0 and 1 alike.
#include <kvbench/run/closed_loop.hpp>

using namespace kvbench::literals;

struct store {
#ifdef FIXED
  bool find(std::string_view) { return true; }
#else
  int find(std::string_view) { return -1; }
#endif
};
struct lookup {
  static constexpr std::string_view name = "lookup";
  static auto draw(kvbench::draw& d) { return d.key("user:"); }
  static auto call(store& s, kvbench::key_text const& key) { return s.find(key); }
};

auto play() {
  return kvbench::run(kvbench::workload("w", 100_pct * lookup{}), [](unsigned) { return store{}; });
}

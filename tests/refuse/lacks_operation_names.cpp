// refuse: require<lookup, store>
// The refusal must name the operation and the client.
#include <kvbench/run/closed_loop.hpp>

using namespace kvbench::literals;

struct store {
#ifdef FIXED
  bool find(std::string_view) { return true; }
#endif
};
struct lookup {
  static constexpr std::string_view name = "lookup";
  static auto draw(kvbench::draw& d) { return d.key("user:"); }
  template <class Store>
    requires requires(Store& s) { s.find(std::string_view{}); }
  static bool call(Store& s, kvbench::key_text const& key) {
    return s.find(key);
  }
};

auto play() {
  return kvbench::run(kvbench::workload("w", 100_pct * lookup{}), [](unsigned) { return store{}; });
}

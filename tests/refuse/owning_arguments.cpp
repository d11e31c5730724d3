// refuse: kvbench: the draw of an operation \(first argument\) must yield a trivially copyable type
// A std::string per card would allocate inside the harness, and its freeing would be timed.
#include <kvbench/workload/draw.hpp>
#include <kvbench/workload/mix.hpp>

#include <string>

using namespace kvbench::literals;

struct lookup {
  static constexpr std::string_view name = "lookup";
#ifdef FIXED
  static kvbench::key_text draw(kvbench::draw& d) { return d.key("user:"); }
#else
  static std::string draw(kvbench::draw& d) { return std::string{d.key("user:")}; }
#endif
};

constexpr auto w = kvbench::workload("w", 100_pct * lookup{});

// refuse: kvbench: the client \(second argument\) answers an operation \(first argument\) of the workload by a type
// A GET that cannot say "absent" would count every miss as a hit.
#include <kvbench/redis/operations.hpp>

#include <optional>
#include <string>
#include <string_view>

struct store {
#ifdef FIXED
  std::optional<std::string> get(std::string_view) { return {}; }
#else
  std::string get(std::string_view) { return {}; }
#endif
  void set(std::string_view, std::string_view) {}
};

static_assert(kvbench::require<kvbench::redis::op<redlite::cmd::get>, store>::value);

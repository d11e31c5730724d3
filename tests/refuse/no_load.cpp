// refuse: kvbench: the client \(second argument\) cannot load the data of an operation \(first argument\)
// A store that can only be read would be measured while it is empty: every read a miss, and quick.
#include <kvbench/redis/operations.hpp>

#include <optional>
#include <string>
#include <string_view>

struct store {
  std::optional<std::string> get(std::string_view) { return {}; }
#ifdef FIXED
  void set(std::string_view, std::string_view) {}
#endif
};

static_assert(kvbench::require<kvbench::redis::op<redlite::cmd::get>, store>::value);

// refuse: kvbench: the client \(second argument\) lacks an operation \(first argument\) of the workload
// Ten GETs sold as one MGET would be measured as a slow MGET.
#include <kvbench/redis/operations.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct store {
  void set(std::string_view, std::string_view) {}
#ifdef FIXED
  std::vector<std::optional<std::string>> mget(const redlite::many<std::string_view>& keys) {
    return {keys.size(), ""};
  }
#else
  std::vector<std::optional<std::string>> mget(std::string_view) { return {}; }
#endif
};

static_assert(kvbench::require<kvbench::redis::op<redlite::cmd::mget>, store>::value);

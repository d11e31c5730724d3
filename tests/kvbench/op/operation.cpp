// tests/kvbench/op/operation.cpp
#include <kvbench/op/operation.hpp>

#include "catch.hpp"

#include <kvbench/workload/draw.hpp>

#include <string>
#include <vector>

namespace {

struct store {};
struct reply {
  int value;
};

struct works {
  static constexpr std::string_view name = "works";
  static auto draw(kvbench::draw& d) { return d.key("k:"); }
  static bool call(store&, kvbench::key_text const& k) { return k.size() > 0; }
};
struct judged : works {
  static reply call(store&, kvbench::key_text const&) { return {1}; }
  static bool hit(reply const& r) { return r.value == 1; }
  static std::uint64_t bytes(kvbench::key_text const& k, reply const&) { return k.size(); }
  static constexpr auto effect = kvbench::effect::reads;
  using data = kvbench::preloaded;
};
struct unjudged : works {
  static reply call(store&, kvbench::key_text const&) { return {1}; }
};
struct wrongly_judged : unjudged {
  static bool hit(std::string const&) { return true; }
};
struct integer : works {
  static int call(store&, kvbench::key_text const&) { return 1; }
};
struct nameless {
  static int draw(kvbench::draw&) { return 1; }
};
struct owning {
  static constexpr std::string_view name = "owning";
  static std::string draw(kvbench::draw&) { return "k"; }
};
struct drawless {
  static constexpr std::string_view name = "drawless";
};

static_assert(kvbench::operation<works> && kvbench::runs_on<works, store>);
static_assert(kvbench::runs_on<judged, store> && kvbench::require<judged, store>::value);
static_assert(!kvbench::runs_on<works, int>);
static_assert(!kvbench::runs_on<unjudged, store> && !kvbench::runs_on<wrongly_judged, store>);
// An int is no hit by being non-zero: -1 and 0 mean different things to different stores.
static_assert(!kvbench::runs_on<integer, store>);
static_assert(!kvbench::operation<nameless> && !kvbench::operation<owning> &&
              !kvbench::operation<drawless>);
static_assert(!kvbench::operation<int> && !kvbench::operation<std::vector<int>>);

static_assert(kvbench::effect_of<works>() == kvbench::effect::none);
static_assert(kvbench::effect_of<judged>() == kvbench::effect::reads);
static_assert(std::is_void_v<kvbench::data_of<works>>);
static_assert(std::is_same_v<kvbench::data_of<judged>, kvbench::preloaded>);

}  // namespace

// A reply judged by anything but the operation's own hit() would turn misses into hits.
TEST_CASE("operation: hits and bytes are as the operation says", "[op]") {
  CHECK(kvbench::is_hit<works>(true));
  CHECK_FALSE(kvbench::is_hit<works>(false));
  CHECK(kvbench::is_hit<judged>(reply{1}));
  CHECK_FALSE(kvbench::is_hit<judged>(reply{2}));
  kvbench::key_text const key{"k:", 1};
  CHECK(kvbench::bytes_of<works>(key, true) == 0);
  CHECK(kvbench::bytes_of<judged>(key, reply{1}) == 12);
}

// tests/kvbench/op/pending.cpp
#include <kvbench/op/pending.hpp>

#include <kvbench/op/operation.hpp>
#include <kvbench/workload/draw.hpp>

#include "catch.hpp"

namespace {

struct store {};
struct sender {
  store behind;
  store& control() { return behind; }
};

struct later_bool : kvbench::pending<bool> {};
struct later_text : kvbench::pending<char const*> {};
struct looks_alike {
  using reply = bool;
};

template <class Answer>
struct ask {
  static constexpr std::string_view name = "ask";
  static int draw(kvbench::draw&) { return 0; }
  static Answer call(sender&, int const&) { return {}; }
};
struct judged : ask<later_text> {
  static bool hit(char const* const& reply) { return reply != nullptr; }
};

static_assert(kvbench::pending_reply<later_bool>);
static_assert(kvbench::pending_reply<later_bool const&>);
static_assert(!kvbench::pending_reply<looks_alike>);
static_assert(!kvbench::pending_reply<bool>);

// What is judged is the reply that comes, not the promise of it.
static_assert(kvbench::runs_on<ask<later_bool>, sender>);
static_assert(kvbench::runs_on<judged, sender>);
static_assert(!kvbench::runs_on<ask<later_text>, sender>);
static_assert(!kvbench::runs_on<ask<looks_alike>, sender>);
static_assert(std::is_same_v<kvbench::reply_of<judged, sender>, char const*>);
static_assert(kvbench::answers_later<judged, sender>);
static_assert(!kvbench::answers_later<ask<bool>, sender>);

}  // namespace

TEST_CASE("pending: the client that answers at once is the control, or the client itself", "[op]") {
  sender s;
  store plain;
  CHECK(&kvbench::control(s) == &s.behind);
  CHECK(&kvbench::control(plain) == &plain);
}

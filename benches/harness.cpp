// benches/harness.cpp: what one operation costs the harness, beside loops written by hand.
//
// All play the same twelve operations in the same proportions on a store that does nothing: keys of
// 10'000, values of 100 bytes, members of 10. The loop written by hand is the leanest that draws
// the same arguments and times each operation; it draws inside the timed section, which ours does
// not. Almost every turn of such a loop jumps where the processor did not expect it; the last row
// is what that jump alone costs on this machine.
//
// SPDX-License-Identifier: MIT
#include "support/ratio.hpp"  // the table

#include <kvbench/run/worker.hpp>  // ours

#include <array>        // histograms by operation
#include <atomic>       // progress that nobody asks for
#include <chrono>       // the clock as usually written
#include <cstdio>       // snprintf
#include <memory>       // virtual stores
#include <random>       // the draws as usually written
#include <string>       // keys as usually written
#include <string_view>  // arguments
#include <vector>       // values, latencies

namespace {

using namespace kvbench::literals;

constexpr std::uint64_t keys = 10'000;
constexpr std::uint64_t members = 10;
constexpr std::uint64_t value_bytes = 100;

/// Does nothing with its arguments, but needs them.
struct null_store {
  void use(std::string_view key) {
    asm volatile("" : : "r"(key.data()), "r"(key.size()) : "memory");
  }
  void use(std::string_view key, std::string_view more) {
    asm volatile(""
                 :
                 : "r"(key.data()), "r"(key.size()), "r"(more.data()), "r"(more.size())
                 : "memory");
  }
  void use(std::string_view key, std::string_view more, std::string_view last) {
    use(key, more);
    use(last);
  }
  void use(std::string_view key, std::string_view more, std::uint64_t score) {
    use(key, more);
    asm volatile("" : : "r"(score));
  }
  void use(std::string_view key, std::uint64_t from, std::uint64_t to) {
    use(key);
    asm volatile("" : : "r"(from), "r"(to));
  }
};

struct key_value {
  kvbench::key_text key;
  std::string_view value;
};
struct key_member {
  kvbench::key_text key;
  kvbench::key_text member;
};
struct key_member_value {
  kvbench::key_text key;
  kvbench::key_text member;
  std::string_view value;
};
struct key_member_score {
  kvbench::key_text key;
  kvbench::key_text member;
  std::uint64_t score;
};
struct key_range {
  kvbench::key_text key;
  std::uint64_t from;
  std::uint64_t to;
};

struct get {
  static constexpr std::string_view name = "get";
  static auto draw(kvbench::draw& d) { return d.key("str:"); }
  static void call(null_store& s, kvbench::key_text const& a) { s.use(a); }
};
struct lpop {
  static constexpr std::string_view name = "lpop";
  static auto draw(kvbench::draw& d) { return d.key("list:"); }
  static void call(null_store& s, kvbench::key_text const& a) { s.use(a); }
};
struct set {
  static constexpr std::string_view name = "set";
  static key_value draw(kvbench::draw& d) { return {d.key("str:"), d.value()}; }
  static void call(null_store& s, key_value const& a) { s.use(a.key, a.value); }
};
struct lpush {
  static constexpr std::string_view name = "lpush";
  static key_value draw(kvbench::draw& d) { return {d.key("list:"), d.value()}; }
  static void call(null_store& s, key_value const& a) { s.use(a.key, a.value); }
};
struct hget {
  static constexpr std::string_view name = "hget";
  static key_member draw(kvbench::draw& d) { return {d.key("hash:"), d.element("f:")}; }
  static void call(null_store& s, key_member const& a) { s.use(a.key, a.member); }
};
struct sadd {
  static constexpr std::string_view name = "sadd";
  static key_member draw(kvbench::draw& d) { return {d.key("set:"), d.element("m:")}; }
  static void call(null_store& s, key_member const& a) { s.use(a.key, a.member); }
};
struct srem {
  static constexpr std::string_view name = "srem";
  static key_member draw(kvbench::draw& d) { return {d.key("set:"), d.element("m:")}; }
  static void call(null_store& s, key_member const& a) { s.use(a.key, a.member); }
};
struct hset {
  static constexpr std::string_view name = "hset";
  static key_member_value draw(kvbench::draw& d) {
    return {d.key("hash:"), d.element("f:"), d.value()};
  }
  static void call(null_store& s, key_member_value const& a) { s.use(a.key, a.member, a.value); }
};
struct xadd {
  static constexpr std::string_view name = "xadd";
  static key_member_value draw(kvbench::draw& d) {
    return {d.key("stream:"), d.element("f:"), d.value()};
  }
  static void call(null_store& s, key_member_value const& a) { s.use(a.key, a.member, a.value); }
};
struct zadd {
  static constexpr std::string_view name = "zadd";
  static key_member_score draw(kvbench::draw& d) {
    return {d.key("zset:"), d.element("m:"), d.number(1'000)};
  }
  static void call(null_store& s, key_member_score const& a) { s.use(a.key, a.member, a.score); }
};
struct zrange {
  static constexpr std::string_view name = "zrange";
  static key_range draw(kvbench::draw& d) { return {d.key("zset:"), 0, d.number(10)}; }
  static void call(null_store& s, key_range const& a) { s.use(a.key, a.from, a.to); }
};
struct xread {
  static constexpr std::string_view name = "xread";
  static key_range draw(kvbench::draw& d) { return {d.key("stream:"), 0, d.number(10)}; }
  static void call(null_store& s, key_range const& a) { s.use(a.key, a.from, a.to); }
};

constexpr auto twelve = kvbench::workload(
    "twelve", 10_pct * get{} + 7_pct * set{} + 10_pct * lpush{} + 7_pct * lpop{} + 10_pct * hget{} +
                  7_pct * hset{} + 10_pct * sadd{} + 7_pct * srem{} + 9_pct * zadd{} +
                  7_pct * zrange{} + 9_pct * xadd{} + 7_pct * xread{});
constexpr auto one = kvbench::workload("one", 100_pct * get{});
constexpr std::array<int, 12> weights{10, 7, 10, 7, 10, 7, 10, 7, 9, 7, 9, 7};

/// Our loop over any workload.
template <class Workload>
class ours {
 public:
  ours(Workload const& workload, kvbench::draw_source const& source)
      : worker_{kvbench::make_cards<null_store>(workload), kvbench::tsc_clock{}, source, 42},
        tally_{worker_.cards().size(), true} {
    full_.expect(worker_.cards().size(), true, true);
  }

  void operator()(std::uint64_t n, bool latency) {
    null_store store;
    std::atomic<std::uint64_t> done{0};
    kvbench::worker_task task;
    task.operations = n;
    task.latency = latency;
    worker_.play(store, task, tally_, done);
  }

  /// With all that may be switched on: an open loop that is always late, so that it never waits,
  /// with service and response times, its lateness, a series of intervals and verification.
  void with_all(std::uint64_t n) {
    null_store store;
    std::atomic<std::uint64_t> done{0};
    kvbench::worker_task task;
    task.operations = n;
    task.rate = 1e12;
    task.interval_ticks = 100'000'000;
    worker_.play(store, task, full_, done);
  }

 private:
  using cards = decltype(kvbench::make_cards<null_store>(std::declval<Workload const&>()));

  kvbench::worker<cards, kvbench::tsc_clock> worker_;
  kvbench::worker_tally tally_;
  kvbench::worker_tally full_;
};

/// The leanest loop that one would write for these twelve operations and no others. A template of
/// the class, not of the loop, so that the compiler inlines each loop as if it were the only one.
template <bool Timed>
class by_hand {
 public:
  explicit by_hand(kvbench::payload_pool const& payload) : payload_{payload} {
    std::size_t at = 0;
    for (std::size_t op = 0; op < weights.size(); ++op) {
      for (int i = 0; i < weights[op]; ++i) table_[at++] = static_cast<std::uint8_t>(op);
    }
  }

  void operator()(std::uint64_t n) {
    null_store s;
    kvbench::random_stream r{42};
    [[maybe_unused]] kvbench::tsc_clock const clock = clock_;
    std::uint64_t before = Timed ? kvbench::tsc_clock::now() : 0;
    for (; n != 0; --n) {
      std::uint8_t const op = table_[r.below(table_.size())];
      switch (op) {
        case 0:
          s.use(key(r, "str:"));
          break;
        case 1: {
          auto const k = key(r, "str:");
          s.use(k, value(r));
        } break;
        case 2: {
          auto const k = key(r, "list:");
          s.use(k, value(r));
        } break;
        case 3:
          s.use(key(r, "list:"));
          break;
        case 4: {
          auto const k = key(r, "hash:");
          s.use(k, member(r, "f:"));
        } break;
        case 5: {
          auto const k = key(r, "hash:");
          auto const f = member(r, "f:");
          s.use(k, f, value(r));
        } break;
        case 6: {
          auto const k = key(r, "set:");
          s.use(k, member(r, "m:"));
        } break;
        case 7: {
          auto const k = key(r, "set:");
          s.use(k, member(r, "m:"));
        } break;
        case 8: {
          auto const k = key(r, "zset:");
          auto const m = member(r, "m:");
          s.use(k, m, r.below(1'000));
        } break;
        case 9: {
          auto const k = key(r, "zset:");
          s.use(k, std::uint64_t{0}, r.below(10));
        } break;
        case 10: {
          auto const k = key(r, "stream:");
          auto const f = member(r, "f:");
          s.use(k, f, value(r));
        } break;
        case 11: {
          auto const k = key(r, "stream:");
          s.use(k, std::uint64_t{0}, r.below(10));
        } break;
        default:
          __builtin_unreachable();
      }
      if constexpr (Timed) {
        std::uint64_t const after = kvbench::tsc_clock::now();
        latency_ns_[op].record(clock.ns(after - before));
        before = after;
      }
    }
  }

 private:
  static kvbench::key_text key(kvbench::random_stream& r, std::string_view prefix) {
    return {prefix, r.below(keys)};
  }
  static kvbench::key_text member(kvbench::random_stream& r, std::string_view prefix) {
    return {prefix, r.below(members)};
  }
  std::string_view value(kvbench::random_stream& r) const { return payload_.view(r, value_bytes); }

  kvbench::payload_pool const& payload_;
  kvbench::tsc_clock clock_;
  std::array<std::uint8_t, 100> table_{};
  std::vector<kvbench::histogram> latency_ns_{weights.size()};
};

/// Nothing but the jump: twelve cases of one addition each, in a random order that is known before.
/// Where `period` is short the jump is foreseen, which shows what else the loop costs.
class bare_jump {
 public:
  explicit bare_jump(std::size_t period) : last_{period - 1} {
    kvbench::random_stream r{42};
    for (std::uint8_t& op : order_) op = static_cast<std::uint8_t>(r.below(weights.size()));
  }

  void operator()(std::uint64_t n) const {
    std::uint8_t const* const order = order_.data();
    std::uint64_t sum = 0;
    for (std::uint64_t i = 0; i < n; ++i) {
      switch (order[i & last_]) {
// clang-format off
#define ONE_CASE(k)                                                                     \
  case k:                                                                               \
    sum += 2 * k;                                                                       \
    asm volatile("# case " #k : "+r"(sum)); /* or the cases would become one look-up */ \
    break;
        ONE_CASE(0) ONE_CASE(1) ONE_CASE(2) ONE_CASE(3) ONE_CASE(4) ONE_CASE(5)
        ONE_CASE(6) ONE_CASE(7) ONE_CASE(8) ONE_CASE(9) ONE_CASE(10) ONE_CASE(11)
#undef ONE_CASE
        default: __builtin_unreachable();
        // clang-format on
      }
    }
    bench::keep(sum);
  }

 private:
  std::size_t last_;
  std::vector<std::uint8_t> order_ = std::vector<std::uint8_t>(std::size_t{1} << 20);
};

/// A store behind an interface, as benchmarks usually have it.
struct any_store {
  virtual ~any_store() = default;
  virtual void run(std::string const& key, std::string const& member, std::string const& value) = 0;
};
struct virtual_null final : any_store {
  void run(std::string const& key, std::string const& member, std::string const& value) override {
    bench::keep(key);
    bench::keep(member);
    bench::keep(value);
  }
};

/// The loop as usually written: standard distributions, snprintf, a virtual call, two clock reads.
class as_usual {
 public:
  void operator()(std::uint64_t n) {
    static constexpr std::array<char const*, 12> prefix{"str",  "str",  "list",   "list",
                                                        "hash", "hash", "set",    "set",
                                                        "zset", "zset", "stream", "stream"};
    for (; n != 0; --n) {
      int const op = choose_(random_);
      char buffer[64];
      std::snprintf(buffer, sizeof buffer, "%s:%010d", prefix[static_cast<std::size_t>(op)],
                    key_(random_));
      std::string const key{buffer};
      std::string member;
      if (op >= 4) {
        std::snprintf(buffer, sizeof buffer, "m:%010d", member_(random_));
        member = buffer;
      }
      auto const before = std::chrono::steady_clock::now();
      store_->run(key, member, value_);
      auto const after = std::chrono::steady_clock::now();
      auto const ns = std::chrono::duration_cast<std::chrono::nanoseconds>(after - before).count();
      latency_ns_[static_cast<std::size_t>(op)].record(static_cast<std::uint64_t>(ns));
    }
  }

 private:
  std::mt19937 random_{42};
  std::discrete_distribution<int> choose_{weights.begin(), weights.end()};
  std::uniform_int_distribution<int> key_{0, static_cast<int>(keys) - 1};
  std::uniform_int_distribution<int> member_{0, static_cast<int>(members) - 1};
  std::string value_ = std::string(value_bytes, 'x');
  std::unique_ptr<any_store> store_ = std::make_unique<virtual_null>();
  std::vector<kvbench::histogram> latency_ns_{weights.size()};
};

}  // namespace

int main(int argc, char** argv) {
  bench::ratio_table table{argc, argv};
  kvbench::keyspace const keyspace{kvbench::uniform, keys};
  kvbench::payload_pool const payload{value_bytes};
  kvbench::draw_source const source{keyspace, payload, keys, members, value_bytes};
  ours mixed{twelve, source};
  ours single{one, source};
  by_hand<true> hand{payload};
  by_hand<false> hand_untimed{payload};
  bare_jump const unforeseen{std::size_t{1} << 20};
  bare_jump const foreseen{8};
  as_usual usual;

  auto const timed = [&](auto n) { mixed(n, true); };
  table.row("harness, every operation timed, vs written by hand", 1.1, timed,
            [&](auto n) { hand(n); });
  table.row("harness, every operation timed, vs as usually written", 0.15, timed,
            [&](auto n) { usual(n); });
  table.row(
      "open loop with both histograms, series and verification, vs every operation timed", 1.3,
      [&](auto n) { mixed.with_all(n); }, timed);
  table.row(
      "harness without latency, random mix, vs written by hand", 1.1,
      [&](auto n) { mixed(n, false); }, [&](auto n) { hand_untimed(n); });
  table.time_row("harness without latency, random mix", 9.0, [&](auto n) { mixed(n, false); });
  table.time_row("harness without latency, one operation", 4.0, [&](auto n) { single(n, false); });
  // The targets in nanoseconds were set where a wrong guess costs 5.5; the difference between these
  // two is what it costs here.
  table.reference_row("the jump alone, foreseen", [&](auto n) { foreseen(n); });
  table.reference_row("the jump alone, random mix", [&](auto n) { unforeseen(n); });
  return table.finish();
}

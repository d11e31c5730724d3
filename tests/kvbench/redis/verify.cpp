// tests/kvbench/redis/verify.cpp: right and wrong replies.
//
// SPDX-License-Identifier: MIT
#include <kvbench/redis/verify.hpp>
#include <redlite/command/bitmap.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "recorder.hpp"

using namespace kvbench;
using support::small_run;

namespace {

template <class Command, class Reply>
bool verified(small_run const& run, Reply const& reply) {
  using op = redis::op<Command>;
  draw random = run.draw();
  auto const arguments = op::draw(random);
  return op::verify(random, arguments, reply);
}

using strings = std::vector<std::string>;
using maybe = std::optional<std::string>;

}  // namespace

// A store that answers quickly and wrongly must not win.
TEST_CASE("verify: values must be payloads, byte for byte", "[redis]") {
  small_run const run;
  std::string const right(run.loader().value(3));
  std::string wrong = right;
  wrong.back() = static_cast<char>(wrong.back() ^ 1);
  CHECK(verified<redlite::cmd::get>(run, maybe(right)));
  CHECK(verified<redlite::cmd::get>(run, maybe()));
  CHECK_FALSE(verified<redlite::cmd::get>(run, maybe(wrong)));
  CHECK_FALSE(verified<redlite::cmd::get>(run, maybe(right.substr(0, 99))));
  CHECK(verified<redlite::cmd::hget>(run, maybe(right)));
  CHECK_FALSE(verified<redlite::cmd::rpop>(run, maybe(wrong)));
  CHECK(verified<redlite::cmd::lrange>(run, strings{right, right}));
  CHECK_FALSE(verified<redlite::cmd::lrange>(run, strings{right, wrong}));
  CHECK(verified<redlite::cmd::mget>(run, std::vector<maybe>(10, right)));
  CHECK_FALSE(verified<redlite::cmd::mget>(run, std::vector<maybe>(10, wrong)));
}

// A size must be one that something loaded can have; another integer says nothing of a size.
TEST_CASE("verify: integers that are sizes are checked, and no others", "[redis]") {
  small_run const run;
  CHECK(verified<redlite::cmd::strlen>(run, std::int64_t{100}));
  CHECK_FALSE(verified<redlite::cmd::strlen>(run, std::int64_t{99}));
  CHECK_FALSE(verified<redlite::cmd::strlen>(run, std::int64_t{-100}));
  CHECK(verified<redlite::cmd::hlen>(run, std::int64_t{20}));
  CHECK_FALSE(verified<redlite::cmd::hlen>(run, std::int64_t{21}));
  CHECK_FALSE(verified<redlite::cmd::zcount>(run, std::int64_t{21}));
  CHECK_FALSE(verified<redlite::cmd::llen>(run, std::int64_t{-1}));
  CHECK(verified<redlite::cmd::bitcount>(run, std::int64_t{399}));
  CHECK(verified<redlite::cmd::ttl>(run, std::int64_t{-2}));
}

// More than was asked for is another command's reply.
TEST_CASE("verify: nothing is longer than what was asked", "[redis]") {
  small_run const run;
  std::string const value(run.loader().value(3));
  CHECK_FALSE(verified<redlite::cmd::lrange>(run, strings(11, value)));
  CHECK(verified<redlite::cmd::lrange>(run, strings(10, value)));
  CHECK_FALSE(verified<redlite::cmd::mget>(run, std::vector<maybe>(9, value)));
  CHECK_FALSE(verified<redlite::cmd::mget>(run, std::vector<maybe>(11, value)));
  CHECK_FALSE(verified<redlite::cmd::smembers>(run, strings(21, "member:0000000001")));
  CHECK(verified<redlite::cmd::smembers>(run, strings(20, "member:0000000001")));
  std::vector<redlite::stream_entry> const entries(11, {{1, 1}, {{"field:0000000001", value}}});
  CHECK_FALSE(verified<redlite::cmd::xrange>(run, entries));
  CHECK(verified<redlite::cmd::xrange>(run, std::vector(entries.begin(), entries.end() - 1)));
}

// A stream of another's is no answer to what was asked.
TEST_CASE("verify: streams are those of the run, prefix and all", "[redis]") {
  small_run plain;
  small_run shaped;
  key_shape const shape{"bench:", 32, 1000};
  shaped.source.form = key_form{shape};
  using reply = std::vector<std::pair<std::string, std::vector<redlite::stream_entry>>>;
  std::string const value(plain.loader().value(3));
  std::vector<redlite::stream_entry> const entries{{{1, 1}, {{"field:0000000001", value}}}};
  reply const of_plain{{"stream:0000000001", entries}};
  reply const of_shaped{{std::string{shape.text("stream:", 1)}, entries}};
  CHECK(verified<redlite::cmd::xread>(plain, of_plain));
  CHECK_FALSE(verified<redlite::cmd::xread>(plain, of_shaped));
  CHECK(verified<redlite::cmd::xread>(shaped, of_shaped));
  CHECK_FALSE(verified<redlite::cmd::xread>(shaped, of_plain));
}

// Members, fields and sizes that nobody wrote come from somewhere else.
TEST_CASE("verify: names and numbers must be possible", "[redis]") {
  small_run const run;
  std::string const value(run.loader().value(3));
  CHECK(verified<redlite::cmd::smembers>(run, strings{"member:0000000019"}));
  CHECK_FALSE(verified<redlite::cmd::smembers>(run, strings{"member:0000000020"}));
  CHECK_FALSE(verified<redlite::cmd::smembers>(run, strings{"member:00000000x1"}));
  CHECK_FALSE(verified<redlite::cmd::smembers>(run, strings{"field:0000000001"}));
  using pairs = std::vector<std::pair<std::string, std::string>>;
  CHECK(verified<redlite::cmd::hgetall>(run, pairs{{"field:0000000001", value}}));
  CHECK_FALSE(verified<redlite::cmd::hgetall>(run, pairs{{value, "field:0000000001"}}));
  CHECK(verified<redlite::cmd::zscore>(run, std::optional<double>(19.999)));
  CHECK_FALSE(verified<redlite::cmd::zscore>(run, std::optional<double>(20)));
  CHECK_FALSE(verified<redlite::cmd::zrank>(run, std::optional<std::int64_t>(20)));
  CHECK(verified<redlite::cmd::type>(run, std::string("string")));
  CHECK_FALSE(verified<redlite::cmd::type>(run, std::string("list")));
  using counter_get = redis::op<redlite::cmd::get, redis::counters>;
  draw random = run.draw();
  CHECK(counter_get::verify(random, counter_get::draw(random), maybe("12")));
  CHECK_FALSE(counter_get::verify(random, counter_get::draw(random), maybe("x")));
}

// Of a list of sizes only its own are sizes, and a value's own bytes say which of them it has.
TEST_CASE("verify: where lengths differ, each value has its own", "[redis]") {
  small_run const run;
  payload_pool const longest{1'024};
  value_sizes const lengths{sizes::weighted({{50, 100}, {50, 1'024}}), longest};
  draw_source source = run.source;
  draw_source const varied{source.keys,     longest, source.key_count,
                           source.elements, 1'024,   &lengths};
  draw random{varied, random_stream::at(42, 1), 1};
  using strlen = redis::op<redlite::cmd::strlen>;
  using get = redis::op<redlite::cmd::get>;
  auto const asked = get::draw(random);
  auto const right_length = [&](std::int64_t bytes) {
    return strlen::verify(random, strlen::draw(random), bytes);
  };
  CHECK(right_length(0));
  CHECK(right_length(100));
  CHECK(right_length(1'024));
  CHECK_FALSE(right_length(101));
  CHECK_FALSE(right_length(512));
  CHECK_FALSE(right_length(-1));
  std::size_t longs = 0;
  for (std::uint64_t i = 0; i < 50; ++i) {
    std::string const value{loader{varied, 42}.value(i)};
    CHECK(get::verify(random, asked, maybe(value)));
    CHECK_FALSE(get::verify(random, asked, maybe(value.substr(0, value.size() - 1))));
    CHECK_FALSE(get::verify(random, asked, maybe(value + "x")));
    if (value.size() != 1'024) continue;
    ++longs;
    CHECK_FALSE(get::verify(random, asked, maybe(value.substr(0, 100))));
  }
  CHECK(longs > 5);
}

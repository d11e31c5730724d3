// tests/redlite/db/list.cpp: the list commands. Replies compared with redis-server 7.0.15.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/list.hpp>

#include <algorithm>  // a model of a list
#include <deque>      // a model of a list
#include <limits>     // ends of the integers
#include <string>     // values

#include <redlite/db/db.hpp>  // commands

#include "catch.hpp"
#include "invariants.hpp"
#include "store.hpp"

using redlite::errc;
using support::message_of;
using support::plain_sql;
using support::refusal_of;

namespace {

using texts = std::vector<std::string>;
using maybe_texts = std::optional<texts>;

constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();

}  // namespace

// Values in the wrong order make a queue a stack.
TEST_CASE("list: pushes and pops keep Redis' order", "[redlite]") {
  redlite::db db(":memory:");
  CHECK(db.rpush("l", {"a", "b"}) == 2);
  CHECK(db.lpush("l", {"c", "d"}) == 4);
  CHECK(db.lrange("l", 0, -1) == texts{"d", "c", "a", "b"});
  CHECK(db.lpop("l") == "d");
  CHECK(db.rpop("l") == "b");
  CHECK(db.rpush("l", "e") == 3);
  CHECK(db.lrange("l", 0, -1) == texts{"c", "a", "e"});
  CHECK(db.lpop("none") == std::nullopt);
  CHECK(db.rpop("none") == std::nullopt);
}

// With a count: nothing for an absent key, an empty list for 0, all where there are fewer.
TEST_CASE("list: pops with a count", "[redlite]") {
  redlite::db db(":memory:");
  db.rpush("l", {"a", "b", "c", "d", "e"});
  CHECK(db.lpop("none", 1) == maybe_texts());
  CHECK(db.lpop("none", 0) == maybe_texts());
  CHECK(db.lpop("l", 0) == maybe_texts(texts{}));
  CHECK(db.lpop("l", 2) == maybe_texts(texts{"a", "b"}));
  CHECK(db.rpop("l", 2) == maybe_texts(texts{"e", "d"}));
  CHECK(db.llen("l") == 1);
  CHECK(db.rpop("l", highest) == maybe_texts(texts{"c"}));
  CHECK(db.exists("l") == 0);
  const auto no = refusal_of([&] { db.lpop("none", -1); });
  CHECK(no.code == errc::out_of_range);
  CHECK(no.text == "ERR value is out of range, must be positive");
  db.set("s", "v");
  CHECK(message_of([&] { db.rpop("s", -1); }) == "ERR value is out of range, must be positive");
}

// An emptied list that stays is a key that EXISTS finds and nobody made.
TEST_CASE("list: an emptied list is gone", "[redlite]") {
  redlite::db db(":memory:");
  db.rpush("l", "a");
  db.lpop("l");
  CHECK(db.exists("l") == 0);
  db.rpush("l", {"a", "b"});
  db.rpop("l", 2);
  CHECK(db.exists("l") == 0);
  db.rpush("l", {"a", "b"});
  db.ltrim("l", 5, 9);
  CHECK(db.exists("l") == 0);
  CHECK(db.dbsize() == 0);
  db.expire("l", 10);
  db.rpush("l", "new");
  CHECK(db.ttl("l") == -1);
}

// Indexes from both ends, beyond them, and the ends of the integers themselves.
TEST_CASE("list: LRANGE, LINDEX and LTRIM take any index", "[redlite]") {
  redlite::db db(":memory:");
  const texts all{"a", "b", "c", "d", "e"};
  db.rpush("l", all);
  const std::vector<std::int64_t> indexes{lowest, -100, -6, -5, -3, -1, 0, 1, 4, 5, 100, highest};
  const auto model = [&](std::int64_t from, std::int64_t to) {
    const std::int64_t size = 5;
    if (from < 0) from = std::max<std::int64_t>(from + size, 0);
    if (to < 0) to += size;
    texts kept;
    for (std::int64_t i = from; i <= std::min(to, size - 1); ++i) {
      kept.push_back(all[static_cast<std::size_t>(i)]);
    }
    return kept;
  };
  for (const std::int64_t from : indexes) {
    for (const std::int64_t to : indexes) {
      INFO(from << " to " << to);
      CHECK(db.lrange("l", from, to) == model(from, to));
      db.del("t");
      db.rpush("t", all);
      db.ltrim("t", from, to);
      CHECK(db.lrange("t", 0, -1) == model(from, to));
      CHECK(db.llen("t") == static_cast<std::int64_t>(model(from, to).size()));
      CHECK(db.exists("t") == (model(from, to).empty() ? 0 : 1));
    }
    INFO(from);
    const auto one = from >= 0 ? model(from, from) : from >= -5 ? model(from, from) : texts();
    CHECK(db.lindex("l", from) == (one.empty() ? std::nullopt : std::optional(one.front())));
  }
  CHECK(db.lrange("none", 0, -1).empty());
  CHECK(db.lindex("none", 0) == std::nullopt);
  db.ltrim("none", 0, 1);
  CHECK(db.exists("none") == 0);
}

// A long mixture finds what single steps do not: positions that drift from the elements.
TEST_CASE("list: a thousand mixed commands leave what a model has", "[redlite]") {
  const support::scratch folder;
  const std::string path = folder.path();
  std::deque<std::string> model;
  {
    redlite::db db(path, {.durability = redlite::durability::off});
    std::uint64_t random = 42;
    for (int i = 0; i < 1000; ++i) {
      random = random * 6364136223846793005U + 1442695040888963407U;
      const auto pick = random >> 60;
      const std::string value = std::to_string(i);
      if (pick < 4) {
        model.push_back(value);
        model.push_back(value + "!");
        REQUIRE(db.rpush("l", {value, value + "!"}) == static_cast<std::int64_t>(model.size()));
      } else if (pick < 8) {
        model.push_front(value);
        REQUIRE(db.lpush("l", value) == static_cast<std::int64_t>(model.size()));
      } else if (pick < 10) {
        const auto got = db.lpop("l");
        REQUIRE(got == (model.empty() ? std::nullopt : std::optional(model.front())));
        if (!model.empty()) model.pop_front();
      } else if (pick < 12) {
        const auto got = db.rpop("l", 2);
        REQUIRE(got.has_value() == !model.empty());
        for (std::size_t j = 0; got && j < got->size(); ++j) {
          REQUIRE((*got)[j] == model.back());
          model.pop_back();
        }
      } else if (pick == 12 && model.size() > 20) {
        db.ltrim("l", 3, -4);
        model.erase(model.begin(), model.begin() + 3);
        model.erase(model.end() - 3, model.end());
      } else if (!model.empty()) {
        const auto at = static_cast<std::int64_t>((random >> 20) % model.size());
        REQUIRE(db.lindex("l", at) == model[static_cast<std::size_t>(at)]);
        REQUIRE(db.lindex("l", at - static_cast<std::int64_t>(model.size())) ==
                model[static_cast<std::size_t>(at)]);
      }
      REQUIRE(db.llen("l") == static_cast<std::int64_t>(model.size()));
    }
    CHECK(db.lrange("l", 0, -1) == texts(model.begin(), model.end()));
  }
  CHECK(support::broken_invariants(path) == "");
}

// After 2^42 pushes on one end a list reaches the last integers; it must move, not overflow.
TEST_CASE("list: a list at an end of the integers moves back and keeps its order", "[redlite]") {
  const support::scratch folder;
  const std::string path = folder.path();
  const bool at_the_front = GENERATE(true, false);
  { redlite::db(path).rpush("l", {"a", "b", "c"}); }
  const std::int64_t shift = at_the_front ? -redlite::detail::list_position_max + (1 << 20)
                                          : redlite::detail::list_position_max - 3 * (1 << 20);
  {
    plain_sql file(path);
    const std::string by = std::to_string(shift);
    CHECK(file.rows("UPDATE list_item SET position = position + " + by +
                    "; UPDATE collection SET "
                    "head = head + " +
                    by + ", tail = tail + " + by)
              .empty());
  }
  CHECK(support::broken_invariants(path) == "");
  {
    redlite::db db(path);
    CHECK(db.lrange("l", 0, -1) == texts{"a", "b", "c"});
    for (int i = 0; i < 5; ++i) {
      if (at_the_front) {
        db.lpush("l", {"x", "y"});
      } else {
        db.rpush("l", {"x", "y"});
      }
    }
    const texts more{"x", "y", "x", "y", "x", "y", "x", "y", "x", "y"};
    texts wanted = at_the_front ? texts(more.rbegin(), more.rend()) : texts{"a", "b", "c"};
    const texts rest = at_the_front ? texts{"a", "b", "c"} : more;
    wanted.insert(wanted.end(), rest.begin(), rest.end());
    CHECK(db.lrange("l", 0, -1) == wanted);
    CHECK(db.lindex("l", 4) == wanted[4]);
    CHECK(db.rpop("l") == wanted.back());
    CHECK(db.lpop("l") == wanted.front());
  }
  CHECK(support::broken_invariants(path) == "");
  CHECK(std::abs(std::stoll(plain_sql(path).one(
            "SELECT max(abs(head), abs(tail)) FROM collection"))) < (std::int64_t{1} << 30));
}

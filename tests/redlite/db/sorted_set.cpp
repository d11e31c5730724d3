// tests/redlite/db/sorted_set.cpp: what the laws of sorted sets leave to this store: large ones.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/sorted_set.hpp>

#include <algorithm>  // the model's order
#include <cmath>      // NaN
#include <cstdint>    // positions
#include <limits>     // infinity
#include <map>        // the model
#include <random>     // mt19937_64, the same everywhere
#include <string>     // members
#include <utility>    // the model's order
#include <vector>     // replies

#include <redlite/db/db.hpp>  // commands

#include "catch.hpp"
#include "invariants.hpp"
#include "store.hpp"

using redlite::range_by;
using redlite::scored;
using redlite::with_scores;
using redlite::zadd_compare;
using redlite::zadd_if;
using support::message_of;
using support::scratch;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

std::string member(std::uint64_t i) { return "m" + std::to_string(i); }

/// What a sorted set is, by the book.
class model {
 public:
  void put(const std::string& name, double score) { scores_[name] = score; }
  bool erase(const std::string& name) { return scores_.erase(name) == 1; }
  [[nodiscard]] std::size_t size() const { return scores_.size(); }
  [[nodiscard]] bool has(const std::string& name) const { return scores_.count(name) == 1; }
  [[nodiscard]] double score(const std::string& name) const { return scores_.at(name); }

  [[nodiscard]] std::vector<scored> in_order() const {
    std::vector<scored> all;
    for (const auto& [name, score] : scores_) all.push_back({name, score});
    std::stable_sort(all.begin(), all.end(),
                     [](const scored& a, const scored& b) { return a.score < b.score; });
    return all;
  }

 private:
  std::map<std::string, double> scores_;
};

/// Asks for everything that depends on order, at the ends, in the middle and at random.
void check(redlite::db& db, const model& right, std::mt19937_64& random) {
  const std::vector<scored> all = right.in_order();
  const auto n = static_cast<std::int64_t>(all.size());
  REQUIRE(db.zcard("z") == n);
  for (int i = 0; i < 20 && n > 0; ++i) {
    const auto at = static_cast<std::int64_t>(random() % all.size());
    const scored& one = all[static_cast<std::size_t>(at)];
    REQUIRE(db.zrank("z", one.member) == at);
    REQUIRE(db.zscore("z", one.member) == one.score);
    const std::int64_t to =
        std::min<std::int64_t>(n, at + static_cast<std::int64_t>(random() % 40) + 1);
    const std::vector<scored> part(all.begin() + at, all.begin() + to);
    REQUIRE(db.zrange("z", at, to - 1, with_scores) == part);
    const std::vector<scored> backward(part.rbegin(), part.rend());
    REQUIRE(db.zrevrange("z", n - to, n - 1 - at, with_scores) == backward);
    const auto end = static_cast<std::size_t>(random() % all.size());
    const double low = std::min(one.score, all[end].score);
    const double high = std::max(one.score, all[end].score);
    const auto within = std::count_if(all.begin(), all.end(), [&](const scored& each) {
      return low <= each.score && each.score <= high;
    });
    REQUIRE(db.zcount("z", low, high) == within);
    const auto from = std::count_if(all.begin(), all.end(),
                                    [&](const scored& each) { return each.score >= low; });
    REQUIRE(db.zcount("z", low, "+inf") == from);
  }
  REQUIRE(db.zrange("z", 0, -1, with_scores) == all);
}

double some_score(std::mt19937_64& random) {
  switch (random() % 40) {
    case 0:
      return infinity;
    case 1:
      return -infinity;
    case 2:
      return 0.1;
    default:
      return static_cast<double>(random() % 60) - 20;
  }
}

}  // namespace

// A rank that is off by one, or a range that starts beside its index, would go unseen in small
// sets.
TEST_CASE("sorted_set: order and positions stay right through any changes", "[db]") {
  redlite::db db(":memory:");
  std::mt19937_64 random(11);
  model right;
  for (int round = 0; round < 6000; ++round) {
    const std::string name = member(random() % 2000);
    const double score = some_score(random);
    const bool there = right.has(name);
    switch (random() % 8) {
      case 0:
        REQUIRE(db.zrem("z", name) == (right.erase(name) ? 1 : 0));
        break;
      case 1:
        REQUIRE(db.zadd("z", score, name, {.when = zadd_if::absent}) == (there ? 0 : 1));
        if (!there) right.put(name, score);
        break;
      case 2: {
        const bool moves = there && score > right.score(name);
        REQUIRE(db.zadd("z", score, name,
                        {.when = zadd_if::present,
                         .compare = zadd_compare::greater,
                         .changed = true}) == (moves ? 1 : 0));
        if (moves) right.put(name, score);
        break;
      }
      case 3: {
        const double sum = 1.5 + (there ? right.score(name) : 0);
        REQUIRE(db.zadd("z", redlite::increment, 1.5, name) == sum);
        right.put(name, sum);
        break;
      }
      default:
        REQUIRE(db.zadd("z", score, name) == (there ? 0 : 1));
        right.put(name, score);
    }
    if (round % 500 == 499) check(db, right, random);
  }
  REQUIRE(right.size() > 1000);
  const std::vector<scored> all = right.in_order();
  for (std::size_t i = 0; i < all.size(); ++i) {
    REQUIRE(db.zrank("z", all[i].member) == static_cast<std::int64_t>(i));
  }
  for (const scored& each : all) REQUIRE(db.zrem("z", each.member) == 1);
  REQUIRE_FALSE(db.exists("z"));
}

// A guess at whether a member is new may cost time, never a score or a count.
TEST_CASE("sorted_set: ZADD tells new, changed and unchanged members apart in any order", "[db]") {
  redlite::db db(":memory:");
  REQUIRE(db.zadd("z", 1, "a") == 1);
  REQUIRE(db.zadd("z", 1, "a", {.changed = true}) == 0);
  REQUIRE(db.zadd("z", 2, "a", {.changed = true}) == 1);
  REQUIRE(db.zadd("z", 2, "a", {.changed = true}) == 0);
  REQUIRE(db.zadd("z", 2, "b", {.changed = true}) == 1);
  REQUIRE(db.zadd("z", {{3, "a"}, {3, "c"}, {2, "b"}, {4, "c"}}, {.changed = true}) == 3);
  REQUIRE(db.zcard("z") == 3);
  REQUIRE(db.zcount("z", "(2", 3) == 1);
  REQUIRE(db.zrange("z", 0, -1, with_scores) == std::vector<scored>{{"b", 2}, {"a", 3}, {"c", 4}});
}

// A rejected command that had begun to write, or that left its mark in memory, would not be whole.
TEST_CASE("sorted_set: a refused command changes nothing, in the file or in memory", "[db]") {
  redlite::db db(":memory:");
  std::mt19937_64 random(2);
  model right;
  for (std::uint64_t i = 0; i < 1000; ++i) {
    right.put(member(i), static_cast<double>(i % 7));
    db.zadd("z", static_cast<double>(i % 7), member(i));
  }
  db.set("text", "x");
  check(db, right, random);
  REQUIRE(message_of([&] {
            db.zadd("z", {{1, "new"}, {std::nan(""), "m1"}});
          }) == "ERR value is not a valid float");
  db.zadd("z", infinity, "top");
  right.put("top", infinity);
  REQUIRE(message_of([&] { db.zadd("z", redlite::increment, -infinity, "top"); }) ==
          "ERR resulting score is not a number (NaN)");
  REQUIRE(message_of([&] {
            db.zadd("z", 1, "new", {.when = zadd_if::absent, .compare = zadd_compare::less});
          }) == "ERR GT, LT, and/or NX options at the same time are not compatible");
  REQUIRE(message_of([&] { db.zadd("text", 1, "a"); }) == support::wrong_type_text);
  REQUIRE(message_of([&] { db.zrem("text", "a"); }) == support::wrong_type_text);
  // Held back before the sum is looked at, as Redis does.
  REQUIRE(db.zadd("z", redlite::increment, -infinity, "top", {.when = zadd_if::absent}) ==
          std::nullopt);
  REQUIRE(db.zadd("none", 1, "a", {.when = zadd_if::present}) == 0);
  REQUIRE_FALSE(db.exists("none"));
  check(db, right, random);
}

// An index that outlives its sorted set would answer for the next one with the same number.
TEST_CASE("sorted_set: nothing is remembered of one that was deleted, emptied or flushed", "[db]") {
  redlite::db db(":memory:");
  for (int how = 0; how < 3; ++how) {
    for (std::uint64_t i = 0; i < 1000; ++i) db.zadd("z", 1, member(i));
    REQUIRE(db.zrank("z", "m999") == 999);
    if (how == 0) db.del("z");
    if (how == 1) db.flushdb();
    if (how == 2) {
      for (std::uint64_t i = 0; i < 1000; ++i) db.zrem("z", member(i));
    }
    REQUIRE(db.zrank("z", "m999") == std::nullopt);
    std::mt19937_64 random(1);
    model right;
    for (std::uint64_t i = 0; i < 800; ++i) {
      const auto score = static_cast<double>(800 - i);
      db.zadd("z", score, member(i));
      right.put(member(i), score);
    }
    check(db, right, random);
    db.del("z");
  }
}

// Ranks from memory would miss what another process committed in between.
TEST_CASE("sorted_set: ranks follow what another connection commits", "[db]") {
  const scratch folder;
  const redlite::options shared{.sharing = redlite::sharing::shared};
  redlite::db ours(folder.path(), shared);
  redlite::db theirs(folder.path(), shared);
  std::mt19937_64 random(4);
  model right;
  std::vector<redlite::score_member> pairs;
  std::vector<std::string> names;
  for (std::uint64_t i = 0; i < 1000; ++i) names.push_back(member(i));
  for (const std::string& name : names) {
    pairs.push_back({10, name});
    right.put(name, 10);
  }
  ours.zadd("z", pairs);
  for (int round = 0; round < 30; ++round) {
    redlite::db& writer = round % 2 == 0 ? theirs : ours;
    const std::string name = member(random() % 1000);
    const double score = some_score(random);
    writer.zadd("z", score, name);
    right.put(name, score);
    const std::string gone = member(random() % 1000);
    REQUIRE(theirs.zrem("z", gone) == (right.erase(gone) ? 1 : 0));
    check(ours, right, random);
  }
  REQUIRE(support::broken_invariants(folder.path()) == "");
}

// The next collection's rows follow at once: an open upper end must stop before them.
TEST_CASE("sorted_set: ranges by bytes and by score end with their own sorted set", "[db]") {
  redlite::db db(":memory:");
  for (const char* key : {"before", "z", "after"}) {
    for (std::uint64_t i = 0; i < 400; ++i) db.zadd(key, 0, member(i));
  }
  REQUIRE(db.zrange("z", "-", "+", {.by = range_by::lex}).size() == 400);
  REQUIRE(db.zrange("z", "+", "-", {.by = range_by::lex, .reverse = true}).front() == "m99");
  REQUIRE(db.zrange("z", "(m9", "+", {.by = range_by::lex}).size() == 10);
  REQUIRE(db.zrange("z", "[m9", "(m91", {.by = range_by::lex}) ==
          std::vector<std::string>{"m9", "m90"});
  REQUIRE(db.zrange("z", "-", "+", {.by = range_by::lex, .limit = {{398, 10}}}) ==
          std::vector<std::string>{"m98", "m99"});
  REQUIRE(db.zcount("z", "-inf", "+inf") == 400);
  REQUIRE(db.zcount("z", "(0", "+inf") == 0);
  REQUIRE(db.zrangebyscore("z", "-inf", "+inf", {.limit = {{399, -1}}}) ==
          std::vector<std::string>{"m99"});
  REQUIRE(db.zrangebyscore("z", "-inf", "+inf", {.limit = {{-1, 5}}}).empty());
}

// Options that Redis refuses, and the one that it lets pass, must not silently do something else.
TEST_CASE("sorted_set: ZRANGE refuses what Redis refuses", "[db]") {
  redlite::db db(":memory:");
  db.zadd("z", {{1, "a"}, {2, "b"}});
  REQUIRE(message_of([&] {
            db.zrange("z", 0, -1, {.limit = {{0, 1}}});
          }) ==
          "ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX");
  REQUIRE(db.zrange("z", 0, -1, {.limit = {{1, -1}}}).size() == 2);
  REQUIRE(message_of([&] { db.zrange("z", "-", "+", with_scores, {.by = range_by::lex}); }) ==
          "ERR syntax error, WITHSCORES not supported in combination with BYLEX");
  REQUIRE(message_of([&] { db.zrange("none", "a", "b"); }) ==
          "ERR value is not an integer or out of range");
  REQUIRE(message_of([&] { db.zrange("none", "-", "+", {.by = range_by::score}); }) ==
          "ERR min or max is not a float");
  REQUIRE(message_of([&] { db.zcount("none", "a", 1); }) == "ERR min or max is not a float");
}

// ZINCRBY is ZADD INCR by another name; ZREVRANK counts from the other end.
TEST_CASE("sorted_set: ZINCRBY, ZMSCORE and ZREVRANK", "[db]") {
  redlite::db db(":memory:");
  REQUIRE(db.zincrby("z", 1.5, "m") == 1.5);
  REQUIRE(db.zincrby("z", 1.5, "m") == 3);
  REQUIRE(db.zincrby("z", infinity, "top") == infinity);
  REQUIRE(message_of([&] { db.zincrby("z", -infinity, "top"); }) ==
          "ERR resulting score is not a number (NaN)");
  REQUIRE(message_of([&] { db.zincrby("z", std::nan(""), "m"); }) ==
          "ERR value is not a valid float");
  REQUIRE(db.zmscore("z", {"top", "none", "m"}) ==
          std::vector<std::optional<double>>{infinity, std::nullopt, 3});
  REQUIRE(db.zmscore("none", {"a", "b"}) ==
          std::vector<std::optional<double>>{std::nullopt, std::nullopt});
  REQUIRE(db.zrevrank("z", "top") == 0);
  REQUIRE(db.zrevrank("z", "m") == 1);
  REQUIRE(db.zrevrank("z", "none") == std::nullopt);
  REQUIRE(db.zrevrank("none", "m") == std::nullopt);
  db.set("text", "x");
  REQUIRE(message_of([&] { db.zincrby("text", 1, "m"); }) == support::wrong_type_text);
  REQUIRE(message_of([&] { db.zmscore("text", "m"); }) == support::wrong_type_text);
  REQUIRE(message_of([&] { db.zrevrank("text", "m"); }) == support::wrong_type_text);
}

// An empty list is told by the number of words, which options make up.
TEST_CASE("sorted_set: ZADD without pairs", "[db]") {
  redlite::db db(":memory:");
  const std::vector<redlite::score_member> none;
  REQUIRE(message_of([&] { db.zadd("z", none, {.changed = true}); }) ==
          "ERR wrong number of arguments for 'zadd' command");
  REQUIRE(message_of([&] {
            db.zadd("z", none, {.when = zadd_if::absent, .compare = zadd_compare::less});
          }) == "ERR syntax error");
}

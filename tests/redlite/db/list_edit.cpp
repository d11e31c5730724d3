// tests/redlite/db/list_edit.cpp: lists searched, changed in the middle, and moved between. Replies
// compared with redis-server 7.0.15.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/list_edit.hpp>

#include <algorithm>  // a model of a list
#include <cstdint>    // indexes
#include <deque>      // a model of a list
#include <limits>     // ends of the integers
#include <random>     // mt19937_64, the same everywhere
#include <string>     // values
#include <vector>     // replies

#include <redlite/db/db.hpp>  // commands

#include "catch.hpp"
#include "invariants.hpp"
#include "store.hpp"

using redlite::errc;
using redlite::list_end;
using redlite::list_side;
using support::message_of;
using support::refusal_of;

namespace {

using texts = std::vector<std::string>;
using indexes = std::vector<std::int64_t>;

constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
constexpr auto left = list_end::left;
constexpr auto right = list_end::right;
constexpr auto before = list_side::before;
constexpr auto after = list_side::after;

texts all_of(redlite::db& db, const char* key) { return db.lrange(key, 0, -1); }

}  // namespace

// A worker that pushes only to queues that somebody reads must not make one.
TEST_CASE("list_edit: LPUSHX and RPUSHX push only onto a list that is there", "[redlite]") {
  redlite::db db(":memory:");
  CHECK(db.lpushx("l", "a") == 0);
  CHECK(db.rpushx("l", "a") == 0);
  CHECK(db.exists("l") == 0);
  db.rpush("l", "m");
  CHECK(db.lpushx("l", {"a", "b"}) == 3);
  CHECK(db.rpushx("l", {"y", "z"}) == 5);
  CHECK(all_of(db, "l") == texts{"b", "a", "m", "y", "z"});
  db.set("s", "v");
  CHECK(message_of([&] { db.lpushx("s", "a"); }) == support::wrong_type_text);
  CHECK(message_of([&] { db.rpushx("s", "a"); }) == support::wrong_type_text);
}

TEST_CASE("list_edit: LSET replaces from either end and refuses the rest", "[redlite]") {
  redlite::db db(":memory:");
  db.rpush("l", {"a", "b", "c"});
  db.lset("l", 0, "x");
  db.lset("l", -1, "");
  CHECK(all_of(db, "l") == texts{"x", "b", ""});
  db.lset("l", -3, "first");
  CHECK(db.lindex("l", 0) == "first");
  for (const std::int64_t index : {std::int64_t{3}, std::int64_t{-4}, lowest}) {
    const auto no = refusal_of([&] { db.lset("l", index, "x"); });
    CHECK(no.code == errc::out_of_range);
    CHECK(no.text == "ERR index out of range");
  }
  CHECK(message_of([&] { db.lset("none", 0, "x"); }) == "ERR no such key");
  db.set("s", "v");
  CHECK(message_of([&] { db.lset("s", 9, "x"); }) == support::wrong_type_text);
}

TEST_CASE("list_edit: LINSERT finds the first pivot", "[redlite]") {
  redlite::db db(":memory:");
  CHECK(db.linsert("l", before, "p", "x") == 0);
  CHECK(db.exists("l") == 0);
  db.rpush("l", {"a", "b", "a"});
  CHECK(db.linsert("l", before, "none", "x") == -1);
  CHECK(db.linsert("l", before, "a", "1") == 4);
  CHECK(db.linsert("l", after, "a", "2") == 5);
  CHECK(db.linsert("l", before, "b", "3") == 6);
  CHECK(db.linsert("l", after, "b", "4") == 7);
  CHECK(all_of(db, "l") == texts{"1", "a", "2", "3", "b", "4", "a"});
  db.rpush("one", "p");
  CHECK(db.linsert("one", after, "p", "z") == 2);
  CHECK(db.linsert("one", after, "z", "zz") == 3);
  CHECK(all_of(db, "one") == texts{"p", "z", "zz"});
  db.set("s", "v");
  CHECK(message_of([&] { db.linsert("s", before, "p", "x"); }) == support::wrong_type_text);
}

TEST_CASE("list_edit: LREM counts from either end", "[redlite]") {
  const support::scratch folder;
  const std::string path = folder.path();
  {
    redlite::db db(path);
    const auto fill = [&] {
      db.del("l");
      db.rpush("l", {"a", "b", "a", "c", "a", "b"});
    };
    fill();
    CHECK(db.lrem("l", 1, "a") == 1);
    CHECK(all_of(db, "l") == texts{"b", "a", "c", "a", "b"});
    CHECK(db.lrem("l", -1, "b") == 1);
    CHECK(all_of(db, "l") == texts{"b", "a", "c", "a"});
    CHECK(db.lrem("l", -2, "a") == 2);
    CHECK(all_of(db, "l") == texts{"b", "c"});
    CHECK(db.lrem("l", 0, "none") == 0);
    CHECK(db.lrem("none", 0, "a") == 0);
    fill();
    CHECK(db.lrem("l", 2, "a") == 2);
    CHECK(all_of(db, "l") == texts{"b", "c", "a", "b"});
    fill();
    CHECK(db.lrem("l", lowest, "a") == 3);
    CHECK(all_of(db, "l") == texts{"b", "c", "b"});
    CHECK(db.lrem("l", 9, "b") == 2);
    CHECK(db.lrem("l", 0, "c") == 1);
    CHECK(db.exists("l") == 0);
    db.set("s", "v");
    CHECK(message_of([&] { db.lrem("s", 0, "a"); }) == support::wrong_type_text);
  }
  CHECK(support::broken_invariants(path) == "");
}

TEST_CASE("list_edit: LPOS with RANK, COUNT and MAXLEN", "[redlite]") {
  redlite::db db(":memory:");
  db.rpush("l", {"a", "b", "c", "a", "b", "c", "a"});
  CHECK(db.lpos("l", "a") == 0);
  CHECK(db.lpos("l", "z") == std::nullopt);
  CHECK(db.lpos("none", "a") == std::nullopt);
  CHECK(db.lpos("l", "a", {.rank = 2}) == 3);
  CHECK(db.lpos("l", "a", {.rank = 4}) == std::nullopt);
  CHECK(db.lpos("l", "a", {.rank = -1}) == 6);
  CHECK(db.lpos("l", "a", {.rank = -3}) == 0);
  CHECK(db.lpos("l", "a", {.rank = lowest}) == 6);
  CHECK(db.lpos("l", "a", {.rank = lowest + 1}) == std::nullopt);
  CHECK(db.lpos("l", "b", {.max_len = 1}) == std::nullopt);
  CHECK(db.lpos("l", "b", {.max_len = 2}) == 1);
  CHECK(db.lpos("l", "b", {.rank = -1, .max_len = 1}) == std::nullopt);
  CHECK(db.lpos("l", "b", {.rank = -1, .max_len = 3}) == 4);
  CHECK(db.lpos("l", "a", 0) == indexes{0, 3, 6});
  CHECK(db.lpos("l", "a", 2) == indexes{0, 3});
  CHECK(db.lpos("l", "a", 5, {.rank = -2}) == indexes{3, 0});
  CHECK(db.lpos("l", "a", 2, {.rank = 2}) == indexes{3, 6});
  CHECK(db.lpos("l", "a", 0, {.max_len = 4}) == indexes{0, 3});
  CHECK(db.lpos("l", "z", 0).empty());
  CHECK(db.lpos("none", "a", 0).empty());
  CHECK(message_of([&] { db.lpos("l", "a", -1); }) == "ERR COUNT can't be negative");
  CHECK(message_of([&] { db.lpos("none", "a", {.max_len = -1}); }) ==
        "ERR MAXLEN can't be negative");
  CHECK(message_of([&] { db.lpos("none", "a", {.rank = 0}); }) ==
        "ERR RANK can't be zero: use 1 to start from the first match, 2 from the second ... or use "
        "negative to start from the end of the list");
  db.set("s", "v");
  CHECK(message_of([&] { db.lpos("s", "a"); }) == support::wrong_type_text);
}

// An element that is in neither list, or in both, is a job lost or done twice.
TEST_CASE("list_edit: LMOVE and RPOPLPUSH, also within one list", "[redlite]") {
  redlite::db db(":memory:");
  db.rpush("a", {"1", "2", "3"});
  CHECK(db.lmove("a", "b", left, right) == "1");
  CHECK(db.lmove("a", "b", right, left) == "3");
  CHECK(all_of(db, "b") == texts{"3", "1"});
  CHECK(db.rpoplpush("a", "b") == "2");
  CHECK(db.exists("a") == 0);
  CHECK(all_of(db, "b") == texts{"2", "3", "1"});
  CHECK(db.rpoplpush("b", "b") == "1");
  CHECK(all_of(db, "b") == texts{"1", "2", "3"});
  CHECK(db.lmove("b", "b", left, right) == "1");
  CHECK(db.lmove("b", "b", left, left) == "2");
  CHECK(db.lmove("b", "b", right, right) == "1");
  CHECK(all_of(db, "b") == texts{"2", "3", "1"});
  CHECK(db.lmove("none", "b", left, left) == std::nullopt);
  db.set("s", "v");
  CHECK(db.rpoplpush("none", "s") == std::nullopt);
  CHECK(message_of([&] { db.rpoplpush("b", "s"); }) == support::wrong_type_text);
  CHECK(message_of([&] { db.rpoplpush("s", "b"); }) == support::wrong_type_text);
  CHECK(db.llen("b") == 3);
  db.rpush("one", "x");
  db.expire("one", 100);
  CHECK(db.lmove("one", "one", left, right) == "x");
  CHECK(db.llen("one") == 1);
  CHECK(db.ttl("one") == 100);
}

TEST_CASE("list_edit: LMPOP takes from the first list that is there", "[redlite]") {
  redlite::db db(":memory:");
  using popped = std::pair<std::string, texts>;
  db.rpush("b", {"1", "2", "3", "4"});
  CHECK(db.lmpop({"a", "b"}, left) == popped("b", {"1"}));
  CHECK(db.lmpop({"a", "b"}, right, {.count = 2}) == popped("b", {"4", "3"}));
  CHECK(db.lmpop("b", left, {.count = 10}) == popped("b", {"2"}));
  CHECK(db.exists("b") == 0);
  CHECK(db.lmpop({"a", "b"}, left) == std::nullopt);
  db.set("s", "v");
  db.rpush("b", "1");
  CHECK(message_of([&] { db.lmpop({"a", "s", "b"}, left); }) == support::wrong_type_text);
  CHECK(db.lmpop({"a", "b", "s"}, left) == popped("b", {"1"}));
  CHECK(message_of([&] { db.lmpop({}, left); }) ==
        "ERR wrong number of arguments for 'lmpop' command");
  CHECK(message_of([&] { db.lmpop({}, left, {.count = 0}); }) ==
        "ERR numkeys should be greater than 0");
  for (const std::int64_t count : {std::int64_t{0}, lowest})
    CHECK(message_of([&] { db.lmpop("none", left, {.count = count}); }) ==
          "ERR count should be greater than 0");
}

// Twenty insertions use up a gap; then neighbours move, and nothing may get lost or out of order.
TEST_CASE("list_edit: thousands of insertions at one place keep the order", "[redlite]") {
  const support::scratch folder;
  const std::string path = folder.path();
  const bool grow_left = GENERATE(true, false);
  const std::size_t around = GENERATE(1U, 40U, 700U);
  std::deque<std::string> low;
  std::deque<std::string> high;
  {
    redlite::db db(path, {.durability = redlite::durability::off});
    for (std::size_t i = 0; i < around; ++i) low.push_back("l" + std::to_string(i));
    for (std::size_t i = 0; i < around; ++i) high.push_back("h" + std::to_string(i));
    db.rpush("l", texts(low.begin(), low.end()));
    db.rpush("l", "p");
    db.rpush("l", texts(high.begin(), high.end()));
    for (int i = 0; i < 3000; ++i) {
      const std::string value = std::to_string(i);
      db.linsert("l", grow_left ? before : after, "p", value);
      if (grow_left) {
        low.push_back(value);
      } else {
        high.push_front(value);
      }
      if (i % 300 == 7) {
        const auto high_index = static_cast<std::int64_t>(low.size() + high.size() / 2);
        REQUIRE(db.lindex("l", high_index + 1) == high[high.size() / 2]);
      }
    }
    texts wanted(low.begin(), low.end());
    wanted.emplace_back("p");
    wanted.insert(wanted.end(), high.begin(), high.end());
    CHECK(all_of(db, "l") == wanted);
  }
  CHECK(support::broken_invariants(path) == "");
}

// Uneven lists count by buckets in memory, which every command must keep true.
TEST_CASE("list_edit: a long mixture on an uneven list leaves what a model has", "[redlite]") {
  const support::scratch folder;
  const std::string path = folder.path();
  const int start = GENERATE(3, 2000);
  std::vector<std::string> model;
  {
    redlite::db db(path, {.durability = redlite::durability::off});
    std::mt19937_64 random(static_cast<std::uint64_t>(start));
    int next = 0;
    const auto fresh = [&] { return std::to_string(next++); };
    for (int i = 0; i < start; ++i) model.push_back(fresh());
    db.rpush("l", model);
    const auto size = [&] { return static_cast<std::int64_t>(model.size()); };
    for (int i = 0; i < 4000; ++i) {
      if (model.empty()) {
        model.push_back(fresh());
        REQUIRE(db.rpush("l", model.back()) == 1);
      }
      const auto at = static_cast<std::ptrdiff_t>(random() % model.size());
      const auto index = static_cast<std::size_t>(at);
      switch (random() % 12) {
        case 0:
        case 1:
          REQUIRE(db.linsert("l", before, model[index], std::to_string(next)) == size() + 1);
          model.insert(model.begin() + at, fresh());
          break;
        case 2:
          REQUIRE(db.linsert("l", after, model[index], std::to_string(next)) == size() + 1);
          model.insert(model.begin() + at + 1, fresh());
          break;
        case 3:
        case 4:
          REQUIRE(db.lrem("l", random() % 2 == 0 ? 1 : -1, std::string(model[index])) == 1);
          model.erase(model.begin() + at);
          break;
        case 5:
          model[index] = fresh();
          db.lset("l", at, model[index]);
          break;
        case 6:
          REQUIRE(db.lpop("l") == model.front());
          model.erase(model.begin());
          break;
        case 7:
          REQUIRE(db.rpop("l") == model.back());
          model.pop_back();
          break;
        case 8:
          model.insert(model.begin(), fresh());
          REQUIRE(db.lpush("l", model.front()) == size());
          break;
        case 9:
          model.push_back(fresh());
          REQUIRE(db.rpush("l", model.back()) == size());
          break;
        case 10:
          if (model.size() > 10) {
            db.ltrim("l", 1, -3);
            model.erase(model.begin());
            model.resize(model.size() - 2);
            REQUIRE(db.lpop("l", 2) == texts{model[0], model[1]});
            model.erase(model.begin(), model.begin() + 2);
          }
          break;
        case 11:
          REQUIRE(db.lmove("l", "l", right, left) == model.back());
          std::rotate(model.begin(), model.end() - 1, model.end());
          break;
      }
      REQUIRE(db.llen("l") == size());
      if (model.empty()) continue;
      const auto some = static_cast<std::int64_t>(random() % model.size());
      REQUIRE(db.lindex("l", some) == model[static_cast<std::size_t>(some)]);
      REQUIRE(db.lpos("l", model[static_cast<std::size_t>(some)]) == some);
    }
    CHECK(all_of(db, "l") == model);
    if (model.size() > 600) {
      CHECK(db.lrange("l", 300, 310) == texts(model.begin() + 300, model.begin() + 311));
      CHECK(db.rpop("l", 300) == texts(model.rbegin(), model.rbegin() + 300));
      model.resize(model.size() - 300);
      CHECK(db.lindex("l", 290) == model[290]);
    }
  }
  CHECK(support::broken_invariants(path) == "");
}

// A hole and an insertion elsewhere can leave the ends just as far apart as in an even list.
TEST_CASE("list_edit: an uneven list never looks even by chance", "[redlite]") {
  const support::scratch folder;
  const std::string path = folder.path();
  {
    redlite::db db(path);
    db.rpush("l", {"a", "b", "c", "d", "e"});
    db.linsert("l", after, "a", "x");
    db.lrem("l", 1, "c");
    CHECK(all_of(db, "l") == texts{"a", "x", "b", "d", "e"});
    for (std::int64_t i = 0; i < 5; ++i)
      CHECK(db.lindex("l", i) == all_of(db, "l")[static_cast<std::size_t>(i)]);
    db.rpush("p", {"a", "b", "c", "d", "e", "f"});
    db.linsert("p", after, "a", "x");
    db.lrem("p", 1, "d");
    db.lpop("p");
    CHECK(db.lindex("p", 1) == "b");
    CHECK(db.rpop("p") == "f");
    CHECK(db.lrange("p", 1, 2) == texts{"b", "c"});
    db.rpush("t", {"a", "b", "c", "d", "e", "f", "g"});
    db.linsert("t", after, "a", "x");
    db.lrem("t", 1, "d");
    db.ltrim("t", 0, -2);
    CHECK(db.lindex("t", 1) == "x");
    CHECK(db.lrange("t", 2, 3) == texts{"b", "c"});
  }
  CHECK(support::broken_invariants(path) == "");
}

/// Sets the positions of list "l" past the store: the element that was at `i` stands at `i + from`.
void crowd(const std::string& path, std::int64_t from) {
  support::plain_sql file(path);
  const std::string shift = std::to_string(from);
  CHECK(file.rows("UPDATE list_item SET position = position / 1048576 + " + shift +
                  "; UPDATE collection SET head = head / 1048576 + " + shift +
                  ", tail = tail / 1048576 + " + shift)
            .empty());
}

// Buckets made before the whole list moves would look for its elements where they stood.
TEST_CASE("list_edit: a crowded list is spread as a whole, wherever it stands", "[redlite]") {
  const support::scratch folder;
  const std::string path = folder.path();
  const std::int64_t from =
      GENERATE(std::int64_t{-700}, std::int64_t{0}, (std::int64_t{1} << 62) - 702);
  texts model;
  for (int i = 0; i < 700; ++i) model.push_back(std::to_string(i));
  { redlite::db(path).rpush("l", model); }
  crowd(path, from);
  {
    redlite::db db(path);
    CHECK(db.lindex("l", 350) == "350");
    if (from > 0) {
      CHECK(db.rpush("l", "last") == 701);
      model.push_back("last");
      CHECK(db.lindex("l", 350) == "350");
    }
    CHECK(db.linsert("l", after, "300", "x") == static_cast<std::int64_t>(model.size()) + 1);
    model.insert(model.begin() + 301, "x");
    CHECK(db.linsert("l", before, "300", "y") == static_cast<std::int64_t>(model.size()) + 1);
    model.insert(model.begin() + 300, "y");
    CHECK(db.lindex("l", 350) == "348");
    CHECK(all_of(db, "l") == model);
  }
  CHECK(support::broken_invariants(path) == "");
}

// Buckets that outlive their list would answer for the next one that gets its number.
TEST_CASE("list_edit: nothing is remembered of a list that was deleted", "[redlite]") {
  redlite::db db(":memory:");
  texts model;
  for (int i = 0; i < 600; ++i) model.push_back(std::to_string(i));
  for (int round = 0; round < 3; ++round) {
    db.rpush("l", model);
    db.linsert("l", after, std::to_string(round * 100), "x");
    CHECK(db.lindex("l", 300) == "299");
    while (round == 1 && db.lpop("l")) {
    }
    db.del("l");
  }
}

// What another connection moved must not be looked for where it stood.
TEST_CASE("list_edit: positions follow what another connection commits", "[redlite]") {
  const support::scratch folder;
  const redlite::options shared{.durability = redlite::durability::off,
                                .sharing = redlite::sharing::shared};
  redlite::db ours(folder.path(), shared);
  redlite::db theirs(folder.path(), shared);
  texts model;
  for (int i = 0; i < 1000; ++i) model.push_back(std::to_string(i));
  ours.rpush("l", model);
  ours.linsert("l", before, "500", "x");
  CHECK(ours.lindex("l", 600) == "599");
  CHECK(theirs.lrem("l", 1, "300") == 1);
  CHECK(theirs.linsert("l", before, "10", "y") == 1001);
  CHECK(theirs.lpop("l", 4)->size() == 4);
  CHECK(ours.lindex("l", 600) == "603");
  CHECK(ours.lindex("l", 400) == "404");
  ours.del("l");
  ours.rpush("l", model);
  ours.linsert("l", before, "900", "x");
  CHECK(ours.lindex("l", 500) == "500");
  CHECK(support::broken_invariants(folder.path()) == "");
}

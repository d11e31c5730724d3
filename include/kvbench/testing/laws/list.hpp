// kvbench/testing/laws/list.hpp: the laws of the list commands.
//
// Floor: wing testing.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <deque>  // a model

#include <kvbench/testing/laws/support.hpp>  // has, texts, refusal

namespace kvbench::testing::laws {

template <class Store>
  requires has<Store, cmd::lpush, cmd::rpush, cmd::lrange>
void push_laws(Store& store) {
  auto& db = *store;
  SECTION("pushes go one after the other, and yield the length") {
    CHECK(db.lpush("l", {"a", "b", "c"}) == 3);
    CHECK(db.rpush("l", {"x", "y"}) == 5);
    CHECK(list(db.lrange("l", 0, -1)) == texts{"c", "b", "a", "x", "y"});
  }
  SECTION("elements are bytes, and may be equal or empty") {
    std::string const bytes = all_bytes();
    db.rpush("l", {std::string_view(bytes), std::string_view(), std::string_view(),
                   std::string_view(bytes)});
    CHECK(list(db.lrange("l", 0, -1)) == texts{bytes, "", "", bytes});
  }
  SECTION("another type is refused") {
    if (put_string(store, "s")) {
      CHECK(refusal([&] { return db.lpush("s", "x"); }) == wrong_type);
      CHECK(refusal([&] { return db.rpush("s", "x"); }) == wrong_type);
      CHECK(refusal([&] { return db.lrange("s", 0, -1); }) == wrong_type);
    }
  }
}

template <class Store>
  requires has<Store, cmd::rpush, cmd::lpop, cmd::rpop>
void pop_laws(Store& store) {
  auto& db = *store;
  SECTION("pops take from their end; an emptied list is gone") {
    db.rpush("l", {"a", "b", "c"});
    CHECK(bulk(db.lpop("l")) == "a");
    CHECK(bulk(db.rpop("l")) == "c");
    CHECK(bulk(db.rpop("l")) == "b");
    CHECK_FALSE(bulk(db.lpop("l")));
    CHECK(vanished(store, "l"));
    CHECK(db.rpush("l", "new") == 1);
  }
  SECTION("nothing where absent") {
    CHECK_FALSE(bulk(db.lpop("absent")));
    CHECK_FALSE(bulk(db.rpop("absent")));
    CHECK(vanished(store, "absent"));
  }
  SECTION("another type is refused") {
    if (put_string(store, "s")) {
      CHECK(refusal([&] { return db.lpop("s"); }) == wrong_type);
      CHECK(refusal([&] { return db.rpop("s"); }) == wrong_type);
    }
  }
  if constexpr (requires { db.lpop("l", 2); }) {
    SECTION("a count takes so many, or all there are") {
      db.rpush("l", {"a", "b", "c", "d", "e"});
      CHECK(list(*db.lpop("l", 2)) == texts{"a", "b"});
      CHECK(list(*db.rpop("l", 2)) == texts{"e", "d"});
      CHECK(list(*db.lpop("l", 0)).empty());
      CHECK(list(*db.rpop("l", 9)) == texts{"c"});
      CHECK(vanished(store, "l"));
      CHECK_FALSE(static_cast<bool>(db.lpop("l", 2)));
      CHECK_FALSE(static_cast<bool>(db.rpop("l", 0)));
    }
    SECTION("a negative count is refused") {
      db.rpush("l", "a");
      std::string_view const text = "ERR value is out of range, must be positive";
      CHECK(refusal([&] { return db.lpop("l", -1); }) == text);
      CHECK(refusal([&] { return db.rpop("absent", -1); }) == text);
      CHECK(bulk(db.lpop("l")) == "a");
      if (put_string(store, "s")) {
        CHECK(refusal([&] { return db.lpop("s", 1); }) == wrong_type);
        CHECK(refusal([&] { return db.rpop("s", 1); }) == wrong_type);
      }
    }
  }
}

/// Positions are kept in gaps: many pushes at one place are where an implementation runs out of
/// them.
template <class Store>
  requires has<Store, cmd::rpush, cmd::lpush, cmd::lpop, cmd::rpop, cmd::lrange, cmd::lindex,
               cmd::llen>
void big_list_laws(Store& store) {
  auto& db = *store;
  SECTION("a long list agrees with a model under pushes and pops at both ends") {
    std::deque<std::string> model;
    std::uint64_t random = 42;
    for (int step = 0; step < 6000; ++step) {
      random = random * 6364136223846793005u + 1442695040888963407u;
      std::string const value = std::to_string(step);
      switch ((random >> 33) % 7) {
        case 0:
        case 1:
          db.lpush("l", value);
          model.push_front(value);
          break;
        case 2:
        case 3:
          db.rpush("l", value);
          model.push_back(value);
          break;
        case 4:
          db.lpush("l", {std::string_view(value), std::string_view("twice")});
          model.push_front(value);
          model.push_front("twice");
          break;
        case 5: {
          auto const popped = bulk(db.lpop("l"));
          REQUIRE(popped.has_value() == !model.empty());
          if (popped) {
            REQUIRE(*popped == model.front());
            model.pop_front();
          }
          break;
        }
        default: {
          auto const popped = bulk(db.rpop("l"));
          REQUIRE(popped.has_value() == !model.empty());
          if (popped) {
            REQUIRE(*popped == model.back());
            model.pop_back();
          }
        }
      }
    }
    auto const size = static_cast<std::int64_t>(model.size());
    REQUIRE(size > 500);
    CHECK(db.llen("l") == size);
    CHECK(list(db.lrange("l", 0, -1)) == texts(model.begin(), model.end()));
    for (std::int64_t at = 0; at < size; at += 97) {
      CHECK(bulk(db.lindex("l", at)) == model[static_cast<std::size_t>(at)]);
      CHECK(bulk(db.lindex("l", at - size)) == model[static_cast<std::size_t>(at)]);
      CHECK(list(db.lrange("l", at, at + 1)).front() == model[static_cast<std::size_t>(at)]);
    }
  }
}

/// All laws of lists that the store's client can be held to.
template <class Store>
void lists(Store& store) {
  if constexpr (requires { push_laws(store); }) {
    SECTION("push") { push_laws(store); }
  }
  if constexpr (requires { pop_laws(store); }) {
    SECTION("pop") { pop_laws(store); }
  }
  if constexpr (requires { big_list_laws(store); }) {
    SECTION("big list") { big_list_laws(store); }
  }
}

}  // namespace kvbench::testing::laws

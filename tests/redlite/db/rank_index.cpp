// tests/redlite/db/rank_index.cpp: positions by buckets against positions by counting.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/rank_index.hpp>

#include <algorithm>  // the model
#include <cstdint>    // counts
#include <random>     // mt19937_64, the same everywhere
#include <string>     // members
#include <utility>    // the model
#include <vector>     // the model

#include "catch.hpp"

namespace {

using redlite::detail::rank_index;
using redlite::detail::rank_indexes;
using redlite::detail::rank_key;
using redlite::detail::scan_max;

/// Elements in order, and an index that is told of each change, as a family would.
class elements {
 public:
  using element = std::pair<double, std::string>;

  void add(double score, const std::string& member) {
    const element added{score, member};
    const auto place = std::lower_bound(sorted_.begin(), sorted_.end(), added);
    if (place != sorted_.end() && *place == added) return;
    sorted_.insert(place, added);
    const auto full = index_.add({score, member});
    if (!full) return;
    const element& middle = sorted_[static_cast<std::size_t>(full->before + full->size / 2)];
    index_.split(*full, {middle.first, middle.second}, full->size / 2);
  }
  void remove(std::size_t position) {
    const element gone = sorted_[position];
    sorted_.erase(sorted_.begin() + static_cast<std::ptrdiff_t>(position));
    index_.remove({gone.first, gone.second});
  }

  /// Every element is in the bucket that the index says, and no bucket is larger than a scan.
  void check() const {
    for (std::size_t i = 0; i < sorted_.size(); ++i) {
      const auto position = static_cast<std::int64_t>(i);
      const auto bucket = index_.holding({sorted_[i].first, sorted_[i].second});
      REQUIRE(bucket.before <= position);
      REQUIRE(position < bucket.before + bucket.size);
      REQUIRE(bucket.size <= scan_max);
      const auto same = index_.at(position);
      REQUIRE(same.number == bucket.number);
      REQUIRE(same.before == bucket.before);
      const element& lowest = sorted_[static_cast<std::size_t>(bucket.before)];
      REQUIRE_FALSE(rank_key{lowest.first, lowest.second} < bucket.first);
    }
  }

  [[nodiscard]] std::size_t size() const { return sorted_.size(); }
  [[nodiscard]] const rank_index& index() const { return index_; }

 private:
  std::vector<element> sorted_;
  rank_index index_;
};

/// Builds an index of `count` elements "0000000", "0000001" ...
rank_index& build(rank_indexes& all, std::int64_t id, int count) {
  return all.build(id, [&](auto&& each) {
    for (int i = 0; i < count; ++i) {
      const std::string digits = std::to_string(10'000'000 + i).substr(1);
      each(rank_key{0, digits});
    }
  });
}

}  // namespace

// A bucket that counts wrong after a split or a merge would give every later member a wrong rank.
TEST_CASE("rank_index: buckets stay right through additions and removals", "[db]") {
  std::mt19937_64 random(7);
  elements all;
  const auto some_score = [&] { return static_cast<double>(random() % 50); };
  for (int i = 0; i < 3000; ++i) all.add(some_score(), std::to_string(random() % 1000));
  all.check();
  REQUIRE(all.index().buckets() > 10);
  for (int i = 0; i < 4000; ++i) {
    if (random() % 3 == 0) {
      all.add(some_score(), std::to_string(random() % 1000));
    } else if (all.size() > 0) {
      all.remove(random() % all.size());
    }
  }
  all.check();
}

// Elements added only at one end, as time stamps are, would fill one bucket without end.
TEST_CASE("rank_index: ascending and descending additions split, too", "[db]") {
  elements up;
  elements down;
  for (int i = 0; i < 2000; ++i) {
    up.add(i, "m");
    down.add(-i, "m");
  }
  up.check();
  down.check();
}

// Emptied buckets that stay would make a queue's index grow for ever.
TEST_CASE("rank_index: buckets of removed elements go away", "[db]") {
  elements queue;
  for (int i = 0; i < 20'000; ++i) {
    queue.add(i, "m");
    if (queue.size() > 1000) queue.remove(0);
  }
  queue.check();
  REQUIRE(queue.index().buckets() <= 20);
  elements thinned;
  for (int i = 0; i < 10'000; ++i) thinned.add(i, "m");
  std::mt19937_64 random(3);
  while (thinned.size() > 100) thinned.remove(random() % thinned.size());
  thinned.check();
  REQUIRE(thinned.index().buckets() <= 6);
  elements pair;
  for (int i = 0; i <= scan_max; ++i) pair.add(i, "m");
  REQUIRE(pair.index().buckets() == 2);
  while (pair.size() > 190) pair.remove(pair.size() - 1);
  while (pair.size() > 120) pair.remove(0);
  REQUIRE(pair.index().buckets() == 1);
  while (thinned.size() > 0) thinned.remove(0);
  REQUIRE(thinned.index().buckets() == 0);
  thinned.add(1, "again");
  thinned.check();
}

// Bytes above 127 are negative as `char`: sorted so, they would be looked for in the wrong bucket.
TEST_CASE("rank_index: members sort by unsigned bytes, scores first", "[db]") {
  REQUIRE(rank_key{0, "\x7f"} < rank_key{0, "\x80"});
  REQUIRE(rank_key{0, "a"} < rank_key{0, "aa"});
  REQUIRE(rank_key{-1, "b"} < rank_key{0, "a"});
  REQUIRE_FALSE(rank_key{0, "a"} < rank_key{0, "a"});
}

// Without a limit, touching many large collections once would keep an index of each for ever.
TEST_CASE("rank_indexes: the least recently used go when there are too many buckets", "[db]") {
  rank_indexes all(20);
  build(all, 1, 1000);  // 8 buckets
  build(all, 2, 1000);
  REQUIRE(all.find(1) != nullptr);
  REQUIRE(all.find(2) != nullptr);
  REQUIRE(all.find(1) != nullptr);
  build(all, 3, 1000);
  REQUIRE(all.find(2) == nullptr);
  REQUIRE(all.find(1) != nullptr);
  REQUIRE(all.find(3) != nullptr);
  REQUIRE(build(all, 4, 100'000).buckets() > 20);
  REQUIRE(all.size() == 1);
  all.erase(4);
  REQUIRE(all.find(4) == nullptr);
  REQUIRE(all.size() == 0);
}

// tests/kvbench/workload/cards.cpp
#include <kvbench/workload/cards.hpp>

#include "catch.hpp"

#include <array>
#include <string>
#include <utility>
#include <vector>

namespace {

struct journal {
  std::vector<int> calls;
};

template <int N>
struct numbered {
  static constexpr std::string_view name = "numbered";
  static auto draw(kvbench::draw& d) { return static_cast<int>(d.number(1'000'000)); }
  static void call(journal& l, int const&) { l.calls.push_back(N); }
};

struct wide {
  std::array<char, 17> odd;  // a size that would misalign what follows
};
struct odd_sized {
  static constexpr std::string_view name = "odd";
  static wide draw(kvbench::draw& d) { return {{static_cast<char>(d.number(100))}}; }
  static void call(journal& l, wide const& w) { l.calls.push_back(1'000 + w.odd[0]); }
};

template <int... N>
constexpr auto many(std::integer_sequence<int, N...>) {
  using kvbench::weight;
  return kvbench::workload(
      "many", ((kvbench::percent<weight<kvbench::whole_parts / 40>>{} * numbered<N>{}) + ...));
}
constexpr auto forty = many(std::make_integer_sequence<int, 40>{});

struct fixture {
  kvbench::keyspace keys{kvbench::uniform, 50};
  kvbench::payload_pool payload{100};
  kvbench::draw_source source{keys, payload, 50, 4, 100};
};

}  // namespace

// A switch that is too short would send late operations of a long mix to another one.
TEST_CASE("cards: each of forty operations reaches its own call", "[workload]") {
  fixture const f;
  auto cards = kvbench::make_cards<journal>(forty);
  journal l;
  std::array<kvbench::call_tally, 40> tallies{};
  std::array<std::uint8_t, 2> const members{0, 1};
  for (std::size_t op = 0; op < cards.size(); ++op) {
    cards.draw(op, members.data(), 2, f.source, 42, 0);
    cards.call(op, 1, l, tallies.data());
    CHECK(l.calls.back() == static_cast<int>(op));
  }
  CHECK(l.calls.size() == 40);
}

// Cards that overlap would give one operation the arguments of another.
TEST_CASE("cards: a block of each operation fits beside the others", "[workload]") {
  using namespace kvbench::literals;
  fixture const f;
  constexpr auto w = kvbench::workload("w", 50_pct * odd_sized{} + 50_pct * numbered<1>{});
  auto cards = kvbench::make_cards<journal>(w);
  std::array<std::uint8_t, kvbench::block_cards> members{};
  for (std::size_t i = 0; i < members.size(); ++i) members[i] = static_cast<std::uint8_t>(i);
  cards.draw(0, members.data(), members.size(), f.source, 42, 0);
  cards.draw(1, members.data(), members.size(), f.source, 42, 0);
  journal l;
  std::array<kvbench::call_tally, 2> tallies{};
  for (std::size_t slot = 0; slot < members.size(); ++slot) {
    cards.call(0, slot, l, tallies.data());
    kvbench::draw d = kvbench::draw_of(f.source, 42, slot);
    CHECK(l.calls.back() == 1'000 + static_cast<int>(d.number(100)));
  }
}

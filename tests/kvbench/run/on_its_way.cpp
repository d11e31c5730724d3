// tests/kvbench/run/on_its_way.cpp
#include <kvbench/run/on_its_way.hpp>

#include "catch.hpp"

using kvbench::detail::on_its_way;
using kvbench::detail::rings;

static_assert(sizeof(on_its_way) == 16);

// A number that loses a bit has its arguments drawn from another operation.
TEST_CASE("on its way: what it says is what was put in", "[run]") {
  std::uint64_t const highest = (std::uint64_t{1} << 48) - 1;
  for (std::uint64_t const number : {std::uint64_t{0}, std::uint64_t{12'345}, highest}) {
    for (std::size_t const op : {0u, 1u, 255u, 32'767u}) {
      for (bool const look : {false, true}) {
        on_its_way const one{number, op, look};
        CHECK(one.number() == number);
        CHECK(one.op() == op);
        CHECK(one.look() == look);
      }
    }
  }
}

// A reply that is given to the neighbour's request, and every latency is another's.
TEST_CASE("on its way: each connection keeps its own, oldest first", "[run]") {
  for (std::size_t const room : {1u, 3u, 16u}) {
    rings all{3, room};
    std::uint64_t next[3] = {0, 0, 0};
    std::uint64_t oldest[3] = {0, 0, 0};
    for (int round = 0; round < 200; ++round) {
      for (unsigned c = 0; c < 3; ++c) {
        while (all.size(c) < room) all.push(c, {next[c]++ * 3 + c, c, false});
        CHECK(all.at(c, room - 1).number() == (next[c] - 1) * 3 + c);
        for (unsigned taken = 0; taken <= c && all.size(c) != 0; ++taken)
          CHECK(all.pop(c).number() == oldest[c]++ * 3 + c);
      }
    }
    CHECK(all.size(1) == next[1] - oldest[1]);
    CHECK(all.place(2, room - 1) < all.places());
    CHECK(&all.at(2, 0) - &all.at(0, 0) == static_cast<std::ptrdiff_t>(all.place(2, 0)) -
                                               static_cast<std::ptrdiff_t>(all.place(0, 0)));
  }
}

// tests/kvbench/workload/draw.cpp
#include <kvbench/workload/draw.hpp>

#include "catch.hpp"

#include <set>
#include <string>

namespace {

struct fixture {
  kvbench::keyspace keys{kvbench::uniform, 50};
  kvbench::payload_pool payload{100};
  kvbench::draw_source source{keys, payload, 50, 4, 100};

  kvbench::draw at(std::uint64_t operation) const {
    return {source, kvbench::random_stream::at(42, operation), operation};
  }
};

}  // namespace

// Keys drawn from another range than was loaded: 99 % of a list benchmark were misses that way.
TEST_CASE("draw: exactly the keys that are loaded are drawn", "[workload]") {
  fixture const f;
  kvbench::loader const from{f.source, 42};
  std::set<std::string> loaded;
  for (std::uint64_t i = 0; i < from.keys(); ++i) loaded.insert(std::string{from.key("k:", i)});
  std::set<std::string> drawn;
  for (std::uint64_t i = 0; i < 5'000; ++i) drawn.insert(std::string{f.at(i).key("k:")});
  CHECK(drawn == loaded);
  std::set<std::string> elements;
  for (std::uint64_t i = 0; i < 500; ++i) elements.insert(std::string{f.at(i).element("e:")});
  CHECK(elements.size() == from.elements());
  CHECK(elements.contains(std::string{from.element("e:", 3)}));
}

// A prefix that is drawn and not loaded, or the other way round, makes every read a miss.
TEST_CASE("draw: keys of a shape are those that are loaded too", "[workload]") {
  fixture f;
  fixture const plain;
  kvbench::key_shape const shape{"bench:{7}:", 64, 50};
  f.source.form = kvbench::key_form{shape};
  kvbench::loader const from{f.source, 42};
  std::set<std::string> loaded;
  for (std::uint64_t i = 0; i < from.keys(); ++i) loaded.insert(std::string{from.key("k:", i)});
  std::set<std::string> drawn;
  for (std::uint64_t i = 0; i < 5'000; ++i) {
    auto const key = f.at(i).key("k:");
    drawn.insert(std::string{key});
    REQUIRE(key == shape.text("k:", plain.at(i).key_number()));  // the same numbers
    REQUIRE(f.at(i).is_key("k:", key));
  }
  CHECK(drawn == loaded);
  CHECK(loaded.size() == 50);
  CHECK(loaded.begin()->size() == 64);
  CHECK_FALSE(f.at(0).is_key("k:", "k:0000000001"));
  CHECK(plain.at(0).is_key("k:", "k:0000000001"));
  CHECK(f.at(0).element("e:").view().starts_with("e:"));  // names of elements are no keys
}

// Arguments that depend on what was drawn before cannot be repeated on another number of threads.
TEST_CASE("draw: a pure function of seed and operation", "[workload]") {
  fixture const f;
  auto first = f.at(7);
  auto again = f.at(7);
  CHECK(first.key("k:") == again.key("k:"));
  CHECK(first.value() == again.value());
  CHECK(first.number(1'000) == again.number(1'000));
  CHECK(first.unit() == again.unit());
  CHECK(first.operation() == 7);
}

// A value that is cut short, or another's, must not pass.
TEST_CASE("draw: a value verifies, a wrong one does not", "[workload]") {
  fixture const f;
  auto d = f.at(1);
  std::string value{d.value()};
  CHECK(value.size() == 100);
  CHECK(d.verify_value(value));
  CHECK_FALSE(d.verify_value(value.substr(0, 99)));
  value[99] = static_cast<char>(value[99] ^ 1);
  CHECK_FALSE(d.verify_value(value));
}

// Data loaded anew must be the same data, or two runs are not comparable.
TEST_CASE("loader: the same item has the same value, and items differ", "[workload]") {
  fixture const f;
  kvbench::loader const from{f.source, 42};
  CHECK(from.value(3) == kvbench::loader{f.source, 42}.value(3));
  CHECK(from.value(3) != from.value(4));
  CHECK(from.value(3) != kvbench::loader(f.source, 43).value(3));
}

namespace {

struct varied : fixture {
  kvbench::payload_pool longest{1'024};
  kvbench::value_sizes lengths{kvbench::sizes::weighted({{40, 3}, {40, 100}, {20, 1'024}}),
                               longest};
  kvbench::draw_source many{keys, longest, 50, 4, 1'024, &lengths};

  kvbench::draw of(std::uint64_t operation) const {
    return {many, kvbench::random_stream::at(42, operation), operation};
  }
};

}  // namespace

// A distribution that only the run draws from, and not the load, measures reads of another one.
TEST_CASE("draw: lengths vary in what is loaded as in what is drawn", "[workload]") {
  varied const f;
  kvbench::loader const from{f.many, 42};
  CHECK(f.of(0).value_bytes() == 1'024);
  CHECK(from.value_bytes() == 1'024);
  std::set<std::size_t> drawn;
  std::set<std::size_t> loaded;
  for (std::uint64_t i = 0; i < 1'000; ++i) {
    auto d = f.of(i);
    std::string_view const value = d.value();
    REQUIRE(value == f.of(i).value());
    REQUIRE(d.verify_value(value));
    REQUIRE(d.is_value_length(value.size()));
    REQUIRE(d.verify_value(from.value(i)));
    REQUIRE(from.value(i) == from.value(i));
    drawn.insert(value.size());
    loaded.insert(from.value(i).size());
  }
  CHECK(drawn == std::set<std::size_t>{3, 100, 1'024});
  CHECK(loaded == drawn);
}

// A store that cuts a value to another length of the list would pass by its bytes.
TEST_CASE("draw: right bytes at a wrong length do not verify", "[workload]") {
  varied const f;
  for (std::uint64_t i = 0; i < 200; ++i) {
    auto d = f.of(i);
    std::string const value{d.value()};
    CHECK_FALSE(d.verify_value(value.substr(0, value.size() - 1)));
    CHECK_FALSE(d.verify_value(value + '\0'));
    if (value.size() == 1'024) CHECK_FALSE(d.verify_value(value.substr(0, 100)));
  }
  CHECK_FALSE(f.of(1).is_value_length(99));
  CHECK_FALSE(f.of(1).is_value_length(0));
  CHECK(f.at(1).is_value_length(100));
  CHECK_FALSE(f.at(1).is_value_length(3));
  CHECK(f.of(1).value(50).size() == 50);  // an operation's own length
}

// The stream of a fixed size is compared with those of earlier versions.
TEST_CASE("draw: a fixed size draws what it always drew", "[workload][golden]") {
  fixture const f;
  auto d = f.at(7);
  auto stream = kvbench::random_stream::at(42, 7);
  CHECK(d.value().data() == f.payload.view(stream, 100).data());
  CHECK(d.stream() == stream);
}

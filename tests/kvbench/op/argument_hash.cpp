// tests/kvbench/op/argument_hash.cpp
#include <kvbench/op/argument_hash.hpp>

#include "catch.hpp"

#include <array>
#include <chrono>
#include <cstring>
#include <optional>
#include <string>
#include <utility>

namespace {

template <class T>
std::uint64_t hash_of(T const& v) {
  kvbench::operation_hash h{0};
  kvbench::add_argument(h, v);
  return h.value();
}

struct padded {
  char small;
  std::uint64_t large;
  std::string_view text;
};
struct nothing {};
struct nested {
  padded inner;
  std::optional<int> maybe;
  std::array<int, 2> pair;
};
enum class colour : std::uint8_t { red, green };

struct opaque_op {
  class arguments {
   public:
    explicit arguments(int v) : value_(v) {}
    int value() const { return value_; }

   private:
    int value_;
  };
  static constexpr std::string_view name = "opaque";
  static arguments draw(kvbench::draw&) { return arguments{1}; }
  static void hash(kvbench::operation_hash& into, arguments const& a) {
    into.add(static_cast<std::uint64_t>(a.value()));
  }
};

}  // namespace

// A hash of addresses or of padding differs from process to process, and proves nothing.
TEST_CASE("argument hash: by value, never by address or padding", "[op]") {
  std::string const one = "the same text";
  std::string const other = one;
  padded a;
  padded b;
  std::memset(static_cast<void*>(&a), 0x00, sizeof a);
  std::memset(static_cast<void*>(&b), 0xff, sizeof b);
  a.small = b.small = 'x';
  a.large = b.large = 7;
  a.text = one;
  b.text = other;
  CHECK(hash_of(a) == hash_of(b));
  b.text = "another text";
  CHECK(hash_of(a) != hash_of(b));
}

// A part that does not enter could change without the hash telling.
TEST_CASE("argument hash: every part counts", "[op]") {
  nested const base{{'a', 1, "t"}, 5, {1, 2}};
  auto changed = base;
  changed.inner.large = 2;
  CHECK(hash_of(changed) != hash_of(base));
  changed = base;
  changed.maybe = std::nullopt;
  CHECK(hash_of(changed) != hash_of(base));
  changed = base;
  changed.pair[1] = 3;
  CHECK(hash_of(changed) != hash_of(base));
  CHECK(hash_of(1.5) != hash_of(1.25));
  CHECK(hash_of(colour::red) != hash_of(colour::green));
  CHECK(hash_of(std::pair{1, 2}) != hash_of(std::pair{2, 1}));
  CHECK(hash_of(std::chrono::seconds{1}) != hash_of(std::chrono::seconds{2}));
  CHECK(hash_of(nothing{}) == hash_of(nothing{}));
}

// Two operations with equal arguments are two streams.
TEST_CASE("argument hash: the name counts, and an operation may hash itself", "[op]") {
  kvbench::operation_hash a{0};
  kvbench::hash_operation<opaque_op>(a, opaque_op::arguments{1});
  kvbench::operation_hash b{0};
  b.add(std::string_view{"opaque"}).add(std::uint64_t{1});
  CHECK(a.value() == b.value());
}

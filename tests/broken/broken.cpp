// tests/broken/broken.cpp: an adapter that breaks one law in each family.
//
// A program of its own, because its tests must fail: broken.sh looks which law caught it.
//
// SPDX-License-Identifier: MIT
#include <kvbench/testing/laws/hash.hpp>
#include <kvbench/testing/laws/key.hpp>
#include <kvbench/testing/laws/list.hpp>
#include <kvbench/testing/laws/set.hpp>
#include <kvbench/testing/laws/stream.hpp>
#include <kvbench/testing/laws/string.hpp>
#include <kvbench/testing/laws/zset.hpp>

#include <type_traits>  // which command

#include <kvbench/adapter/redlite.hpp>  // what is broken
#include <redlite/command/table.hpp>    // members

namespace {

namespace cmd = redlite::cmd;

class broken : public redlite::members<broken> {
 public:
  template <class Command, class Signature, class... Arguments>
  typename Signature::result execute(Arguments const&... arguments) {
    if constexpr (std::is_void_v<typename Signature::result>) {
      store_.template execute<Command, Signature>(arguments...);
    } else {
      auto reply = store_.template execute<Command, Signature>(arguments...);
      spoil(Command{}, reply, arguments...);
      return reply;
    }
  }

 private:
  template <class Command, class Reply, class... Arguments>
  static void spoil(Command, Reply&, Arguments const&...) {}

  // The length of the piece, not of the whole.
  static void spoil(cmd::append, std::int64_t& length, std::string_view, std::string_view piece) {
    length = static_cast<std::int64_t>(piece.size());
  }
  // An index before the first element finds the first.
  static void spoil(cmd::lindex, std::optional<std::string>& found, std::string_view,
                    std::int64_t index) {
    if (!found && index < -3 && index > -10) found = "a";
  }
  // Counts the fields that were asked for, not those that were there.
  static void spoil(cmd::hdel, std::int64_t& count, std::string_view,
                    redlite::many<std::string_view> const& fields) {
    count = static_cast<std::int64_t>(fields.size());
  }
  // Everything is a member.
  static void spoil(cmd::sismember, bool& is_member, std::string_view, std::string_view) {
    is_member = true;
  }
  // Ranks begin at one.
  static void spoil(cmd::zrank, std::optional<std::int64_t>& rank, std::string_view,
                    std::string_view) {
    if (rank) ++*rank;
  }
  // Counts the entries that were asked for, not those that were there.
  static void spoil(cmd::xdel, std::int64_t& count, std::string_view,
                    redlite::many<redlite::stream_id_text> const& ids) {
    count = static_cast<std::int64_t>(ids.size());
  }
  // A key named twice is there once.
  static void spoil(cmd::exists, std::int64_t& count, redlite::many<std::string_view> const& keys) {
    if (keys.size() > 1 && count == 3) count = 2;
  }

  kvbench::adapter::redlite store_{":memory:"};
};

struct broken_store {
  broken& operator*() { return client; }
  broken client;
};

}  // namespace

namespace laws = kvbench::testing::laws;

TEST_CASE("strings") {
  broken_store store;
  laws::strings(store);
}
TEST_CASE("lists") {
  broken_store store;
  laws::lists(store);
}
TEST_CASE("hashes") {
  broken_store store;
  laws::hashes(store);
}
TEST_CASE("sets") {
  broken_store store;
  laws::sets(store);
}
TEST_CASE("sorted_sets") {
  broken_store store;
  laws::sorted_sets(store);
}
TEST_CASE("streams") {
  broken_store store;
  laws::streams(store);
}
TEST_CASE("keys") {
  broken_store store;
  laws::keys(store);
}

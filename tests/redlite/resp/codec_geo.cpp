// tests/redlite/resp/codec_geo.cpp: geo commands as words, and the rows of GEOSEARCH.
//
// SPDX-License-Identifier: MIT
#include <redlite/resp/codec_geo.hpp>

#include <string>  // words
#include <vector>  // replies

#include <redlite/command/table.hpp>  // members
#include <redlite/resp/decode.hpp>    // decode_kind
#include <redlite/resp/encode.hpp>    // encode

#include "catch.hpp"
#include "store.hpp"

namespace {

namespace resp = redlite::resp;
using redlite::geo_match;
using resp::tree;

/// Remembers the words of its last call.
class writer : public redlite::members<writer> {
 public:
  template <class Command, class Signature, class... Arguments>
  typename Signature::result execute(const Arguments&... arguments) {
    resp::argv words;
    resp::encode<Command, Signature>(words, arguments...);
    said.clear();
    for (const std::string_view word : words) {
      if (!said.empty()) said += ' ';
      said += word;
    }
    return typename Signature::result();
  }

  std::string said;
};

}  // namespace

// A word in the wrong place is refused by Redis, or, worse, read as something else.
TEST_CASE("codec_geo: words of the geo and sorted-set commands", "[redlite]") {
  writer to;
  to.geoadd("k", {{13.5, 38.25, "a"}, {1, 2, "b"}}, {redlite::zadd_if::present, true});
  CHECK(to.said == "GEOADD k XX CH 13.5 38.25 a 1 2 b");
  to.geoadd("k", 1, 2, "b");
  CHECK(to.said == "GEOADD k 1 2 b");
  to.geodist("k", "a", "b", {redlite::geo_unit::miles});
  CHECK(to.said == "GEODIST k a b MI");
  to.geosearch("k", redlite::from_member{"a"}, redlite::by_radius{5, redlite::geo_unit::feet},
               {.order = redlite::geo_order::farthest_first,
                .count = 3,
                .any = true,
                .with_position = true,
                .with_distance = true,
                .with_hash = true});
  CHECK(to.said ==
        "GEOSEARCH k FROMMEMBER a BYRADIUS 5 FT DESC COUNT 3 ANY WITHCOORD WITHDIST WITHHASH");
  to.geosearchstore("d", "k", redlite::from_lonlat{1, 2}, redlite::by_box{3, 4},
                    {.store_distance = true});
  CHECK(to.said == "GEOSEARCHSTORE d k FROMLONLAT 1 2 BYBOX 3 4 M STOREDIST");
  to.zunion({"a", "b"}, redlite::with_scores,
            {.weights = {{1, -2.5}}, .aggregate = redlite::zset_aggregate::max});
  CHECK(to.said == "ZUNION 2 a b AGGREGATE MAX WEIGHTS 1 -2.5 WITHSCORES");
  to.zmpop({"a", "b"}, redlite::zset_end::max, {.count = 2});
  CHECK(to.said == "ZMPOP 2 a b MAX COUNT 2");
  to.zrangestore("d", "k", "[a", "+",
                 {.by = redlite::range_by::lex, .reverse = true, .limit = {{1, 2}}});
  CHECK(to.said == "ZRANGESTORE d k [a + BYLEX REV LIMIT 1 2");
  to.zadd("k", 1, "m", {redlite::zadd_if::absent, redlite::zadd_compare::less, true});
  CHECK(to.said == "ZADD k NX LT CH 1 m");
}

// Columns come in one order, and those that were not asked for are not there.
TEST_CASE("codec_geo: rows of GEOSEARCH tell their columns by their shape", "[redlite]") {
  const auto row = [](const tree& reply) {
    return resp::decode_kind<redlite::reply::located>(reply);
  };
  const tree distance = tree::text_of("190.4424");
  const tree hash = tree::integer_of(3479099956230698);
  const tree position =
      tree::array({tree::text_of("13.36138933897018433"), tree::text_of("38.11555639549629859")});
  CHECK(row(tree::text_of("a")) == geo_match{"a"});
  CHECK(row(tree::array({tree::text_of("a"), distance})) == geo_match{"a", 190.4424});
  CHECK(row(tree::array({tree::text_of("a"), hash})) ==
        geo_match{"a", std::nullopt, 3479099956230698});
  CHECK(row(tree::array({tree::text_of("a"), distance, hash, position})) ==
        geo_match{"a", 190.4424, 3479099956230698,
                  redlite::geo_position{13.36138933897018433, 38.11555639549629859}});
  CHECK(support::refusal_of([&] { row(tree::array()); }).code == redlite::errc::protocol);
  CHECK(support::refusal_of([&] { row(tree::integer_of(1)); }).code == redlite::errc::protocol);
}

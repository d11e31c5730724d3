// kvbench/testing/sample_mended.hpp: options that are made to go together.
//
// Floor: wing testing. Each option is drawn by itself; what would almost always be refused then is
// mended here, most of the time.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/testing/sample_options.hpp>  // mended
#include <redlite/command/dump.hpp>            // restore_options
#include <redlite/command/geo.hpp>             // geosearch_options
#include <redlite/command/sort.hpp>            // sort_options
#include <redlite/command/sorted_set.hpp>      // zrange_options
#include <redlite/command/stream_group.hpp>    // xgroup_create_options
#include <redlite/command/string.hpp>          // set_options

namespace kvbench::testing {

/// By what the ends are drawn for; a limit only where it is taken.
template <>
struct mended<redlite::zrange_options> {
  static constexpr bool always = true;
  static void mend(redlite::zrange_options& drawn, source& from) {
    drawn.by = from.ranges_by();
    if (drawn.by == redlite::range_by::index) drawn.limit.reset();
  }
};
template <>
struct mended<redlite::zadd_options> {
  static void mend(redlite::zadd_options& drawn, source&) {
    if (drawn.when == redlite::zadd_if::absent) drawn.compare = redlite::zadd_compare::any;
  }
};

namespace detail {

/// ANY needs a count.
struct mended_search {
  template <class Options>
  static void mend(Options& drawn, source&) {
    if (!drawn.count) drawn.any = false;
  }
};
/// One end at most.
struct mended_end {
  template <class Options>
  static void mend(Options& drawn, source& from) {
    Options one{};
    switch (from.below(4)) {
      case 0:
        one.ex = drawn.ex;
        break;
      case 1:
        one.px = drawn.px;
        break;
      case 2:
        one.exat = drawn.exat;
        break;
      default:
        one.pxat = drawn.pxat;
    }
    bool const ends = one.ex || one.px || one.exat || one.pxat;
    if constexpr (requires { one.when; }) {
      one.when = drawn.when;
      one.keep_ttl = drawn.keep_ttl && !ends;
    } else {
      one.persist = drawn.persist && !ends;
    }
    drawn = one;
  }
};

}  // namespace detail

template <>
struct mended<redlite::geosearch_options> : detail::mended_search {};
template <>
struct mended<redlite::geosearchstore_options> : detail::mended_search {};
template <>
struct mended<redlite::set_options> : detail::mended_end {};
template <>
struct mended<redlite::getex_options> : detail::mended_end {};

/// Most elements are no numbers.
template <>
struct mended<redlite::sort_options> {
  static void mend(redlite::sort_options& drawn, source& from) {
    drawn.alpha = drawn.alpha || from.chance(40);
  }
};
/// Where the stream is absent, it is made.
template <>
struct mended<redlite::xgroup_create_options> {
  static constexpr bool always = true;
  static void mend(redlite::xgroup_create_options& drawn, source& from) {
    drawn.make_stream = drawn.make_stream || from.chance(80);
  }
};
/// Over what is there, more often than not.
template <>
struct mended<redlite::restore_options> {
  static constexpr bool always = true;
  static void mend(redlite::restore_options& drawn, source& from) {
    drawn.replace = drawn.replace || from.chance(70);
    if (drawn.idle_time) drawn.frequency.reset();
  }
};

}  // namespace kvbench::testing

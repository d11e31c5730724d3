// redlite/resp/codec_stream.hpp: the words of the streams' options that no description can say.
//
// Floor: resp.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/stream.hpp>  // trim_options
#include <redlite/resp/codec.hpp>      // codec

namespace redlite::resp {

/// All keys, then all ids: what stands behind STREAMS.
template <>
struct codec<many<key_group_id>> {
  static void write(argv& out, const many<key_group_id>& list) {
    for (const key_group_id& one : list) out.text(one.key);
    for (const key_group_id& one : list) codec<stream_id_text>::write(out, one.id);
  }
};

/// MAXLEN|MINID [~] threshold [LIMIT count].
template <>
struct codec<trim_options> {
  static void write(argv& out, const trim_options& trim) {
    if (trim.max_length) {
      threshold(out, "MAXLEN", trim);
      out.integer(*trim.max_length);
    }
    if (trim.min_id) {
      threshold(out, "MINID", trim);
      codec<stream_id_text>::write(out, *trim.min_id);
    }
    if (trim.limit) {
      out.text("LIMIT");
      out.integer(*trim.limit);
    }
  }

 private:
  static void threshold(argv& out, std::string_view by, const trim_options& trim) {
    out.text(by);
    if (trim.approximate) out.text("~");
  }
};

}  // namespace redlite::resp

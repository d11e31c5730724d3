// redlite/resp/codecs.hpp: every codec that is written by hand; who encodes or decodes sees them
// all.
//
// Floor: resp.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/resp/codec_geo.hpp>     // what GEOSEARCH finds
#include <redlite/resp/codec_stream.hpp>  // MAXLEN ~ n LIMIT n
#include <redlite/resp/codec_string.hpp>  // BITFIELD's operations, decimal

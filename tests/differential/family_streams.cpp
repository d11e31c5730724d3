// tests/differential/family_streams.cpp: the calls of the stream commands.
//
// SPDX-License-Identifier: MIT
#include <redlite/command/stream.hpp>  // stream_commands

#include "family_calls.hpp"

template differential::family differential::family_of<redlite::stream_commands>();

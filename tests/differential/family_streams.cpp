// tests/differential/family_streams.cpp: the calls of the stream commands.
//
// SPDX-License-Identifier: MIT
#include <kvbench/testing/families.hpp>  // the family

#include "family_calls.hpp"

template differential::family differential::family_of<kvbench::testing::family::streams>();
template differential::family differential::family_of<kvbench::testing::family::stream_groups>();

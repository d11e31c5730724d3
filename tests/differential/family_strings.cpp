// tests/differential/family_strings.cpp: the calls of the commands on strings, bits and
// HyperLogLogs.
//
// SPDX-License-Identifier: MIT
#include <kvbench/testing/families.hpp>  // the family

#include "family_calls.hpp"

template differential::family differential::family_of<kvbench::testing::family::strings>();
template differential::family differential::family_of<kvbench::testing::family::bitmaps>();
template differential::family differential::family_of<kvbench::testing::family::hyperloglogs>();

// tests/differential/family_bits.cpp: the calls of the commands on bits and HyperLogLogs.
//
// SPDX-License-Identifier: MIT
#include <kvbench/testing/families.hpp>  // the family

#include "family_calls.hpp"

template differential::family differential::family_of<kvbench::testing::family::bitmaps>();
template differential::family differential::family_of<kvbench::testing::family::hyperloglogs>();

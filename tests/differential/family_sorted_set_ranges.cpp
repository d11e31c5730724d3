// tests/differential/family_sorted_set_ranges.cpp: the calls of the ranges and unions of sorted
// sets, and of geo.
//
// SPDX-License-Identifier: MIT
#include <kvbench/testing/families.hpp>  // the family

#include "family_calls.hpp"

template differential::family
differential::family_of<kvbench::testing::family::sorted_set_ranges>();
template differential::family
differential::family_of<kvbench::testing::family::sorted_set_algebra>();
template differential::family differential::family_of<kvbench::testing::family::geo>();

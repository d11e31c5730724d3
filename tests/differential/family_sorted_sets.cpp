// tests/differential/family_sorted_sets.cpp: the calls of the sorted-set commands.
//
// SPDX-License-Identifier: MIT
#include <kvbench/testing/families.hpp>  // the family

#include "family_calls.hpp"

template differential::family differential::family_of<kvbench::testing::family::sorted_sets>();

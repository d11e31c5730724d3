// tests/differential/family_lists_hashes.cpp: the calls of the list and hash commands.
//
// SPDX-License-Identifier: MIT
#include <kvbench/testing/families.hpp>  // the family

#include "family_calls.hpp"

template differential::family differential::family_of<kvbench::testing::family::lists>();
template differential::family differential::family_of<kvbench::testing::family::hashes>();

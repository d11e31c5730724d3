// tests/differential/family_keys.cpp: the calls of the commands on keys and on the whole store, and
// of those that no family names.
//
// SPDX-License-Identifier: MIT
#include <kvbench/testing/families.hpp>  // the family

#include "family_calls.hpp"

template differential::family differential::family_of<kvbench::testing::family::keys>();
template differential::family differential::family_of<kvbench::testing::family::server>();
template differential::family differential::family_of<kvbench::testing::family::others>();

// tests/differential/family_sorted_sets.cpp: the calls of the sorted-set commands.
//
// SPDX-License-Identifier: MIT
#include <redlite/command/sorted_set.hpp>  // sorted_set_commands

#include "family_calls.hpp"

template differential::family differential::family_of<redlite::sorted_set_commands>();

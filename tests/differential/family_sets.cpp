// tests/differential/family_sets.cpp: the calls of the set commands.
//
// SPDX-License-Identifier: MIT
#include <redlite/command/set.hpp>  // set_commands

#include "family_calls.hpp"

template differential::family differential::family_of<redlite::set_commands>();

// tests/differential/family_lists.cpp: the calls of the list commands.
//
// SPDX-License-Identifier: MIT
#include <redlite/command/list.hpp>  // list_commands

#include "family_calls.hpp"

template differential::family differential::family_of<redlite::list_commands>();

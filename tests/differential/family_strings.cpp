// tests/differential/family_strings.cpp: the calls of the string commands.
//
// SPDX-License-Identifier: MIT
#include <redlite/command/string.hpp>  // string_commands

#include "family_calls.hpp"

template differential::family differential::family_of<redlite::string_commands>();

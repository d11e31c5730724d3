// tests/differential/family_hashes.cpp: the calls of the hash commands.
//
// SPDX-License-Identifier: MIT
#include <redlite/command/hash.hpp>  // hash_commands

#include "family_calls.hpp"

template differential::family differential::family_of<redlite::hash_commands>();

// tests/differential/family_keys.cpp: the calls of the commands on keys, and on the whole store.
//
// SPDX-License-Identifier: MIT
#include <redlite/command/keyspace.hpp>  // key_commands, server_commands

#include "family_calls.hpp"

template differential::family differential::family_of<redlite::key_commands>();
template differential::family differential::family_of<redlite::server_commands>();

// tests/support/catch.hpp: Catch2, whichever of its two generations is installed.
//
// Floor: tests. Tests include this and never Catch2 itself.
//
// SPDX-License-Identifier: MIT
#pragma once

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>  // Catch2 v3
#else
#include <catch2/catch.hpp>  // Catch2 v2
#endif

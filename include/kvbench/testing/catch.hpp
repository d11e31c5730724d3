// kvbench/testing/catch.hpp: Catch2, whichever of its two generations is installed.
//
// Floor: wing testing.
//
// SPDX-License-Identifier: MIT
#pragma once

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>  // Catch2 v3
#else
#include <catch2/catch.hpp>  // Catch2 v2
#endif

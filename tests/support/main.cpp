// tests/support/main.cpp: the one main of the test program.
//
// SPDX-License-Identifier: MIT
#define CATCH_CONFIG_RUNNER  // Catch2 v2 puts its implementation where this is defined
#include "catch.hpp"

int main(int argc, char** argv) { return Catch::Session().run(argc, argv); }

// use_redlite.cpp: a stranger's program that asks for every component.
//
// SPDX-License-Identifier: MIT
#include <kvbench/core/version.hpp>

int main() { return kvbench::version.empty() ? 1 : 0; }

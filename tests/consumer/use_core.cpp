// use_core.cpp: a stranger's program that needs nothing but kvbench::kvbench.
//
// SPDX-License-Identifier: MIT
#include <kvbench/core/version.hpp>

int main() {
  int unused;  // a consumer's warning must stay a warning
  return kvbench::version.empty() ? 1 : 0;
}

#!/bin/sh
# refuse.sh case.cpp compiler flags...: the case must fail to compile with its own sentence, and compile with -DFIXED.
set -u
case=$1
shift
sentence=$(sed -n '1s|^// refuse: ||p' "$case")
[ -n "$sentence" ] || { echo "$case: the first line is not \"// refuse: <the sentence>\""; exit 1; }
if ! output=$("$@" -std=c++20 -S -o /dev/null -DFIXED "$case" 2>&1); then
  printf '%s\n' "$output" "$case: must compile with FIXED defined"
  exit 1
fi
if output=$("$@" -std=c++20 -S -o /dev/null "$case" 2>&1); then
  echo "$case: compiled; it must be refused"
  exit 1
fi
if ! printf '%s\n' "$output" | grep -qE -- "$sentence"; then
  printf '%s\n' "$output" "$case: was refused, but not with: $sentence"
  exit 1
fi

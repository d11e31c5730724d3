#!/bin/sh
# faults.sh root scratch: puts one fault after the other into a small house, and demands that house.sh finds each.
set -eu
root=$1
scratch=$2
missed=0

# header path lines...: a header without fault, with these lines at its end.
header() {
  path=$1
  shift
  mkdir -p "$(dirname "include/$path")"
  {
    printf '// %s: made to be read by a test.\n//\n// Floor: any.\n//\n' "$path"
    printf '// SPDX-License-Identifier: MIT\n#pragma once\n'
    for line in "$@"; do printf '%s\n' "$line"; done
  } >"include/$path"
}

fresh() {
  rm -rf "$scratch"
  mkdir -p "$scratch/tests/house"
  cd "$scratch"
  cp "$root/tests/house/floors.txt" "$root/tests/house/house.sh" tests/house/
  header redlite/core/error.hpp
  header redlite/db/db.hpp '#include <redlite/core/error.hpp>  // error'
  header redlite/sqlite/connection.hpp '#include <sqlite3.h>  // the store'
  header kvbench/core/error.hpp '#include <vector>  // text'
}

found() {  # what, pattern
  if output=$(sh tests/house/house.sh . 2>&1); then
    echo "missed: $1"
    missed=1
  elif ! printf '%s\n' "$output" | grep -qe "$2"; then
    printf 'missed: %s; it said instead: %s\n' "$1" "$output"
    missed=1
  fi
}

fresh
sh tests/house/house.sh . || { echo "a house without fault was refused"; exit 1; }
header redlite/core/error.hpp '#include <redlite/db/db.hpp>  // up'
found "an include that goes up" "redlite/core may not include redlite/db"
fresh
header redlite/db/db.hpp '#include <kvbench/core/error.hpp>  // error'
found "a store that knows the benchmark" "redlite/db may not include kvbench/core"
fresh
header redlite/core/error.hpp '#include <redlite/core/bytes.hpp>  // a'
header redlite/core/bytes.hpp '#include <redlite/core/error.hpp>  // b'
found "two headers that include each other" "include each other"
fresh
header redlite/db/db.hpp '#include <sqlite3.h>  // sqlite3'
found "sqlite3.h outside sqlite/" "redlite/db may not include <sqlite3.h>"
fresh
header redlite/command/role.hpp '#include <boost/hana.hpp>  // all of it'
found "the whole of Hana" "may not include <boost/hana.hpp>"
fresh
header kvbench/attic/old.hpp
found "a folder that is on no floor" "no row"
fresh
header redlite/db/db.hpp '#include "other.hpp"  // beside it'
found "an include without its path" "whole path"
fresh
printf '// kvbench/core/units.hpp: bare.\n// Floor: core.\n#pragma once\n' >include/kvbench/core/units.hpp
found "a header without its licence" "SPDX"
fresh
header kvbench/core/units.hpp "$(awk 'BEGIN { for (i = 0; i < 400; i++) print "//" }')"
found "a header of more than 400 lines" "400 is the end"
fresh
header kvbench/core/units.hpp "// TO""DO: later"
found "a note to oneself" "note to oneself"
exit "$missed"

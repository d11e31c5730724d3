#!/bin/sh
# broken.sh <program>: each law that the broken adapter breaks catches it, and no other law does.
set -u
program=$1
status=0

# caught <family> <law>: the family's test fails, and in the sections of that law only.
caught() {
  said=$("$program" "$1" 2>&1) && { echo "$1: nothing was caught"; status=1; return; }
  laws=$(printf '%s\n' "$said" | awk -v family="$1" '$0 == family { getline; print }' | sort -u)
  [ "$laws" = "  $2" ] || { printf '%s: caught by\n%s\nand not by the law of %s alone\n' "$1" "$laws" "$2"; status=1; }
}

caught strings append
caught lists lindex
caught hashes hdel
caught sets membership
caught sorted_sets zrank
caught streams xdel
caught keys del
exit "$status"

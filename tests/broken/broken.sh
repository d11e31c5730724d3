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

caught strings "many strings"
caught string_exchanges exchange
caught string_numbers incrby
caught string_pieces append
caught bitmaps bitpos
caught bitfields bitfield_ro
caught hyperloglogs pfadd
caught lists push
caught list_ranges lindex
caught list_edits "list change"
caught hashes hdel
caught hash_fields hexists
caught sets membership
caught set_algebra sintercard
caught sorted_sets zrank
caught sorted_set_ranges "by score"
caught sorted_set_cuts zremrange
caught sorted_set_picks zmscore
caught sorted_set_algebra zdiff
caught geos geodist
caught streams xdel
caught stream_reads xrange
caught stream_groups xack
caught pending_entries xautoclaim
caught stream_infos "xinfo groups"
caught keys del
caught expiries expire
caught key_times expireat
caught key_names rename
caught scans scan
caught sorts sort_ro
caught dumps dump
caught databases move
exit "$status"

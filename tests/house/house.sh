#!/bin/sh
# house.sh [root [check...]]: rules of the house that no compiler knows. Prints each fault as file:line: what, exits 1 on any.
#   floors    includes go down, as floors.txt says; no header includes itself by a detour
#   headers   path, floor, licence and `#pragma once` are where they belong; 400 lines at most
#   leftovers no note to oneself stays in the tree
set -u
root=${1:-.}
cd "$root" || exit 1
[ $# -gt 0 ] && shift
table=tests/house/floors.txt
[ $# -gt 0 ] || set -- floors headers leftovers

headers() { find include -name '*.hpp' 2>/dev/null | LC_ALL=C sort; }

floors() {
  headers | xargs -r awk -v table="$table" '
    function fault(what) { printf "%s:%d: %s\n", FILENAME, FNR, what; bad = 1 }
    # The row that a header belongs to: its own, that of its folder, that of the folder above ...
    function floor_of(path,   dir, top) {
      if (path in row) return path
      dir = path
      while (sub(/\/[^\/]*$/, "", dir)) {
        if (dir ~ /\//) { if (dir in row) return dir }
        else if (path ~ "^" dir "/[^/]*$" && (dir "/.") in row) return dir "/."
      }
      return ""
    }
    BEGIN {
      while ((getline line < table) > 0) {
        n_line++
        sub(/#.*/, "", line)
        n = split(line, word, /[ \t]+/)
        if (n == 0 || word[1] == "") continue
        first = 1
        if (word[1] == "foreign") { first = 2; foreign[++n_foreign] = word[2] } else row[word[1]] = 1
        if (word[first + 1] != "<-") { printf "%s:%d: no arrow\n", table, n_line; bad = 1 }
        for (i = first + 2; i <= n; i++) {
          if (word[i] == "") continue
          if (!(word[i] in row)) { printf "%s:%d: %s is not a row above\n", table, n_line, word[i]; bad = 1 }
          if (first == 2) may_foreign[word[2], word[i]] = 1; else may[word[1], word[i]] = 1
        }
      }
      if (n_line == 0) { print table ": cannot be read"; bad = 1 }
    }
    FNR == 1 {
      path = FILENAME; sub(/^include\//, "", path)
      here = floor_of(path)
      if (here == "") fault("its folder has no row in " table)
    }
    /^[ \t]*#[ \t]*include[ \t]*["<]/ {
      name = $0; sub(/^[^"<]*["<]/, "", name); sub(/[">].*/, "", name)
      if (name ~ /^(redlite|kvbench)\//) {
        there = floor_of(name)
        if (there == "") fault("includes " name ", whose folder has no row in " table)
        else if (here != there && !((here, there) in may)) fault(here " may not include " there ": " name)
      } else if ($0 ~ /include[ \t]*"/) {
        fault("write <...> and the whole path: " name)
      } else {
        for (i = 1; i <= n_foreign; i++)
          if (index(name, foreign[i]) == 1) {
            if (!((foreign[i], here) in may_foreign)) fault(here " may not include <" name ">")
            break
          }
      }
    }
    END { exit bad }' || return 1
  loops=$(headers | xargs -r awk '
    /^[ \t]*#[ \t]*include[ \t]*<(redlite|kvbench)\// {
      name = $0; sub(/^[^<]*</, "", name); sub(/>.*/, "", name)
      print FILENAME, "include/" name
    }' | tsort 2>&1 >/dev/null)
  [ -z "$loops" ] || { printf '%s\n' "headers that include each other: $loops"; return 1; }
}

headers_are_whole() {
  headers | xargs -r awk '
    function fault(line, what) { printf "%s:%d: %s\n", file, line, what; bad = 1 }
    function close_file() {
      if (file == "") return
      if (!spdx) fault(1, "no line \"// SPDX-License-Identifier: MIT\"")
      if (!pragma) fault(1, "no #pragma once")
      if (!floor) fault(1, "no line \"// Floor: ...\"")
      if (lines > 400) fault(lines, lines " lines; 400 is the end of a header")
    }
    FNR == 1 {
      close_file()
      file = FILENAME; spdx = pragma = floor = 0
      path = FILENAME; sub(/^include\//, "", path)
      if (index($0, "// " path ": ") != 1) fault(1, "the first line is not \"// " path ": what it is\"")
    }
    { lines = FNR }
    $0 == "// SPDX-License-Identifier: MIT" { spdx = 1 }
    $0 == "#pragma once" { pragma = 1 }
    /^\/\/ Floor: / { floor = 1 }
    END { close_file(); exit bad }'
}

leftovers() {
  note="TO""DO|FIX""ME|XX""X:"
  found=$(find include tests benches examples docs cmake dev README.md CMakeLists.txt -type f 2>/dev/null |
    xargs -r grep -nE "\b($note)\b" /dev/null)
  [ -z "$found" ] || { printf '%s\n' "$found" "a note to oneself: do it, or open an issue"; return 1; }
}

status=0
for check in "$@"; do
  case $check in
    floors) floors ;;
    headers) headers_are_whole ;;
    leftovers) leftovers ;;
    *) echo "house.sh: no check '$check'"; false ;;
  esac || status=1
done
exit "$status"

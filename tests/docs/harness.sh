#!/bin/sh
# harness.sh extract.awk scratch: the extractor finds what must be compiled, and refuses what nobody would compile.
set -eu
extract=$1
rm -rf "$2"
mkdir -p "$2"
cd "$2"
fence='```'
{
  echo '# A page'
  echo "${fence}cpp"; echo '// file: first.cpp'; echo 'int main() { return 0; } // a; [b]'; echo "$fence"
  echo "${fence}cpp"; echo '// fragment'; echo 'auto x = ...;'; echo "$fence"
  echo "${fence}cpp"; echo 'int main() {}'; echo "$fence"
  echo "${fence}sh"; echo 'rm -rf somewhere'; echo "$fence"
  echo "${fence}sh"; echo '# tested'; echo 'true'; echo "$fence"
} >page.md
expected='first.cpp
block_10.cpp
block_16.sh'
got=$(awk -v folder=. -f "$extract" page.md)
[ "$got" = "$expected" ] || { printf 'expected:\n%s\ngot:\n%s\n' "$expected" "$got"; exit 1; }
grep -qF 'int main() { return 0; } // a; [b]' first.cpp
printf '%scpp\nauto stale = code();\n%s\n' "$fence" "$fence" >stale.md
if awk -v folder=. -f "$extract" stale.md 2>/dev/null; then echo "code that nobody compiles was let through"; exit 1; fi
printf '%scpp\n// file: open.cpp\n' "$fence" >open.md
if awk -v folder=. -f "$extract" open.md 2>/dev/null; then echo "a block without an end was let through"; exit 1; fi

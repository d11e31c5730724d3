# tests/programs/support/check.sh: what the tests of programs share. Read in by `. support/check.sh`, with the folder of
# the programs in $1.
#
# SPDX-License-Identifier: MIT
set -u
kvbench=$1/kvbench
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failed=0

fail() {
  printf 'FAILED: %s\n' "$*"
  failed=1
}

# call arguments...: runs kvbench; its status, output and errors are then in $status, $out and $err.
call() {
  called="kvbench $*"
  "$kvbench" "$@" >"$scratch/out" 2>"$scratch/err" </dev/null
  status=$?
  out=$scratch/out
  err=$scratch/err
}

# status_is expected: of the last call.
status_is() {
  [ "$status" -eq "$1" ] || fail "$called: status $status instead of $1; it said: $(cat "$err")"
}

# says file text: of the last call's output.
says() {
  grep -qF -e "$2" "$1" || fail "$called: \"$2\" is not in: $(cat "$1")"
}

# silent file
silent() {
  [ ! -s "$1" ] || fail "$called: it should have said nothing, and said: $(cat "$1")"
}

# refuses text arguments...: status 2, nothing on standard output, one line on standard error that holds the text.
refuses() {
  wanted=$1
  shift
  call "$@"
  status_is 2
  silent "$out"
  [ "$(wc -l <"$err")" -eq 1 ] || fail "$called: a refusal is one line, not: $(cat "$err")"
  says "$err" "$wanted"
}

done_checking() { exit "$failed"; }

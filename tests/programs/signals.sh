# signals.sh: Ctrl-C, and what a terminal shows. `script` gives a run a terminal of its own.
#
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/support/check.sh"
run=
trap '[ -z "$run" ] || kill -9 "$run" 2>/dev/null; rm -rf "$scratch"' EXIT
long='--op GET --client null --keys 100 --time 10m'

# ready process: until it listens to SIGINT and SIGTERM; a signal before that would end it as any other program.
ready() {
  if [ -r "/proc/$1/status" ]; then
    until grep -q '^SigCgt:.*[4-7c-f]..[2367abef]$' "/proc/$1/status" 2>/dev/null; do sleep 0.05; done
  else
    sleep 2
  fi
}

# What was measured before Ctrl-C is worth as much as before.
# shellcheck disable=SC2086
for signal in INT TERM; do
  "$kvbench" run $long --format json --out "$scratch/$signal.json" &
  run=$!
  ready "$run"
  sleep 1  # until something is measured
  kill -s $signal "$run"
  wait "$run"
  status=$?
  called="kvbench run, then SIG$signal"
  [ "$status" -eq 130 ] || fail "$called: status $status"
  says "$scratch/$signal.json" '"partial": true'
  says "$scratch/$signal.json" '"p999"'
done

# Loading may take an hour: Ctrl-C ends it too, and leaves no report.
"$kvbench" run --op GET --client redlite --keys 1G --out "$scratch/loading.json" 2>/dev/null &
run=$!
ready "$run"
sleep 1
kill -s INT "$run"
wait "$run"
status=$?
[ "$status" -eq 130 ] || fail "SIGINT while loading: status $status"
[ ! -e "$scratch/loading.json" ] || fail "SIGINT while loading: a report of nothing"

# A second Ctrl-C does not wait: here for the hour that it takes to load this.
"$kvbench" run --op GET --client redlite --keys 1G >"$scratch/none" 2>&1 &
run=$!
ready "$run"
kill -s INT "$run"
kill -s INT "$run" 2>/dev/null
sleep 0.1
kill -s INT "$run" 2>/dev/null
wait "$run"
status=$?
[ "$status" -eq 130 ] || fail "two SIGINT while loading: status $status"

command -v script >/dev/null 2>&1 || fail "no \`script\` here (Debian: bsdutils) to give a run a terminal"

# Progress for a person, and a line that is gone at the end; none of it in a pipe.
TERM=xterm script -qec "'$kvbench' run --op GET --client null --keys 100 --time 1s --format csv --out '$scratch/t.csv'" \
  "$scratch/terminal" >/dev/null 2>&1 </dev/null
called='kvbench run on a terminal'
says "$scratch/terminal" '[1/1] GET on null'
says "$scratch/terminal" ' %  '
says "$scratch/terminal" ' left'
says "$scratch/t.csv" GET
TERM=dumb script -qec "'$kvbench' run --op GET --client null --keys 100 --ops 1k --out '$scratch/t.csv'" \
  "$scratch/dumb" >/dev/null 2>&1 </dev/null
[ -s "$scratch/dumb" ] || fail "no terminal could be made: is /dev/pts mounted?"
grep -qF '[1/1]' "$scratch/dumb" && fail "progress on a terminal that cannot erase it"
call run --op GET --client null --keys 100 --time 300ms
silent "$err"

done_checking

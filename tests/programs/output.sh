# output.sh: where reports go, and that nothing measured is lost on the way.
#
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/support/check.sh"
small='--client null --ops 2000 --keys 100'

# A program that reads a report must find nothing beside it.
# shellcheck disable=SC2086
for format in json csv markdown console hdr; do
  call run --op GET SET $small --format $format
  status_is 0
  silent "$err"
  says "$out" GET
done
call run --op GET $small --format json
says "$out" '"schema": "kvbench/1"'
says "$out" '"stream_hash": "'
if command -v python3 >/dev/null 2>&1; then
  python3 -c 'import json, sys; json.load(open(sys.argv[1]), parse_constant=lambda c: sys.exit("not JSON: " + c))' "$out" ||
    fail "the JSON cannot be read"
fi

# The name of the file says the format; standard output stays empty.
call run --op GET $small --out "$scratch/a.json"
status_is 0
silent "$out"
silent "$err"
says "$scratch/a.json" '"schema": "kvbench/1"'
call run --op GET $small --out "$scratch/a.csv"
says "$scratch/a.csv" 'workload,client,threads'
call run --op GET $small --out "$scratch/a.json" --format csv
says "$scratch/a.json" 'workload,client,threads'

# A log of HdrHistogram: its reader takes lines by their tag.
call run --op GET SET $small --out "$scratch/a.hlog"
status_is 0
says "$scratch/a.hlog" '#[Histogram log format version 1.3]'
says "$scratch/a.hlog" 'Tag=GET/null/GET,0.000,'
says "$scratch/a.hlog" 'Tag=SET/null/SET,0.000,'

# What the workers were kept on belongs to the row, and they are.
if [ "$(uname)" = Linux ]; then
  cpu=$(taskset -cp $$ 2>/dev/null | sed 's/.*: *//; s/[,-].*//')
  call run --op GET $small --threads 2 --client redlite --pin "${cpu:-0}"
  status_is 0
  says "$out" "pinned to CPU ${cpu:-0}"
  says "$out" 'verdict: '
  call run --op GET $small --pin all --format json
  status_is 0
fi

# A report replaces the file as a whole, keeps its mode, follows a link, and leaves nothing beside it.
chmod 640 "$scratch/a.json"
ln -s a.json "$scratch/link.json"
call run --op SET $small --out "$scratch/link.json"
status_is 0
[ -L "$scratch/link.json" ] || fail "the link was replaced"
says "$scratch/a.json" '"name": "SET"'
case $(ls -l "$scratch/a.json") in -rw-r-----*) ;; *) fail "the mode of the file changed" ;; esac
[ "$(ls "$scratch" | grep -c 'a.json')" -eq 1 ] || fail "something is left beside the report: $(ls "$scratch")"
call run --op GET $small --out /dev/null
status_is 0
[ -c /dev/null ] || fail "/dev/null was replaced by a file"

# A run that was refused must leave the old report as it is.
call run --op GET --client redlite:"$scratch/none/x.db" --out "$scratch/a.json"
status_is 1
[ "$(wc -l <"$err")" -eq 1 ] || fail "one clear error, not: $(cat "$err")"
says "$err" "$scratch/none/x.db"
silent "$out"
says "$scratch/a.json" '"name": "SET"'

# A run empties its store: data that is not a benchmark's must survive a slip of the hand.
if command -v sqlite3 >/dev/null 2>&1; then
  for _ in 1 2; do  # again on the benchmark's own file is fine
    call run --op GET --client redlite:"$scratch/own.db" --keys 1 --ops 10 --keep
    status_is 0
  done
  sqlite3 "$scratch/own.db" "UPDATE entry SET key = CAST('mine' AS BLOB)" || fail "cannot write into the store"
  call run --op GET --client redlite:"$scratch/own.db" --keys 1 --ops 10
  status_is 1
  says "$err" 'holds 1 key that no benchmark wrote'
  [ "$(sqlite3 "$scratch/own.db" 'SELECT CAST(key AS TEXT) FROM entry')" = mine ] || fail "the data is gone"
  # What is there may be played on, and is not touched.
  call run --op SET --client redlite:"$scratch/own.db" --keys 1 --ops 10 --no-load
  status_is 0
  [ "$(sqlite3 "$scratch/own.db" 'SELECT count(*) FROM entry')" = 2 ] || fail "--no-load did not leave the data"
  # Who says so empties it, and leaves nothing.
  call run --op GET --client redlite:"$scratch/own.db" --keys 1 --ops 10 --force
  status_is 0
  [ "$(sqlite3 "$scratch/own.db" 'SELECT count(*) FROM entry')" = 0 ] || fail "the data that was loaded is still there"
fi

# A store that is lost on the way must not take with it what was measured before. A limit on the size of files is a disk
# that is full.
(
  trap '' XFSZ
  ulimit -f 12000
  exec "$kvbench" run --op GET XADD APPEND --client redlite:"$scratch/full.db" --keys 100 --elements 2 --value-size 1KiB \
    --warmup 0 --ops 50k --format csv --durability off >"$scratch/out" 2>"$scratch/err"
)
status=$?
called='kvbench run on a disk that becomes full'
status_is 3
says "$out" 'GET,'
says "$out" 'XADD,'
says "$out" 'fatal'
says "$err" 'was lost on the way'

# A disk that is full must be said, and no half report be taken for a whole one.
if [ -c /dev/full ]; then
  "$kvbench" run --op GET $small --format json >/dev/full 2>"$scratch/err"
  status=$?
  [ "$status" -eq 1 ] || fail "writing to /dev/full: status $status"
  grep -q 'cannot write' "$scratch/err" || fail "writing to /dev/full said: $(cat "$scratch/err")"
fi

# A reader that has seen enough is no failure. It is gone before the first word: `true` reads nothing.
for command in list 'run --op GET SET --client null --ops 2000' 'run --op GET --client null --ops 2000 --format json'; do
  # shellcheck disable=SC2086
  { sleep 0.3; "$kvbench" $command 2>"$scratch/err"; echo $? >"$scratch/status"; } | true
  called="kvbench $command, with its reader gone"
  [ "$(cat "$scratch/status")" -eq 0 ] || fail "$called: status $(cat "$scratch/status")"
  silent "$scratch/err"
done

# The shortest runs divide by almost nothing; no figure of theirs may be NaN or infinite.
for length in '--ops 1 --warmup 0' '--time 1ns --warmup 0' '--ops 1 --no-latency'; do
  # shellcheck disable=SC2086
  call run --op GET --client null --keys 1 $length --format json
  status_is 0
  grep -qiE '(nan|inf)[^a-z]' "$out" && fail "$called: not a number: $(cat "$out")"
  says "$out" '"throughput_per_s": '
done

# Without latency no column pretends to know one.
call run --op GET $small --no-latency --format json
status_is 0
says "$out" '"latency_ns": null'

done_checking

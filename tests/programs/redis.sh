# redis.sh: every operation on a real Redis server, on redlite and on the map; and a server that is not there, not ours or
# lost. Where redis-server is not installed this fails: what it would prove is not proved.
#
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/support/check.sh"
server=
trap '[ -z "$server" ] || kill -9 "$server" 2>/dev/null; rm -rf "$scratch"' EXIT
socket=$scratch/redis.sock

# Ends with this script, however that ends. Its log says when it listens.
with_us=
command -v setpriv >/dev/null 2>&1 && with_us='setpriv --pdeathsig KILL'
mkfifo "$scratch/log"
port=
for candidate in $(awk -v seed="$$" 'BEGIN { srand(seed); for (i = 0; i < 5; i++) print 20000 + int(rand() * 12000) }'); do
  # shellcheck disable=SC2086
  $with_us redis-server --port "$candidate" --bind 127.0.0.1 --unixsocket "$socket" --dir "$scratch" --save '' \
    --user bob on '>secret' '~*' +@all >"$scratch/log" 2>&1 &
  server=$!
  if grep -q 'ready to accept connections at' <"$scratch/log"; then
    port=$candidate
    break
  fi
  wait "$server"
done
[ -n "$port" ] || {
  fail "redis-server does not start; is the package redis-server installed?"
  done_checking
}

# plain file: the rows of a CSV report with nothing in quotes, for settings and flags may hold commas.
plain() {
  awk '{
    while (match($0, /"[^"]*"/)) {
      inner = substr($0, RSTART + 1, RLENGTH - 2); gsub(/,/, ";", inner)
      $0 = substr($0, 1, RSTART - 1) inner substr($0, RSTART + RLENGTH)
    }
    print
  }' "$1"
}

# An operation that errs on one store and not on the other compares nothing.
call list
operations=$(awk '/^Operations/ { on = 1; next } /^Clients/ { on = 0 } on' "$out")
[ "$(printf '%s\n' $operations | sort -u | wc -l)" -eq 51 ] || fail "not all operations are listed: $operations"
# shellcheck disable=SC2086
call run --op $operations --client redlite "unix:$socket" --ops 100 --keys 50 --warmup 0 --format csv
status_is 0
silent "$err"
plain "$out" | awk -F, '
  function fault(text) { print "FAILED: " text; bad = 1 }
  NR == 1 { next }
  {
    rows[$2]++
    if ($18 != 100) fault($1 " on " $2 ": " $18 " operations")
    if ($19 != 0) fault($1 " on " $2 ": " $19 " errors")
    if ($0 ~ /verify|hit rate|holds/) fault($1 " on " $2 ": " $30)
    hits[$1, $2] = $18 - $20
  }
  END {
    if (NR != 2 * 51 + 1) fault(NR - 1 " rows instead of " 2 * 51)
    exit bad
  }' || failed=1
# Over many connections too, where what is loaded goes by another client than what is measured.
# shellcheck disable=SC2086
call run --op $operations --client "unix:$socket" --connections 2 --pipeline 3 --ops 100 --keys 50 --warmup 0 --format csv
status_is 0
silent "$err"
plain "$out" | awk -F, '
  NR > 1 && ($18 != 100 || $19 != 0 || $0 ~ /verify|hit rate/) { print "FAILED: " $1 " over connections: " $0; bad = 1 }
  END { if (NR != 52) print "FAILED: " NR - 1 " rows instead of 51"; exit bad || NR != 52 }' || failed=1
call run --op GET SET DEL EXISTS STRLEN APPEND --client map --ops 100 --keys 50 --format csv
status_is 0

# Every key of a run carries its prefix and is as long as was asked, whatever the operation; and a next run knows them as ours.
redis-cli -s "$socket" FLUSHALL >"$scratch/none"
for how in '' '--connections 3 --pipeline 4'; do
  # shellcheck disable=SC2086
  call run --op GET SET APPEND INCR LPUSH HSET HINCRBY SADD ZADD XADD XREAD MGET MSET --client "unix:$socket" \
    --key-prefix 'bench:{7}:' --key-length 200 --ops 200 --keys 20 --keep --format json $how
  status_is 0
  silent "$err"
  grep -q 'verify failed\|hit rate' "$out" && fail "$called: $(grep 'verify failed\|hit rate' "$out")"
  says "$out" '"key_prefix": "bench:{7}:"'
  says "$out" '"key_length": "200"'
  redis-cli -s "$socket" KEYS '*' >"$scratch/keys"
  [ "$(wc -l <"$scratch/keys")" -gt 0 ] || fail "$called left no keys"
  grep -qv '^bench:{7}:[a-z_]*:0*[0-9]*$' "$scratch/keys" && fail "keys without the prefix: $(grep -v '^bench:{7}:' "$scratch/keys")"
  awk 'length($0) != 200 { exit 1 }' "$scratch/keys" || fail "keys of another length: $(head -n 1 "$scratch/keys")"
done
call run --op GET --client "unix:$socket" --ops 10 --keys 20 --key-length 20
status_is 1
says "$err" 'that no benchmark wrote'
call run --op GET --client "unix:$socket" --ops 10 --keys 20 --key-length 20 --force
status_is 0

# What a store holds is told family by family, and two that did the same work hold the same.
call run --op LPUSH --client redlite "unix:$socket" --ops 100 --keys 20 --format json
status_is 0
[ "$(grep -c '"lists": 20' "$out")" -eq 2 ] || fail "the lists were not counted: $(grep -A 9 family_counts "$out")"
[ "$(grep -c '"strings": 0' "$out")" -eq 2 ] || fail "the strings were not counted: $(grep -A 9 family_counts "$out")"
grep -q holds "$out" && fail "two clients hold different data: $(grep holds "$out")"

# The same over TCP, as a user, in a database of its own; a report is passed on, so it holds no password.
call run --op SET --client "redis://bob:secret@127.0.0.1:$port/9" --ops 100 --keys 50 --threads 2 --format csv
status_is 0
says "$out" "SET,redis://127.0.0.1:$port/9,2,"
says "$out" 'transport=tcp'
says "$out" 'appendonly=no'
grep -q secret "$out" && fail "the password is in the report"
call run --op SET --client "redis://bob:wrong@127.0.0.1:$port" --ops 10
status_is 1
says "$err" WRONGPASS
[ "$(wc -l <"$err")" -eq 1 ] || fail "one clear error, not: $(cat "$err")"

# A run empties its database: data that is not a benchmark's must survive a slip of the hand.
redis-cli -s "$socket" -n 7 SET mine precious >"$scratch/none"
call run --op SET --client "redis://127.0.0.1:$port/7" --ops 10
status_is 1
says "$err" 'holds 1 key that no benchmark wrote'
[ "$(redis-cli -s "$socket" -n 7 GET mine)" = precious ] || fail "the data is gone"

# No server; and one that is lost while it is measured keeps what was measured before.
call run --op GET --client "unix:$scratch/none.sock" --ops 10
status_is 1
says "$err" 'No such file'
[ "$(wc -l <"$err")" -eq 1 ] || fail "one clear error, not: $(cat "$err")"
redis-cli -s "$socket" CONFIG RESETSTAT >"$scratch/none"
"$kvbench" run --op GET SET --client "unix:$socket" --keys 10 --ops 1G --format csv >"$scratch/out" 2>"$scratch/err" &
run=$!
until redis-cli -s "$socket" INFO commandstats | grep -q 'cmdstat_get:calls=[0-9][0-9][0-9][0-9][0-9]'; do
  kill -0 "$run" 2>/dev/null || break
done
kill -9 "$server"
wait "$run"
status=$?
server=
called='kvbench run on a server that is killed'
status_is 3
says "$err" 'was lost on the way: ERR'
says "$err" 'the connection to'
says "$out" fatal

done_checking

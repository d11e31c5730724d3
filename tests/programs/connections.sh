# connections.sh: one thread over many connections to a real Redis server, as a user asks for them. Where redis-server is
# not installed this fails: what it would prove is not proved.
#
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/support/check.sh"
server=
trap '[ -z "$server" ] || kill -9 "$server" 2>/dev/null; rm -rf "$scratch"' EXIT
socket=$scratch/redis.sock

with_us=
command -v setpriv >/dev/null 2>&1 && with_us='setpriv --pdeathsig KILL'
mkfifo "$scratch/log"
# shellcheck disable=SC2086
$with_us redis-server --port 0 --unixsocket "$socket" --dir "$scratch" --save '' --maxclients 100 >"$scratch/log" 2>&1 &
server=$!
grep -q 'ready to accept connections at' <"$scratch/log" || {
  fail "redis-server does not start; is the package redis-server installed?"
  done_checking
}

# hash: of the stream of the last call, a JSON report.
hash() { grep -o '"stream_hash": *"[0-9a-f]*"' "$out"; }

call run --op GET SET --client "unix:$socket" --ops 3k --keys 100 --format json
status_is 0
waits=$(hash)
for how in '--connections 20' '--connections 7 --pipeline 16 --threads 2' '--pipeline 50' '--batch 10' \
  '--connections 5 --rate 20k'; do
  # shellcheck disable=SC2086
  call run --op GET SET --client "unix:$socket" --ops 3k --keys 100 --format json $how
  status_is 0
  silent "$err"
  [ "$(hash)" = "$waits" ] || fail "$called: another stream: $(hash), not $waits"
  [ "$(grep -c '"errors": *0' "$out")" -ge 2 ] || fail "$called: errors: $(cat "$out")"
done
says "$out" '"connections": 5'
says "$out" 'response_ns'

# Collections are loaded by the connection that answers at once, whatever the others do.
call run --workload write_heavy read_heavy --client "unix:$socket" --ops 2k --keys 100 --connections 5 \
  --value-size 'pareto(64,64KiB,1.2)' --format json
status_is 0
[ "$(grep -c '"verify_failures": 0' "$out")" -eq 2 ] || fail "two runs without a wrong reply were asked for"
call run --op GET --client "unix:$socket" --ops 1k --keys 10 --connections 200
status_is 1
says "$err" 'did not take connection'
says "$err" 'of 200'
says "$err" 'maxclients'
[ "$(wc -l <"$err")" -eq 1 ] || fail "one clear error, not: $(cat "$err")"

refuses 'client "redlite" is within this process' run --op GET --connections 5
refuses 'client "map" is within this process' run --op GET --client map --pipeline 2
refuses '--pipeline must be 1 to 65' run --op GET --client "unix:$socket" --pipeline 0
refuses '--connections must be' run --op GET --client "unix:$socket" --connections many

# A server that dies takes the run with it, and what was measured stays.
redis-cli -s "$socket" CONFIG RESETSTAT >"$scratch/none"
"$kvbench" run --op GET --client "unix:$socket" --keys 10 --ops 1G --connections 20 --pipeline 4 --format csv \
  >"$scratch/out" 2>"$scratch/err" &
run=$!
until redis-cli -s "$socket" INFO commandstats | grep -q 'cmdstat_get:calls=[0-9][0-9][0-9][0-9][0-9]'; do
  kill -0 "$run" 2>/dev/null || break
done
kill -9 "$server"
wait "$run"
status=$?
server=
called='kvbench run over many connections on a server that is killed'
status_is 3
says "$err" 'was lost on the way: ERR'
says "$out" fatal

done_checking

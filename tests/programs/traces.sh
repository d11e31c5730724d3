# traces.sh: what a Redis server is asked, recorded; and the workload behind it, fitted.
#
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/support/check.sh"
server=
recorder=
trap '[ -z "$recorder" ] || kill -9 "$recorder" 2>/dev/null
  [ -z "$server" ] || kill -9 "$server" 2>/dev/null; rm -rf "$scratch"' EXIT
socket=$scratch/redis.sock
with_us=
command -v setpriv >/dev/null 2>&1 && with_us='setpriv --pdeathsig KILL'
mkfifo "$scratch/log"
$with_us redis-server --port 0 --unixsocket "$socket" --dir "$scratch" --save '' --appendonly yes \
  --aof-timestamp-enabled yes >"$scratch/log" 2>&1 &
server=$!
grep -q 'ready to accept connections at' <"$scratch/log" || {
  fail "redis-server does not start; is the package redis-server installed?"
  done_checking
}

# Waits until the recorder listens.
await_monitor() {
  tries=0
  until redis-cli -s "$socket" CLIENT LIST | grep -q 'cmd=monitor'; do
    tries=$((tries + 1))
    if [ "$tries" -gt 1200 ] || ! kill -0 "$recorder" 2>/dev/null; then
      fail "the recorder does not listen: $(cat "$scratch/recorded")"
      done_checking
    fi
    sleep 0.05
  done
}

call record --from "unix:$socket" --out "$scratch/none.log" --ops 0
status_is 0
"$kvbench" record --from "unix:$socket" --out "$scratch/site.log" >"$scratch/recorded" 2>&1 &
recorder=$!
await_monitor
call run --workload session_store --client "unix:$socket" --ops 30k --keys 1k --elements 1 \
  --distribution 'zipfian(0.9)' --format csv
status_is 0
redis-cli -s "$socket" SET 'last "key"' 'a\nb' >/dev/null
# What is recorded is in the file when the recorder has ended; the last command must be among it.
until grep -q 'last' "$scratch/site.log.part" 2>/dev/null; do redis-cli -s "$socket" PING >/dev/null; done
kill -INT "$recorder"
wait "$recorder"
[ $? -eq 0 ] || fail "the recorder, ended by Ctrl-C, did not end well: $(cat "$scratch/recorded")"
recorder=
says "$scratch/recorded" 'serves slower for it'
[ -e "$scratch/site.log.part" ] && fail "a part is left behind"
[ "$(tail -c 1 "$scratch/site.log" | od -An -c | tr -d ' ')" = '\n' ] || fail "the last line is not whole"

# The workload that was played, with the HSET that loading takes.
call fit "$scratch/site.log" --as sessions --out "$scratch/sessions.yaml"
status_is 0
says "$scratch/sessions.yaml" 'MONITOR log'
says "$scratch/sessions.yaml" 'data: hash'
exponent=$(sed -n 's/^ *keys: zipfian(\(.*\))$/\1/p' "$scratch/sessions.yaml")
awk -v e="$exponent" 'BEGIN { exit !(e >= 0.85 && e <= 0.95) }' || fail "the skew is $exponent, not 0.9"
call run --scenario "$scratch/sessions.yaml" --client redlite --ops 2k --format csv
status_is 0
says "$out" 'sessions,redlite,'
call fit "$scratch/site.log" --cpp
status_is 0
says "$out" 'namespace site_trace'

# The same server's append-only file: the writes, with their base told.
call fit "$scratch/appendonlydir"
status_is 0
says "$out" 'append-only file'
says "$out" 'is a snapshot (RDB)'
says "$out" 'type: HSET'

# The same commands on another store, and on the server itself: as fast as it goes, and at the trace's own times.
call run --trace "$scratch/site.log" --client redlite --format csv
status_is 0
says "$out" 'HGET,'
redlite_hgets=$(awk -F, '/,HGET,/ { for (i = 1; i < NF; i++) if ($i == "HGET") print $(i + 1) }' "$out")
call run --trace "$scratch/site.log" --client redlite --ops 1k
status_is 0
says "$out" 'not played'
call run --trace "$scratch/appendonlydir" --client redlite --ops 500 --format json
status_is 0
says "$out" 'is a snapshot (RDB)'
# A replay empties what it is given, where that is said or nobody's, and leaves nothing.
call run --trace "$scratch/site.log" --client "unix:$socket" --force --format csv
status_is 0
redis_hgets=$(awk -F, '/,HGET,/ { for (i = 1; i < NF; i++) if ($i == "HGET") print $(i + 1) }' "$out")
[ -n "$redis_hgets" ] && [ "$redis_hgets" = "$redlite_hgets" ] || fail "HGETs: $redis_hgets on redis, $redlite_hgets on redlite"
[ "$(redis-cli -s "$socket" DBSIZE)" = 0 ] || fail "a replay left keys behind"
redis-cli -s "$socket" SET mine data >/dev/null
call run --trace "$scratch/site.log" --client "unix:$socket"
status_is 1
says "$err" 'no benchmark wrote'
redis-cli -s "$socket" DEL mine >/dev/null
call run --trace "$scratch/site.log" --speed 100x --ops 2k --client redlite --format hdr
status_is 0
says "$out" 'HSET.response'
refuses 'plays no trace' run --trace "$scratch/site.log" --client map
refuses 'leave --threads out' run --trace "$scratch/site.log" --threads 2
refuses '--speed must be' run --trace "$scratch/site.log" --speed fast
refuses '--speed is that of --trace' run --workload read_heavy --speed 1x
refuses 'cannot be read' run --trace /no/such/trace

# Limits, and what is wrong.
call record --from "unix:$socket" --out "$scratch/timed.log" --time 50ms
status_is 0
refuses '--from is missing' record --out "$scratch/x"
refuses '--out is missing' record --from "unix:$socket"
refuses 'must be a number' record --from "unix:$socket" --out "$scratch/x" --time soon
refuses 'give redis://' record --from http://nowhere --out "$scratch/x"
call record --from unix:/no/such/socket --out "$scratch/x"
status_is 1
[ -e "$scratch/x" ] && fail "a file of nothing was written"
refuses 'the trace is missing' fit
refuses 'cannot be read' fit /no/such/trace
printf 'hello\n' >"$scratch/hello"
refuses 'begins like no MONITOR log' fit "$scratch/hello"
printf '1700000000.123456 [0 x] "PING"\ngarbage\n' >"$scratch/ping"
call fit "$scratch/ping"
status_is 1
says "$err" 'no command of the trace is an operation'

# A name that was taken meanwhile: what was recorded stays where it is.
"$kvbench" record --from "unix:$socket" --out "$scratch/taken.log" --ops 2 >"$scratch/recorded" 2>&1 &
recorder=$!
await_monitor
mkdir "$scratch/taken.log"
redis-cli -s "$socket" SET a b >/dev/null
redis-cli -s "$socket" SET a c >/dev/null
wait "$recorder"
[ $? -eq 1 ] || fail "a recording that cannot be kept under its name is no status 1"
recorder=
says "$scratch/recorded" 'taken.log: cannot be written: Is a directory; what was recorded is in '
[ "$(grep -c '"SET" "a"' "$scratch/taken.log.part")" -eq 2 ] || fail "what was recorded is lost"

# A server that is lost ends the recording; what was written stays.
"$kvbench" record --from "unix:$socket" --out "$scratch/lost.log" >"$scratch/recorded" 2>&1 &
recorder=$!
await_monitor
# Each reply follows what the server wrote to its monitors about the command before it.
redis-cli -s "$socket" SET a b >/dev/null
redis-cli -s "$socket" PING >/dev/null
kill -9 "$server"
wait "$server" 2>/dev/null
server=
wait "$recorder"
[ $? -eq 3 ] || fail "a lost server is no status 3: $(cat "$scratch/recorded")"
recorder=
[ -s "$scratch/lost.log" ] || fail "what was recorded before the server was lost is lost too"

done_checking

# gate.sh: two programs or two sets of files, and whether the newer is slower.
#
# The programs here are scripts that print Google Benchmark's JSON with times that are written down: what the gate says of
# real timings is tested on simulated machines (tests/kvbench/gate/false_alarms.cpp), where the truth is known.
#
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/support/check.sh"
run=
trap '[ -z "$run" ] || kill -9 "$run" 2>/dev/null; rm -rf "$scratch"' EXIT

# program name factor: a script that prints two benchmarks, get/a at 1000 ns times the factor and 2 % of noise that comes
# from how often it ran, and get/b always near 1000 ns.
program() {
  cat >"$scratch/$1" <<EOF
#!/bin/sh
runs=\$(cat "$scratch/$1.runs" 2>/dev/null || echo 0)
echo \$((runs + 1)) >"$scratch/$1.runs"
awk -v runs=\$runs -v factor=$2 'BEGIN {
  noise = 1 + ((runs * 7919 + 13) % 41 - 20) / 1000
  printf "{\"context\": {}, \"benchmarks\": [\n"
  printf "{\"name\": \"get/a\", \"run_name\": \"get/a\", \"run_type\": \"iteration\", \"real_time\": %f, \"cpu_time\": 900.0, \"time_unit\": \"ns\", \"p99_ns\": %f, \"ops/s\": %f},\n", 1000 * factor * noise, 5000 * factor, 1e9 / (1000 * factor * noise)
  printf "{\"name\": \"get/b\", \"run_name\": \"get/b\", \"run_type\": \"iteration\", \"real_time\": %f, \"time_unit\": \"us\"}]}\n", 1.0 * (1 + ((runs * 104729) % 21 - 10) / 1000)
}'
EOF
  chmod +x "$scratch/$1"
}
program old 1
program same 1
program slow 1.2
program fast 0.8
program slight 1.02

gate() { call gate --seed 7 "$@"; }

gate --base "$scratch/old" --head "$scratch/slow" --threshold 5%
status_is 1
says "$out" 'get/a: head is 1.20x slower (95 % CI 1.'
# The first look at two figures is after 13 rounds: each is surer than one alone after 12.
says "$out" '13 paired rounds), threshold 1.05'
says "$out" 'get/b: same, 1.00x'
says "$out" 'slower: 1 slower, 1 same; 13 rounds, seed 7, at most 1 % false alarms'
silent "$err"
[ "$(cat "$scratch/slow.runs")" -eq 13 ] || fail "13 rounds are 13 runs of each"

gate --base "$scratch/old" --head "$scratch/same" --threshold 5%
status_is 0
says "$out" 'get/a: same'
gate --base "$scratch/old" --head "$scratch/fast" --threshold 5%
status_is 0
says "$out" 'get/a: head is 1.2'
says "$out" 'x faster (95 % CI 1.2'

# A slowdown as large as the threshold stays undecided, after all the rounds that were allowed.
gate --base "$scratch/old" --head "$scratch/slight" --threshold 2% --filter '^get/a$' --rounds 15
status_is 3
says "$out" 'get/a: ambiguous, 1.0'
says "$out" '15 paired rounds'
says "$out" 'undecided: 1 ambiguous'

# Each metric has a direction.
gate --base "$scratch/old" --head "$scratch/slow" --metric p99_ns ops/s --threshold 5%
status_is 1
says "$out" 'get/a p99_ns: head is 1.20x slower'
says "$out" 'get/a ops/s: head is 1.20x slower'

cat >"$scratch/limits.yaml" <<EOF
threshold: 5%
benchmarks:
  "*/a":
    real_time: 30%
    cpu_time: 5%
  "*/b": ignore
EOF
gate --base "$scratch/old" --head "$scratch/slow" --thresholds "$scratch/limits.yaml"
status_is 0
says "$out" 'get/a: same, 1.20x'
says "$out" 'threshold 1.3'
says "$out" 'get/a cpu_time: same, 1.00x'
echo 'benchmarks: { a: 5 }' >"$scratch/wrong.yaml"
refuses 'wrong.yaml:1:18: a threshold is a share, as 5% or 0.05, not "5"' gate --base x --head x --thresholds "$scratch/wrong.yaml"

# Other forms of the same.
gate --base "$scratch/old" --head "$scratch/slow" --threshold 5% --format markdown
status_is 1
says "$out" '| get/a | **head is 1.20x slower** |'
gate --base "$scratch/old" --head "$scratch/slow" --threshold 5% --format junit --out "$scratch/gate.xml"
status_is 1
silent "$out"
says "$scratch/gate.xml" '<failure message="get/a: head is 1.20x slower'
if command -v xmllint >/dev/null; then xmllint --noout "$scratch/gate.xml" || fail "the XML is none"; fi
gate --base "$scratch/old" --head "$scratch/slow" --threshold 5% --format json
status_is 1
says "$out" '"schema": "kvbench-gate/1"'
says "$out" '"verdict": "slower"'
gate --base "$scratch/old" --head "$scratch/same" --rounds 12 --reference --filter get/b --format json
says "$out" '"base_reference_ns": '

# A report in a file leaves standard output to the program.
gate --base "$scratch/old >{out}; echo noise" --head "$scratch/slow >{out}; echo noise" --threshold 5%
status_is 1

# What cannot be compared, in one sentence.
mkdir "$scratch/limits"
refuses 'nothing to compare: give --base COMMAND --head COMMAND, or two files' gate
refuses '--head is missing' gate --base true
refuses 'the command of base failed with status 7: no server' gate --seed 1 --base 'echo no server >&2; exit 7' --head "$scratch/old"
refuses 'the command of head failed with status 127' gate --base "$scratch/old" --head "$scratch/none"
refuses ': is empty; a Google Benchmark program writes JSON with --benchmark_format=json' gate --base true --head true
refuses 'the output of base:1: is no JSON, at "Benchmark' gate --base 'echo Benchmark Time' --head "$scratch/old"
refuses 'wrote nothing to {out}' gate --base 'true {out}' --head 'true {out}'
refuses 'no benchmark has the metric "p9_ns"; did you mean "p99_ns"?' gate --base "$scratch/old" --head "$scratch/old" --metric p9_ns
refuses 'that --filter lets through' gate --base "$scratch/old" --head "$scratch/old" --filter nothing
refuses '--filter must be a regular expression' gate --base true --head true --filter '('
refuses '--threshold must be a share, as in --threshold 5%, not "5"' gate --base true --head true --threshold 5
refuses '--rounds must be a number from 1 to 500' gate --base true --head true --rounds 0
refuses '5 rounds cannot tell 2 figures apart with at most 1 % false alarms: give --rounds 9 or more' gate --base "$scratch/old" --head "$scratch/old" --rounds 5
refuses '--max-time must be a time' gate --base true --head true --max-time soon
refuses 'did you mean "junit"?' gate --base true --head true --format junt
refuses 'give files or commands, not both' gate a b --base true
refuses 'cannot read' gate "$scratch/none.json" "$scratch/none.json"
refuses 'no file matches' gate "$scratch/none*.json" "$scratch/none.json"
refuses '--head-file is missing' gate --base-file "$scratch/limits.yaml"
refuses '--rounds is for commands' gate a b --rounds 12

refuses 'limits: it is a folder' gate --base x --head x --thresholds "$scratch/limits"
refuses 'limits: it is a folder' gate "$scratch/limits" "$scratch/limits"
refuses 'the command of base: wrote more than 256 MiB' gate --base 'exec yes' --head "$scratch/old"
refuses 'with at most 50 % false alarms: give --rounds 6 or more' gate --base "$scratch/old" --head "$scratch/old" --filter get/a --rounds 5 --false-alarms 50%
printf '{"benchmarks": [{"name": "a", "real_time": 1e999}]}' >"$scratch/huge.json"
refuses 'huge.json: is no JSON: number overflow' gate "$scratch/huge.json" "$scratch/huge.json"

# Sets of files: each holds a process run. What the refusals above ran moves no figure.
rm -f "$scratch"/*.runs
i=10
while [ $i -lt 20 ]; do
  "$scratch/old" >"$scratch/base_$i.json"
  "$scratch/slow" >"$scratch/head_$i.json"
  "$scratch/same" >"$scratch/same_$i.json"
  i=$((i + 1))
done
call gate "$scratch/base_*.json" "$scratch/head_*.json" --threshold 5%
status_is 1
says "$out" 'get/a: head is 1.2'
says "$out" '10 paired rounds'
call gate --base-file "$scratch"/base_*.json --head-file "$scratch"/same_*.json --threshold 5%
status_is 0
call gate "$scratch/base_10.json" "$scratch/head_10.json"
status_is 3
says "$out" 'get/a: ambiguous'
says "$out" 'note: 1 process run of each is too few to tell 2 figures apart: it takes 9.'
call gate --base-file "$scratch"/base_*.json --head-file "$scratch"/head_1[0-7].json --threshold 5%
says "$out" 'note: base has 10 runs and head 8: what has no partner is left out'

# More files than can be judged are told.
many=$(yes "$scratch/base_10.json" | head -n 501)
# shellcheck disable=SC2086
call gate --base-file $many --head-file $many --filter get/a
status_is 0
says "$out" 'note: the first 500 of 501 runs each are compared; the rest is left out'
says "$out" '500 paired rounds'

# A benchmark that is gone, and one that fails halfway: the rest is told all the same.
sed '/get\/b/d; s/},$/}]}/' "$scratch/base_10.json" >"$scratch/part.json"
call gate "$scratch/base_10.json" "$scratch/part.json"
status_is 2
says "$out" 'unusable: get/b: is in base and not in head'
call gate "$scratch/part.json" "$scratch/base_10.json"
says "$out" 'note: get/b: is new in head, with nothing to compare it to'
sed 's/"real_time": [0-9.]*/"real_time": 0/' "$scratch/base_10.json" >"$scratch/zero.json"
call gate "$scratch/base_10.json" "$scratch/zero.json"
status_is 2
says "$out" 'unusable: get/a: real_time is missing, 0 or below in 1 of 1 rounds'
rm -f "$scratch/same.runs"
gate --base "$scratch/old" --head "$scratch/same; [ \$(cat $scratch/same.runs) -lt 5 ] || { echo lost >&2; exit 3; }"
status_is 2
says "$out" 'unusable: round 5: the command of head failed with status 3: lost'
says "$out" '4 paired rounds'

# Nor is anything lost when a round fails in another way: what it wrote cannot be read, or is no figure.
late() { printf '%s' "$scratch/same >{out}; [ \$(cat $scratch/same.runs) -lt 5 ] || { $1; }"; }
rm -f "$scratch/same.runs"
gate --base "$scratch/old" --head "$(late 'rm {out}; mkdir {out}')"
status_is 2
says "$out" 'unusable: round 5: the command of head: cannot read '
says "$out" '4 paired rounds'
rm -f "$scratch/same.runs"
gate --base "$scratch/old" --head "$(late 'echo 1e999 >{out}')"
status_is 2
says "$out" 'unusable: round 5: the output of head: is no JSON: number overflow'
says "$out" '4 paired rounds'

# Whoever starts this program may ignore the ends of children (a shell cannot be told to).
if env --ignore-signal=CHLD true 2>/dev/null; then
  called="kvbench gate, with SIGCHLD ignored"
  timeout -k 9 300 env --ignore-signal=CHLD "$kvbench" gate --seed 7 --base "$scratch/old" --head "$scratch/slow" \
    --threshold 5% >"$scratch/out" 2>"$scratch/err"
  status=$?
  status_is 1
fi

# Ctrl-C ends what runs, and keeps the rounds before.
rm -f "$scratch/same.runs"
"$kvbench" gate --seed 7 --base "$scratch/old" --head "$scratch/same; [ \$(cat $scratch/same.runs) -lt 3 ] || { touch $scratch/waits; sleep 300; }" \
  >"$scratch/out" 2>"$scratch/err" &
run=$!
called="kvbench gate, then SIGINT"
tries=0
until [ -e "$scratch/waits" ] || [ $tries -ge 2400 ]; do sleep 0.05; tries=$((tries + 1)); done
[ -e "$scratch/waits" ] || fail "$called: the third round did not begin in two minutes"
kill -s INT "$run"
wait "$run"
status=$?
run=
status_is 130
says "$scratch/out" '2 paired rounds'
says "$scratch/err" 'stopped after 2 rounds'

# No round is begun that would end after --max-time; what there is by then is judged.
rm -f "$scratch/old.runs"
gate --base "$scratch/old; sleep 0.2" --head "$scratch/slow; sleep 0.2" --max-time 1s
[ "$(cat "$scratch/old.runs")" -lt 6 ] || fail "--max-time 1s ran $(cat "$scratch/old.runs") rounds of 0.4 s"
status_is 3
says "$out" 'ambiguous'

# A real program against itself, and against the same that has 400,000 times as much to read. Machines differ: only what
# any of them shows is asked for, a busy one and one under a sanitizer too.
real() { echo "$kvbench run --op GET --client redlite --keys 4 --value-size $1 --ops $2 --warmup 10ms --format json"; }
gate --base "$(real 10 2k)" --head "$(real 10 2k)" --threshold 100% --rounds 12
[ "$status" -eq 0 ] || [ "$status" -eq 3 ] || fail "a program against itself: status $status: $(cat "$out" "$err")"
gate --base "$(real 10 200)" --head "$(real 4MiB 20)" --threshold 10% --rounds 12
status_is 1
says "$out" 'GET/redlite: head is '
gate --base "$(real 10 2k)" --head "$kvbench run --op GET --client null --keys 4 --ops 2k --format json"
status_is 2
says "$err" 'base and head have no benchmark in common'

done_checking

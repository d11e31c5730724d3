# arguments.sh: what the command line takes, and that a refusal says in one line what would have been right.
#
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/support/check.sh"

# A typing mistake must not run something else for an hour.
refuses 'unknown workload "read_haevy"; did you mean "read_heavy"?' run --workload read_haevy
refuses 'kvbench list names them' run --workload zzz
refuses 'unknown operation "GTE"; did you mean "GET"?' run --op GTE
refuses 'unknown group "croe"; did you mean "core"?' run --group croe
refuses 'there are core, structure, stress, patterns, ycsb and all' run --group zzz
refuses 'unknown client "redlit"; did you mean "redlite"?' run --op GET --client redlit
refuses 'there are redlite, redlite:FILE, redis://HOST:PORT, unix:/PATH, map and null' run --op GET --client zzz
refuses 'unknown client "reids"; did you mean "redis"?' run --op GET --client reids://127.0.0.1
refuses 'did you mean "--workload"?' run --wrokload read_heavy
refuses 'did you mean --workload read_heavy?' run read_heavy
refuses 'did you mean "run"?' rnu
refuses 'give run or list'
refuses '--workload NAME, --op OP, --group GROUP, --scenario FILE or --trace' run
refuses '--workload needs a value' run --workload
refuses 'client "map" has no file' run --op GET --client map:x
refuses 'redlite:FILE' run --op GET --client redlite:
# A server that is understood by halves is the wrong one, and a run empties it.
refuses 'a Redis URL begins with redis:// or unix:' run --op GET --client redis
refuses 'the port of a Redis URL is 0 to 65535, not "x"' run --op GET --client redis://127.0.0.1:x
refuses 'the path of a unix socket is missing' run --op GET --client unix:
refuses 'client "map" lacks HGET' run --op HGET --client map
refuses 'exclude each other' run --workload read_heavy --op GET
refuses 'exclude each other' run --op GET --ops 10 --time 1s
refuses 'did you mean "zipfian"?' run --op GET --distribution zipfain
refuses 'as in hot(10%,90%)' run --op GET --distribution 'hot(10%)'
refuses 'one of off, normal, full' run --op GET --durability sometimes
refuses 'one of exclusive, shared' run --op GET --sharing maybe
refuses 'did you mean "json"?' run --op GET --format jsn

# 0 keys would measure an empty store; a number that was cut off or wrapped round would measure another one.
refuses '--keys must be 1 to' run --op GET --keys 0
for number in '' ten -5 1.5 1e3 0x10 10q 10kk 18446744073709551616; do
  refuses '--keys must be a whole number, as in --keys 10k' run --op GET --keys "$number"
done
refuses 'a key prefix of 300 bytes leaves no room in a key of at most 250' run --op GET --key-prefix "$(printf 'p%.0s' $(seq 300))" --key-length 250
refuses '--key-length must be 1 to 250' run --op GET --key-length 251
refuses 'a key of 8 bytes has no room for "bench:" and a number of 4 digits' run --op GET --keys 10k --key-prefix bench: --key-length 8
refuses '--ops must be 1 to' run --op GET --ops 0
refuses '--threads must be 1 to' run --op GET --threads 0
refuses '--value-size must be 1 to' run --op GET --value-size 1TiB
refuses 'did you mean "uniform"?' run --op GET --value-size 'unifrom(1,2)'
refuses 'there are uniform(10,1KiB), normal(512,128), pareto(64,64KiB,1.2)' run --op GET --value-size 'zipfian(1)'
refuses 'as in normal(512,128)' run --op GET --value-size 'normal(512)'
refuses 'sum to 100, and they sum to 95' run --op GET --value-size 'weighted(80:100,15:1KiB)'
refuses 'sizes must be 1 byte to 512MiB' run --op GET --value-size 'uniform(1,1TiB)'
for time in '' 0s -1s 10x s 999999h; do
  refuses '--time must be a time, as in --time 500ms' run --op GET --time "$time"
done
refuses '--seed must be a whole number' run --op GET --seed -1
# A worker that is pinned to nothing, silently, is a result that says what was not so.
for cpus in '' x 1,x ,; do
  refuses '--pin must name CPUs, as in --pin 1,2 or --pin all' run --op GET --pin "$cpus"
done
refuses 'CPU 4096 is not ours; this process may use ' run --op GET --pin 4096


# Half an open loop is none.
refuses '--rate must be a whole number' run --op GET --rate fast
refuses '--rate must be 1 to' run --op GET --rate 0
refuses '--arrival needs a --rate' run --op GET --arrival poisson
refuses 'did you mean "poisson"?' run --op GET --rate 10 --arrival posson
refuses '--rate and --think-time exclude each other' run --op GET --rate 10 --think-time 1ms
refuses '--no-latency leaves nothing for --rate' run --op GET --rate 10 --no-latency
refuses '--no-latency leaves nothing for --interval' run --op GET --interval 1s --no-latency
refuses '--batch must be 1 to' run --op GET --batch 0
refuses '--interval must be a time' run --op GET --interval often
refuses 'may be minutes or millions' run --op GET --warmup 2m
refuses '--warmup must be a whole number, as in --warmup 1k, 10s or steady' run --op GET --warmup warm
for share in 0 100% 1 x -1% '' 1%%; do
  refuses '--precision must be above 0 and below 100 %, as in --precision 1%' run --op GET --precision "$share"
done
refuses '--precision and --ops exclude each other' run --op GET --precision 1% --ops 10
refuses '--repeat must be 1 to' run --op GET --repeat 0
refuses '--no-load empties no store' run --op GET --no-load --force

# An hour of measuring must not end in a file that cannot be written.
refuses 'No such file or directory' run --op GET --out "$scratch/none/a.json"
refuses 'is a directory' run --op GET --out "$scratch"
refuses '--out must name a file' run --op GET --out ''

# Units: the same run twice, once spelled out. The report says what was understood.
call run --op GET --client null --ops 1k --keys 2k --value-size 1KiB --seed 0x2a --warmup 0 --format csv
status_is 0
says "$out" 'GET,null,1,2000,10,1024,42,'
# A distribution is told by its mean and as it was typed; of a fixed size the stream is what it always was.
call run --op SET --client null --ops 1k --keys 2k --value-size 'uniform( 10, 1KiB )' --warmup 0 --format csv
status_is 0
says "$out" 'SET,null,1,2000,10,517,42,'
says "$out" '"uniform(10,1KiB)"'
call run --op SET --client redlite --ops 1k --keys 2k --value-size 'pareto(64, 64KiB, 1.2)' --warmup 0
status_is 0
says "$out" 'values pareto(64,64KiB,1.2) of '

for arguments in --help 'run --help' 'list --help'; do
  # shellcheck disable=SC2086
  call $arguments
  status_is 0
  silent "$err"
  says "$out" 'Example'
  says "$out" 'kvbench '
done
call --version
status_is 0
says "$out" 'kvbench '
call list
status_is 0
for word in core read_heavy 'GET 50, HGET 15' 'hot(10%,90%)' ZRANGEBYSCORE 'redlite[:FILE]' redis://HOST:PORT unix:/PATH map null; do
  says "$out" "$word"
done

done_checking

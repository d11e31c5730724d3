# scenarios.sh: workloads of a YAML file, run, listed and exported.
#
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/support/check.sh"
data=$(dirname "$0")/../../data/workloads.yaml

# hash arguments...: the stream of a short run, and how it was run.
hash() {
  call run --client null --format csv "$@"
  status_is 0
  awk -F, 'NR == 2 { print $8 }' "$out"
}

# A file that says what the catalogue says measures what the catalogue measures.
for name in session_store counter_pattern hot_keys; do
  built_in=$(hash --workload "$name" --ops 10k --keys 500)
  [ -n "$built_in" ] || fail "no stream hash"
  [ "$(hash --scenario "$data" --name "$name" --ops 10k --keys 500)" = "$built_in" ] ||
    fail "$name of the file plays another stream than that of the catalogue"
  call export --workload "$name" --out "$scratch/$name.yaml"
  status_is 0
  [ "$(hash --scenario "$scratch/$name.yaml" --ops 10k --keys 500)" = "$built_in" ] ||
    fail "$name, exported, plays another stream"
done

cat >"$scratch/shop.yaml" <<'END'
workloads:
  - name: shop at noon
    description: a shop
    keys: hot(10%, 90%)
    values: 64
    operations: [ {type: HGETALL, weight: 70}, {type: HSET, weight: 27.5}, {type: EXPIRE, weight: 2.5} ]
    run: { keys: 300, ops: 2k, threads: 2, seed: 7 }
  - { name: strings, operations: [ {type: get, weight: 100} ] }
END

# Values of several lengths: file, command line and export are one workload.
cat >"$scratch/sizes.yaml" <<'END'
workloads:
  - name: tail
    values: pareto(64, 64KiB, 1.2)
    operations: [ {type: SET, weight: 60}, {type: GET, weight: 40} ]
END
from_file=$(hash --scenario "$scratch/sizes.yaml" --ops 10k --keys 500)
call export --scenario "$scratch/sizes.yaml" --out "$scratch/again.yaml"
status_is 0
says "$scratch/again.yaml" 'values: pareto(64,64KiB,1.2)'
[ "$(hash --scenario "$scratch/again.yaml" --ops 10k --keys 500)" = "$from_file" ] || fail "exported, sizes differ"
[ "$(hash --scenario "$scratch/sizes.yaml" --value-size 'pareto(64,64KiB,1.2)' --ops 10k --keys 500)" = "$from_file" ] ||
  fail "sizes of the command line differ from those of a file"
[ "$(hash --scenario "$scratch/sizes.yaml" --value-size 100 --ops 10k --keys 500)" != "$from_file" ] ||
  fail "--value-size was not taken"
call export --scenario "$scratch/sizes.yaml" --cpp
status_is 0
says "$out" 'values(::kvbench::sizes::pareto(64u, 65536u, 1.2))'

# What the file brings along holds, unless the command line says something else.
call run --scenario "$scratch/shop.yaml" --client redlite --format json
status_is 0
[ "$(grep -c '^      "keys": 300,' "$out")" -eq 1 ] || fail "the file's keys were not taken for its workload, and only for it"
says "$out" '"threads": 2'
says "$out" '"seed": 7'
call run --scenario "$scratch/shop.yaml" --name 'shop at noon' --client redlite --keys 200 --threads 1 --format json
status_is 0
says "$out" '"keys": 200'
says "$out" '"threads": 1'
says "$out" '"seed": 7'

# Of a file, a client runs what it can, as of a group.
call run --scenario "$scratch/shop.yaml" --client map --ops 1k --format csv
status_is 0
says "$err" 'client "map" lacks HGETALL, HSET'
says "$out" 'strings,map,'
call run --scenario "$scratch/shop.yaml" --name 'shop at noon' --client map
status_is 2

call list --scenario "$scratch/shop.yaml"
status_is 0
says "$out" 'HGETALL 70, HSET 27.5, EXPIRE 2.5'
says "$out" 'keys hot(10%,90%)'

call export --scenario "$scratch/shop.yaml" --name strings --cpp
status_is 0
says "$out" '100_pct * ::kvbench::redis::get'
call export --workload read_heavy --cpp --yaml
status_is 2
silent "$out"
call export
status_is 2

# Every fault is a line of its own, with its place.
printf 'workloads:\n  - name: a\n    colour: red\n    operations: [ {type: GTE, weight: 90} ]\n' >"$scratch/wrong.yaml"
call run --scenario "$scratch/wrong.yaml"
status_is 2
silent "$out"
says "$err" "kvbench: $scratch/wrong.yaml:3:5: \"colour\" is no field"
says "$err" "kvbench: $scratch/wrong.yaml:4:26: unknown operation \"GTE\""
printf 'workloads:\n  - name: a\n    values: normal(1)\n    operations: [ {type: GET, weight: 100} ]\n' >"$scratch/wrong.yaml"
call run --scenario "$scratch/wrong.yaml"
status_is 2
says "$err" "kvbench: $scratch/wrong.yaml:3:13: value size \"normal(1)\": it must be as in normal(512,128)"
call run --scenario "$scratch/no_such.yaml"
status_is 2
says "$err" 'cannot be read'
call run --scenario "$scratch/shop.yaml" --name string
status_is 2
says "$err" 'did you mean "strings"'
call run --name strings
status_is 2
call run --workload read_heavy --scenario "$scratch/shop.yaml"
status_is 2
says "$err" 'exclude each other'

done_checking

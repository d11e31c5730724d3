# workloads.sh: every named workload on the embedded store: no errors, expected hit rates, counts by the weights.
#
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/support/check.sh"
ops=${2:-10000}

# weights: "workload operation percent" of every named workload, as `kvbench list` tells them.
call list
awk '
  /^Operations/ { exit }
  /^    [a-z]/ { name = $1; next }
  /^     +[A-Z]/ {
    n = split($0, parts, /, */)
    for (i = 1; i <= n; i++) { split(parts[i], word, / +/); k = word[1] == "" ? 2 : 1; print name, word[k], word[k + 1] }
  }' "$out" >"$scratch/weights"
[ "$(cut -d' ' -f1 "$scratch/weights" | sort -u | wc -l)" -eq 25 ] || fail "not all workloads are listed"

call run --group all --client redlite --ops "$ops" --keys 500 --warmup 100 --format csv
status_is 0
silent "$err"
# An error that nobody counts, or a pick that favours one operation, makes every figure wrong.
awk -v ops="$ops" '
  function fault(text) { print "FAILED: " text; bad = 1 }
  NR == FNR { weight[$1, $2] = $3; wanted++; next }
  FNR == 1 { next }
  {
    # settings and flags may hold quoted commas; what is read here stands before or has none.
    line = $0
    while (match(line, /"[^"]*"/)) {
      inner = substr(line, RSTART + 1, RLENGTH - 2); gsub(/,/, ";", inner)
      line = substr(line, 1, RSTART - 1) inner substr(line, RSTART + RLENGTH)
    }
    split(line, f, ",")
    what = f[1] " " f[17]
    if (!((f[1], f[17]) in weight)) fault(what ": not in the list")
    seen++
    p = weight[f[1], f[17]] / 100
    sigma = sqrt(ops * p * (1 - p))
    if (f[18] < ops * p - 4 * sigma || f[18] > ops * p + 4 * sigma) fault(what ": " f[18] " of " ops ", wanted " ops * p)
    if (f[19] != 0) fault(what ": " f[19] " errors")
    total[f[1]] += f[18]
    if (f[30] ~ /hit rate|verify|errors/) fault(what ": " f[30])
  }
  END {
    if (seen != wanted) fault(seen " rows instead of " wanted)
    for (name in total) if (total[name] != ops) fault(name ": " total[name] " operations instead of " ops)
    exit bad
  }' "$scratch/weights" "$out" || failed=1

# The same seed gives the same operations: other figures would not be comparable.
# hash arguments...
hash() {
  call run --workload truly_balanced --ops 2000 --keys 200 --format csv "$@"
  status_is 0
  awk -F, 'NR == 2 { print $8 }' "$out"
}
first=$(hash --client redlite)
[ -n "$first" ] || fail "no stream hash"
[ "$first" = "$(hash --client redlite --threads 2)" ] || fail "the number of threads changes the stream"
[ "$first" = "$(hash --client null)" ] || fail "the client changes the stream"
[ "$first" != "$(hash --client null --seed 43)" ] || fail "the seed does not change the stream"

# A file works in all its modes, and again when it is there already.
for mode in '--durability off' '--durability normal' '--durability full' '--sharing shared'; do
  # shellcheck disable=SC2086
  call run --workload write_heavy --client redlite:"$scratch/bench.db" --ops 200 --keys 50 $mode --format csv
  status_is 0
  says "$out" "${mode#* }"
done

# A comparison is only one if both did the same work; map holds strings only, and says what it lacks.
call run --group stress --client redlite map --ops 1000 --keys 100 --format csv
status_is 0
says "$out" 'hot_keys,map,'
says "$err" 'client "map" lacks'
grep -q 'holds' "$out" && fail "two clients hold different data: $(grep holds "$out")"

done_checking

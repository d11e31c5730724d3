# search.sh: the rate that meets a target, and grids.
#
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/support/check.sh"

# A target that anything meets is met at the highest rate that may be tried; one that nothing meets, at none.
call search --slo 'p99<100s' --op GET --client redlite --keys 100 --max-rate 2k --time 200ms --format json
status_is 0
says "$out" '"searches": ['
says "$out" '"best_per_s": 2000.0'
says "$out" '"curve": ['
call search --slo 'p50<1ns' --op GET --client redlite --keys 100 --min-rate 500 --max-rate 2k --time 100ms
status_is 1
says "$out" 'no rate that was tried meets p50<1ns'
says "$out" 'a closed loop came to'

refuses '--slo' search --op GET
refuses 'begin with a percentile, mean or max' search --slo x --op GET
refuses 'search finds the rate: leave --rate out' search --slo 'p99<1ms' --op GET --rate 10
refuses 'a server has no batches' search --slo 'p99<1ms' --op GET --batch 10 --client unix:/no/such/socket
refuses '--min-rate is above --max-rate' search --slo 'p99<1ms' --op GET --min-rate 10 --max-rate 5

call sweep --op GET SET --client null --threads 1,2 --value-size 100,1KiB --keys 100 --ops 2k
status_is 0
says "$out" 'speed-up'
says "$out" 'value B'
[ "$(grep -c ' null ' "$out")" -eq 8 ] || fail "8 runs were asked for"
call sweep --op GET --client null --threads 1,2 --keys 100 --ops 2k --format json
status_is 0
says "$out" '"scaling": ['
# A comma within parentheses is no end of a value.
call sweep --op SET --client null --value-size '100,uniform(10,1KiB),weighted(80%:100,20%:1KiB)' --keys 100 --ops 2k
status_is 0
[ "$(grep -c ' null ' "$out")" -eq 3 ] || fail "3 runs were asked for"
says "$out" 'uniform(10,1KiB)'
says "$out" 'weighted(80%:100,20%:1KiB)'
refuses 'closing parenthesis is missing' sweep --op GET --client null --value-size 'uniform(10,20,100'
refuses '--threads must be a whole number' sweep --op GET --client null --threads 1,x

done_checking

# pace.sh: open loops, batches, series and repeats, as a user asks for them.
#
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/support/check.sh"

# An open loop begins what is due, no more and no less, and says which loop it was.
call run --op GET --client null --rate 2k --arrival poisson --time 500ms --interval 100ms --format json
status_is 0
says "$out" '"kind": "open"'
says "$out" '"arrival": "poisson"'
says "$out" '"lateness_ns": {'
says "$out" '"response_ns": {'
says "$out" '"start_s": 0.4'
call run --op GET --client redlite --keys 100 --rate 1k --ops 200
status_is 0
says "$out" 'open loop, 1.00 k/s constant'
says "$out" 'service time, from each call to its reply'
says "$out" 'response time, from when each was due'
says "$out" 'generator late by p50'
call run --op GET --client redlite --keys 100 --ops 200
says "$out" 'closed loop'

# More than can be done is told.
call run --op SET --client redlite --keys 100 --value-size 1MiB --rate 1M --time 200ms
status_is 0
says "$out" 'flag: unsent '

call run --op SET --client redlite:"$scratch/batch.db" --keys 100 --ops 1000 --batch 100
status_is 0
says "$out" 'batches of 100'
call run --op SET --client map --keys 100 --ops 1000 --batch 100
status_is 1
says "$err" 'the client has no batch()'

call run --op GET SET --client null --keys 100 --ops 5k --repeat 3
status_is 0
says "$out" 'spread'
says "$out" 'GET on null'
says "$out" 'SET on null'
call run --op GET --client null --keys 100 --ops 5k --repeat 3 --format json
says "$out" '"repeats": ['
says "$out" '"runs": 3'

call run --op GET --client null --keys 100 --warmup 100ms --ops 100 --think-time 1ms
status_is 0
says "$out" '1.00 ms between operations'
says "$out" 'warm-up '

done_checking

#!/usr/bin/env bash
# Where no window can be opened: 3, with the hint to use `talweg run`.
. "$(dirname "$0")/lib.sh"

talweg
check "no display: 3" status_is 3
check "the hint" says 'talweg run'
check "one line" same "$(wc -l <"$folder/stderr")" 1
export DISPLAY=:4711
talweg
check "a display that is not there: 3" status_is 3
check "the hint" says 'talweg run'
talweg --screenshot shot.png
check "a screenshot without a display: 3" status_is 3
check "no file" no_file shot.png
finish

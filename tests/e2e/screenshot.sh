#!/usr/bin/env bash
# `talweg --screenshot`: the real window after exactly so many steps, drawn, saved, closed.
. "$(dirname "$0")/lib.sh"

start_display 1920x1080

talweg --screenshot light.png --size 1280x720 --theme light --steps 200
check "status 0" status_is 0
check "the size asked for" same "$(size light.png)" 1280x720
check "not blank" test "$(colors light.png)" -gt 1000
check "light" test "$(brightness light.png)" -gt 60
talweg --screenshot dark.png --size 1280x720 --theme dark --steps 200
check "dark" test "$(brightness dark.png)" -lt 40
talweg --screenshot start.png --size 1280x720 --theme light --steps 0
check "step 0 looks otherwise" test "$(pixels_apart light.png start.png)" -gt 100
for tab in data curves surface network confusion; do
    talweg --screenshot "$tab.png" --size 1280x720 --theme light --steps 50 --tab "$tab"
    check "--tab $tab" status_is 0
    check "$tab is not blank" test "$(colors "$tab.png")" -gt 200
done
check "each tab is its own" test "$(sha256sum data.png curves.png surface.png network.png | cut -d' ' -f1 | sort -u | wc -l)" = 4
talweg --screenshot large.png --size 1280x720 --scale 1.5 --steps 20
check "--scale" status_is 0
talweg --screenshot none.png --tab nowhere
check "an unknown tab: 2" status_is 2
check "the tabs there are" says 'surface'
check "no file" no_file none.png
check "a folder that is not there: 1" eval 'talweg --screenshot none/shot.png --steps 1; status_is 1'
finish

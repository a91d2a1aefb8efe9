#!/usr/bin/env bash
# Hands that are faster than frames: nothing they do is lost. And the size of the window, which is remembered before scale.
. "$(dirname "$0")/window_lib.sh"

start_display 1280x720
{
    four_points 100000
    one_run plain sgd 0.01
} >my.toml

# held COMMAND...: what the command does comes to the program between two of its frames.
held() {
    kill -STOP "$pid"
    "$@"
    kill -CONT "$pid"
}
tap() { for ((i = 0; i < $2; i++)); do xdotool keydown "$1" keyup "$1"; done; }
# exported NAME: what the board shows now, as my-board.csv; by keys alone.
exported() {
    rm -f my-board.csv
    press ctrl+e
    eventually 10 dialog_open
    press Return
    eventually 20 is_file my-board.csv && mv my-board.csv "$1.csv"
    eventually 10 dialog_closed
}
last_step() { awk -F, '$1 == "plain" { last = $2 } END { print last }' "$1.csv"; }

open_window my.toml
# The format is remembered between exports: CSV once, by the mouse.
press ctrl+e
eventually 10 dialog_open
read -r _ top _ bottom < <(primary)
click 724 $(((top + bottom) / 2 - 184))
press Return
check "Enter exports" eventually 20 is_file my-board.csv
eventually 10 dialog_closed

held tap Right 1
sleep 1
exported one
check "a tap between two frames is one step" same "$(last_step one)" 1
held tap Right 20
sleep 2
exported many
check "twenty taps between two frames are twenty steps" same "$(last_step many)" 21
tap Right 20
sleep 2
exported quick
check "twenty quick taps are twenty steps" same "$(last_step quick)" 41
tap_left_and_right() {
    tap Left 5
    tap Right 2
}
held tap_left_and_right
sleep 2
exported back
check "in their order" same "$(last_step back)" 38

# A click between two frames: the button for one step, by its place in the transport.
xdotool mousemove 188 664
sleep 0.4
held xdotool mousedown 1 mouseup 1
sleep 1
xdotool mousemove 640 300
exported clicked
check "a click between two frames is one step" same "$(last_step clicked)" 39
# A double click fits the data view again: what was zoomed comes back to what was, but for a word in the status line.
xdotool mousemove 2 2
sleep 0.6
shot fitted
xdotool mousemove 975 120
sleep 0.3
for _ in 1 2 3; do xdotool click 4; sleep 0.1; done
sleep 0.6
xdotool mousemove 2 2
sleep 0.6
shot zoomed
check "the wheel zooms" test "$(pixels_apart "$folder/fitted.png" "$folder/zoomed.png")" -gt 5000
xdotool mousemove 975 120
sleep 0.3
held xdotool mousedown 1 mouseup 1 mousedown 1 mouseup 1
sleep 0.6
xdotool mousemove 2 2
fits_again() { shot again && [ "$(pixels_apart "$folder/fitted.png" "$folder/again.png")" -lt 2000 ]; }
check "a double click between two frames is one" eventually 10 fits_again
press ctrl+q
check "closed" eventually 10 gone

# --- the size of the window, before scale
state=$XDG_STATE_HOME/talweg/state.toml
geometry() { xdotool getwindowgeometry --shell "$window" | sed -n 's/^\(WIDTH\|HEIGHT\)=//p' | paste -s -d x; }
is_large() { same "$(geometry)" "$1" 2>/dev/null; }
remembers() { grep -q "^width = $1$" "$state" && grep -q "^height = $2$" "$state"; }
printf '%s\n' 'width = 800' 'height = 500' >"$state"
open_window --scale 1.25 my.toml
check "a finer screen gives the window more pixels" eventually 10 is_large 1000x625
press ctrl+q
eventually 10 gone
check "and what is remembered stays" remembers 800 500
open_window --scale 1 my.toml
check "so that it comes back on a coarser one" eventually 10 is_large 800x500
press ctrl+q
eventually 10 gone
open_window --scale 2 my.toml
check "never larger than the screen" eventually 10 is_large 1280x720
press ctrl+q
eventually 10 gone
finish

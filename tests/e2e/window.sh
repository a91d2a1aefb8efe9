#!/usr/bin/env bash
# The window as a user meets it: started, stepped, played, edited, exported, saved and closed by keyboard and mouse.
. "$(dirname "$0")/window_lib.sh"

start_display 1280x720

{
    four_points 100000
    one_run plain sgd 0.01
    one_run "beyond the edge" sgd 0.2
} >my.toml

# --- starting and stepping
open_window my.toml
check "the window is there" kill -0 "$pid"
check "its title is the file's name" title_has my.toml
shot start
for _ in 1 2 3; do press Right; done
shot stepped
check "three steps are seen" test "$(pixels_apart "$folder/start.png" "$folder/stepped.png")" -gt 300
press Left

# --- exporting: the whole board as it is, then its numbers
press ctrl+e
check "the export dialog" eventually 10 dialog_open
click_primary
check "a PNG of the board" eventually 20 is_file my-board.png
check "of the size in the dialog" same "$(size my-board.png)" 1600x1000
press ctrl+e
check "the export dialog again" eventually 10 dialog_open
read -r _ top _ bottom < <(primary)
click 724 $(((top + bottom) / 2 - 184))
click_primary
check "the numbers of the board" eventually 20 is_file my-board.csv
check "step 2 is where one looks: three forward and one back" grep -q '^plain,2,10.5335' my-board.csv
check "what lies ahead is not there" test "$(grep -c '^plain,3,' my-board.csv)" -eq 0

# --- playing and pausing, by key and by mouse
eventually 10 dialog_closed
press space
sleep 1.5
press space
shot paused
sleep 0.7
shot later
check "playing moved it" test "$(pixels_apart "$folder/stepped.png" "$folder/paused.png")" -gt 1000
check "pausing holds it" test "$(pixels_apart "$folder/paused.png" "$folder/later.png")" -lt 50
press Home
press End

# --- editing: the rightmost point is dragged down, taken back, done again, saved
drag_last_point() {
    local right upper lower
    read -r _ _ right _ < <(dark 400x150+870+105)
    read -r _ upper _ lower < <(dark "12x150+$((right - 10))+105")
    drag $((right - 4)) $(((upper + lower) / 2)) $((right - 4)) $(((upper + lower) / 2 + $1))
}
drag_last_point 40
check "an edit marks the experiment as changed" eventually 5 title_has •
press ctrl+z
check "undo takes it back" eventually 5 title_lacks •
press ctrl+shift+z
check "redo does it again" eventually 5 title_has •
press ctrl+s
check "saving takes the mark away" eventually 5 title_lacks •
last_y() { sed -n 's/^y = \[.*, \([^],]*\)\]/\1/p' my.toml; }
check "the dragged point is in the file" awk -v y="$(last_y)" 'BEGIN { exit !(y < 6.9 && y > -20) }'
check "the others are as they were" grep -q 'y = \[2, 3, 5, ' my.toml
talweg run my.toml --steps 5 --out checked --formats csv
check "what was saved can be trained" status_is 0

# --- closing with unsaved changes: the question, a second thought, saving
drag_last_point 20
eventually 5 title_has •
saved=$(last_y)
press ctrl+q
check "closing asks about changes" eventually 10 dialog_open
press Escape
check "Escape goes back" eventually 10 dialog_closed
check "and the window stays" kill -0 "$pid"
press ctrl+q
eventually 10 dialog_open
click_primary
check "saving closes" eventually 10 gone
status=0
wait "$pid" || status=$?
check "status 0" status_is 0
check "nothing to complain about" quiet stderr
check "the second edit is saved" test "$(last_y)" != "$saved"
check "settings are under XDG_CONFIG_HOME" test -n "$(find "$XDG_CONFIG_HOME/talweg" -type f)"
check "recent files are under XDG_STATE_HOME" grep -r -q my.toml "$XDG_STATE_HOME/talweg"
check "nothing is left in the home folder" same "$(find "$HOME" -type f)" ""
check "nothing half-written" same "$(find . -maxdepth 1 -name '.*' -type f -o -maxdepth 1 -name '*tmp*' -type f)" ""

# --- nothing to save: closes at once; a signal closes too
open_window my.toml
before=$(sha256sum my.toml)
press ctrl+q
check "without changes it closes at once" eventually 10 gone
open_window my.toml
kill -TERM "$pid"
status=0
wait "$pid" || status=$?
check "SIGTERM: 143" status_is 143
check "the file is as it was" same "$(sha256sum my.toml)" "$before"

# --- a file that is wrong is refused before a window opens
echo 'kind = "?' >broken.toml
talweg broken.toml
check "a broken file: 2" status_is 2
check "named with its line" says 'broken\.toml:1'
finish

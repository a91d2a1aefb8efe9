#!/usr/bin/env bash
# A table as a user meets it: looked at before it is taken, opened, saved as an experiment, trained.
. "$(dirname "$0")/window_lib.sh"

start_display 1280x720
# The table's dialog is too wide for where others have their button.
table_open() {
    shot shot
    [ "$("$imagemagick" "$folder/shot.png" -format '%[fx:int(p{4,4}.r*100)]' info:)" -lt 80 ]
}
table_closed() { ! table_open; }
printf 'size;price\n1,5;2\n2,5;4\n3,5;5\n4,5;8\n' >houses.csv
before=$(sha256sum houses.csv)

open_window houses.csv
check "the table is shown before it is taken" eventually 10 table_open
press Escape
check "Escape leaves it" eventually 10 table_closed
check "and the window stays" kill -0 "$pid"
check "with the experiment from before" title_lacks houses
press ctrl+q
check "nothing was changed: it closes at once" eventually 10 gone

open_window houses.csv
check "it is shown again" eventually 10 table_open
press Return
check "Enter takes it" eventually 10 title_has houses
press ctrl+s
check "saving asks where" eventually 10 dialog_open
xdotool key ctrl+a
xdotool type "$PWD/mine.toml"
press Return
check "the experiment is written" eventually 10 is_file mine.toml
check "it names the file from where it stands" grep -q '^path = "houses.csv"' mine.toml
check "and what it was" grep -q '^checksum = ' mine.toml
press ctrl+q
check "and closes" eventually 10 gone
check "the table is as it was" same "$(sha256sum houses.csv)" "$before"
check "nothing to complain about" quiet stderr

talweg run mine.toml --steps 5 --out out --formats csv
check "what was saved can be trained" status_is 0
talweg run houses.csv --target size --inputs price --steps 5 --out other --formats csv
check "and so can the table" status_is 0

# The experiment's table goes elsewhere: the window says so, and offers to find it.
banner() { box 800x160+300+40 -fuzz 1% -fill black +opaque '#F9E9DB' -fill white -fuzz 1% -opaque '#F9E9DB'; }
mv houses.csv elsewhere.csv
open_window mine.toml
check "the window opens without its table" eventually 10 banner
check "with the experiment from before" title_lacks mine
read -r left _ _ bottom < <(banner)
click $((left + 70)) $((bottom - 20))
check "and asks where it is" eventually 10 dialog_open
xdotool key ctrl+a
xdotool type "$PWD/elsewhere.csv"
press Return
check "found, it is opened" eventually 10 title_has mine
press ctrl+s
press ctrl+q
check "and closes" eventually 10 gone
check "the experiment names where it is now" grep -q '^path = "elsewhere.csv"' mine.toml
mv elsewhere.csv houses.csv
talweg absent.csv
check "a table that is not there: 2" status_is 2
check "named" says "absent\.csv"
finish

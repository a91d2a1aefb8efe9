# What the scripts with a window share: opening it, pressing and clicking as a hand does, looking at the screen.
# shellcheck shell=bash
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# open_window ARGUMENTS...: starts talweg; leaves $pid and $window.
open_window() {
    "$TALWEG" "$@" >"$folder/stdout" 2>"$folder/stderr" </dev/null &
    pid=$!
    children+=("$pid")
    window=$(timeout 30 xdotool search --sync --onlyvisible --class talweg | tail -n 1)
    xdotool windowfocus --sync "$window"
    eventually 20 drawn
}
shot() { import -silent -window root "$folder/${1:-shot}.png"; }
drawn() { shot && [ "$(colors "$folder/shot.png")" -gt 500 ]; }
title() { xdotool getwindowname "$window"; }
title_has() { [[ $(title) == *"$1"* ]]; }
title_lacks() { [[ $(title) != *"$1"* ]]; }
gone() { ! kill -0 "$pid" 2>/dev/null; }

# press KEY or press ctrl+KEY: held as long as a finger holds a key, then a moment for the frame to show it.
press() {
    local key keys
    IFS=+ read -r -a keys <<<"$1"
    for key in "${keys[@]}"; do xdotool keydown "$key"; done
    sleep 0.25
    for key in "${keys[@]}"; do xdotool keyup "$key"; done
    sleep 0.4
}
click() {
    xdotool mousemove "$1" "$2"
    sleep 0.2
    xdotool mousedown 1
    sleep 0.15
    xdotool mouseup 1
    sleep 0.4
}
drag() {
    xdotool mousemove "$1" "$2"
    sleep 0.2
    xdotool mousedown 1
    sleep 0.2
    xdotool mousemove "$((($1 + $3) / 2))" "$((($2 + $4) / 2))"
    sleep 0.2
    xdotool mousemove "$3" "$4"
    sleep 0.2
    xdotool mouseup 1
    sleep 0.4
}
# box GEOMETRY FILTER...: least x, least y, greatest x, greatest y of what the filter leaves white in that part of the
# screen, with the pointer out of the way.
box() {
    local width height left top at_x at_y
    xdotool mousemove 2 2
    sleep 0.3
    shot
    IFS=x+ read -r width height left top < <("$imagemagick" "$folder/shot.png" -crop "$1" +repage "${@:2}" \
        -bordercolor black -border 1 -format '%@\n' info: 2>/dev/null)
    [ "${width:-0}" -gt 1 ] || return 1
    IFS=+ read -r _ at_x at_y <<<"$1"
    left=$((left - 1 + at_x)) top=$((top - 1 + at_y))
    echo "$left" "$top" $((left + width - 1)) $((top + height - 1))
}
# While a dialog dims the rest, its primary button alone has the plain accent colour.
primary() { box 800x600+240+60 -fill black +opaque '#0072B2' -fill white -opaque '#0072B2'; }
# Points are the only dark things inside the data view's axes.
dark() { box "$1" -separate -evaluate-sequence max -threshold 35% -negate; }
dialog_open() { primary >/dev/null && [ "$("$imagemagick" "$folder/shot.png" -format '%[fx:int(p{4,4}.r*100)]' info:)" -lt 80 ]; }
dialog_closed() { ! dialog_open; }
click_primary() {
    local a b c d
    read -r a b c d < <(primary)
    click $(((a + c) / 2)) $(((b + d) / 2))
}

# What the end-to-end scripts share: a folder of their own, checks that count, experiments, a display without a screen.
# shellcheck shell=bash
#
# TALWEG is the binary under test. A script sources this file, checks, and ends with `finish`.
set -uo pipefail

: "${TALWEG:?the path of the binary under test}"
TALWEG_SOURCE=${TALWEG_SOURCE:-$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)}

folder=$(mktemp -d -t talweg-e2e-XXXXXX)
export HOME=$folder/home TMPDIR=$folder
export XDG_CONFIG_HOME=$folder/config XDG_STATE_HOME=$folder/state XDG_CACHE_HOME=$folder/cache XDG_DATA_HOME=$folder/data
export XDG_RUNTIME_DIR=$folder/runtime
export LC_ALL=C.UTF-8 LIBGL_ALWAYS_SOFTWARE=1
unset DISPLAY WAYLAND_DISPLAY
mkdir -p "$HOME" "$XDG_RUNTIME_DIR"
chmod 700 "$XDG_RUNTIME_DIR"
cd "$folder" || exit 1

children=()
clean_up() {
    local child
    for child in "${children[@]}"; do kill "$child" 2>/dev/null; done
    wait 2>/dev/null
    cd / && rm -rf "$folder"
}
trap clean_up EXIT

checked=0
failed=0
# check WHAT COMMAND...: one thing that must be so.
check() {
    local what=$1
    shift
    checked=$((checked + 1))
    if ! "$@"; then
        failed=$((failed + 1))
        echo "FAILED: $what" >&2
        echo "    $*" >&2
        [ -s "$folder/stderr" ] && sed 's/^/    stderr: /' "$folder/stderr" | head -n 20 >&2
    fi
}

# talweg ARGUMENTS...: runs it, for at most a minute, with what is added to `environment`; leaves $status and the files
# stdout and stderr.
environment=()
talweg() {
    status=0
    timeout --kill-after=5 60 env "${environment[@]}" "$TALWEG" "$@" >"$folder/stdout" 2>"$folder/stderr" </dev/null || status=$?
}

status_is() { [ "$status" -eq "$1" ] || { echo "    exit status is $status, expected $1" >&2; false; }; }
says() { grep -q -i -E -- "$1" "$folder/stderr"; }
prints() { grep -q -E -- "$1" "$folder/stdout"; }
quiet() { [ ! -s "$folder/$1" ]; }
is_file() { [ -s "$1" ]; }
no_file() { [ ! -e "$1" ]; }
same() { [ "$1" = "$2" ] || { echo "    '$1' is not '$2'" >&2; false; }; }
starts_with_bytes() { [ "$(head -c "${#2}" "$1")" = "$2" ]; }
# holds EXPRESSION FILE: the JSON file is sound and the expression is true of it.
holds() { jq -e "$1" "$2" >/dev/null; }
# near A B: equal to 1e-12 of their size.
near() {
    awk -v a="$1" -v b="$2" 'BEGIN { d = a - b; if (d < 0) d = -d; m = b < 0 ? -b : b; exit !(d <= 1e-12 * m) }' ||
        { echo "    $1 is not $2 to 1e-12" >&2; false; }
}
# Half-written files have a name of their own until they are complete.
only_these_files() {
    local have want
    have=$(find "$1" -type f -printf '%P\n' | sort)
    want=$(printf '%s\n' "${@:2}" | sort)
    same "$have" "$want"
}

# Parts of an experiment file, on stdout.
# table X Y: the points of both lists.
table() { printf '%s\n' '[data]' 'kind = "table"' "x = $1" "y = $2"; }
# one_run NAME OPTIMIZER RATE [LINE...]: a run, with further lines for its knobs.
one_run() { printf '%s\n' '[[run]]' "name = \"$1\"" "optimizer = \"$2\"" "lr = $3" "${@:4}"; }
# four_points STEPS: a line through four points, from zeros; runs follow it.
four_points() {
    echo 'title = "Four points"'
    table '[1, 2, 3, 4]' '[2, 3, 5, 7]'
    printf '%s\n' '[model]' 'kind = "linear"' 'init = [0, 0]' '[loss]' 'kind = "mse"' '[stop]' "max_steps = $1"
}

# Pictures: how many colours, how bright of 100, how many pixels differ.
imagemagick=$(command -v convert-im6.q16 || command -v magick || command -v convert)
colors() { "$imagemagick" "$1" -format '%k' info:; }
brightness() { "$imagemagick" "$1" -colorspace gray -format '%[fx:int(mean*100)]' info:; }
size() { "$imagemagick" "$1" -format '%wx%h' info:; }
pixels_apart() {
    "$imagemagick" "$1" "$2" -compose difference -composite -threshold 0 -format '%[fx:int(mean*w*h+0.5)]' info:
}

# eventually SECONDS COMMAND...: true as soon as the command is, at the latest after so many seconds.
eventually() {
    local end=$((SECONDS + $1))
    shift
    until "$@"; do
        ((SECONDS < end)) || return 1
        sleep 0.1
    done
}

# start_display [SIZE]: a screen of its own, with a number that nobody else has.
start_display() {
    local number=$folder/display
    Xvfb -displayfd 3 -screen 0 "${1:-1280x720}x24" -noreset -nolisten tcp 3>"$number" 2>"$folder/xvfb.log" &
    children+=($!)
    eventually 20 test -s "$number" || { cat "$folder/xvfb.log" >&2; exit 1; }
    DISPLAY=:$(cat "$number")
    export DISPLAY
}

finish() {
    echo "$checked checks, $failed failed"
    [ "$checked" -gt 0 ] && [ "$failed" -eq 0 ]
    exit
}

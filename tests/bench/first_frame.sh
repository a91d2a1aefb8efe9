#!/usr/bin/env bash
# From the start of the process to the first frame, for Talweg and for an empty window beside it, under Xvfb.
#
#   first_frame.sh FIRST_FRAME TALWEG EMPTY_WINDOW
set -euo pipefail
first_frame=$1 talweg=$2 empty=$3
folder=$(mktemp -d)
Xvfb -displayfd 3 -screen 0 1280x720x24 -noreset -nolisten tcp 3>"$folder/display" 2>"$folder/log" &
server=$!
trap 'kill "$server"; rm -rf "$folder"' EXIT
for _ in $(seq 100); do [ -s "$folder/display" ] && break; sleep 0.1; done
DISPLAY=:$(cat "$folder/display")
export DISPLAY LIBGL_ALWAYS_SOFTWARE=1 HOME=$folder XDG_CONFIG_HOME=$folder XDG_STATE_HOME=$folder XDG_CACHE_HOME=$folder
ours=$("$first_frame" "$talweg")
least=$("$first_frame" "$empty")
printf '%-66s %10s ms\n' "from start to the first frame, all views" "$ours" "the same for an empty ImGui window" "$least"

#!/usr/bin/env bash
# SIGINT and SIGTERM in the middle of `run`: what is done is written, and the exit status is 128 + n.
. "$(dirname "$0")/lib.sh"

cat >long.toml <<'TOML'
[data]
kind = "line"
n = 50
noise = 0.2
[stop]
max_steps = 1000000000000
[[run]]
name = "endless"
optimizer = "sgd"
lr = 0.001
TOML

# interrupted SIGNAL STATUS
interrupted() {
    local out=out-$1
    "$TALWEG" run long.toml --every 100000 --out "$out" --formats csv,svg >"$folder/stdout" 2>"$folder/stderr" </dev/null &
    local pid=$!
    children+=("$pid")
    sleep 1.5
    kill "-$1" "$pid"
    local begun=$SECONDS
    status=0
    wait "$pid" || status=$?
    check "$1: status $2" status_is "$2"
    check "$1: at once" test $((SECONDS - begun)) -le 5
    check "$1: a result" holds '.runs[0].steps > 0' "$out/result.json"
    check "$1: not finished" same "$(jq -r '.runs[0].status' "$out/result.json")" stopped
    check "$1: a history" is_file "$out/history.csv"
    check "$1: the last row is the last step" same \
        "$(tail -n 1 "$out/history.csv" | cut -d, -f2)" "$(jq -r '.runs[0].steps' "$out/result.json")"
    check "$1: figures" is_file "$out/curves.svg"
    check "$1: no temporary file stays" same "$(find "$out" -name '*tmp*' -o -name '.?*')" ""
}
# Bash starts background jobs with SIGINT ignored; a job of a shell with job control has it.
set -m
interrupted INT 130
interrupted TERM 143
finish

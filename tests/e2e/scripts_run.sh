#!/usr/bin/env bash
# scripts/run hands its arguments on as they are, with a display and without; what it would build is stood in for.
. "$(dirname "$0")/lib.sh"

project=$folder/project
mkdir -p "$project/scripts" "$project/build/release/bin" "$folder/stand-ins" "$folder/elsewhere"
cp "$TALWEG_SOURCE/scripts/run" "$TALWEG_SOURCE/scripts/common.sh" "$project/scripts/"
# Each stand-in notes how it was called: a line for its folder, then one for each argument.
stand_in() {
    printf '%s\n' '#!/usr/bin/env bash' "printf '%s\n' \"\$PWD\" \"\$@\" >>'$folder/$2'" "exit \"\${$3:-0}\"" >"$1"
    chmod +x "$1"
}
stand_in "$project/scripts/install-dependencies" installed INSTALLING
stand_in "$folder/stand-ins/cmake" built BUILDING
# talweg: a call is fenced, since there may be two; `run` never lacks a display.
cat >"$project/build/release/bin/talweg" <<END
#!/usr/bin/env bash
printf '%s\n' "call in \$PWD" "\$@" >>'$folder/called'
if [ "\${1:-}" = run ]; then exit "\${RUNNING:-0}"; fi
exit "\${SHOWING:-0}"
END
chmod +x "$project/build/release/bin/talweg"

# started ARGUMENTS...: scripts/run from another folder; leaves $status and what was called.
started() {
    rm -f "$folder/called" "$folder/built" "$folder/installed"
    status=0
    (cd "$folder/elsewhere" && env PATH="$folder/stand-ins:$PATH" "${environment[@]}" "$project/scripts/run" "$@") \
        >"$folder/stdout" 2>"$folder/stderr" </dev/null || status=$?
}
called_with() { same "$(cat "$folder/called")" "$(printf '%s\n' "call in $folder/elsewhere" "$@")"; }

environment=(DISPLAY=:4711)
started
check "without arguments" called_with
check "fine" status_is 0
check "what building needs is installed" same "$(tail -n 1 "$folder/installed")" build
check "the first time without tests" grep -qx -- -DTALWEG_TESTS=OFF "$folder/built"
check "only talweg is built" grep -qx talweg "$folder/built"
touch "$project/build/release/CMakeCache.txt"
started
check "later as it was" test "$(grep -c TALWEG_TESTS "$folder/built")" -eq 0

started "a file.toml" 'two  blanks' '' '*'
check "arguments arrive as they were given" called_with "a file.toml" 'two  blanks' '' '*'
SHOWING=1 started bad.toml
check "talweg's own status" status_is 1
SHOWING=2 started bad.toml
check "talweg's own status" status_is 2
check "and only one call" called_with bad.toml

out=(--out "$project/out" --formats 'png,svg,pdf,csv')
SHOWING=3 started "a file.toml"
check "a display that cannot be used: without a window" same "$(cat "$folder/called")" \
    "$(printf '%s\n' "call in $folder/elsewhere" "a file.toml" "call in $folder/elsewhere" run "a file.toml" "${out[@]}")"
check "fine" status_is 0
check "said" prints 'display cannot be used'

environment=()
started
check "no display: the first experiment without a window" called_with run "${out[@]}"
check "said" prints 'No display'
started "a file.toml"
check "no display: that file" called_with run "a file.toml" "${out[@]}"
RUNNING=2 started bad.toml
check "the status of what ran" status_is 2
environment=(WAYLAND_DISPLAY=wayland-0)
started one.toml
check "Wayland is a display" called_with one.toml

for shown in "" DISPLAY=:4711; do
    environment=(${shown:+"$shown"})
    for words in "run my.toml --steps 5" "list optimizers --json" check --version "--screenshot x.png --theme dark"; do
        read -ra asked <<<"$words"
        started "${asked[@]}"
        check "'$words' ${shown:-without a display} is talweg's own business" called_with "${asked[@]}"
    done
done

environment=(DISPLAY=:4711)
INSTALLING=1 started
check "nothing is built without what building needs" no_file "$folder/built"
check "and it is an error" same "$((status != 0))" 1
BUILDING=1 started
check "what cannot be built is not started" no_file "$folder/called"
check "and it is an error" same "$((status != 0))" 1
finish

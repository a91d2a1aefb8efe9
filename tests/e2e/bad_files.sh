#!/usr/bin/env bash
# Files that are wrong: each ends with 2 and a message that names file, line, key, what was expected, the nearest name.
. "$(dirname "$0")/lib.sh"

# bad WHAT LINE PATTERN...: the file on stdin is refused; stderr names bad.toml, the line, and every pattern.
bad() {
    local what=$1 line=$2 pattern
    cat >bad.toml
    rm -rf out
    talweg run bad.toml --out out --steps 5 --formats csv
    check "$what: status 2" status_is 2
    check "$what: names file and line" says "bad\.toml:$line\b"
    for pattern in "${@:3}"; do check "$what: says $pattern" says "$pattern"; done
    check "$what: nothing on stdout" quiet stdout
    check "$what: nothing written" no_file out
}

bad "unknown section" 1 modle model <<'TOML'
[modle]
kind = "linear"
TOML
bad "not TOML" 2 <<'TOML'
title = "four"
[data
TOML

# One line of a file that is sound makes each of these bad.
cat >sound.toml <<'TOML'
[data]
kind = "table"
x = [1, 2]
y = [1, 2]
[model]
kind = "linear"
init = [0, 0]
[[run]]
optimizer = "sgd"
lr = 0.1
batch = 2
momentum = 0.9
TOML
talweg run sound.toml --steps 5 --out sound --formats csv
check "the sound file is sound" status_is 0
# spoilt WHAT LINE TEXT PATTERN...: sound.toml is refused with that text for that line, by its number.
spoilt() { bad "$1" "$2" "${@:4}" < <(sed "$2c $3" sound.toml); }
spoilt "unknown key" 2 'kindd = "table"' kindd kind
spoilt "unknown optimizer" 9 'optimizer = "sdg"' sdg sgd
spoilt "unknown knob" 12 'momentun = 0.9' momentun momentum
spoilt "wrong type" 10 'lr = "fast"' lr number
spoilt "out of range" 12 'momentum = -1' momentum
spoilt "NaN rate" 10 'lr = nan' lr
spoilt "negative rate" 10 'lr = -0.1' lr
spoilt "NaN in the data" 3 'x = [1, nan]' 'finite|nan'
spoilt "lists of different lengths" 4 'y = [1, 2, 3]' 2 3
spoilt "batch 0" 11 'batch = 0' batch
spoilt "batch larger than n" 11 'batch = 3' batch 2
spoilt "too many numbers to start from" 7 'init = [0, 0, 0]' init

# These have no line to speak of: the file and the reason.
refused() {
    local what=$1 file=$2
    talweg run "$file" --out out --formats csv
    check "$what: status 2" status_is 2
    check "$what: names the file" says "$(basename "$file")"
    for pattern in "${@:3}"; do check "$what: says $pattern" says "$pattern"; done
    check "$what: nothing written" no_file out
}
refused "missing file" missing.toml 'no such file|missing|not exist|not found'
refused "a folder" . 'folder|directory'
: >empty.toml
refused "empty file" empty.toml 'empty|run|data'
printf 'title = "a"\0\0' >binary.toml
refused "binary file" binary.toml 'text|binary'
head -c 200 /dev/urandom >noise.toml
refused "noise" noise.toml .
head -c 104857600 /dev/zero | tr '\0' '#' >large.toml
refused "100 MB" large.toml 'large|limit|MiB|MB'
mkfifo pipe.toml
refused "a pipe" pipe.toml 'regular'
table '[1, 2]' '[1, 2]' >secret.toml
chmod 000 secret.toml
if [ "$(id -u)" -eq 0 ]; then
    # Root may read everything; somebody else may not.
    chmod 755 "$folder"
    status=0
    setpriv --reuid=65534 --regid=65534 --clear-groups "$TALWEG" run secret.toml --out /tmp/none \
        >"$folder/stdout" 2>"$folder/stderr" || status=$?
    check "unreadable: status 2" status_is 2
    check "unreadable: names file and reason" says 'secret\.toml.*(permission|read)'
else
    refused "unreadable" secret.toml 'permission|read'
fi

# What looks odd and is allowed.
fine() {
    local what=$1
    cat >odd.toml
    rm -rf odd
    talweg run odd.toml --out odd --steps 20 --formats csv,svg
    check "$what: status 0" status_is 0
    check "$what: a result" holds '.runs | length > 0' odd/result.json
}
fine "rate 1e300 diverges" < <(table '[1, 2, 3]' '[1, 2, 3.5]' && one_run beyond sgd 1e300)
check "rate 1e300 is a result" same "$(jq -r '.runs[0].status' odd/result.json)" diverged
fine "one point" < <(table '[2]' '[3]' && one_run single sgd 0.1)
fine "all x equal" < <(table '[2, 2, 2]' '[1, 2, 3]' && one_run level sgd 0.01)
fine "a generator with noise" <<'TOML'
seed = 3
[data]
kind = "line"
n = 50
noise = 0.5
[[run]]
optimizer = "adam"
lr = 0.1
batch = 10
TOML
printf '\xef\xbb\xbf' >odd-bytes.toml
printf 'title = "Vier Punkte äöü 梯度"\r\n[data]\r\nkind = "table"\r\nx = [1, 2]\r\ny = [1, 2]\r\n[[run]]\r\noptimizer = "sgd"\r\n' >>odd-bytes.toml
talweg run odd-bytes.toml --steps 3 --out "a folder with spaces and 梯度" --formats svg
check "byte order mark, CRLF, other scripts" status_is 0
check "a folder with spaces" is_file "a folder with spaces and 梯度/result.json"
finish

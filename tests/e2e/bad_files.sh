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

bad "unknown key" 2 kindd kind <<'TOML'
[data]
kindd = "table"
x = [1, 2]
y = [1, 2]
[[run]]
optimizer = "sgd"
TOML
bad "unknown section" 1 modle model <<'TOML'
[modle]
kind = "linear"
TOML
bad "unknown optimizer" 6 sdg sgd <<'TOML'
[data]
kind = "table"
x = [1, 2]
y = [1, 2]
[[run]]
optimizer = "sdg"
TOML
bad "unknown knob" 8 momentun momentum <<'TOML'
[data]
kind = "table"
x = [1, 2]
y = [1, 2]
[[run]]
optimizer = "sgd"
lr = 0.1
momentun = 0.9
TOML
bad "wrong type" 7 lr number <<'TOML'
[data]
kind = "table"
x = [1, 2]
y = [1, 2]
[[run]]
optimizer = "sgd"
lr = "fast"
TOML
bad "out of range" 8 momentum <<'TOML'
[data]
kind = "table"
x = [1, 2]
y = [1, 2]
[[run]]
optimizer = "sgd"
lr = 0.1
momentum = -1
TOML
bad "NaN rate" 7 lr <<'TOML'
[data]
kind = "table"
x = [1, 2]
y = [1, 2]
[[run]]
optimizer = "sgd"
lr = nan
TOML
bad "negative rate" 7 lr <<'TOML'
[data]
kind = "table"
x = [1, 2]
y = [1, 2]
[[run]]
optimizer = "sgd"
lr = -0.1
TOML
bad "NaN in the data" '[34]' 'finite|nan' <<'TOML'
[data]
kind = "table"
x = [1, nan]
y = [1, 2]
[[run]]
optimizer = "sgd"
TOML
bad "lists of different lengths" '[1-4]' 3 2 <<'TOML'
[data]
kind = "table"
x = [1, 2, 3]
y = [1, 2]
[[run]]
optimizer = "sgd"
TOML
bad "batch 0" 8 batch <<'TOML'
[data]
kind = "table"
x = [1, 2]
y = [1, 2]
[[run]]
optimizer = "sgd"
lr = 0.1
batch = 0
TOML
bad "batch larger than n" 8 batch 2 <<'TOML'
[data]
kind = "table"
x = [1, 2]
y = [1, 2]
[[run]]
optimizer = "sgd"
lr = 0.1
batch = 3
TOML
bad "too many numbers to start from" 7 init <<'TOML'
[data]
kind = "table"
x = [1, 2]
y = [1, 2]
[model]
kind = "linear"
init = [0, 0, 0]
[[run]]
optimizer = "sgd"
TOML
bad "not TOML" 2 <<'TOML'
title = "four"
[data
TOML

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
if [ "$(id -u)" -eq 0 ]; then
    # Root may read everything; somebody else may not.
    printf '[data]\nkind = "table"\nx = [1, 2]\ny = [1, 2]\n' >secret.toml
    chmod 000 secret.toml
    chmod 755 "$folder"
    status=0
    setpriv --reuid=65534 --regid=65534 --clear-groups "$TALWEG" run secret.toml --out /tmp/none \
        >"$folder/stdout" 2>"$folder/stderr" || status=$?
    check "unreadable: status 2" status_is 2
    check "unreadable: names file and reason" says 'secret\.toml.*(permission|read)'
else
    printf '[data]\nkind = "table"\n' >secret.toml
    chmod 000 secret.toml
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
fine "rate 1e300 diverges" <<'TOML'
[data]
kind = "table"
x = [1, 2, 3]
y = [1, 2, 3.5]
[[run]]
optimizer = "sgd"
lr = 1e300
TOML
check "rate 1e300 is a result" same "$(jq -r '.runs[0].status' odd/result.json)" diverged
fine "one point" <<'TOML'
[data]
kind = "table"
x = [2]
y = [3]
[[run]]
optimizer = "sgd"
lr = 0.1
TOML
fine "all x equal" <<'TOML'
[data]
kind = "table"
x = [2, 2, 2]
y = [1, 2, 3]
[[run]]
optimizer = "sgd"
lr = 0.01
TOML
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

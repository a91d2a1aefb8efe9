#!/usr/bin/env bash
# Folders that cannot be written and disks that are full: an error, and never a half-written file.
. "$(dirname "$0")/lib.sh"

cat >fine.toml <<'TOML'
[data]
kind = "line"
n = 100
noise = 0.3
[stop]
max_steps = 20000
[[run]]
optimizer = "adam"
lr = 0.01
TOML

echo "a file" >occupied
talweg run fine.toml --steps 5 --out occupied
check "a file where the folder should be: 1" status_is 1
check "it is named" says occupied
check "and left alone" same "$(cat occupied)" "a file"
talweg run fine.toml --steps 5 --out /proc/talweg
check "a folder that cannot be made: 1" status_is 1
check "it is named with a reason" says '/proc/talweg.*[a-z]'

mkdir -p kept/surface.png
talweg run fine.toml --steps 5 --out kept --formats png
check "a folder in a figure's place: 1" status_is 1
check "it is named" says surface.png
check "no temporary file stays" same "$(find kept -type f -name '*tmp*' -o -type f -name '.*')" ""

# A file may grow no larger than 64 KiB: the history of 20,000 steps is larger.
mkdir limited
echo "older" >limited/history.csv
status=0
(
    trap '' XFSZ
    exec prlimit --fsize=65536 "$TALWEG" run fine.toml --out limited --formats csv
) >"$folder/stdout" 2>"$folder/stderr" || status=$?
check "a file that may not grow: 1" status_is 1
check "it is named with a reason" says 'history\.csv.*(large|space|limit|write)'
check "the older file is untouched" same "$(cat limited/history.csv)" older
check "no temporary file stays" same "$(find limited -name '*tmp*' -o -name '.?*')" ""

# A full disk, in a mount namespace of our own: 200 KiB, then nothing.
cat >on_a_small_disk.sh <<'SH'
mount -t tmpfs -o size=200k tmpfs small && echo older >small/history.csv &&
    { "$TALWEG" run fine.toml --out small --formats csv,png; echo $? >outcome; }
ls -A small >left
cat small/history.csv >history
umount small
SH
mkdir small
unshare --user --map-root-user --mount bash on_a_small_disk.sh >"$folder/stdout" 2>"$folder/stderr" ||
    unshare --mount bash on_a_small_disk.sh >"$folder/stdout" 2>"$folder/stderr" ||
    unshare --mount --propagation unchanged bash on_a_small_disk.sh >"$folder/stdout" 2>"$folder/stderr"
status=$(cat outcome)
check "a full disk: 1" status_is 1
check "it says so" says 'space'
check "the older history is untouched" same "$(cat history)" older
check "no temporary file stays" same "$(grep -c -E 'tmp|^\.' left)" 0
finish

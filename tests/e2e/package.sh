#!/usr/bin/env bash
# What is installed and packed: complete, valid, and the program runs from there.
. "$(dirname "$0")/lib.sh"

: "${TALWEG_BUILD:?the build folder}"
# runs_from PREFIX: the program under it works and finds its experiments.
runs_from() {
    local bin=$1/bin/talweg share=$1/share
    check "$1: runs" "$bin" --version
    check "$1: trains" "$bin" run "$(find "$share/talweg/experiments" -name '*.toml' | sort | head -n 1)" \
        --steps 5 --out "$folder/out" --formats svg
    for set in anscombe auto-mpg diabetes galton iris old-faithful penguins; do
        check "$1: data of $set" is_file "$share/talweg/data/$set.csv"
    done
    check "$1: where the data come from" grep -q 'Licence' "$share/talweg/data/README.md"
    check "$1: desktop entry" desktop-file-validate "$share/applications/org.talweg.talweg.desktop"
    check "$1: metainfo" appstreamcli validate --no-net --no-color "$share/metainfo/org.talweg.talweg.metainfo.xml"
    check "$1: icon" rsvg-convert -w 16 -h 16 "$share/icons/hicolor/scalable/apps/org.talweg.talweg.svg" -o icon.png
    check "$1: the icon is not blank" test "$(colors icon.png)" -gt 20
    check "$1: manual" grep -q 'gradient descent' <(man --local-file "$share/man/man1/talweg.1.gz" 2>man.log)
    check "$1: the manual has no faults" quiet man.log
    check "$1: licence" grep -q 'The Talweg authors' "$share/doc/talweg/copyright"
}

cmake --install "$TALWEG_BUILD" --prefix "$folder/installed" >install.log 2>&1
check "cmake --install" test $? -eq 0
runs_from "$folder/installed"
mkdir packed
cpack --config "$TALWEG_BUILD/CPackConfig.cmake" -B "$folder/packed" >pack.log 2>&1
check "cpack" test $? -eq 0
deb=$(echo "$folder"/packed/*.deb)
check "a .deb" is_file "$deb"
check "it knows what it needs" grep -q -E 'libcairo2.*libglfw3|libglfw3.*libcairo2' <<<"$(dpkg-deb --field "$deb" Depends)"
dpkg-deb --extract "$deb" unpacked
runs_from "$folder/unpacked/usr"
finish

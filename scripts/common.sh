# shellcheck shell=bash
# What scripts/run and scripts/test share. Sourced, from anywhere; leaves one in the root of the project.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# Paths inside objects do not depend on where the clone stands, so a cache serves every clone.
export CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1

say() { printf '\n== %s\n' "$*"; }

# configure PRESET [-DNAME=VALUE]...: quiet unless it fails.
configure() {
    mkdir -p build
    local log=build/configure-$1.log
    if ! cmake --preset "$@" >"$log" 2>&1; then
        cat "$log" >&2
        return 1
    fi
}

# compile PRESET [TARGET]...: as many jobs as cores, but no more than memory allows (Eigen takes 1 GB a job).
compile() {
    local preset=$1 jobs memory
    shift
    jobs=$(nproc)
    memory=$(awk '/MemAvailable/ {print int($2 / 1048576)}' /proc/meminfo 2>/dev/null || echo "$jobs")
    if ((memory < jobs)); then jobs=$((memory > 0 ? memory : 1)); fi
    cmake --build --preset "$preset" --parallel "$jobs" ${1:+--target "$@"}
}

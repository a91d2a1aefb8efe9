#!/usr/bin/env bash
# Arguments that are wrong: 2, and a message that says what was expected.
. "$(dirname "$0")/lib.sh"

{
    table '[1, 2]' '[1, 2]'
    one_run fine sgd 0.1
} >fine.toml
refused() {
    local what=$1 pattern=$2
    shift 2
    talweg "$@"
    check "$what: status 2" status_is 2
    check "$what: says $pattern" says "$pattern"
    check "$what: nothing on stdout" quiet stdout
}
refused "unknown option" 'frobnicate' run fine.toml --frobnicate
refused "unknown shelf" 'optimizers' list optimisers
refused "unknown format" 'png.*svg.*pdf|gif' run fine.toml --formats gif
refused "steps that are no number" 'steps' run fine.toml --steps many
refused "negative steps" 'steps' run fine.toml --steps -1
refused "steps in fractions" 'steps' run fine.toml --steps 1.5
refused "size without a height" 'size' run fine.toml --size 100
refused "size 0" 'size' run fine.toml --size 0x0
refused "size beyond all bounds" 'size' run fine.toml --size 100000x100000
refused "every 0" 'every' run fine.toml --every 0
refused "unknown theme" 'light|dark' run fine.toml --theme pink
refused "scale NaN" 'scale' --screenshot a.png --scale nan
finish

#!/usr/bin/env bash
# `talweg run`: the published numbers, the files and their columns, the same bytes twice.
. "$(dirname "$0")/lib.sh"

{
    four_points 1000
    one_run plain sgd 0.01
    one_run momentum sgd 0.01 'momentum = 0.9'
    one_run adam adam 0.01
    one_run "beyond the edge" sgd 0.2
} >four.toml

talweg run four.toml --out first --formats png,svg,pdf,csv
check "run ends with 0, though one run diverged" status_is 0
check "a table with every run on stdout" prints 'beyond the edge'
for view in data curves surface network; do
    for format in png svg pdf csv; do
        check "$view.$format is there" is_file "first/$view.$format"
    done
done
check "PNG" starts_with_bytes first/surface.png $'\x89PNG'
check "PDF" starts_with_bytes first/surface.pdf '%PDF-1.'
check "SVG" grep -q '<svg' first/surface.svg
check "history.csv" is_file first/history.csv
check "result.json is JSON" holds . first/result.json

field() { jq -r --arg name "$1" '.runs[] | select(.name == $name) | '"$2" first/result.json; }
near_field() { near "$(field "$1" "$2")" "$3"; }
check "SGD: w" near_field plain '.theta[0]' 1.6912099417717381
check "SGD: b" near_field plain '.theta[1]' 0.025843843109557688
check "SGD: loss" near_field plain '.loss' 0.07511154822521782
check "momentum: w" near_field momentum '.theta[0]' 1.7
check "Adam: w" near_field adam '.theta[0]' 1.536052135386088
check "Adam: b" near_field adam '.theta[1]' 0.46703403512800284
check "SGD: finished" same "$(field plain .status)" finished
check "SGD: steps" same "$(field plain .steps)" 1000
check "rate 0.2: diverged" same "$(field "beyond the edge" .status)" diverged
check "rate 0.2: the reason in words" grep -q -F '= 3.34 > 2' <<<"$(field "beyond the edge" .reason)"
keys=$(jq -r '.runs[0] | keys_unsorted | sort | join(",")' first/result.json)
check "a run's keys" same "$keys" loss,metrics,name,reason,seconds,status,steps,steps_per_second,theta
check "the result's keys" same "$(jq -r 'keys | join(",")' first/result.json)" closed_form,experiment,parameters,runs,version

header=$(head -n 1 first/history.csv)
check "columns" same "$header" run,step,epoch,lr,loss,train_loss,validation_loss,grad_norm,theta_0,theta_1,evaluations,penalty,train_mse,train_rmse,train_mae,train_r2
rows=$(grep -c '^plain,' first/history.csv)
check "one row for each step and one for the end" same "$rows" 1001
cell() { awk -F, -v run="$1" -v step="$2" -v column="$3" '$1 == run && $2 == step {print $column}' first/history.csv; }
check "row 0 holds the start" same "$(cell plain 0 9)" 0
check "row 0 holds the loss at the start" near "$(cell plain 0 5)" 21.75
# By hand: dw = -2/4 sum(x y) = -25.5, db = -2/4 sum(y) = -8.5 at the start.
check "row 1 holds theta after one update: w" near "$(cell plain 1 9)" 0.255
check "row 1 holds theta after one update: b" near "$(cell plain 1 10)" 0.085
check "the last row holds the end" near "$(cell plain 1000 9)" 1.6912099417717381
digits=$(cell plain 1000 9)
check "17 significant digits" same "$(printf '%.17g' "$digits")" "$digits"

talweg run four.toml --out second --formats svg
check "the same experiment again" status_is 0
check "the same history to the last byte" cmp first/history.csv second/history.csv
check "the same figure to the last byte" cmp first/surface.svg second/surface.svg

talweg run four.toml --out few --steps 10 --formats csv
check "--steps ends there" same "$(jq -r '.runs[0].steps' few/result.json)" 10
check "only what was asked for" no_file few/surface.png

talweg run four.toml --out thin --steps 100 --every 10 --formats csv
check "--every thins" same "$(grep -c '^plain,' thin/history.csv)" 11

talweg run four.toml --out dark --steps 10 --formats png --size 640x400 --theme dark
check "--theme dark" status_is 0
check "--size" same "$(size dark/surface.png)" 640x400
check "dark is dark" test "$(brightness dark/curves.png)" -lt 40
check "light is light" test "$(brightness first/curves.png)" -gt 60
check "a PDF's text is text" grep -q -i loss <<<"$(pdftotext first/curves.pdf -)"
finish

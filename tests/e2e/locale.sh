#!/usr/bin/env bash
# In a locale with a decimal comma everything reads and writes points, to the same bytes.
. "$(dirname "$0")/lib.sh"

{
    table '[1.5, 2.25, 3]' '[2, 3.5, 5]'
    one_run fine sgd 0.05 'momentum = 0.5'
} >fine.toml
mkdir locales
localedef -i de_DE -f UTF-8 locales/de_DE.UTF-8
check "the locale has a comma" same "$(LOCPATH=$folder/locales LC_ALL=de_DE.UTF-8 locale decimal_point)" ,

talweg run fine.toml --steps 50 --out point --formats csv,svg
check "with a point" status_is 0
environment=(LOCPATH="$folder/locales" LC_ALL=de_DE.UTF-8)
talweg run fine.toml --steps 50 --out comma --formats csv,svg
check "with a comma" status_is 0
for file in history.csv curves.svg surface.svg data.svg curves.csv; do
    check "$file is the same" cmp "point/$file" "comma/$file"
done
check "result.json is JSON" holds '.runs[0].loss > 0' comma/result.json
finish

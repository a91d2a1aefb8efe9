#!/usr/bin/env bash
# --help, --version and `talweg list`: complete, on stdout, the same in the manual.
. "$(dirname "$0")/lib.sh"

talweg --version
check "--version" status_is 0
check "--version says so" prints '^talweg [0-9]+\.[0-9]+\.[0-9]+$'
talweg --help
check "--help" status_is 0
check "--help names its commands" prints '\brun\b'
check "--help names the screenshot" prints '--screenshot'
check "--help is not an error" quiet stderr
for command in run list; do
    talweg "$command" --help
    check "$command --help" status_is 0
    check "$command --help tells how" prints "$command"
    # The manual knows every option that --help knows.
    while read -r option; do
        check "the manual knows $command $option" grep -q -F -e "${option//-/\\-}" "$TALWEG_SOURCE/docs/talweg.1"
    done < <(grep -o -E -e '--[a-z][a-z-]+' "$folder/stdout" | sort -u)
done
for shelf in optimizers schedules losses models datasets functions; do
    talweg list "$shelf"
    check "list $shelf" status_is 0
    cp "$folder/stdout" words
    talweg list "$shelf" --json
    check "list $shelf --json" status_is 0
    check "list $shelf --json is JSON" holds 'type == "array"' "$folder/stdout"
    while read -r id; do
        check "both lists have $id" grep -q -w -e "$id" words
    done < <(jq -r '.[].id' "$folder/stdout")
done
talweg list optimizers
check "SGD is there" prints '\bsgd\b'
check "Adam is there" prints '\badam\b'
check "its knobs are there" prints 'momentum'
finish

#!/bin/sh
# structure.sh FILE ...: no file has more than 350 lines, unless a page of docs/adr/ has the line «File over 350 lines: `NAME`». That no
# function has more than 60 is clang-tidy's to say.
set -eu
max_lines=350
wc -l "$@" | while read -r lines file; do
	if [ "$lines" -gt $max_lines ] && [ "$file" != total ] && ! grep -qxF "File over 350 lines: \`$file\`" docs/adr/*.md; then
		echo "$file has $lines lines, and may have $max_lines"
	fi
done | { ! grep .; } >&2

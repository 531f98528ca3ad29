#!/bin/sh
# sizes.sh FILE LIMIT ...: prints each file's size, and fails if one is over its limit in bytes.
set -eu
status=0
while [ $# -gt 0 ]; do
	bytes=$(stat -c %s "$1")
	printf '%-18s %6d bytes, at most %d\n' "$(basename "$1")" "$bytes" "$2"
	[ "$bytes" -le "$2" ] || status=1
	shift 2
done
exit $status

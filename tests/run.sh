#!/bin/sh
# run.sh NAME PROGRAM [ARGUMENT ...]: runs a Criterion program; a leak counts as a failure, though Criterion doesn't see it.
set -eu
name=$1
shift
log=build/asan/$name
rm -rf "$log"
mkdir -p "$log"
printf '== %s\n' "$name"
ASAN_OPTIONS=log_path=$log/report:detect_leaks=1 "$@"
if [ -n "$(ls "$log")" ]; then
	cat "$log"/*
	exit 1
fi

#!/bin/sh
# run.sh NAME CORPUS OPTION ...: runs build/fuzz/NAME from its seeds; says a line if nothing was found, else what was.
set -eu
name=$1
corpus=$2
shift 2
seeds=build/fuzz/seeds/$name
log=build/fuzz/$name.log
mkdir -p "$corpus" "$seeds"
if build/fuzz/"$name" -seed=1 -timeout=10 -rss_limit_mb=1024 -close_fd_mask=3 -artifact_prefix=build/fuzz/"$name"- "$@" \
	"$corpus" "$seeds" >"$log" 2>&1; then
	printf '== fuzz %s: %s\n' "$name" "$(tail -n 1 "$log")"
else
	tail -n 60 "$log"
	printf '== fuzz %s: failed; run it again on that input: build/fuzz/%s FILE\n' "$name" "$name"
	exit 1
fi

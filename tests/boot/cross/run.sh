#!/bin/sh
# run.sh [PATTERN]: runs the tests of build/boot-cross whose names match the shell pattern (all), one at a time, behind everything else
# that the computer does. What passed stands in build/boot/cross.log and is not run again: remove it to start afresh.
set -u
pattern=${1:-*}
log=build/boot/cross.log
export BOOT_TIMEOUT_SECONDS=900 # at the lowest priority a second of work may take a minute
passed=0
failed=0
touch $log

run_one() {
	start=$(date +%s)
	if nice -n 19 build/boot-cross --jobs 1 --filter "boot/$1" >build/boot/cross-last.log 2>&1; then
		printf 'pass %s %s s\n' "$1" $(($(date +%s) - start)) | tee -a $log
		passed=$((passed + 1))
	else
		printf 'FAIL %s %s s: build/boot/%s\n' "$1" $(($(date +%s) - start)) "$1"
		cp build/boot/cross-last.log "build/boot/$1/failure.log"
		failed=$((failed + 1))
	fi
}

for test in $(build/boot-cross --list | grep -oE 'cross_[A-Za-z0-9_]+'); do
	case $test in
	$pattern) if grep -q " $test " $log; then passed=$((passed + 1)); else run_one "$test"; fi ;;
	esac
done
printf '== cross: %s passed, %s failed\n' $passed $failed
[ $failed -eq 0 ]

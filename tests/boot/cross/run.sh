#!/bin/sh
# run.sh [PATTERN]: runs the tests of build/boot-cross whose names match the shell pattern (all), one at a time, behind everything else
# that the computer does. Results are kept in build/boot/cross.log: what stands there is not run again. Remove it to start afresh.
set -u
pattern=${1:-*}
log=build/boot/cross.log
touch $log
tests=$(build/boot-cross --list | grep -oE 'cross_[A-Za-z0-9_]+')

run_one() {
	start=$(date +%s)
	if nice -n 19 build/boot-cross --jobs 1 --filter "boot/$1" >build/boot/cross-last.log 2>&1; then
		result=pass
	else
		result=FAIL
		cp build/boot/cross-last.log "build/boot/$1/failure.log"
	fi
	printf '%s %s %s s\n' $result "$1" $(($(date +%s) - start)) | tee -a $log
}

for test in $tests; do
	case $test in
	$pattern) grep -q " $test " $log || run_one "$test" ;;
	esac
done
failed=$(grep -c '^FAIL' $log)
printf '== cross: %s of %s passed, %s failed\n' "$(grep -c '^pass' $log)" "$(printf '%s\n' "$tests" | wc -l)" "$failed"
[ "$failed" -eq 0 ]

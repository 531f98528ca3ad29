#!/bin/bash
# run.sh [NAME ...]: for every defect here (or those named), does a test fail that should? Works on a copy below build/, prints a
# Markdown table, fails if a defect survives. run.sh --check only asks whether every patch still applies.
set -euo pipefail
here=tests/mutants
tree=build/mutants
clean=build/mutants.clean
root=$PWD
log=$root/build/mutants.log

patches_of() {
	if [ $# -eq 0 ]; then
		ls $here/*.patch
	else
		printf "$here/%s.patch\n" "$@"
	fi
}

# Only where all that stands around it is as it was: a defect beside the place that was meant proves nothing.
apply() { patch --quiet --no-backup-if-mismatch --fuzz=0 -p0 "$@"; }

restore() { sed -n 's/^+++ //p' "$1" | while read -r file; do cp "$root/$clean/$file" "$file"; done; }

if [ "${1-}" = --check ]; then
	for patch in $(patches_of); do
		apply --dry-run <"$patch" >/dev/null || { echo "$patch does not apply any more" >&2; exit 1; }
	done
	exit
fi

# The tests that a patch names, as "PROGRAM PATTERN" lines.
tests_of() { sed -n 's/^tests: //p' "$1"; }

run_test() { # PROGRAM PATTERN; the suite of boot-tests is always boot
	local pattern=$2
	[ "$1" = boot ] && pattern="boot/$2"
	timeout 300 "build/$1-tests" --filter "$pattern" --jobs "$(nproc)"
}

build() { make --no-print-directory "-j$(nproc)" programs build/unit-tests build/boot-tests; }

# Prints the test that fails, or nothing.
killer_of() { # PATCH
	local program pattern
	while read -r program pattern; do
		run_test "$program" "$pattern" >"$log" 2>&1 && continue
		sed -nE 's/.*\[FAIL\] ([^ ]*):.*/\1/p; $s/.*/a test that does not end/p' "$log" | sed -n 1p
		return
	done < <(tests_of "$1")
}

# A test that fails anyway, or a pattern that finds none, would prove nothing.
check_baseline() {
	local program pattern
	build >"$log" 2>&1 || { tail -20 "$log"; echo "the tree does not build" >&2; exit 1; }
	for patch in "$@"; do tests_of "$root/$patch"; done | sort -u | while read -r program pattern; do
		run_test "$program" "$pattern" >"$log" 2>&1 || { tail -20 "$log"; echo "$program $pattern fails without any defect" >&2; exit 1; }
		grep -qE 'Tested: .*[1-9]' "$log" || { echo "$program $pattern finds no test" >&2; exit 1; }
	done
}

rm -rf $tree $clean && mkdir -p $tree $clean # no object of an earlier defect
tar --exclude=./build --exclude=./.git -cf - . | tar -C $clean -xf -
cp -r $clean/. $tree
mapfile -t patches < <(patches_of "$@")
cd $tree
check_baseline "${patches[@]}"

survivors=0
printf '| defect | what it does | found by |\n| --- | --- | --- |\n'
for patch in "${patches[@]}"; do
	apply <"$patch"
	if build >"$log" 2>&1; then
		killer=$(killer_of "$root/$patch")
	else
		killer=
		tail -5 "$log" >&2
	fi
	restore "$patch"
	[ -n "$killer" ] || { killer="**nothing**" survivors=$((survivors + 1)); }
	printf '| %s | %s | %s |\n' "$(basename "$patch" .patch)" "$(sed -n 1p "$patch")" "$killer"
done
echo "${#patches[@]} defects, $survivors not found"
[ $survivors -eq 0 ]

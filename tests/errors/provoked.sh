#!/bin/sh
# Every error of the list is provoked by a test: its name (ERR_...) or number (L...) is asserted in a file below tests/, or stands in
# unprovoked.txt with the reason. An error that stands there and is asserted after all is a complaint as well: the list only shrinks.
set -eu
list=common/base/error_list.h
exceptions=tests/errors/unprovoked.txt

# What tests say outside of comments, without the errors that fakes make up: `error_of(ERR_...)` is no assertion.
asserted=$(find tests/unit tests/tool tests/boot -name '*.c' ! -path tests/unit/common/base/error.c -exec cat {} + |
	gcc -fpreprocessed -E -P -w -x c - | sed -E 's/error_(of|about)\((\(enum error_code\))? *ERR_[A-Z0-9_]+//g' |
	grep -oE '\bERR_[A-Z0-9_]+\b|\bL[1-8][0-9]{2}\b|REFUSED\([1-7][0-9]{2}\)' | sort -u)
errors=$(grep -oE 'X\(ERR_[A-Z0-9_]+, [0-9]+' $list | sed 's/X(//; s/,//')

printf '%s\n' "$errors" | {
	status=0
	while read -r name number; do
		if printf '%s\n' "$asserted" | grep -qxE "$name|L$number|REFUSED\($number\)"; then is_asserted=yes; else is_asserted=no; fi
		if grep -q "^$name " $exceptions; then is_excepted=yes; else is_excepted=no; fi
		case $is_asserted$is_excepted in
		nono) echo "L$number: no test provokes $name; write one, or say in $exceptions why not" ;;
		yesyes) echo "L$number: a test provokes $name; take it out of $exceptions" ;;
		*) continue ;;
		esac
		status=1
	done
	exit $status
}

sed -n 's/^\(ERR_[A-Z0-9_]*\) .*/\1/p' $exceptions | while read -r name; do
	printf '%s\n' "$errors" | grep -q "^$name " || { echo "$exceptions: there is no $name" && exit 1; }
done

#!/bin/sh
# up-to-date.sh FILE PROGRAM: fails if FILE is not what PROGRAM prints.
set -eu
"$2" | diff -u "$1" - || {
	echo "$1 is out of date: make $1" >&2
	exit 1
}

#!/bin/sh
# Fails if a kept kernel changed or is gone, if one is not in the list, or if one is not booted on both doors. A part of `make lint`.
set -eu
cd "$(dirname "$0")"
sha256sum --quiet -c sha256sums
status=0
for kept in *.elf; do
	grep -q "  $kept\$" sha256sums || { echo "$kept is not in sha256sums: use keep.sh" >&2; status=1; }
	grep -q "^KEPT(.*\"abi-${kept%.elf}\"" ../rows_abi.c || { echo "no row of rows_abi.c boots $kept" >&2; status=1; }
done
exit $status

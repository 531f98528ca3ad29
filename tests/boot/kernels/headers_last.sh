#!/bin/sh
# headers_last.sh FROM TO: moves an ELF64 file's program headers from behind its ELF header to its very end, where nothing aligns
# them, and clears their old place.
set -eu
from=$1 to=$2

number_at() { # offset, bytes
	od -An -tu"$2" -j"$1" -N"$2" "$from" | tr -d ' '
}
bytes=$(($(number_at 56 2) * 56))
offset=$(number_at 32 8)
end=$(($(stat -c %s "$from") + 1))

{
	cat "$from"
	printf '\0'
	dd if="$from" bs=1 skip="$offset" count="$bytes" status=none
} > "$to.part"
dd if=/dev/zero of="$to.part" bs=1 seek="$offset" count="$bytes" conv=notrunc status=none
for shift in 0 8 16 24; do
	printf '%b' "\\0$(printf %o $((end >> shift & 255)))"
done | dd of="$to.part" bs=1 seek=32 conv=notrunc status=none
mv "$to.part" "$to"

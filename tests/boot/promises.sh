#!/bin/sh
# Fails if docs/promises.md names a test that does not exist, or leaves out a field of the contract. Boot tests are asked of the
# program, since macros make their names; unit, contract and tool tests are looked up in the sources. A part of `make lint`.
set -eu
table=docs/promises.md
known=$(mktemp)
trap 'rm -f "$known"' EXIT
status=0
complain()
{
	echo "$table: $*" >&2
	status=1
}

build/boot-tests --list | sed -nE 's/^[^a-z]+([a-zA-Z0-9_]+)$/\1/p' >"$known"
find tests/unit tests/contract tests/tool -name '*.c' -exec sed -nE 's|^Test\(([a-z0-9_]+), ([a-zA-Z0-9_]+).*|\1/\2|p' {} + >>"$known"
is_known() # NAME, in which * stands for anything
{
	grep -qx "$(echo "$1" | sed 's/\*/.*/g')" "$known"
}

# The last column of each row; its names stand in backticks, and a * in them is not for the shell.
set -f
for name in $(awk -F '|' '/^\|/ { print $(NF - 1) }' $table | grep -o '`[^`]*`' | tr -d '`' | sort -u); do
	case $name in
	*/* | *_bios | *_uefi | *_bios_* | *_uefi_*) is_known "$name" || complain "there is no test $name" ;;
	*) { is_known "${name}_bios" && is_known "${name}_uefi"; } || complain "there is no test $name on both doors" ;;
	esac
done

unproven=$(awk -F '|' '/^\| / && $(NF - 1) !~ /`|\*not yet\*|^ proof $|---/ { print $2 }' $table)
[ -z "$unproven" ] || complain "neither a proof nor *not yet*:$unproven"

for field in $(sed -nE 's/^LINTEL_AT\(boot_(config|info), (\w+), [0-9]+\);/\2/p' include/lintel/config.h include/lintel/info.h | grep -v '^reserved_'); do
	awk -F '|' '/^\|/ { print $2 }' $table | grep -qF "\`$field\`" || complain "no promise names $field"
done
exit $status

#!/bin/sh
# keep.sh KERNEL...: keeps kernels of build/kernels/ as binaries under the version of today's headers, without their symbols.
set -eu
cd "$(dirname "$0")"
number() # NAME: from the header
{
	sed -nE "s/^#define LINTEL_ABI_$1 +([0-9]+).*/\1/p" ../../../include/lintel/config.h
}
version=$(number MAJOR).$(number MINOR)

for kernel in "$@"; do
	kept=$version-${kernel#t*-}.elf
	if [ -e "$kept" ]; then
		echo "$kept is kept already, and never changes" >&2
		exit 1
	fi
	objcopy --strip-all "../../../build/kernels/$kernel.elf" "$kept" 2>/dev/null || cp "../../../build/kernels/$kernel.elf" "$kept"
	chmod 644 "$kept"
	sha256sum "$kept" >>sha256sums
done

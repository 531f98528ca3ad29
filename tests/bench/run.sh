#!/bin/sh
# Prints what a boot costs, beside its budget. Instructions are counted by QEMU on the BIOS door, so they repeat on any machine, but for
# those of SeaBIOS while it waits for the disk: the least of some boots has waited least.
set -eu
kernel=build/kernels/bench-stamps.elf
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
ramdisk_bytes=16777216

instructions() # KERNEL [OPTION ...]: from the loader's first line to the kernel
{
	for round in 1 2 3 4 5 6 7; do
		build/lintel run "$@" --headless -- -icount shift=0,sleep=off | tr -d '\r' | awk '$1 == "@kernel" { print $2 }'
	done | sort -n | head -n 1
}

head -c $ramdisk_bytes /dev/zero >"$scratch/ramdisk"
plain=$(instructions "$kernel")
loaded=$(instructions "$kernel" --ramdisk "$scratch/ramdisk")
printf 'instructions to the kernel, BIOS     %9d   budget 4000000\n' "$plain"
awk -v bytes=$ramdisk_bytes -v more=$((loaded - plain)) \
	'BEGIN { printf "instructions a byte of ramdisk, BIOS %9.3f   budget 0.200\n", more / bytes }'

# No byte of the sections is read; what it costs is the way through the FAT to the symbols behind them.
head -c 67108864 /dev/urandom >"$scratch/sections"
objcopy --add-section .debug_more="$scratch/sections" --set-section-flags .debug_more=readonly,debug "$kernel" "$scratch/debug.elf"
strip -o "$scratch/stripped.elf" "$kernel"
printf 'instructions, 64 MiB of debug sections %7d   stripped %d\n' "$(instructions "$scratch/debug.elf")" "$(instructions "$scratch/stripped.elf")"

start=$(date +%s%N)
for round in 1 2 3 4 5; do
	build/lintel build build/kernels/hello.elf -o "$scratch/os.img" >/dev/null
done
printf 'milliseconds to build an image       %9d   budget 100\n' $((($(date +%s%N) - start) / 5000000))

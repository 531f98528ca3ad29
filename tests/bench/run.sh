#!/bin/sh
# Prints what a boot costs, beside its budget. Instructions are counted by QEMU on the BIOS door, so they repeat on any machine.
set -eu
kernel=build/kernels/bench-stamps.elf
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
ramdisk_bytes=16777216

instructions() # [OPTION ...]: from the loader's first line to the kernel
{
	build/lintel run "$kernel" --headless "$@" -- -icount shift=0,sleep=off | tr -d '\r' | awk '$1 == "@kernel" { print $2 }'
}

head -c $ramdisk_bytes /dev/zero >"$scratch/ramdisk"
plain=$(instructions)
loaded=$(instructions --ramdisk "$scratch/ramdisk")
printf 'instructions to the kernel, BIOS     %9d   budget 4000000\n' "$plain"
awk -v bytes=$ramdisk_bytes -v more=$((loaded - plain)) \
	'BEGIN { printf "instructions a byte of ramdisk, BIOS %9.3f   budget 0.200\n", more / bytes }'

start=$(date +%s%N)
for round in 1 2 3 4 5; do
	build/lintel build build/kernels/hello.elf -o "$scratch/os.img" >/dev/null
done
printf 'milliseconds to build an image       %9d   budget 100\n' $((($(date +%s%N) - start) / 5000000))

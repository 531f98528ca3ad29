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

# A kernel of 1 MiB: what is behind an ELF file's last byte is copied and digested like the rest.
cp build/kernels/hello.elf "$scratch/kernel.elf"
head -c $((1048576 - $(stat -c %s "$scratch/kernel.elf"))) /dev/urandom >>"$scratch/kernel.elf"
start=$(date +%s%N)
for round in 1 2 3 4 5; do
	build/lintel build "$scratch/kernel.elf" -o "$scratch/os.img" >/dev/null
done
printf 'milliseconds, image of a 1 MiB kernel %8d   budget 100\n' $((($(date +%s%N) - start) / 5000000))

# A large ramdisk, of bytes that no file system can make holes of, beside cp: on the file system of build/, the best of three, since
# whatever else the machine does only adds to a time. Each writes a file that was not there.
large=$(mktemp -d build/bench.XXXXXX)
trap 'rm -rf "$scratch" "$large"' EXIT
head -c 1G /dev/urandom >"$large/ramdisk"
sync

milliseconds() # COMMAND ...: what it takes
{
	start=$(date +%s%N)
	"$@" >/dev/null
	echo $((($(date +%s%N) - start) / 1000000))
	rm -f "$large/new"
	sync
}

for round in 1 2 3; do
	echo "$(milliseconds cp "$large/ramdisk" "$large/new") $(milliseconds build/lintel build build/kernels/hello.elf --ramdisk "$large/ramdisk" -o "$large/new")"
done | awk 'NR == 1 || $1 < copy { copy = $1 } NR == 1 || $2 < image { image = $2 }
	END { printf "times cp, an image of a 1 GiB ramdisk %8.2f   budget 2.00 (%d ms, cp %d ms)\n", image / copy, image, copy }'

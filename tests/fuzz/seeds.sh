#!/bin/sh
# seeds.sh FOLDER: makes the inputs that fuzzing starts from, a folder for each harness. Same tools, same bytes.
set -eu
out=$1
PATH=$PATH:/sbin:/usr/sbin
export MTOOLS_SKIP_CHECK=1 SOURCE_DATE_EPOCH=0
rm -rf "$out"
mkdir -p "$out/fat" "$out/gpt" "$out/mbr" "$out/el_torito" "$out/elf" "$out/config" "$out/manifest" "$out/acpi" "$out/kernel_sections" "$out/recorded_map" \
	"$out/dhcp" "$out/pxe"

# patch FILE OFFSET OCTAL-BYTES: overwrites bytes of a file.
patch() {
	printf "$3" | dd of="$1" bs=1 seek="$2" conv=notrunc status=none
}

# A volume with the paths that the harness opens, one of them in two pieces.
volume() {
	image=$out/$1
	shift
	mkfs.fat --invariant -C "$image" "$@" >/dev/null
	head -c 3000 "$0" >"$out/content"
	: >"$out/empty"
	mmd -i "$image" ::/boot ::/a
	mcopy -i "$image" "$out/empty" ::/boot/ramdisk
	mcopy -i "$image" "$out/content" ::/F
	mcopy -i "$image" "$out/content" ::/boot/kernel.elf
	mdel -i "$image" ::/F
	mcopy -i "$image" "$out/content" "::/A long name.with parts"
	mcopy -i "$image" "$0" ::/a/b
}

# Real volumes are too large to be mutated; what the harness cuts off reads as zero.
volume fat12 -F 12 -s 1 -f 1 -r 16 64
mv "$out/fat12" "$out/fat/fat12"
volume fat16 -F 16 -s 1 -f 1 -r 16 4096
head -c 49152 "$out/fat16" >"$out/fat/fat16"
volume fat32 -F 32 -s 1 -f 1 -R 8 40960
fat_sectors=$(od -An -tu4 -j36 -N4 "$out/fat32" | tr -d ' ')
{
	head -c 4608 "$out/fat32" # reserved sectors and the first sector of the FAT
	dd if="$out/fat32" bs=512 skip=$((8 + fat_sectors)) count=48 status=none
} >"$out/fat/fat32"
patch "$out/fat/fat32" 36 '\001\000\000\000' # the FAT has one sector now

# A GPT disk of 512-byte sectors behind the byte that tells the harness so: checksums as they are, and made right.
truncate -s 65536 "$out/disk"
guid=11111111-2222-3333-4444-55555555555
sgdisk -a 1 -n 1:34:39 -t 1:ef02 -n 2:40:90 -t 2:ef00 -U ${guid}0 -u 1:${guid}1 -u 2:${guid}2 "$out/disk" >/dev/null
for mode in 000 200; do
	{
		printf "\\$mode"
		cat "$out/disk"
	} >"$out/gpt/mode-$mode"
done
{
	printf '\000'
	head -c 512 "$out/disk"
} >"$out/gpt/mbr"
patch "$out/gpt/mbr" 451 '\357' # the protective entry becomes an EFI system partition

# The first sector of a disk of 2^16 sectors, with an active FAT partition, an extended one, and an EFI system partition: by sfdisk.
rm "$out/disk"
truncate -s 32M "$out/disk"
printf 'label: dos\nlabel-id: 0x12345678\nstart=2048,size=8192,type=c,bootable\nstart=20480,size=8192,type=5\nstart=40960,size=24576,type=ef\n' |
	sfdisk --quiet --wipe always "$out/disk"
for mode in 000 001 202; do
	{
		printf "\\$mode\000\000\001\000"
		head -c 512 "$out/disk"
	} >"$out/mbr/mode-$mode"
done

# A kernel, static and position-independent, and its configuration.
cat >"$out/kernel.c" <<'SOURCE'
#include <lintel/kernel.h>
ENTRY_POINT(.kernel_stack_size = 128 * KIB, .aslr = SWITCH_ON);
static int zeros[64];
int *pointer = zeros;
void kernel_main(struct boot_info *info)
{
    *pointer += info != 0;
    for (;;) {
    }
}
SOURCE
flags="-std=c17 -Iinclude -Os -ffreestanding -fno-stack-protector -nostdlib -Wl,-z,noexecstack,--build-id=none -s"
gcc $flags -fno-pic -static -no-pie "$out/kernel.c" -o "$out/elf/static"
gcc $flags -fpie -static-pie -Wl,--no-dynamic-linker "$out/kernel.c" -o "$out/elf/pie"
gcc ${flags% -s} -fno-pic -static -no-pie "$out/kernel.c" -o "$out/elf/symbols" # with its symbol table
cp "$out"/elf/* "$out/kernel_sections"
objcopy -O binary --only-section=.boot_config "$out/elf/static" "$out/section"
tail -c +17 "$out/section" >"$out/config/section" # the harness puts the magic in front

cat >"$out/manifest/full" <<'TEXT'
lintel-manifest = 1
kernel = /boot/kernel.elf
kernel-bytes = 123456
kernel-sha256 = 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
kernel-config-offset = 4096
ramdisk = /boot/ramdisk
ramdisk-bytes = 99
ramdisk-sha256 = 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
command-line = root=/dev/ram quiet
verify = yes
module = /boot/modules/one
module-bytes = 5
module-sha256 = 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
module = /boot/modules/two.b
module-bytes = 0
module-sha256 = 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
TEXT
cat >"$out/recorded_map/linux" <<'TEXT'
[    0.000000] BIOS-e820: [mem 0x0000000000000000-0x000000000009fbff] usable
[    0.000000] BIOS-e820: [mem 0x00000000000f0000-0x00000000000fffff] reserved
[    0.000000] BIOS-e820: [mem 0x00000000bffe0000-0x00000000bfffffff] ACPI data
[    0.000000] efi: mem00: [Conventional Memory|   |  |  |  |  |  |  |  |   |WB|WT|WC|UC] range=[0x0000000000001000-0x000000000009ffff] (0MB)
[    0.000000] efi: mem01: [Runtime Data       |RUN|  |  |  |  |  |  |  |   |WB|WT|WC|UC] range=[0x0000000007eec000-0x0000000007f6ffff] (0MB)
TEXT
printf '  memory 0x100000 + 0x7edf000, kind 1, type 1, attributes 0xf\nLintel\n' >"$out/recorded_map/lintel"

# ACPI tables in 344 bytes of memory at 1 MiB: root pointer, XSDT, RSDT, MADT, FADT; the harness makes the checksums.
tables=$out/acpi/tables
truncate -s 344 "$tables"
patch "$tables" 0 'RSD PTR \000lintel\002\170\000\020\000\044\000\000\000\100\000\020'
patch "$tables" 64 'XSDT\064'
patch "$tables" 100 '\244\000\020\000\000\000\000\000\344\000\020' # at a4h and e4h
patch "$tables" 120 'RSDT\054'
patch "$tables" 156 '\344\000\020\000\244\000\020'
patch "$tables" 164 'APIC\100'
patch "$tables" 208 '\000\010'
patch "$tables" 216 '\001\014\002\000\000\000\300\376'
patch "$tables" 228 'FACP\164'
patch "$tables" 304 '\010\006'
patch "$tables" 319 '\004'

# Two DHCP answers, of 300 and 280 bytes: a folder in the option; a proxy's, with options in the field of the file. Their first four bytes
# are the harness's. And what a PXE ROM says of itself, in both its structures.
answers=$out/dhcp/answers
truncate -s 584 "$answers"
patch "$answers" 0 '\040\026\000\200'
patch "$answers" 24 '\012\000\002\002'
patch "$answers" 244 '\065\001\005\066\004\012\000\002\002\103\007pxe/a.b\377'
patch "$answers" 412 '\103\005srv/b\377'
patch "$answers" 544 '\000\064\001\003\066\004\012\000\002\003\377'
truncate -s 88 "$out/pxe/pxe"
patch "$out/pxe/pxe" 0 '!PXE\130'
patch "$out/pxe/pxe" 16 '\043\001\000\234'
patch "$out/pxe/pxe" 29 '\007'
patch "$out/pxe/pxe" 34 '\000\300\011\000\000\020'
truncate -s 44 "$out/pxe/pxenv"
patch "$out/pxe/pxenv" 0 'PXENV+\001\002\054'
patch "$out/pxe/pxenv" 10 '\043\001\000\234'
patch "$out/pxe/pxenv" 40 '\020\000\000\235'

# A boot record, its catalog in the next sector, a boot image in the one after it.
iso=$out/el_torito/iso
truncate -s 6144 "$iso"
patch "$iso" 0 '\000CD001\001EL TORITO SPECIFICATION'
patch "$iso" 71 '\022' # sector 18
patch "$iso" 2048 '\001'
patch "$iso" 2076 '\252\125\125\252\210'
patch "$iso" 2086 '\004\000\023' # 4 sectors at sector 19
patch "$iso" 2112 '\221\357\001'
patch "$iso" 2144 '\210\000\000\000\000\000\001\000\023'

find "$out" -maxdepth 1 -type f -delete

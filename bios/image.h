/* What it takes to put the BIOS loader on a disk: the shape of build/lintel-bios.bin and the fields to fill in.
 *
 *     byte 0        the boot sector; its first 440 bytes go to LBA 0, the rest of LBA 0 belongs to the partition table
 *     byte 512      stage 2, a multiple of 512 bytes; goes to the disk as it is, contiguous, with a GPT into the BIOS boot
 *                   partition; the rest of its last sector, if sectors are larger, is zero. All but its first 1 or 2 KiB is
 *                   packed (unpack.asm).
 *
 * On a CD the boot sector is the first quarter of the boot block, a sector of 2048 bytes that a BIOS finds by El Torito and loads
 * to the same address; stage 2 starts in the sector behind it. A CD has no partition table there, but two fields more.
 *
 * The host tool stores the placement fields below into the boot sector (little-endian) and changes nothing else.
 * Stage 2's checksum is put in by the build: it ties the boot sector to the one stage 2 it was built with.
 *
 * This header is also read by nasm (the Makefile turns its #define lines into %define): numbers only, one per line. */
#ifndef BIOS_IMAGE_H
#define BIOS_IMAGE_H

#define BIOS_IMAGE_BYTES_MAX   65536 /* boot sector and stage 2 together                               */
#define BOOT_SECTOR_BYTES      512   /* stage 2 starts here in the file                                */
#define BOOT_SECTOR_CODE_BYTES 440   /* what the boot sector may use of LBA 0                          */
#define STAGE2_ALIGN_BYTES     512   /* stage 2 is padded to this */

/* Offsets of the fields in the boot sector. */
#define FIELD_STAGE2_LBA      424 /* u64: where stage 2 starts, in the disk's sectors          (placement) */
#define FIELD_STAGE2_SECTORS  432 /* u16: how many of the disk's sectors stage 2 fills         (placement) */
#define FIELD_SECTOR_BYTES    434 /* u16: the disk's sector size: 512 or 4096; 2048 for a CD; 0: no disk, a network (placement) */
#define FIELD_STAGE2_CHECKSUM 436 /* u32: s = s * 31 + word for each 32-bit word, from stage 2's last to its first (build) */
#define FIELD_VOLUME_LBA      440 /* u64: on a CD, where the FAT volume starts                 (placement) */
#define FIELD_VOLUME_SECTORS  448 /* u32: on a CD, how many sectors it has                     (placement) */

#define CD_SECTOR_BYTES 2048

/* lintel.nbp, for a network: CORE_START - BOOT_SECTOR_START bytes of pxe_entry.asm, and stage 2. When it runs, pxe_entry.asm
 * keeps here, as segment and offset: */
#define FIELD_PXE   424 /* u32: where the ROM's structure !PXE is, if it has one */
#define FIELD_PXENV 428 /* u32: where PXENV+ is                                  */

#endif

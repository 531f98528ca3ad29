/* Where everything lies in a disk image:
 *
 *     0          LBA 0: boot code (440 bytes) and the MBR, which with a GPT is the protective one
 *                with a GPT: header and entries
 *     20 KiB     stage 2 of the BIOS loader; with a GPT in a BIOS boot partition (24 KiB if sectors have 4096 bytes: behind the
 *                GPT's entries; the same place with an MBR, where it is no partition)
 *     1 MiB      EFI system partition: FAT32, a whole number of MiB
 *     then       with a GPT: one MiB more, with the backup in its last sectors
 *
 * An ISO is the same with a file system more, whose first 32 KiB ISO 9660 leaves to others:
 *
 *     0          as above
 *     32 KiB     ISO 9660 with the boot catalog and one file: the boot block for a CD, and stage 2, which a stick starts as well
 *     1 MiB      the volume, which both entries of the catalog lead to
 *     then       one MiB more, whatever the table: the last sectors of a burnt CD may not be readable */
#ifndef TOOLS_IMAGE_IMAGE_LAYOUT_H
#define TOOLS_IMAGE_IMAGE_LAYOUT_H
#include "common/base/types.h"

enum table_kind { TABLE_GPT, TABLE_MBR, TABLE_KINDS };

/* What disk an image is for. */
struct disk_kind {
    enum table_kind table;
    u32 sector_bytes; /* 512 or 4096 */
    bool is_iso;      /* then 512: of the stick that it is, too */
};

#define VOLUME_OFFSET_MIB 1u

struct image_layout {
    struct disk_kind disk;
    u64 stage2_lba, volume_lba, volume_sectors, disk_sectors;
};

/* `volume_sectors` are of the disk's size, whole MiB. An ISO's stage2_lba is 0: whoever makes its ISO 9660 learns it. */
struct image_layout image_layout_plan(struct disk_kind disk, u64 volume_sectors);

/* What an image has beside its volume, and the most that it can have: whole MiB. */
u64 image_layout_other_sectors(struct disk_kind disk);
u64 image_layout_sectors_max(struct disk_kind disk, u64 volume_sectors_max);

#endif

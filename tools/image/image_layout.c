/* The arithmetic of an image: one for every table and sector size. */
#include "tools/image/image_layout.h"
#include "bios/image.h"
#include "common/base/checked.h"
#include "common/disk/gpt.h"

#define MBR_SECTORS_MAX (1ull << 32)
#define STAGE2_ALIGN    4096 /* for disks whose physical sectors are larger than those they show */

_Static_assert(VOLUME_OFFSET_MIB *MIB_BYTES - 24 * KIB_BYTES >= BIOS_IMAGE_BYTES_MAX, "stage 2 does not fit before the volume");

struct image_layout image_layout_plan(struct disk_kind disk, u64 volume_sectors)
{
    u64 mib_sectors = MIB_BYTES / disk.sector_bytes;
    u64 volume_lba = VOLUME_OFFSET_MIB * mib_sectors;
    u64 stage2_offset = disk.is_iso ? 0 : align_up(gpt_primary_bytes(disk.sector_bytes), STAGE2_ALIGN);
    return (struct image_layout) {
        .disk = disk,
        .stage2_lba = stage2_offset / disk.sector_bytes,
        .volume_lba = volume_lba,
        .volume_sectors = volume_sectors,
        .disk_sectors = volume_sectors + image_layout_other_sectors(disk),
    };
}

/* Behind the volume a whole MiB, so that the image is of whole MiB. */
u64 image_layout_other_sectors(struct disk_kind disk)
{
    const u64 last_mib = disk.table == TABLE_GPT || disk.is_iso ? 1 : 0;
    return (VOLUME_OFFSET_MIB + last_mib) * (MIB_BYTES / disk.sector_bytes);
}

/* An MBR counts sectors in 32 bits, and so does who asks a BIOS with an MBR for one. */
u64 image_layout_sectors_max(struct disk_kind disk, u64 volume_sectors_max)
{
    const u64 most = volume_sectors_max + image_layout_other_sectors(disk);
    return disk.table == TABLE_MBR ? min_u64(most, MBR_SECTORS_MAX) : most;
}

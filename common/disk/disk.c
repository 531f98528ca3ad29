/* Which partition of the boot disk holds the files: by GPT, else by MBR. */
#include "common/disk/disk.h"
#include "common/disk/gpt.h"
#include "common/disk/mbr.h"
#include "common/disk/mbr_format.h"

static struct error find_by_mbr(struct reader *disk, u32 sector_bytes, struct bytes first_sector, struct disk_identity *identity,
                                struct partition *partition)
{
    struct partition found;
    struct disk_identity by_mbr;
    TRY(mbr_find_partition(disk->name, first_sector, &by_mbr, &found));
    TRY(partition_check(disk, sector_bytes, &found));
    *identity = by_mbr;
    *partition = found;
    return OK;
}

struct error disk_find_boot_partition(struct reader *disk, u32 sector_bytes, struct disk_identity *identity,
                                      struct partition *partition, bool *used_backup)
{
    u8 mbr[MBR_BYTES];
    struct bytes first_sector = { mbr, sizeof(mbr) };
    TRY(sector_size_check(disk, sector_bytes));
    TRY(reader_read(disk, 0, mbr, sizeof(mbr)));
    struct error by_gpt =
        gpt_find_partition(disk, sector_bytes, first_sector, gpt_type_efi_system, identity, partition, used_backup);
    if (by_gpt.code == ERR_NONE || mbr_is_protective(first_sector))
        return by_gpt;
    *used_backup = false; /* without a protective entry a broken GPT is what a former life of the disk left behind */
    return find_by_mbr(disk, sector_bytes, first_sector, identity, partition);
}

/* What must hold for a disk and for a partition of it. */
#include "common/disk/partition.h"
#include "common/base/checked.h"

struct error partition_check(const struct reader *disk, u32 sector_bytes, const struct partition *partition)
{
    u64 end_bytes;
    if (partition->last_lba < partition->first_lba)
        return error_about(ERR_GPT_DAMAGED, disk->name, partition->first_lba);
    if (partition->last_lba == UINT64_MAX || !checked_multiply(partition->last_lba + 1, sector_bytes, &end_bytes))
        return error_about(ERR_READ_PAST_END, disk->name, UINT64_MAX);
    if (end_bytes > disk->bytes)
        return error_about(ERR_READ_PAST_END, disk->name, end_bytes);
    return OK;
}

struct error sector_size_check(const struct reader *disk, u32 sector_bytes)
{
    if (sector_bytes != 512 && sector_bytes != 2048 && sector_bytes != 4096)
        return error_about(ERR_DISK_SECTOR_SIZE, disk->name, sector_bytes);
    return OK;
}

/* Which partition of the boot disk holds the files: by GPT, else by MBR. */
#include "common/base/checked.h"
#include "common/base/string.h"
#include "common/disk/gpt.h"
#include "common/disk/gpt_format.h"
#include "common/disk/mbr.h"

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

static struct error find_by_mbr(struct reader *disk, u32 sector_bytes, struct bytes first_sector, struct disk_identity *identity,
                                struct partition *partition)
{
    struct partition found;
    struct disk_identity by_mbr = { .is_gpt = false };
    struct error error = mbr_find_partition(first_sector, &by_mbr.mbr_signature, &found);
    if (error.code != ERR_NONE)
        return error_about(error.code, disk->name, error.detail);
    TRY(partition_check(disk, sector_bytes, &found));
    *identity = by_mbr;
    *partition = found;
    return OK;
}

struct error disk_find_boot_partition(struct reader *disk, u32 sector_bytes, struct disk_identity *identity,
                                      struct partition *partition, bool *used_backup)
{
    u8 mbr[MBR_BYTES];
    u8 disk_guid[16];
    bool is_gpt;
    struct bytes first_sector = { mbr, sizeof(mbr) };
    struct error error = gpt_find_partition(disk, sector_bytes, gpt_type_efi_system, &is_gpt, disk_guid, partition, used_backup);
    if (error.code == ERR_DISK_SECTOR_SIZE)
        return error;
    TRY(reader_read(disk, 0, mbr, sizeof(mbr)));
    if (error.code == ERR_NONE) {
        *identity = (struct disk_identity) { .is_gpt = true, .mbr_signature = load_u32(mbr + MBR_DISK_ID) };
        memcpy(identity->disk_guid, disk_guid, sizeof(disk_guid));
        return OK;
    }
    if (is_gpt && mbr_is_protective(first_sector))
        return error;
    *used_backup = false; /* without a protective entry a broken GPT is what a former life of the disk left behind */
    return find_by_mbr(disk, sector_bytes, first_sector, identity, partition);
}

/* Finding the volume: a CD needs neither a partition table nor a reader of ISO 9660, for its boot block knows the sector. */
#include "bios/volume.h"
#include "common/base/checked.h"
#include "common/base/string.h"
#include "common/disk/disk.h"
#include "common/log/log.h"

static struct error find_by_table(struct reader *disk, u32 sector_bytes, struct boot_volume *identity, struct reader *volume)
{
    struct disk_identity found;
    struct partition partition;
    bool used_backup = false;
    TRY(disk_find_boot_partition(disk, sector_bytes, &found, &partition, &used_backup));
    if (used_backup)
        log_warning("the first partition table is damaged: using the backup at the end of the disk");
    *identity = (struct boot_volume) { .kind = found.is_gpt ? VOLUME_GPT : VOLUME_MBR,
                                       .mbr_signature = found.mbr_signature,
                                       .partition_number = partition.number,
                                       .partition_first_lba = partition.first_lba };
    memcpy(identity->disk_guid, found.disk_guid, sizeof(identity->disk_guid));
    memcpy(identity->partition_guid, partition.guid, sizeof(identity->partition_guid));
    return reader_of_part(disk, "the boot partition", partition.first_lba * sector_bytes,
                          (partition.last_lba - partition.first_lba + 1) * sector_bytes, volume);
}

static struct error find_on_cd(struct reader *disk, const u8 *boot_block, struct boot_volume *identity, struct reader *volume)
{
    const char *name = "the volume on the CD";
    const u64 first_lba = load_u64(boot_block + FIELD_VOLUME_LBA);
    const u64 bytes = (u64)load_u32(boot_block + FIELD_VOLUME_SECTORS) * CD_SECTOR_BYTES;
    u64 offset;
    if (!checked_multiply(first_lba, CD_SECTOR_BYTES, &offset))
        return error_about(ERR_READ_PAST_END, name, UINT64_MAX);
    *identity = (struct boot_volume) { .kind = VOLUME_OPTICAL, .partition_first_lba = first_lba };
    return reader_of_part(disk, name, offset, bytes, volume);
}

struct error volume_find(struct reader *disk, const u8 boot_sector[BOOT_SECTOR_BYTES], struct boot_volume *identity,
                         struct reader *volume)
{
    const u32 sector_bytes = load_u16(boot_sector + FIELD_SECTOR_BYTES);
    if (sector_bytes == CD_SECTOR_BYTES)
        return find_on_cd(disk, boot_sector, identity, volume);
    return find_by_table(disk, sector_bytes, identity, volume);
}

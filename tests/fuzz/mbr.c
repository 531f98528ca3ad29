/* Any bytes as the first sector of a disk without a GPT: an error, or the partition that a second reading of the four entries
 * says, inside the disk. The first byte says the sector size and whether the sector gets its signature; the next four are the
 * size of the disk in sectors. */
#include "common/disk/mbr.h"
#include "common/disk/disk.h"
#include "common/disk/mbr_format.h"
#include "tests/fuzz/sparse.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const u8 *data, size_t len);

#define SIGN         0x80
#define HEADER_BYTES 5

static void require(bool condition)
{
    if (!condition)
        abort();
}

static bool is_boot_type(u8 type)
{
    return type == 0xef || type == 0x01 || type == 0x04 || type == 0x06 || type == 0x0b || type == 0x0c || type == 0x0e;
}

/* No other entry would have been the better choice: one of type EFh before all others, then the first. */
static void check_choice(const u8 *entries, const struct partition *partition)
{
    for (u32 i = 0; i < MBR_ENTRY_COUNT; i++) {
        const u8 *entry = entries + (size_t)i * MBR_ENTRY_BYTES;
        bool is_used = load_u32(entry + MBR_ENTRY_SECTORS) != 0;
        bool is_esp = is_used && entry[MBR_ENTRY_TYPE] == MBR_TYPE_EFI_SYSTEM;
        require(entry[MBR_ENTRY_STATUS] == 0 || entry[MBR_ENTRY_STATUS] == MBR_STATUS_ACTIVE);
        require(entry[MBR_ENTRY_TYPE] != MBR_TYPE_PROTECTIVE);
        if (is_esp)
            require(partition->mbr_type == MBR_TYPE_EFI_SYSTEM && partition->number <= i + 1);
    }
}

static void check_found(const u8 *sector, const struct partition *partition, u64 disk_sectors)
{
    require(partition->number >= 1 && partition->number <= MBR_ENTRY_COUNT);
    const u8 *entry = sector + MBR_ENTRIES + (size_t)(partition->number - 1) * MBR_ENTRY_BYTES;
    require(is_boot_type(entry[MBR_ENTRY_TYPE]) && entry[MBR_ENTRY_TYPE] == partition->mbr_type);
    require(partition->mbr_type == MBR_TYPE_EFI_SYSTEM || entry[MBR_ENTRY_STATUS] == MBR_STATUS_ACTIVE);
    require(partition->first_lba == load_u32(entry + MBR_ENTRY_FIRST_LBA) && partition->first_lba > 0);
    require(partition->last_lba - partition->first_lba + 1 == load_u32(entry + MBR_ENTRY_SECTORS));
    require(partition->last_lba >= partition->first_lba && partition->last_lba < disk_sectors);
    check_choice(sector + MBR_ENTRIES, partition);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t len)
{
    static const u32 sector_sizes[] = { 512, 2048, 4096 };
    u8 sector[MBR_BYTES] = { 0 };
    struct sparse disk;
    struct disk_identity identity;
    struct partition partition;
    bool used_backup = true;
    if (len < HEADER_BYTES)
        return 0;
    u32 sector_bytes = sector_sizes[(data[0] & ~SIGN) % COUNT_OF(sector_sizes)];
    u64 disk_sectors = (u64)load_u32(data + 1) + 2; /* so that there is a second one, without a GPT */
    memcpy(sector, data + HEADER_BYTES, min_u64(len - HEADER_BYTES, sizeof(sector)));
    if ((data[0] & SIGN) != 0)
        store_u16(sector + MBR_SIGNATURE, MBR_SIGNATURE_IS);
    sparse_begin(&disk, (struct bytes) { sector, sizeof(sector) }, disk_sectors * sector_bytes);
    struct error error = disk_find_boot_partition(&disk.reader, sector_bytes, &identity, &partition, &used_backup);
    require(error.code == ERR_NONE || error_subject(error) != NULL);
    if (error.code != ERR_NONE)
        return 0;
    require(!used_backup && !identity.is_gpt && identity.mbr_signature == load_u32(sector + MBR_DISK_ID));
    check_found(sector, &partition, disk_sectors);
    return 0;
}

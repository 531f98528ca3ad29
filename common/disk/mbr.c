/* Reads the four entries of a classic partition table. */
#include "common/disk/mbr.h"
#include "common/disk/mbr_format.h"

static const u8 *entry_at(struct bytes first_sector, u32 index)
{
    return first_sector.data + MBR_ENTRIES + (size_t)index * MBR_ENTRY_BYTES;
}

bool mbr_is_signed(struct bytes first_sector)
{
    return first_sector.len >= MBR_BYTES && load_u16(first_sector.data + MBR_SIGNATURE) == MBR_SIGNATURE_IS;
}

bool mbr_is_protective(struct bytes first_sector)
{
    if (!mbr_is_signed(first_sector))
        return false;
    for (u32 i = 0; i < MBR_ENTRY_COUNT; i++)
        if (entry_at(first_sector, i)[MBR_ENTRY_TYPE] == MBR_TYPE_PROTECTIVE)
            return true;
    return false;
}

/* The number of the first entry that cannot be one, or 0: the bytes of something else that ends in AA55h. */
static u32 impossible_entry(struct bytes first_sector)
{
    for (u32 i = 0; i < MBR_ENTRY_COUNT; i++)
        if ((entry_at(first_sector, i)[MBR_ENTRY_STATUS] & ~MBR_STATUS_ACTIVE) != 0)
            return i + 1;
    return 0;
}

static bool is_used(const u8 *entry)
{
    return entry[MBR_ENTRY_TYPE] != 0 && load_u32(entry + MBR_ENTRY_SECTORS) != 0;
}

static bool is_efi_system(const u8 *entry)
{
    return is_used(entry) && entry[MBR_ENTRY_TYPE] == MBR_TYPE_EFI_SYSTEM;
}

static bool is_active_fat(const u8 *entry)
{
    static const u8 fat_types[] = { 0x01, 0x04, 0x06, 0x0b, 0x0c, 0x0e };
    if (!is_used(entry) || entry[MBR_ENTRY_STATUS] != MBR_STATUS_ACTIVE)
        return false;
    for (size_t i = 0; i < COUNT_OF(fat_types); i++)
        if (entry[MBR_ENTRY_TYPE] == fat_types[i])
            return true;
    return false;
}

static bool find(struct bytes first_sector, bool (*fits)(const u8 *entry), struct partition *partition)
{
    for (u32 i = 0; i < MBR_ENTRY_COUNT; i++) {
        const u8 *entry = entry_at(first_sector, i);
        if (!fits(entry))
            continue;
        u64 first_lba = load_u32(entry + MBR_ENTRY_FIRST_LBA);
        *partition = (struct partition) {
            .first_lba = first_lba,
            .last_lba = first_lba + load_u32(entry + MBR_ENTRY_SECTORS) - 1,
            .number = i + 1,
            .mbr_type = entry[MBR_ENTRY_TYPE],
        };
        return true;
    }
    return false;
}

static u32 used_count(struct bytes first_sector)
{
    u32 count = 0;
    for (u32 i = 0; i < MBR_ENTRY_COUNT; i++)
        count += is_used(entry_at(first_sector, i));
    return count;
}

struct error mbr_find_partition(const char *disk_name, struct bytes first_sector, struct disk_identity *identity,
                                struct partition *partition)
{
    if (first_sector.len < MBR_BYTES)
        return error_about(ERR_NO_PARTITION_TABLE, disk_name, first_sector.len);
    if (!mbr_is_signed(first_sector))
        return error_about(ERR_NO_PARTITION_TABLE, disk_name, load_u16(first_sector.data + MBR_SIGNATURE));
    u32 impossible = impossible_entry(first_sector);
    if (impossible != 0)
        return error_about(ERR_MBR_DAMAGED, disk_name, impossible);
    if (!find(first_sector, is_efi_system, partition) && !find(first_sector, is_active_fat, partition))
        return error_about(ERR_NO_BOOT_PARTITION, disk_name, used_count(first_sector));
    if (partition->first_lba == 0)
        return error_about(ERR_MBR_DAMAGED, disk_name, partition->number);
    *identity = (struct disk_identity) { .mbr_signature = load_u32(first_sector.data + MBR_DISK_ID) };
    return OK;
}

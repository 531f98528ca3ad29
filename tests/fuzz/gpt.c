/* Any bytes as a disk's partition tables: an error, or a partition inside the disk. The first byte says the sector size and
 * whether the checksums are made right first: no fuzzer guesses those. */
#include "common/disk/crc32.h"
#include "common/disk/disk.h"
#include "common/disk/gpt_format.h"
#include "common/disk/mbr_format.h"
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const u8 *data, size_t len);

#define SIGN 0x80

static void require(bool condition)
{
    if (!condition)
        abort();
}

static void sign_entries(u8 *disk, u64 disk_bytes, u32 sector_bytes, u8 *header)
{
    u64 lba = load_u64(header + GPT_ENTRIES_LBA);
    u64 bytes = (u64)load_u32(header + GPT_ENTRY_COUNT) * load_u32(header + GPT_ENTRY_SIZE);
    if (lba <= disk_bytes / sector_bytes && bytes <= disk_bytes - lba * sector_bytes)
        store_u32(header + GPT_ENTRIES_CRC, crc32_add(0, disk + lba * sector_bytes, bytes));
}

static void sign_header(u8 *disk, u64 disk_bytes, u32 sector_bytes, u64 lba)
{
    u8 *header = disk + lba * sector_bytes;
    u32 header_bytes = load_u32(header + GPT_HEADER_SIZE);
    sign_entries(disk, disk_bytes, sector_bytes, header);
    store_u32(header + GPT_HEADER_CRC, 0);
    if (header_bytes <= sector_bytes)
        store_u32(header + GPT_HEADER_CRC, crc32_add(0, header, header_bytes));
}

static void sign(u8 *disk, u64 disk_bytes, u32 sector_bytes)
{
    u64 sectors = disk_bytes / sector_bytes;
    if (sectors < 2)
        return;
    sign_header(disk, disk_bytes, sector_bytes, GPT_PRIMARY_LBA);
    sign_header(disk, disk_bytes, sector_bytes, sectors - 1);
}

static void find(u8 *disk, u64 disk_bytes, u32 sector_bytes)
{
    struct reader reader = reader_of_bytes("fuzzed disk", (struct bytes) { disk, disk_bytes });
    struct disk_identity identity;
    struct partition partition;
    bool used_backup;
    struct error error = disk_find_boot_partition(&reader, sector_bytes, &identity, &partition, &used_backup);
    require(error.code == ERR_NONE || error_subject(error) != NULL);
    if (error.code != ERR_NONE)
        return;
    require(partition.first_lba <= partition.last_lba && partition.last_lba < disk_bytes / sector_bytes);
    require(partition.number >= 1 && (identity.is_gpt || partition.number <= MBR_ENTRY_COUNT));
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t len)
{
    static const u32 sector_sizes[] = { 512, 2048, 4096, 513 };
    if (len == 0)
        return 0;
    u32 sector_bytes = sector_sizes[data[0] % COUNT_OF(sector_sizes)];
    u64 disk_bytes = len - 1;
    u8 *disk = malloc(disk_bytes + 1);
    memcpy(disk, data + 1, disk_bytes);
    if ((data[0] & SIGN) != 0)
        sign(disk, disk_bytes, sector_bytes);
    find(disk, disk_bytes, sector_bytes);
    free(disk);
    return 0;
}

/* The disk that the GPT tests read, damage and read again. */
#include "tests/unit/common/disk/gpt_disk.h"
#include "common/disk/crc32.h"
#include <stdlib.h>
#include <string.h>

static const u8 disk_guid[16] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16 };

static void write_tables(struct gpt_disk *disk)
{
    struct partition partitions[2] = {
        { .first_lba = 40, .last_lba = 99, .guid = { 0x11 } },
        { .first_lba = GPT_DISK_FIRST, .last_lba = GPT_DISK_LAST, .guid = { 0x22 } },
    };
    static const char *const names[] = { "BIOS boot", "EFI system" };
    memcpy(partitions[0].type_guid, gpt_type_bios_boot, 16);
    memcpy(partitions[1].type_guid, gpt_type_efi_system, 16);
    struct gpt_plan plan = { .disk_sectors = GPT_DISK_SECTORS,
                             .sector_bytes = disk->sector_bytes,
                             .mbr_signature = 0x12345678,
                             .partitions = partitions,
                             .names = names,
                             .partition_count = 2 };
    memcpy(plan.disk_guid, disk_guid, 16);
    gpt_write(&plan, disk->data, disk->data + disk->bytes - gpt_backup_bytes(disk->sector_bytes));
}

void gpt_disk_begin(struct gpt_disk *disk, u32 sector_bytes)
{
    *disk = (struct gpt_disk) { .sector_bytes = sector_bytes, .bytes = (u64)GPT_DISK_SECTORS * sector_bytes };
    disk->data = calloc(1, disk->bytes);
    write_tables(disk);
    counted_begin(&disk->counted, reader_of_bytes("test disk", (struct bytes) { disk->data, disk->bytes }));
}

void gpt_disk_end(struct gpt_disk *disk)
{
    free(disk->data);
}

u8 *gpt_disk_primary(struct gpt_disk *disk)
{
    return disk->data + disk->sector_bytes;
}

u8 *gpt_disk_backup(struct gpt_disk *disk)
{
    return disk->data + disk->bytes - disk->sector_bytes;
}

u8 *gpt_disk_entry(struct gpt_disk *disk, u32 number)
{
    return disk->data + 2 * (size_t)disk->sector_bytes + (size_t)GPT_ENTRY_BYTES * (number - 1);
}

u8 *gpt_disk_backup_entry(struct gpt_disk *disk, u32 number)
{
    return gpt_disk_backup(disk) - (size_t)GPT_ENTRIES * GPT_ENTRY_BYTES + (size_t)GPT_ENTRY_BYTES * (number - 1);
}

void gpt_disk_sign(struct gpt_disk *disk, u8 *header)
{
    size_t start = (size_t)(load_u64(header + GPT_ENTRIES_LBA) * disk->sector_bytes);
    size_t bytes = (size_t)load_u32(header + GPT_ENTRY_COUNT) * load_u32(header + GPT_ENTRY_SIZE);
    if (bytes <= disk->bytes - start)
        store_u32(header + GPT_ENTRIES_CRC, crc32_add(0, disk->data + start, bytes));
    store_u32(header + GPT_HEADER_CRC, 0);
    store_u32(header + GPT_HEADER_CRC, crc32_add(0, header, load_u32(header + GPT_HEADER_SIZE)));
}

struct error gpt_disk_find(struct gpt_disk *disk)
{
    u8 mbr[MBR_BYTES];
    TRY(reader_read(&disk->counted.reader, 0, mbr, sizeof(mbr)));
    return gpt_find_partition(&disk->counted.reader, disk->sector_bytes, (struct bytes) { mbr, sizeof(mbr) }, gpt_type_efi_system,
                              &disk->identity, &disk->partition, &disk->used_backup);
}

struct error gpt_disk_find_boot(struct gpt_disk *disk)
{
    return disk_find_boot_partition(&disk->counted.reader, disk->sector_bytes, &disk->identity, &disk->partition,
                                    &disk->used_backup);
}

/* Finds a partition in a GUID partition table, in the backup if the primary table is damaged. Each byte is read once. */
#include "common/base/checked.h"
#include "common/base/string.h"
#include "common/disk/crc32.h"
#include "common/disk/gpt.h"
#include "common/disk/gpt_format.h"
#include "common/disk/mbr.h"
#include "common/disk/mbr_format.h"

#define WINDOW_BYTES      512
#define ENTRY_BYTES_MAX   4096
#define ENTRIES_BYTES_MAX MIB_BYTES /* 64 times what every tool writes */

const u8 gpt_type_efi_system[16] = { 0x28, 0x73, 0x2a, 0xc1, 0x1f, 0xf8, 0xd2, 0x11,
                                     0xba, 0x4b, 0x00, 0xa0, 0xc9, 0x3e, 0xc9, 0x3b };
const u8 gpt_type_bios_boot[16] = {
    0x48, 0x61, 0x68, 0x21, 0x49, 0x64, 0x6f, 0x6e, 0x74, 0x4e, 0x65, 0x65, 0x64, 0x45, 0x46, 0x49
};

struct table {
    struct reader *disk;
    u32 sector_bytes;
    u64 alternate_lba; /* of the other header; 0: the header was not good enough to say */
    u64 entries_lba;
    u32 entry_count, entry_bytes, entries_crc;
    u8 disk_guid[16];
};

struct search {
    const u8 *type_guid;
    u32 seen; /* entries in use */
    bool found;
    struct partition *partition;
};

static struct error damaged(const struct table *table, u64 detail)
{
    return error_about(ERR_GPT_DAMAGED, table->disk->name, detail);
}

/* The part of a header that is longer than ours counts for its checksum only. */
static struct error add_rest_of_header(struct table *table, u64 offset, u64 len, u32 *crc)
{
    u8 window[WINDOW_BYTES];
    while (len > 0) {
        size_t taken = (size_t)min_u64(len, sizeof(window));
        TRY(reader_read(table->disk, offset, window, taken));
        *crc = crc32_add(*crc, window, taken);
        offset += taken;
        len -= taken;
    }
    return OK;
}

static struct error check_header(struct table *table, u64 offset, u8 *header)
{
    u32 header_bytes = load_u32(header + GPT_HEADER_SIZE);
    if (!gpt_is_signed((struct bytes) { header, GPT_HEADER_BYTES }))
        return damaged(table, load_u32(header + GPT_SIGNATURE));
    if (header_bytes < GPT_HEADER_BYTES || header_bytes > table->sector_bytes)
        return damaged(table, header_bytes);
    u32 stored_crc = load_u32(header + GPT_HEADER_CRC);
    store_u32(header + GPT_HEADER_CRC, 0); /* the checksum is made with this field zero */
    u32 crc = crc32_add(0, header, GPT_HEADER_BYTES);
    TRY(add_rest_of_header(table, offset + GPT_HEADER_BYTES, header_bytes - GPT_HEADER_BYTES, &crc));
    return crc == stored_crc ? OK : damaged(table, stored_crc);
}

static struct error check_entry_shape(const struct table *table)
{
    bool entry_bytes_fit =
        is_power_of_two(table->entry_bytes) && table->entry_bytes >= GPT_ENTRY_BYTES && table->entry_bytes <= ENTRY_BYTES_MAX;
    if (!entry_bytes_fit)
        return damaged(table, table->entry_bytes);
    if (table->entry_count > ENTRIES_BYTES_MAX / table->entry_bytes)
        return damaged(table, table->entry_count);
    return OK;
}

static struct error read_header(struct table *table, u64 lba)
{
    u8 header[GPT_HEADER_BYTES];
    u64 offset;
    table->alternate_lba = 0;
    if (!checked_multiply(lba, table->sector_bytes, &offset))
        return damaged(table, lba);
    TRY(reader_read(table->disk, offset, header, sizeof(header)));
    TRY(check_header(table, offset, header));
    if (load_u64(header + GPT_MY_LBA) != lba) /* a copy that some tool moved: its other numbers are stale too */
        return damaged(table, load_u64(header + GPT_MY_LBA));
    table->alternate_lba = load_u64(header + GPT_ALTERNATE_LBA);
    table->entries_lba = load_u64(header + GPT_ENTRIES_LBA);
    table->entry_count = load_u32(header + GPT_ENTRY_COUNT);
    table->entry_bytes = load_u32(header + GPT_ENTRY_SIZE);
    table->entries_crc = load_u32(header + GPT_ENTRIES_CRC);
    memcpy(table->disk_guid, header + GPT_DISK_GUID, sizeof(table->disk_guid));
    return check_entry_shape(table);
}

static void look_at_entry(struct search *search, const u8 *entry, u32 number)
{
    static const u8 unused[16];
    if (memcmp(entry + GPT_ENTRY_TYPE, unused, sizeof(unused)) == 0)
        return;
    search->seen++;
    if (search->found || memcmp(entry + GPT_ENTRY_TYPE, search->type_guid, 16) != 0)
        return;
    search->found = true;
    search->partition->number = number;
    search->partition->first_lba = load_u64(entry + GPT_ENTRY_FIRST_LBA);
    search->partition->last_lba = load_u64(entry + GPT_ENTRY_LAST_LBA);
    search->partition->mbr_type = 0;
    memcpy(search->partition->type_guid, entry + GPT_ENTRY_TYPE, 16);
    memcpy(search->partition->guid, entry + GPT_ENTRY_GUID, 16);
}

/* `offset` is the window's place in the array. Entry sizes are 128 times a power of two, so an entry starts at every 128 bytes
 * or at some of them. */
static void look_at_window(const struct table *table, struct search *search, u64 offset, struct bytes window)
{
    for (size_t i = 0; i + GPT_ENTRY_BYTES <= window.len; i += GPT_ENTRY_BYTES)
        if (is_aligned(offset + i, table->entry_bytes))
            look_at_entry(search, window.data + i, (u32)((offset + i) / table->entry_bytes) + 1);
}

/* One pass over the entries checks them and searches them. */
static struct error read_entries(const struct table *table, struct search *search)
{
    u8 window[WINDOW_BYTES];
    u64 start;
    u64 len = (u64)table->entry_count * table->entry_bytes;
    u32 crc = 0;
    if (!checked_multiply(table->entries_lba, table->sector_bytes, &start) || start > table->disk->bytes)
        return damaged(table, table->entries_lba);
    for (u64 offset = 0; offset < len; offset += sizeof(window)) {
        struct bytes part = { window, (size_t)min_u64(len - offset, sizeof(window)) };
        TRY(reader_read(table->disk, start + offset, window, part.len));
        crc = crc32_add(crc, part.data, part.len);
        look_at_window(table, search, offset, part);
    }
    return crc == table->entries_crc ? OK : damaged(table, table->entries_crc);
}

/* ERR_NO_BOOT_PARTITION is the verdict of a good table; every other error says that this copy is no good. */
static struct error search_table(struct table *table, u64 header_lba, const u8 type_guid[16], struct partition *partition)
{
    struct search search = { .type_guid = type_guid, .partition = partition };
    TRY(read_header(table, header_lba));
    TRY(read_entries(table, &search));
    if (!search.found)
        return error_about(ERR_NO_BOOT_PARTITION, table->disk->name, search.seen);
    return partition_check(table->disk, table->sector_bytes, partition);
}

static bool is_verdict(struct error error)
{
    return error.code == ERR_NONE || error.code == ERR_NO_BOOT_PARTITION;
}

/* The primary header says where the backup is; the disk's last sector is the place if it does not, or if that is wrong too. */
static struct error search_backup(struct table *table, const u8 type_guid[16], struct partition *partition)
{
    u64 told_lba = table->alternate_lba;
    u64 last_lba = table->disk->bytes / table->sector_bytes - 1;
    if (told_lba != 0 && told_lba != last_lba) {
        struct error error = search_table(table, told_lba, type_guid, partition);
        if (is_verdict(error))
            return error;
    }
    return search_table(table, last_lba, type_guid, partition);
}

bool gpt_is_signed(struct bytes header)
{
    return header.len >= sizeof(u64) && load_u64(header.data + GPT_SIGNATURE) == GPT_SIGNATURE_IS;
}

/* Whether to believe that this is a GPT disk at all. A header that cannot be read is none. */
static struct error detect(struct reader *disk, u32 sector_bytes, struct bytes first_sector)
{
    u8 signature[8];
    if (mbr_is_protective(first_sector))
        return OK;
    struct error error = reader_read(disk, (u64)GPT_PRIMARY_LBA * sector_bytes, signature, sizeof(signature));
    if (error.code == ERR_NONE && gpt_is_signed((struct bytes) { signature, sizeof(signature) }))
        return OK;
    return error_about(ERR_NO_PARTITION_TABLE, disk->name, load_u16(first_sector.data + MBR_SIGNATURE));
}

struct error gpt_find_partition(struct reader *disk, u32 sector_bytes, struct bytes first_sector, const u8 type_guid[16],
                                struct disk_identity *identity, struct partition *partition, bool *used_backup)
{
    struct table table = { .disk = disk, .sector_bytes = sector_bytes };
    struct partition found = { 0 };
    TRY(sector_size_check(disk, sector_bytes));
    if (first_sector.len < MBR_BYTES)
        return error_about(ERR_NO_PARTITION_TABLE, disk->name, first_sector.len);
    TRY(detect(disk, sector_bytes, first_sector));
    struct error primary = search_table(&table, GPT_PRIMARY_LBA, type_guid, &found);
    bool use_backup = !is_verdict(primary);
    struct error verdict = use_backup ? search_backup(&table, type_guid, &found) : primary;
    if (verdict.code != ERR_NONE)
        return is_verdict(verdict) ? verdict : primary;
    *identity = (struct disk_identity) { .is_gpt = true, .mbr_signature = load_u32(first_sector.data + MBR_DISK_ID) };
    memcpy(identity->disk_guid, table.disk_guid, sizeof(table.disk_guid));
    *partition = found;
    *used_backup = use_backup;
    return OK;
}

struct error gpt_read_disk_guid(struct reader *disk, u32 sector_bytes, u8 disk_guid[16])
{
    struct table table = { .disk = disk, .sector_bytes = sector_bytes };
    TRY(sector_size_check(disk, sector_bytes));
    const struct error primary = read_header(&table, GPT_PRIMARY_LBA);
    if (primary.code != ERR_NONE)
        TRY(read_header(&table, disk->bytes / sector_bytes - 1));
    memcpy(disk_guid, table.disk_guid, sizeof(table.disk_guid));
    return OK;
}

struct error gpt_check_copy(struct reader *disk, u32 sector_bytes, u64 header_lba)
{
    struct table table = { .disk = disk, .sector_bytes = sector_bytes };
    struct partition partition;
    struct search search = { .type_guid = gpt_type_efi_system, .partition = &partition };
    TRY(sector_size_check(disk, sector_bytes));
    TRY(read_header(&table, header_lba));
    return read_entries(&table, &search);
}

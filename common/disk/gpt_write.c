/* Writes a GUID partition table and its protective MBR into buffers, for the host tool. Same plan, same bytes. */
#include "common/base/string.h"
#include "common/disk/crc32.h"
#include "common/disk/gpt.h"
#include "common/disk/gpt_format.h"
#include "common/disk/mbr_format.h"

#define ENTRIES_BYTES ((u64)GPT_ENTRIES * GPT_ENTRY_BYTES)

static u64 entries_sectors(u32 sector_bytes)
{
    return ENTRIES_BYTES / sector_bytes; /* a whole number for 512, 2048 and 4096 */
}

u64 gpt_primary_bytes(u32 sector_bytes)
{
    return 2 * (u64)sector_bytes + ENTRIES_BYTES;
}

u64 gpt_backup_bytes(u32 sector_bytes)
{
    return sector_bytes + ENTRIES_BYTES;
}

static void write_protective_entry(u8 *entry, u64 disk_sectors)
{
    static const u8 first_chs[3] = { 0x00, 0x02, 0x00 };
    static const u8 last_chs[3] = { 0xff, 0xff, 0xff }; /* beyond what CHS can say */
    memcpy(entry + MBR_ENTRY_FIRST_CHS, first_chs, sizeof(first_chs));
    entry[MBR_ENTRY_TYPE] = MBR_TYPE_PROTECTIVE;
    memcpy(entry + MBR_ENTRY_LAST_CHS, last_chs, sizeof(last_chs));
    store_u32(entry + MBR_ENTRY_FIRST_LBA, GPT_PRIMARY_LBA);
    store_u32(entry + MBR_ENTRY_SECTORS, (u32)min_u64(disk_sectors - 1, UINT32_MAX));
}

/* Some BIOSes boot a stick only if an entry is active. The protective one must not be (UEFI 2.10 §5.2.3), so an empty one is:
 * type 0 says to everyone else that it is unused. */
static void write_active_entry(u8 *entry)
{
    entry[MBR_ENTRY_STATUS] = MBR_STATUS_ACTIVE;
    store_u32(entry + MBR_ENTRY_SECTORS, 1);
}

static void write_mbr(const struct gpt_plan *plan, u8 *mbr)
{
    memset(mbr + MBR_CODE_BYTES, 0, MBR_BYTES - MBR_CODE_BYTES);
    store_u32(mbr + MBR_DISK_ID, plan->mbr_signature);
    write_protective_entry(mbr + MBR_ENTRIES, plan->disk_sectors);
    write_active_entry(mbr + MBR_ENTRIES + MBR_ENTRY_BYTES);
    store_u16(mbr + MBR_SIGNATURE, MBR_SIGNATURE_IS);
}

static void write_name(u8 *at, const char *name)
{
    for (u32 i = 0; i < GPT_ENTRY_NAME_CHARS && name[i] != '\0'; i++)
        store_u16(at + 2 * (size_t)i, (u8)name[i]);
}

static void write_entries(const struct gpt_plan *plan, u8 *entries)
{
    memset(entries, 0, ENTRIES_BYTES);
    for (u32 i = 0; i < plan->partition_count && i < GPT_ENTRIES; i++) {
        const struct partition *partition = &plan->partitions[i];
        u8 *entry = entries + (size_t)i * GPT_ENTRY_BYTES;
        memcpy(entry + GPT_ENTRY_TYPE, partition->type_guid, 16);
        memcpy(entry + GPT_ENTRY_GUID, partition->guid, 16);
        store_u64(entry + GPT_ENTRY_FIRST_LBA, partition->first_lba);
        store_u64(entry + GPT_ENTRY_LAST_LBA, partition->last_lba);
        write_name(entry + GPT_ENTRY_NAME, plan->names[i]);
    }
}

struct header_place {
    u64 my_lba, alternate_lba, entries_lba;
};

static void write_header(const struct gpt_plan *plan, struct header_place place, const u8 *entries, u8 *header)
{
    u64 sectors = entries_sectors(plan->sector_bytes);
    memset(header, 0, plan->sector_bytes);
    store_u64(header + GPT_SIGNATURE, GPT_SIGNATURE_IS);
    store_u32(header + GPT_REVISION, GPT_REVISION_1_0);
    store_u32(header + GPT_HEADER_SIZE, GPT_HEADER_BYTES);
    store_u64(header + GPT_MY_LBA, place.my_lba);
    store_u64(header + GPT_ALTERNATE_LBA, place.alternate_lba);
    store_u64(header + GPT_FIRST_USABLE, GPT_PRIMARY_LBA + 1 + sectors);
    store_u64(header + GPT_LAST_USABLE, plan->disk_sectors - 2 - sectors);
    memcpy(header + GPT_DISK_GUID, plan->disk_guid, 16);
    store_u64(header + GPT_ENTRIES_LBA, place.entries_lba);
    store_u32(header + GPT_ENTRY_COUNT, GPT_ENTRIES);
    store_u32(header + GPT_ENTRY_SIZE, GPT_ENTRY_BYTES);
    store_u32(header + GPT_ENTRIES_CRC, crc32_add(0, entries, ENTRIES_BYTES));
    store_u32(header + GPT_HEADER_CRC, crc32_add(0, header, GPT_HEADER_BYTES));
}

void gpt_write(const struct gpt_plan *plan, u8 *primary, u8 *backup)
{
    u64 last_lba = plan->disk_sectors - 1;
    u64 backup_entries_lba = last_lba - entries_sectors(plan->sector_bytes);
    u8 *entries = primary + 2 * (size_t)plan->sector_bytes;
    struct header_place first = { GPT_PRIMARY_LBA, last_lba, GPT_PRIMARY_LBA + 1 };
    struct header_place last = { last_lba, GPT_PRIMARY_LBA, backup_entries_lba };

    write_mbr(plan, primary);
    write_entries(plan, entries);
    write_header(plan, first, entries, primary + plan->sector_bytes);
    memcpy(backup, entries, ENTRIES_BYTES);
    write_header(plan, last, entries, backup + ENTRIES_BYTES);
}

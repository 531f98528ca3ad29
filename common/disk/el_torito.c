/* From the boot record to the catalog's two entries. */
#include "common/disk/el_torito.h"
#include "common/base/string.h"

#define BOOT_RECORD_LBA     17 /* the second volume descriptor */
#define BOOT_RECORD_CATALOG 71 /* u32: the catalog's sector    */

/* The catalog, in entries of EL_TORITO_ENTRY_BYTES: two of them, then sections. */
#define DEFAULT_OFFSET      32
#define SECTION_OFFSET      64
#define SECTION_ENTRY       96
#define VALIDATION_PLATFORM 1
#define SECTION_PLATFORM    1
#define ENTRY_EMULATION     1 /* the lower four bits: 0 for none */

#define HEADER_VALIDATION   0x01
#define HEADER_LAST_SECTION 0x91
#define ENTRY_BOOTABLE      0x88
#define PLATFORM_BIOS       0x00
#define PLATFORM_EFI        0xef

static bool sector_of(struct bytes iso, u64 lba, struct bytes *sector)
{
    return bytes_slice(iso, lba * ISO_SECTOR_BYTES, ISO_SECTOR_BYTES, sector); /* lba has 32 bits */
}

/* Type 0, the standard's name, version 1, the boot system's name. */
static bool is_boot_record(struct bytes sector)
{
    static const char begin[] = "\0CD001\1EL TORITO SPECIFICATION";
    return memcmp(sector.data, begin, sizeof(begin)) == 0;
}

/* The words of the validation entry, its check word among them, add up to 0. */
static bool is_valid(const u8 *entry)
{
    u16 sum = 0;
    for (u32 i = 0; i < EL_TORITO_ENTRY_BYTES; i += 2)
        sum = (u16)(sum + load_u16(entry + i));
    return sum == 0 && entry[0] == HEADER_VALIDATION && entry[VALIDATION_PLATFORM] == PLATFORM_BIOS;
}

static bool is_bootable(const u8 *entry)
{
    return entry[0] == ENTRY_BOOTABLE && (entry[ENTRY_EMULATION] & 15) == 0;
}

bool el_torito_read(struct bytes iso, struct el_torito *found)
{
    struct bytes record, catalog, image;
    if (!sector_of(iso, BOOT_RECORD_LBA, &record) || !is_boot_record(record))
        return false;
    const u32 catalog_lba = load_u32(record.data + BOOT_RECORD_CATALOG);
    if (!sector_of(iso, catalog_lba, &catalog) || !is_valid(catalog.data))
        return false;
    const u8 *section = catalog.data + SECTION_OFFSET;
    if (section[0] != HEADER_LAST_SECTION || section[SECTION_PLATFORM] != PLATFORM_EFI)
        return false;
    if (!is_bootable(catalog.data + DEFAULT_OFFSET) || !is_bootable(catalog.data + SECTION_ENTRY))
        return false;
    const u64 catalog_offset = (u64)catalog_lba * ISO_SECTOR_BYTES;
    *found = (struct el_torito) { .bios_offset = catalog_offset + DEFAULT_OFFSET,
                                  .efi_offset = catalog_offset + SECTION_ENTRY,
                                  .bios_lba = load_u32(catalog.data + DEFAULT_OFFSET + EL_TORITO_LBA) };
    const u64 image_bytes = load_u16(catalog.data + DEFAULT_OFFSET + EL_TORITO_SECTORS) * 512ull;
    return bytes_slice(iso, (u64)found->bios_lba * ISO_SECTOR_BYTES, image_bytes, &image);
}

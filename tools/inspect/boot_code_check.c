/* What the boot sector does when it starts, done to an image. */
#include "tools/inspect/boot_code_check.h"
#include "bios/image.h"
#include "tools/image/boot_code.h"
#include <string.h>

/* From the last word to the first, so that the zeros behind stage 2 in its last sector count for nothing. */
static u32 checksum_of(struct bytes stage2)
{
    u32 sum = 0;
    for (size_t i = stage2.len / sizeof(u32); i > 0; i--)
        sum = sum * 31 + load_u32(stage2.data + (i - 1) * sizeof(u32));
    return sum;
}

static bool starts_with(struct bytes whole, struct bytes start)
{
    struct bytes front;
    return bytes_slice(whole, 0, start.len, &front) && memcmp(front.data, start.data, start.len) == 0;
}

static bool find_stage2(struct bytes disk, const u8 *sector, u32 sector_bytes, struct bytes *stage2)
{
    const u64 lba = load_u64(sector + FIELD_STAGE2_LBA), sectors = load_u16(sector + FIELD_STAGE2_SECTORS);
    return load_u16(sector + FIELD_SECTOR_BYTES) == sector_bytes && lba != 0 && lba <= disk.len / sector_bytes && sectors != 0 &&
           bytes_slice(disk, lba * sector_bytes, sectors * sector_bytes, stage2);
}

/* Behind the code come fields, which have been judged, or the table. */
static struct error compare_code(const u8 *sector, u32 sector_bytes, const char *name)
{
    u8 expected[BOOT_SECTOR_BYTES] = { 0 };
    boot_code_place(load_u64(sector + FIELD_STAGE2_LBA), sector_bytes, expected);
    for (u64 i = 0; i < BOOT_SECTOR_CODE_BYTES; i++)
        if (sector[i] != expected[i])
            return error_about(ERR_IMAGE_BOOT_CODE, name, i);
    return OK;
}

struct error boot_code_check(struct bytes disk, u64 sector_offset, u32 sector_bytes, const char *name,
                             struct boot_code_facts *facts)
{
    struct bytes sector, stage2;
    *facts = (struct boot_code_facts) { 0 };
    if (!bytes_slice(disk, sector_offset, BOOT_SECTOR_BYTES, &sector))
        return error_about(ERR_READ_PAST_END, name, sector_offset + BOOT_SECTOR_BYTES);
    if (!find_stage2(disk, sector.data, sector_bytes, &stage2))
        return error_about(ERR_IMAGE_BOOT_PLACE, name, load_u64(sector.data + FIELD_STAGE2_LBA));
    *facts = (struct boot_code_facts) { .is_found = true,
                                        .stage2_offset = (u64)(stage2.data - disk.data),
                                        .stage2_bytes = stage2.len,
                                        .checksum = checksum_of(stage2),
                                        .is_ours = starts_with(stage2, boot_code_stage2()) };
    if (facts->checksum != load_u32(sector.data + FIELD_STAGE2_CHECKSUM))
        return error_about(ERR_BIOS_STAGE2_IDENTITY, name, facts->checksum);
    return facts->is_ours ? compare_code(sector.data, sector_bytes, name) : OK;
}

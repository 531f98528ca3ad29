/* Promise: a ramdisk arrives intact, page-aligned, in one piece, zero-filled to the end of its last page. */
#include "../pattern.h"
#include "check.h"
#include "walk.h"

ENTRY_POINT(.ramdisk_required = SWITCH_ON);

#define RAMDISK_BYTES (16 * MIB + 803) /* as in rows_files.c; odd, so that the last sector and page are not full */

static void check_content(const uint8_t *bytes)
{
    const uint64_t *words = (const uint64_t *)bytes;
    for (uint64_t i = 0; i < RAMDISK_BYTES / 8; i++)
        CHECK_EQUAL(words[i], pattern_word(i));
    for (uint64_t i = RAMDISK_BYTES / 8 * 8; i < RAMDISK_BYTES; i++)
        CHECK_EQUAL(bytes[i], pattern_byte(i));
    for (uint64_t i = RAMDISK_BYTES; i % 4096 != 0; i++)
        CHECK_EQUAL(bytes[i], 0);
}

static void check_place(const struct boot_info *info, const struct boot_file *file)
{
    uint64_t start_virt = (uint64_t)file->address;
    CHECK_EQUAL(start_virt % 4096, 0);
    for (uint64_t offset = 0; offset < RAMDISK_BYTES; offset += 4096)
        CHECK_EQUAL(walk_phys(info, start_virt + offset), file->start_phys + offset);
}

void kernel_main(struct boot_info *info)
{
    const struct boot_file *file = info->ramdisk;
    CHECK(file != NULL);
    CHECK_EQUAL(file->bytes, RAMDISK_BYTES);
    CHECK(file->name != NULL && file->name[0] != 0);
    check_content(file->address);
    check_place(info, file);
    pass();
}

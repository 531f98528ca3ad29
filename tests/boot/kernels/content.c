/* Files against the pattern that the harness wrote. */
#include "content.h"
#include "../pattern.h"
#include "check.h"
#include "walk.h"

static void check_content(const uint8_t *bytes, uint64_t count, uint64_t pattern_start)
{
    const uint64_t *words = (const uint64_t *)bytes;
    for (uint64_t i = 0; i < count / 8; i++)
        CHECK_EQUAL(words[i], pattern_word(pattern_start / 8 + i));
    for (uint64_t i = count / 8 * 8; i < count; i++)
        CHECK_EQUAL(bytes[i], pattern_byte(pattern_start + i));
    for (uint64_t i = count; i == 0 || i % 4096 != 0; i++)
        CHECK_EQUAL(bytes[i], 0);
}

static void check_place(const struct boot_info *info, const struct boot_file *file)
{
    uint64_t start_virt = (uint64_t)file->address;
    CHECK_EQUAL(start_virt % 4096, 0);
    for (uint64_t offset = 0; offset < file->bytes; offset += 4096)
        CHECK_EQUAL(walk_phys(info, start_virt + offset), file->start_phys + offset);
}

void check_file(const struct boot_info *info, const struct boot_file *file, uint64_t pattern_start)
{
    check_content(file->address, file->bytes, pattern_start);
    check_place(info, file);
}

void check_ramdisk(const struct boot_info *info, uint64_t bytes)
{
    const struct boot_file *file = info->ramdisk;
    CHECK(file != NULL);
    CHECK_EQUAL(file->bytes, bytes);
    CHECK(file->name != NULL && file->name[0] != 0);
    check_file(info, file, 0);
}

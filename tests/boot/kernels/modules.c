/* Promise: modules arrive in their order, under their names, intact, with their digests, page-aligned, zero-filled to the end of
 * the last page, mapped, listed and not usable; an empty one too. */
#include "../modules.h"
#include "card.h"
#include "check.h"
#include "content.h"
#include "mapped.h"
#include "regions.h"

ENTRY_POINT(.ramdisk_required = SWITCH_ON);

#define RAMDISK_BYTES 5000 /* as in rows_modules.c */

static uint64_t digest_start(const struct boot_file *file)
{
    uint64_t start = 0;
    for (unsigned i = 0; i < 8; i++)
        start = start << 8 | file->sha256[i];
    return start;
}

/* The whole of it in one run of the list, with the page that an empty file has too. */
static void check_listed(const struct boot_info *info, const struct boot_file *file)
{
    const uint64_t start_virt = (uint64_t)file->address, end_virt = start_virt + (file->bytes ? file->bytes : 1);
    for (uint64_t i = 0; i < info->mapping_count; i++) {
        const struct boot_mapped *run = &info->mappings[i];
        if (start_virt < run->start_virt || end_virt > run->start_virt + run->bytes)
            continue;
        CHECK_EQUAL(run->owner, MAP_OWNER_FILE);
        CHECK_EQUAL(run->permissions, MAP_WRITE);
        CHECK_EQUAL(start_virt - run->start_virt, file->start_phys - run->start_phys);
        return;
    }
    CHECK(!"the module is in no mapping");
}

void kernel_main(struct boot_info *info)
{
    static const struct test_module expected[] = TEST_MODULES;
    const uint32_t digest_state = same_text(info->command_line, "verified") ? DIGEST_VERIFIED : DIGEST_FROM_MANIFEST;
    check_ramdisk(info, RAMDISK_BYTES);
    CHECK_EQUAL(info->ramdisk->digest_state, digest_state);
    CHECK_EQUAL(info->file_count, TEST_MODULE_COUNT);
    for (unsigned i = 0; i < TEST_MODULE_COUNT; i++) {
        const struct boot_file *file = &info->files[i];
        CHECK(same_text(file->name, expected[i].name));
        CHECK_EQUAL(file->bytes, expected[i].bytes);
        check_file(info, file, module_pattern_start(i));
        check_listed(info, file);
        CHECK_EQUAL(file->digest_state, digest_state);
        CHECK_EQUAL(digest_start(file), expected[i].digest_start);
    }
    if (same_text(info->command_line, "network"))
        check_network(info, 2);
    if (same_text(info->command_line, "proxy"))
        check_network(info, 3);
    check_memory_map(info);
    check_mapped(info);
    pass();
}

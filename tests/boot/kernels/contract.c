/* Promise: the contract holds whatever the kernel was loaded from. The machine's state at entry is the contract's; the ramdisk
 * and the modules arrive in their order, under their names, intact, with their digests, page-aligned, zero-filled to the end of
 * the last page, mapped, listed and not usable, an empty one too; and the volume is told. */
#include "../modules.h"
#include "card.h"
#include "check.h"
#include "content.h"
#include "machine_state.h"
#include "mapped.h"
#include "regions.h"

ENTRY_BY_HAND(.ramdisk_required = SWITCH_ON);

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

static void check_modules(const struct boot_info *info, uint32_t digest_state)
{
    static const struct test_module expected[] = TEST_MODULES;
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
}

/* What the row says that it boots from, by the command line. */
static void check_volume(const struct boot_info *info)
{
    static const struct {
        const char *word;
        uint32_t kind, partition_number;
        uint64_t first_lba;
    } disks[] = {
        { "gpt", VOLUME_GPT, 2, 0x800 },
        { "gpt, sectors of 4096", VOLUME_GPT, 2, 0x100 },
        { "mbr", VOLUME_MBR, 1, 0x800 },
        { "cd", VOLUME_OPTICAL, 0, 0x200 },
    };
    for (unsigned i = 0; i < sizeof(disks) / sizeof(disks[0]); i++) {
        if (!same_text(info->command_line, disks[i].word))
            continue;
        CHECK_EQUAL(info->volume->kind, disks[i].kind);
        CHECK_EQUAL(info->volume->partition_number, disks[i].partition_number);
        CHECK_EQUAL(info->volume->partition_first_lba, disks[i].first_lba);
        return;
    }
    CHECK(same_text(info->command_line, "network") || same_text(info->command_line, "proxy"));
    check_network(info, same_text(info->command_line, "proxy") ? 3 : 2);
}

void kernel_main(struct boot_info *info)
{
    const bool is_verified = same_text(info->command_line, "verified");
    const uint32_t digest_state = is_verified ? DIGEST_VERIFIED : DIGEST_FROM_MANIFEST;
    check_machine_state(info, &entry);
    check_ramdisk(info, CONTRACT_RAMDISK_BYTES);
    CHECK_EQUAL(info->ramdisk->digest_state, digest_state);
    check_modules(info, digest_state);
    if (!is_verified && info->command_line[0] != 0)
        check_volume(info);
    check_memory_map(info);
    check_mapped(info);
    pass();
}

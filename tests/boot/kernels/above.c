/* Promise: usable memory above 4 GiB can be written and read through the physical memory mapping, all of it at its own address.
 */
#include "check.h"

ENTRY_POINT();

#define FOUR_GIB   0x100000000
#define STEP_BYTES (128 * MIB)

static volatile uint64_t *word(const struct boot_info *info, uint64_t phys)
{
    return (volatile uint64_t *)(info->physical_memory_virt + phys);
}

/* Writes or checks a word in each 128 MiB, since every page touched costs the host memory: the word's own address. Gives the
 * number of words. */
static uint64_t each_word(const struct boot_info *info, bool is_writing)
{
    uint64_t words = 0;
    for (uint64_t i = 0; i < info->region_count; i++) {
        const struct memory_region *region = &info->regions[i];
        if (region->kind != MEMORY_USABLE || region->start_phys < FOUR_GIB)
            continue;
        for (uint64_t offset = 0; offset < region->bytes; offset += STEP_BYTES, words++) {
            uint64_t phys = region->start_phys + offset;
            if (is_writing)
                *word(info, phys) = phys;
            else
                CHECK_EQUAL(*word(info, phys), phys);
        }
    }
    return words;
}

void kernel_main(struct boot_info *info)
{
    CHECK(each_word(info, true) > 8);
    CHECK(each_word(info, false) > 8);
    pass();
}

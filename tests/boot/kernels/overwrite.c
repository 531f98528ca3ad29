/* Promise: a kernel may use all memory that is called usable: everything can be overwritten, and the kernel goes on. */
#include "check.h"

ENTRY_POINT();

static volatile uint64_t *words_of(const struct boot_info *info, const struct memory_region *region)
{
    return (volatile uint64_t *)(info->physical_memory_virt + region->start_phys);
}

/* A value that only this word has: a missing address line would show. */
static uint64_t word_at(uint64_t phys)
{
    return phys ^ 0xa5a5a5a55a5a5a5a;
}

static void fill(const struct boot_info *info, const struct memory_region *region)
{
    volatile uint64_t *words = words_of(info, region);
    for (uint64_t i = 0; i < region->bytes / 8; i++)
        words[i] = word_at(region->start_phys + 8 * i);
}

static void verify(const struct boot_info *info, const struct memory_region *region)
{
    volatile uint64_t *words = words_of(info, region);
    for (uint64_t i = 0; i < region->bytes / 8; i++)
        CHECK_EQUAL(words[i], word_at(region->start_phys + 8 * i));
}

static volatile uint64_t in_data = 0x1122334455667788;
static volatile uint64_t in_bss[1024];

void kernel_main(struct boot_info *info)
{
    volatile uint64_t on_stack[16];
    for (unsigned i = 0; i < 16; i++)
        on_stack[i] = i;
    uint64_t bytes = 0;
    for (uint64_t i = 0; i < info->region_count; i++)
        if (info->regions[i].kind == MEMORY_USABLE) {
            fill(info, &info->regions[i]);
            bytes += info->regions[i].bytes;
        }
    for (uint64_t i = 0; i < info->region_count; i++)
        if (info->regions[i].kind == MEMORY_USABLE)
            verify(info, &info->regions[i]);
    CHECK(bytes >= 64 * MIB);
    CHECK_EQUAL(in_data, 0x1122334455667788);
    for (unsigned i = 0; i < 1024; i++)
        CHECK_EQUAL(in_bss[i], 0);
    for (unsigned i = 0; i < 16; i++)
        CHECK_EQUAL(on_stack[i], i);
    CHECK(info->mapping_count > 0 && same_text(info->loader_name, "Lintel"));
    print("overwrote all usable memory\n");
    pass();
}

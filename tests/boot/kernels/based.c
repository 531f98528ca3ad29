/* Promise: a PIE with a fixed base lies there, and MAPPING_NONE leaves out what it names. */
#include "check.h"

#define BASE_VIRT 0xffffffff90000000

ENTRY_POINT(.map_kernel_base = MAPPING_FIXED(BASE_VIRT), .map_framebuffer = MAPPING_NONE, .map_physical_memory = MAPPING_NONE);

void kernel_main(struct boot_info *info)
{
    CHECK_EQUAL(info->kernel_start_virt, BASE_VIRT);
    uint64_t here = (uint64_t)&kernel_main;
    CHECK(here >= BASE_VIRT && here - BASE_VIRT < info->kernel_bytes);
    CHECK_EQUAL(info->physical_memory_bytes, 0);
    CHECK_EQUAL(info->framebuffer_count, 1);
    CHECK_EQUAL((uint64_t)info->framebuffers[0].address, 0);
    CHECK(info->framebuffers[0].start_phys != 0);
    for (uint64_t i = 0; i < info->mapping_count; i++) {
        CHECK(info->mappings[i].owner != MAP_OWNER_PHYSICAL_MEMORY);
        CHECK(info->mappings[i].owner != MAP_OWNER_FRAMEBUFFER);
    }
    pass();
}

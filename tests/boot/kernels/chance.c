/* Promise: with ASLR all that is dynamic lies elsewhere at each boot; and the kernel's own seed is another one each time. Prints
 * what a row compares from boot to boot. */
#include "check.h"

ENTRY_POINT(.aslr = SWITCH_ON, .map_page_table_recursive = MAPPING_FIXED(0xffffff0000000000));

static void print_line(const char *name, uint64_t value)
{
    print(name);
    print_hex(value);
    print("\n");
}

static void print_owner(const struct boot_info *info, const char *name, uint32_t owner)
{
    for (uint64_t i = 0; i < info->mapping_count; i++)
        if (info->mappings[i].owner == owner) {
            print_line(name, info->mappings[i].start_virt);
            return;
        }
    CHECK(!"an owner without mapping");
}

void kernel_main(struct boot_info *info)
{
    uint64_t seed;
    __builtin_memcpy(&seed, info->random_seed, sizeof(seed));
    print_owner(info, "chance kernel ", MAP_OWNER_KERNEL);
    print_owner(info, "chance stack ", MAP_OWNER_STACK);
    print_owner(info, "chance boot_info ", MAP_OWNER_BOOT_INFO);
    print_owner(info, "chance framebuffer ", MAP_OWNER_FRAMEBUFFER);
    print_owner(info, "chance physical memory ", MAP_OWNER_PHYSICAL_MEMORY);
    print_owner(info, "chance resident ", MAP_OWNER_LINTEL);
    print_line("chance seed ", seed);
    CHECK_EQUAL(info->recursive_index, 510);
    pass();
}

/* Promise: with five levels of page tables, addresses that only they reach can be fixed, be given out, and hold the kernel
 * itself. */
#include "check.h"
#include "walk.h"

#define STACK_VIRT     0xff10000000000000
#define RECURSIVE_SLOT 0x142ull
#define RECURSIVE_VIRT (0xfe00000000000000 | RECURSIVE_SLOT << 48)
#define PHYSICAL_VIRT  0x0042000000000000
#define DYNAMIC_START  0xff20000000000000
#define DYNAMIC_END    0xff21000000000000

ENTRY_POINT(.map_kernel_stack = MAPPING_FIXED(STACK_VIRT), .map_physical_memory = MAPPING_FIXED(PHYSICAL_VIRT),
            .map_page_table_recursive = MAPPING_FIXED(RECURSIVE_VIRT), .dynamic_range_start = DYNAMIC_START,
            .dynamic_range_end = DYNAMIC_END, .aslr = SWITCH_ON, .paging_max_levels = 5);

static void check_fixed(const struct boot_info *info)
{
    volatile uint64_t on_stack = 0;
    CHECK_EQUAL(info->stack_bottom_virt, STACK_VIRT);
    CHECK((uint64_t)&on_stack - STACK_VIRT < info->stack_bytes);
    CHECK_EQUAL(info->physical_memory_virt, PHYSICAL_VIRT);
    CHECK_EQUAL(walk_phys(info, STACK_VIRT), walk_phys(info, PHYSICAL_VIRT + walk_phys(info, STACK_VIRT)));
}

static bool is_dynamic(const struct boot_mapped *run)
{
    return run->owner != MAP_OWNER_STACK && run->owner != MAP_OWNER_PHYSICAL_MEMORY && run->owner != MAP_OWNER_PAGE_TABLES;
}

static void check_dynamic(const struct boot_info *info)
{
    uint64_t here = (uint64_t)&check_dynamic;
    CHECK(here >= DYNAMIC_START && here < DYNAMIC_END);
    for (uint64_t i = 0; i < info->mapping_count; i++) {
        const struct boot_mapped *run = &info->mappings[i];
        if (is_dynamic(run))
            CHECK(run->start_virt >= DYNAMIC_START && run->start_virt + run->bytes <= DYNAMIC_END);
    }
}

/* The slot's own entry, seen through the slot itself: the tables' root. */
static void check_recursive(const struct boot_info *info)
{
    CHECK_EQUAL(info->recursive_index, RECURSIVE_SLOT);
    const volatile uint64_t *root = (const volatile uint64_t *)(RECURSIVE_VIRT | RECURSIVE_SLOT << 39 | RECURSIVE_SLOT << 30 |
                                                                RECURSIVE_SLOT << 21 | RECURSIVE_SLOT << 12);
    uint64_t cr3;
    __asm__ volatile("movq %%cr3, %0" : "=r"(cr3));
    CHECK_EQUAL(root[RECURSIVE_SLOT] & 0x000ffffffffff000, cr3 & 0x000ffffffffff000);
}

void kernel_main(struct boot_info *info)
{
    CHECK_EQUAL(info->paging_levels, 5);
    CHECK_EQUAL(walk_levels(), 5);
    check_fixed(info);
    check_dynamic(info);
    check_recursive(info);
    pass();
}

/* Promise: what a configuration fixes is where it said, and what it leaves dynamic lies in its range. */
#include "check.h"

#define STACK_VIRT       0xffffe00000000000
#define BOOT_INFO_VIRT   0xffffe10000000000
#define FRAMEBUFFER_VIRT 0xffffe20000000000
#define PHYSICAL_VIRT    0xffffc00000000000
#define RAMDISK_VIRT     0x0000000040000000
#define RECURSIVE_SLOT   300ull
#define RECURSIVE_VIRT   (0xffff000000000000 | RECURSIVE_SLOT << 39)
#define DYNAMIC_START    0xffffa00000000000
#define DYNAMIC_END      0xffffb00000000000

ENTRY_POINT(.kernel_stack_size = 128 * KIB, .map_kernel_stack = MAPPING_FIXED(STACK_VIRT),
            .map_boot_info = MAPPING_FIXED(BOOT_INFO_VIRT), .map_framebuffer = MAPPING_FIXED(FRAMEBUFFER_VIRT),
            .map_ramdisk = MAPPING_FIXED(RAMDISK_VIRT), .map_physical_memory = MAPPING_FIXED(PHYSICAL_VIRT),
            .map_page_table_recursive = MAPPING_FIXED(RECURSIVE_VIRT), .dynamic_range_start = DYNAMIC_START,
            .dynamic_range_end = DYNAMIC_END, .aslr = SWITCH_ON, .ramdisk_required = SWITCH_ON);

static void check_fixed(const struct boot_info *info)
{
    uint64_t stack_pointer;
    __asm__ volatile("movq %%rsp, %0" : "=r"(stack_pointer));
    CHECK_EQUAL(info->stack_bottom_virt, STACK_VIRT);
    CHECK_EQUAL(info->stack_bytes, 128 * KIB);
    CHECK(stack_pointer > STACK_VIRT && stack_pointer < STACK_VIRT + 128 * KIB);
    CHECK_EQUAL((uint64_t)info, BOOT_INFO_VIRT);
    CHECK_EQUAL(info->physical_memory_virt, PHYSICAL_VIRT);
    CHECK_EQUAL((uint64_t)info->ramdisk->address, RAMDISK_VIRT);
}

/* The framebuffer may start inside its page. */
static void check_framebuffer(const struct boot_info *info)
{
    CHECK_EQUAL(info->framebuffer_count, 1);
    CHECK_EQUAL((uint64_t)info->framebuffers[0].address, FRAMEBUFFER_VIRT + info->framebuffers[0].start_phys % 4096);
}

/* The slot's own entry, seen through the slot itself: the tables' root. */
static void check_recursive(const struct boot_info *info)
{
    CHECK_EQUAL(info->recursive_index, RECURSIVE_SLOT);
    const uint64_t *root =
        (const uint64_t *)(RECURSIVE_VIRT | RECURSIVE_SLOT << 30 | RECURSIVE_SLOT << 21 | RECURSIVE_SLOT << 12);
    uint64_t cr3;
    __asm__ volatile("movq %%cr3, %0" : "=r"(cr3));
    CHECK_EQUAL(root[RECURSIVE_SLOT] & 0x000ffffffffff000, cr3 & 0x000ffffffffff000);
}

static bool is_fixed(uint32_t owner)
{
    return owner == MAP_OWNER_STACK || owner == MAP_OWNER_BOOT_INFO || owner == MAP_OWNER_FRAMEBUFFER ||
           owner == MAP_OWNER_RAMDISK || owner == MAP_OWNER_PHYSICAL_MEMORY || owner == MAP_OWNER_PAGE_TABLES;
}

static void check_dynamic(const struct boot_info *info)
{
    for (uint64_t i = 0; i < info->mapping_count; i++) {
        const struct boot_mapped *run = &info->mappings[i];
        if (is_fixed(run->owner))
            continue;
        CHECK(run->start_virt >= DYNAMIC_START);
        CHECK(run->start_virt + run->bytes <= DYNAMIC_END);
    }
    uint64_t here = (uint64_t)&check_dynamic;
    CHECK(here >= DYNAMIC_START && here < DYNAMIC_END);
    CHECK(info->kernel_slide != 0);
}

void kernel_main(struct boot_info *info)
{
    CHECK(same_text(info->command_line, "quiet root=/dev/ram0  tail=\"a b\""));
    CHECK_EQUAL(info->command_line_bytes, 32);
    CHECK(info->ramdisk != NULL);
    check_fixed(info);
    check_framebuffer(info);
    check_recursive(info);
    check_dynamic(info);
    pass();
}

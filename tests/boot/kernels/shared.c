/* Promise: objects at fixed addresses share a slot of the root table, and even the last table, with each other and with what is
 * dynamic: here all but the kernel itself lies in one slot of 512 GiB. */
#include "check.h"
#include "content.h"
#include "mapped.h"
#include "walk.h"

#define GIB_BYTES        (1024 * MIB)
#define SLOT_BYTES       (512 * GIB_BYTES)
#define SLOT_VIRT        0xffffe00000000000
#define STACK_VIRT       (SLOT_VIRT + 0x1000) /* its guard page is the slot's first */
#define STACK_BYTES      0x4000
#define RAMDISK_VIRT     (STACK_VIRT + STACK_BYTES + 0x1000) /* as close as the stack's guard lets it */
#define RAMDISK_BYTES    5000
#define BOOT_INFO_VIRT   (RAMDISK_VIRT + 0x2000)
#define FRAMEBUFFER_VIRT (SLOT_VIRT + 3 * GIB_BYTES - 2 * MIB) /* over the end of a GiB */
#define PHYSICAL_VIRT    (SLOT_VIRT + 4 * GIB_BYTES)
#define DYNAMIC_START    (SLOT_VIRT + 256 * GIB_BYTES)
#define DYNAMIC_END      (SLOT_VIRT + SLOT_BYTES)

ENTRY_POINT(.kernel_stack_size = STACK_BYTES, .map_kernel_stack = MAPPING_FIXED(STACK_VIRT),
            .map_boot_info = MAPPING_FIXED(BOOT_INFO_VIRT), .map_framebuffer = MAPPING_FIXED(FRAMEBUFFER_VIRT),
            .map_ramdisk = MAPPING_FIXED(RAMDISK_VIRT), .map_physical_memory = MAPPING_FIXED(PHYSICAL_VIRT),
            .dynamic_range_start = DYNAMIC_START, .dynamic_range_end = DYNAMIC_END);

static void check_places(const struct boot_info *info)
{
    CHECK_EQUAL(info->stack_bottom_virt, STACK_VIRT);
    CHECK_EQUAL(info->stack_bytes, STACK_BYTES);
    CHECK_EQUAL((uint64_t)info->ramdisk->address, RAMDISK_VIRT);
    CHECK_EQUAL((uint64_t)info, BOOT_INFO_VIRT);
    CHECK_EQUAL((uint64_t)info->framebuffers[0].address, FRAMEBUFFER_VIRT + info->framebuffers[0].start_phys % 4096);
    CHECK_EQUAL(info->physical_memory_virt, PHYSICAL_VIRT);
}

static void check_slot(const struct boot_info *info)
{
    for (uint64_t i = 0; i < info->mapping_count; i++) {
        const struct boot_mapped *run = &info->mappings[i];
        CHECK_EQUAL(run->owner != MAP_OWNER_KERNEL, run->start_virt - SLOT_VIRT < SLOT_BYTES);
        if (run->owner == MAP_OWNER_LINTEL)
            CHECK(run->start_virt >= DYNAMIC_START);
    }
}

static void check_guards(const struct boot_info *info)
{
    struct leaf leaf;
    CHECK(!walk_to(info, STACK_VIRT - 4096, &leaf));
    CHECK(!walk_to(info, STACK_VIRT + STACK_BYTES, &leaf));
}

void kernel_main(struct boot_info *info)
{
    check_places(info);
    check_slot(info);
    check_guards(info);
    check_ramdisk(info, RAMDISK_BYTES);
    check_mapped(info);
    pass();
}

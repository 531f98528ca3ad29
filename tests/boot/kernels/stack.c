/* Promise: a stack that is no whole number of pages is rounded up, lies where boot_info says, can be used to its last byte, and
 * has nothing mapped on either side. */
#include "check.h"
#include "walk.h"

ENTRY_POINT(.kernel_stack_size = 4000);

static void check_mapping(const struct boot_info *info)
{
    unsigned stacks = 0;
    for (uint64_t i = 0; i < info->mapping_count; i++) {
        const struct boot_mapped *run = &info->mappings[i];
        if (run->owner != MAP_OWNER_STACK)
            continue;
        CHECK_EQUAL(run->start_virt, info->stack_bottom_virt);
        CHECK_EQUAL(run->bytes, info->stack_bytes);
        CHECK_EQUAL(run->permissions & (MAP_WRITE | MAP_EXECUTE), MAP_WRITE);
        stacks++;
    }
    CHECK_EQUAL(stacks, 1);
}

void kernel_main(struct boot_info *info)
{
    uint64_t stack_pointer;
    struct leaf leaf;
    __asm__ volatile("movq %%rsp, %0" : "=r"(stack_pointer));
    CHECK_EQUAL(info->stack_bytes, 4096);
    CHECK(stack_pointer - info->stack_bottom_virt < 4096);
    check_mapping(info);
    CHECK(!walk_to(info, info->stack_bottom_virt - 1, &leaf));
    CHECK(!walk_to(info, info->stack_bottom_virt + 4096, &leaf));
    volatile uint64_t *bottom = (volatile uint64_t *)info->stack_bottom_virt;
    *bottom = 0x0123456789abcdef;
    CHECK_EQUAL(*bottom, 0x0123456789abcdef);
    pass();
}

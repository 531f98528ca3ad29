/* Promise: with the default configuration all that a kernel gets is in the upper half of the address space: code, stack,
 * boot_info and every mapping. */
#include "check.h"

ENTRY_POINT();

#define UPPER_HALF_VIRT 0xffff800000000000

void kernel_main(struct boot_info *info)
{
    uint64_t stack_pointer, here;
    __asm__ volatile("movq %%rsp, %0" : "=r"(stack_pointer));
    __asm__ volatile("leaq (%%rip), %0" : "=r"(here));
    CHECK(here >= UPPER_HALF_VIRT);
    CHECK(stack_pointer >= UPPER_HALF_VIRT);
    CHECK((uint64_t)info >= UPPER_HALF_VIRT);
    CHECK(info->mapping_count > 0);
    for (uint64_t i = 0; i < info->mapping_count; i++)
        CHECK(info->mappings[i].start_virt >= UPPER_HALF_VIRT);
    pass();
}

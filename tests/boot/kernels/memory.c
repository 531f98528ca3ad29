/* Promise: the memory map is tidy, and nothing that a kernel still needs lies in a region it calls usable. */
#include "check.h"
#include "regions.h"

ENTRY_POINT();

void kernel_main(struct boot_info *info)
{
    CHECK(info->ramdisk != NULL);
    check_memory_map(info);
    pass();
}

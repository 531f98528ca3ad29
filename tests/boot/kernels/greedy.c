/* Promise: a kernel that needs more memory than there is never starts. */
#include "check.h"

ENTRY_POINT(.memory_min_bytes = 1024 * MIB);

void kernel_main(struct boot_info *info)
{
    (void)info;
    CHECK(!"a kernel that asks for 1 GiB was started with less");
}

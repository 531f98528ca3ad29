/* Promise: a kernel of nearly 512 MiB boots, nearly all of it bss and all of that zero. */
#include "check.h"

ENTRY_POINT();

static volatile uint64_t huge[511 * MIB / sizeof(uint64_t)];

void kernel_main(struct boot_info *info)
{
    uint64_t any = 0;
    for (size_t i = 0; i < sizeof(huge) / sizeof(huge[0]); i++)
        any |= huge[i];
    CHECK_EQUAL(any, 0);
    CHECK(info->kernel_bytes > sizeof(huge) && info->kernel_bytes <= 512 * MIB);
    pass();
}

/* Promise: a large kernel linked anywhere has large leaves, also at 1 MiB, which is no multiple of 2 MiB. */
#include "check.h"
#include "walk.h"

ENTRY_POINT();

static volatile uint8_t large[6 * MIB];

void kernel_main(struct boot_info *info)
{
    struct leaf leaf;
    CHECK(walk_to(info, (uint64_t)&large[3 * MIB], &leaf));
    CHECK_EQUAL(leaf.bytes, 2 * MIB);
    CHECK(leaf.can_write && !leaf.is_user);
    for (size_t i = 0; i < sizeof(large); i++)
        CHECK_EQUAL(large[i], 0);
    pass();
}

/* Promise: a ramdisk that finds no room below 4 GiB arrives intact above. */
#include "check.h"
#include "content.h"

ENTRY_POINT(.ramdisk_required = SWITCH_ON);

#define RAMDISK_BYTES (72 * MIB + 803) /* as in rows_files.c: more than the machine has below 4 GiB */

void kernel_main(struct boot_info *info)
{
    CHECK(info->ramdisk != NULL);
    CHECK(info->ramdisk->start_phys >= 4096 * MIB);
    check_ramdisk(info, RAMDISK_BYTES);
    pass();
}

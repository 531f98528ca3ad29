/* Promise: a ramdisk arrives intact, page-aligned, in one piece, zero-filled to the end of its last page. */
#include "check.h"
#include "content.h"

ENTRY_POINT(.ramdisk_required = SWITCH_ON);

#define RAMDISK_BYTES (16 * MIB + 803) /* as in rows_files.c; odd, so that the last sector and page are not full */

void kernel_main(struct boot_info *info)
{
    check_ramdisk(info, RAMDISK_BYTES);
    pass();
}

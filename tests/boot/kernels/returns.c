/* Promise: a kernel_main that returns is reported, not executed past. */
#include "check.h"

ENTRY_POINT();

void kernel_main(struct boot_info *info)
{
    (void)info;
    print("returning\n");
}

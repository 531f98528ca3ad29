/* Reports a fail. */
#include "ending.h"

ENTRY_POINT();

void kernel_main(struct boot_info *info)
{
    (void)info;
    end_machine(0x11);
}

/* Ends the machine with a code that means nothing. */
#include "ending.h"

ENTRY_POINT();

void kernel_main(struct boot_info *info)
{
    (void)info;
    end_machine(0x2a);
}

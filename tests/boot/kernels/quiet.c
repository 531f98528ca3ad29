/* Promise: what the loader wrote on the screen stays there until the kernel draws. */
#include <lintel/kernel.h>

ENTRY_POINT();

void kernel_main(struct boot_info *info)
{
    (void)info;
    for (;;)
        __asm__ volatile("hlt");
}

/* Never ends. */
#include <lintel/kernel.h>

ENTRY_POINT();

void kernel_main(struct boot_info *info)
{
    (void)info;
    for (;;)
        __asm__ volatile("pause");
}

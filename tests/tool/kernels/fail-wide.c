/* Reports a fail with a write of 32 bits. */
#include <lintel/kernel.h>

ENTRY_POINT();

void kernel_main(struct boot_info *info)
{
    (void)info;
    __asm__ volatile("outl %0, %1" : : "a"(0x11u), "Nd"((unsigned short)0xf4));
    for (;;)
        __asm__ volatile("hlt");
}

/* Refuses machines with less than 1 TiB: the loader says so, not the kernel. */
#include <lintel/kernel.h>

ENTRY_POINT(.memory_min_bytes = 1024ull * 1024 * MIB);

void kernel_main(struct boot_info *info)
{
    (void)info;
    for (;;)
        __asm__ volatile("hlt");
}

/* Executes an undefined instruction. */
#include <lintel/kernel.h>

ENTRY_POINT();

void kernel_main(struct boot_info *info)
{
    (void)info;
    __builtin_trap();
}

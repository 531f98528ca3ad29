/* Has lines to step through; each boot has it at another address. tests/tool/gdb.c knows the line numbers. */
#include <lintel/kernel.h>

ENTRY_POINT(.aslr = SWITCH_ON);

static volatile int counter;

void kernel_main(struct boot_info *info)
{
    (void)info;
    counter = 40;
    counter += 2;
    for (;;)
        __asm__ volatile("hlt");
}

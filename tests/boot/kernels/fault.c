/* Promise: a kernel that faults before it has an IDT of its own gets a report, not a silent reset. */
#include "check.h"

ENTRY_POINT();

void kernel_main(struct boot_info *info)
{
    (void)info;
    print("reading address 8\n");
    const volatile uint32_t *nowhere;
    __asm__("movl $8, %k0" : "=r"(nowhere)); /* hides the constant: the compiler would warn, or trap on its own */
    uint32_t value = *nowhere;
    print_hex(value);
    CHECK(!"reading page 0 went through");
}

/* Resets the machine by a triple fault: an empty IDT, then a fault. */
#include <lintel/kernel.h>

ENTRY_POINT();

void kernel_main(struct boot_info *info)
{
    static const struct {
        uint16_t limit;
        uint64_t base;
    } __attribute__((packed)) no_idt = { 0, 0 };
    (void)info;
    __asm__ volatile("lidt %0; ud2" : : "m"(no_idt));
}

/* Where the CPU's descriptor tables are (Intel SDM 3A §2.4.1 and §2.4.3). */
#ifndef TESTS_BOOT_KERNELS_DESCRIPTOR_TABLE_H
#define TESTS_BOOT_KERNELS_DESCRIPTOR_TABLE_H
#include <lintel/kernel.h>

struct [[gnu::packed]] descriptor_table {
    uint16_t limit;
    uint64_t start_virt;
};

static inline struct descriptor_table gdt_in_use(void)
{
    struct descriptor_table gdt;
    __asm__ volatile("sgdt %0" : "=m"(gdt));
    return gdt;
}

static inline struct descriptor_table idt_in_use(void)
{
    struct descriptor_table idt;
    __asm__ volatile("sidt %0" : "=m"(idt));
    return idt;
}

#endif

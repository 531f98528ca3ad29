/* Promise: the machine's state at entry is the contract's, register by register. The entry is by hand, since it must look before
 * C has changed anything. */
#include "check.h"

__attribute__((section(".boot_config"), used, aligned(8))) static const struct boot_config config = {
    .magic = BOOT_CONFIG_MAGIC, .abi_major = LINTEL_ABI_MAJOR, .abi_minor = LINTEL_ABI_MINOR, .size = sizeof(struct boot_config)
};

/* Filled by _start below, in this order. */
struct entry_state {
    uint64_t rax, rbx, rcx, rdx, rsi, rdi, rbp, rsp, r8, r9, r10, r11, r12, r13, r14, r15, rflags;
};
__attribute__((used)) static struct entry_state entry;

__asm__(".text\n"
        ".global _start\n"
        "_start:\n"
        "    movq %rax, entry+0(%rip)\n"
        "    movq %rbx, entry+8(%rip)\n"
        "    movq %rcx, entry+16(%rip)\n"
        "    movq %rdx, entry+24(%rip)\n"
        "    movq %rsi, entry+32(%rip)\n"
        "    movq %rdi, entry+40(%rip)\n"
        "    movq %rbp, entry+48(%rip)\n"
        "    movq %rsp, entry+56(%rip)\n"
        "    movq %r8, entry+64(%rip)\n"
        "    movq %r9, entry+72(%rip)\n"
        "    movq %r10, entry+80(%rip)\n"
        "    movq %r11, entry+88(%rip)\n"
        "    movq %r12, entry+96(%rip)\n"
        "    movq %r13, entry+104(%rip)\n"
        "    movq %r14, entry+112(%rip)\n"
        "    movq %r15, entry+120(%rip)\n"
        "    pushfq\n"
        "    popq entry+128(%rip)\n"
        "    jmp kernel_main\n");

static void check_registers(const struct boot_info *info)
{
    CHECK_EQUAL(entry.rax | entry.rbx | entry.rcx | entry.rdx, 0);
    CHECK_EQUAL(entry.rsi | entry.rbp, 0);
    CHECK_EQUAL(entry.r8 | entry.r9 | entry.r10 | entry.r11, 0);
    CHECK_EQUAL(entry.r12 | entry.r13 | entry.r14 | entry.r15, 0);
    CHECK_EQUAL(entry.rdi, (uint64_t)info);
    CHECK_EQUAL(entry.rflags, 2);
    CHECK_EQUAL(entry.rsp, info->stack_bottom_virt + info->stack_bytes - 8);
    CHECK_EQUAL(entry.rsp % 16, 8);
}

static void check_return_address(void)
{
    CHECK_EQUAL(*(const volatile uint64_t *)entry.rsp, 0);
}

static void check_control_registers(const struct boot_info *info)
{
    enum { PAE = 1 << 5, MCE = 1 << 6, PGE = 1 << 7, OSFXSR = 1 << 9, OSXMMEXCPT = 1 << 10, LA57 = 1 << 12 };
    uint64_t cr0, cr4, dr7;
    __asm__ volatile("movq %%cr0, %0" : "=r"(cr0));
    __asm__ volatile("movq %%cr4, %0" : "=r"(cr4));
    __asm__ volatile("movq %%dr7, %0" : "=r"(dr7));
    CHECK_EQUAL(cr0, 0x80010033); /* PG WP NE ET MP PE */
    CHECK_EQUAL(cr4 & ~(uint64_t)PGE, PAE | MCE | OSFXSR | OSXMMEXCPT | (info->paging_levels == 5 ? LA57 : 0));
    CHECK_EQUAL(dr7, 0x400);
}

static void check_model_specific_registers(void)
{
    CHECK_EQUAL(read_msr(0xc0000080), 0xd00); /* EFER: LME, LMA, NXE */
    CHECK_EQUAL(read_msr(0x277), 0x0007010600070406);
    CHECK_EQUAL(read_msr(0xc0000100), 0); /* FS base */
    CHECK_EQUAL(read_msr(0xc0000101), 0); /* GS base */
}

static void check_floating_point(void)
{
    uint16_t control;
    uint32_t mxcsr;
    __asm__ volatile("fnstcw %0" : "=m"(control));
    __asm__ volatile("stmxcsr %0" : "=m"(mxcsr));
    CHECK_EQUAL(control, 0x37f);
    CHECK_EQUAL(mxcsr, 0x1f80);
}

static void check_selectors(void)
{
    uint16_t cs, ds, es, ss, fs, gs, ldt, task;
    __asm__ volatile("mov %%cs, %0" : "=r"(cs));
    __asm__ volatile("mov %%ds, %0" : "=r"(ds));
    __asm__ volatile("mov %%es, %0" : "=r"(es));
    __asm__ volatile("mov %%ss, %0" : "=r"(ss));
    __asm__ volatile("mov %%fs, %0" : "=r"(fs));
    __asm__ volatile("mov %%gs, %0" : "=r"(gs));
    __asm__ volatile("sldt %0" : "=r"(ldt));
    __asm__ volatile("str %0" : "=r"(task));
    CHECK_EQUAL(cs, 0x08);
    CHECK_EQUAL(ds, 0x10);
    CHECK_EQUAL(es, 0x10);
    CHECK_EQUAL(ss, 0x10);
    CHECK_EQUAL(fs | gs | ldt, 0);
    CHECK_EQUAL(task, 0x18);
}

static void check_descriptor_tables(void)
{
    struct [[gnu::packed]] {
        uint16_t limit;
        uint64_t start_virt;
    } gdt, idt;
    __asm__ volatile("sgdt %0" : "=m"(gdt));
    __asm__ volatile("sidt %0" : "=m"(idt));
    CHECK_EQUAL(gdt.limit, 39);
    CHECK(idt.limit >= 32 * 16 - 1);
    const uint64_t *descriptors = (const uint64_t *)gdt.start_virt;
    CHECK_EQUAL(descriptors[0], 0);
    CHECK_EQUAL(descriptors[3] >> 40 & 0x9d, 0x89); /* present, ring 0, a 64-bit TSS (Intel SDM 3A §7.2.3) */
}

static void check_interrupt_controllers(void)
{
    CHECK_EQUAL(in_u8(0x21), 0xff);
    CHECK_EQUAL(in_u8(0xa1), 0xff);
}

void kernel_main(struct boot_info *info)
{
    check_registers(info);
    check_return_address();
    check_control_registers(info);
    check_model_specific_registers();
    check_floating_point();
    check_selectors();
    check_descriptor_tables();
    check_interrupt_controllers();
    pass();
}

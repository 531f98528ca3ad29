/* The contract's table of the machine at entry, line by line. */
#include "machine_state.h"
#include "check.h"
#include "descriptor_table.h"

static void check_registers(const struct boot_info *info, const struct entry_state *entry)
{
    CHECK_EQUAL(entry->rax | entry->rbx | entry->rcx | entry->rdx, 0);
    CHECK_EQUAL(entry->rsi | entry->rbp, 0);
    CHECK_EQUAL(entry->r8 | entry->r9 | entry->r10 | entry->r11, 0);
    CHECK_EQUAL(entry->r12 | entry->r13 | entry->r14 | entry->r15, 0);
    CHECK_EQUAL(entry->rdi, (uint64_t)info);
    CHECK_EQUAL(entry->rflags, 2);
    CHECK_EQUAL(entry->rsp, info->stack_bottom_virt + info->stack_bytes - 8);
    CHECK_EQUAL(entry->rsp % 16, 8);
}

static void check_return_address(const struct entry_state *entry)
{
    CHECK_EQUAL(*(const volatile uint64_t *)entry->rsp, 0);
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
    CHECK_EQUAL(read_msr(0xc0000102), 0); /* kernel GS base */
}

static void check_floating_point(void)
{
    uint16_t control, status;
    uint32_t mxcsr;
    __asm__ volatile("fnstcw %0" : "=m"(control));
    __asm__ volatile("fnstsw %0" : "=m"(status));
    __asm__ volatile("stmxcsr %0" : "=m"(mxcsr));
    CHECK_EQUAL(control, 0x37f);
    CHECK_EQUAL(status, 0);
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

static const struct boot_mapped *mapped_at(const struct boot_info *info, uint64_t virt)
{
    for (uint64_t i = 0; i < info->mapping_count; i++)
        if (virt - info->mappings[i].start_virt < info->mappings[i].bytes)
            return &info->mappings[i];
    return NULL;
}

static void check_is_resident(const struct boot_info *info, uint64_t virt, uint32_t permissions)
{
    const struct boot_mapped *run = mapped_at(info, virt);
    CHECK(run != NULL && run->owner == MAP_OWNER_LINTEL);
    CHECK_EQUAL(run->permissions & (MAP_WRITE | MAP_EXECUTE), permissions);
}

/* Descriptor bits by Intel SDM 3A §3.4.5, §5.8.3, §6.14.1 and §7.2.3. */
static void check_segments(const uint64_t *descriptors)
{
    const uint64_t present_code_64 = 0x00209a0000000000, present_data = 0x0000920000000000;
    const uint64_t looked_at_code = 0x0060fe0000000000, looked_at_data = 0x0000fe0000000000;
    CHECK_EQUAL(descriptors[0], 0);
    CHECK_EQUAL(descriptors[1] & looked_at_code, present_code_64);
    CHECK_EQUAL(descriptors[2] & looked_at_data, present_data);
    CHECK_EQUAL(descriptors[3] >> 40 & 0x9d, 0x89); /* present, ring 0, a 64-bit TSS; busy or not */
}

/* The TSS is there, and its first interrupt stack. */
static void check_task(const struct boot_info *info, const uint64_t *descriptors)
{
    const uint64_t start_virt = (descriptors[3] >> 16 & 0xffffff) | (descriptors[3] >> 56) << 24 | descriptors[4] << 32;
    CHECK_EQUAL(descriptors[3] & 0xffff, 103);
    check_is_resident(info, start_virt, MAP_WRITE);
    const uint32_t *stack = (const uint32_t *)(start_virt + 36);
    check_is_resident(info, ((uint64_t)stack[1] << 32 | stack[0]) - 8, MAP_WRITE);
}

static void check_gate(const struct boot_info *info, const uint64_t gate[2])
{
    CHECK_EQUAL(gate[0] >> 16 & 0xffff, 8);
    CHECK_EQUAL(gate[0] >> 40 & 0xff, 0x8e); /* present, ring 0, interrupt gate */
    check_is_resident(info, (gate[0] & 0xffff) | (gate[0] >> 48) << 16 | gate[1] << 32, MAP_EXECUTE);
}

static void check_descriptor_tables(const struct boot_info *info)
{
    const struct descriptor_table gdt = gdt_in_use(), idt = idt_in_use();
    CHECK_EQUAL(gdt.limit, 39);
    CHECK_EQUAL(idt.limit, 256 * 16 - 1);
    check_is_resident(info, gdt.start_virt, MAP_WRITE);
    check_is_resident(info, idt.start_virt, MAP_WRITE);
    check_segments((const uint64_t *)gdt.start_virt);
    check_task(info, (const uint64_t *)gdt.start_virt);
    for (uint64_t vector = 0; vector < 256; vector++)
        check_gate(info, (const uint64_t *)(idt.start_virt + 16 * vector));
}

static void check_legacy_interrupts(void)
{
    CHECK_EQUAL(in_u8(0x21), 0xff);
    CHECK_EQUAL(in_u8(0xa1), 0xff);
}

/* Intel SDM 3A §11.4 and §11.12: in x2APIC mode registers are MSRs. */
static uint32_t local_apic(const struct boot_info *info, uint32_t offset)
{
    const uint64_t base = read_msr(0x1b);
    CHECK((base & 1 << 11) != 0);
    if ((base & 1 << 10) != 0)
        return (uint32_t)read_msr(0x800 + offset / 16);
    return *(const volatile uint32_t *)(info->physical_memory_virt + (base & 0xffffff000) + offset);
}

static void check_local_apic(const struct boot_info *info)
{
    static const uint16_t vectors[] = { 0x320, 0x350, 0x360, 0x370, 0x340, 0x330, 0x2f0 };
    const uint32_t last = local_apic(info, 0x30) >> 16 & 0xff;
    CHECK(last >= 3);
    for (uint32_t i = 0; i <= last && i < sizeof(vectors) / sizeof(vectors[0]); i++)
        CHECK_EQUAL(local_apic(info, vectors[i]) >> 16 & 1, 1);
    for (uint32_t word = 0; word < 8; word++)
        CHECK_EQUAL(local_apic(info, 0x100 + 16 * word), 0); /* in service */
    print((read_msr(0x1b) & 1 << 10) != 0 ? "x2APIC mode\n" : "xAPIC mode\n");
}

/* All of QEMU's machines have one I/O APIC, at the usual place. */
static uint32_t io_apic(const struct boot_info *info, uint32_t index)
{
    volatile uint32_t *registers = (volatile uint32_t *)(info->physical_memory_virt + 0xfec00000);
    registers[0] = index;
    return registers[4];
}

static void check_io_apic(const struct boot_info *info)
{
    const uint32_t last = io_apic(info, 1) >> 16 & 0xff;
    uint64_t other = 0;
    CHECK_EQUAL(last, 23);
    for (uint32_t i = 0; i <= last; i++) {
        const uint32_t low = io_apic(info, 0x10 + 2 * i);
        const bool is_ours = (low >> 8 & 7) <= 1; /* fixed or lowest priority */
        if (is_ours)
            CHECK_EQUAL(low >> 16 & 1, 1);
        other += !is_ours && (low >> 16 & 1) == 0;
    }
    print("I/O APIC entries of other delivery, not masked: ");
    print_hex(other);
    print("\n");
}

/* With A20 closed, bit 20 of an address is lost: 1 MiB would be 0. */
static void check_a20(const struct boot_info *info)
{
    volatile uint32_t *low = (volatile uint32_t *)(info->physical_memory_virt + 0x500);
    volatile uint32_t *high = (volatile uint32_t *)(info->physical_memory_virt + 0x100500);
    const uint32_t before = *high;
    *low = 0x12345678;
    *high = 0x87654321;
    CHECK_EQUAL(*low, 0x12345678);
    *high = before;
}

void check_machine_state(const struct boot_info *info, const struct entry_state *entry)
{
    check_registers(info, entry);
    check_return_address(entry);
    check_control_registers(info);
    check_model_specific_registers();
    check_floating_point();
    check_selectors();
    check_descriptor_tables(info);
    check_legacy_interrupts();
    check_local_apic(info);
    check_io_apic(info);
    check_a20(info);
}

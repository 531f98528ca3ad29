/* Builds the resident's tables, brings the CPU into the contract's state as far as that is safe before the jump, and leaps. */
#include "common/resident/resident.h"
#include "common/base/bytes.h"
#include "common/base/checked.h"
#include "common/base/string.h"
#include "common/cpu/x86.h"
#include "common/resident/crossing.h"
#include "common/resident/leap.h"

#define GDT_ENTRIES       5
#define TSS_BYTES         104
#define FAULT_STACK_BYTES (8 * KIB_BYTES)

/* What lies at the front of the resident's data pages, before the stack for faults; head.asm reads it by the offsets of
 * layout.h. */
struct resident_data {
    u64 root_phys, entry_virt, stack_top_virt, boot_info_virt;
    u16 gdt_limit;
    u8 gdt_base[8];
    u8 reserved_42[6];
    u16 idt_limit;
    u8 idt_base[8];
    u8 reserved_58[6];
    u8 reports; /* how many were begun */
    u8 reserved_65[3];
    u32 cr4;
    u64 gdt[GDT_ENTRIES];
    u8 reserved_112[16];
    u8 tss[128];
    struct {
        u64 low, high;
    } gates[RESIDENT_GATES];
};
_Static_assert(offsetof(struct resident_data, root_phys) == DATA_ROOT, "layout.h");
_Static_assert(offsetof(struct resident_data, entry_virt) == DATA_ENTRY, "layout.h");
_Static_assert(offsetof(struct resident_data, stack_top_virt) == DATA_STACK_TOP, "layout.h");
_Static_assert(offsetof(struct resident_data, boot_info_virt) == DATA_BOOT_INFO, "layout.h");
_Static_assert(offsetof(struct resident_data, gdt_limit) == DATA_GDTR, "layout.h");
_Static_assert(offsetof(struct resident_data, idt_limit) == DATA_IDTR, "layout.h");
_Static_assert(offsetof(struct resident_data, reports) == DATA_REPORTS, "layout.h");
_Static_assert(offsetof(struct resident_data, cr4) == DATA_CR4, "layout.h");
_Static_assert(offsetof(struct resident_data, gdt) == DATA_GDT, "layout.h");
_Static_assert(sizeof(struct resident_data) + FAULT_STACK_BYTES <= RESIDENT_DATA_BYTES, "the stack lies behind the tables");
_Static_assert(TEXT_GATES + RESIDENT_GATES * RESIDENT_GATE_BYTES == RESIDENT_TEXT_BYTES, "gates end the text");
_Static_assert(1 << RESIDENT_GATE_SHIFT == RESIDENT_GATE_BYTES, "layout.h");

#define CODE_64 0x00af9b000000ffffull /* present, ring 0, 64-bit code, accessed */
#define DATA_64 0x00cf93000000ffffull /* present, ring 0, writable data, accessed */

/* Intel SDM 3A §8.2.3: a TSS descriptor in 64-bit mode takes two entries. */
static void build_gdt(struct resident_data *data, u64 tss_virt)
{
    data->gdt[0] = 0;
    data->gdt[1] = CODE_64;
    data->gdt[2] = DATA_64;
    data->gdt[3] = (TSS_BYTES - 1) | (tss_virt & 0xffffff) << 16 | 0x89ull << 40 | (tss_virt >> 24 & 0xff) << 56;
    data->gdt[4] = tss_virt >> 32;
}

/* Every fault gets a fresh stack (IST 1), so that a stack overflow can be reported too. */
static void build_tss(struct resident_data *data, u64 fault_stack_top_virt)
{
    enum { TSS_RSP0 = 4, TSS_IST1 = 36, TSS_IOMAP = 102 };
    const u16 no_iomap = TSS_BYTES;
    memcpy(data->tss + TSS_RSP0, &fault_stack_top_virt, 8);
    memcpy(data->tss + TSS_IST1, &fault_stack_top_virt, 8);
    memcpy(data->tss + TSS_IOMAP, &no_iomap, 2);
}

/* Each is a call, whose return address tells the vector. */
static void build_gates(u8 *text)
{
    enum { CALL = 0xe8, CALL_BYTES = 5 };
    for (u32 vector = 0; vector < RESIDENT_GATES; vector++) {
        const u32 offset = TEXT_GATES + vector * RESIDENT_GATE_BYTES;
        text[offset] = CALL;
        store_u32(text + offset + 1, TEXT_FAULT - (offset + CALL_BYTES));
    }
}

static void build_idt(struct resident_data *data, u64 gates_virt)
{
    for (u64 vector = 0; vector < RESIDENT_GATES; vector++) {
        const u64 handler = gates_virt + vector * RESIDENT_GATE_BYTES;
        data->gates[vector].low =
            (handler & 0xffff) | SELECTOR_CODE << 16 | 1ull << 32 | 0x8eull << 40 | (handler >> 16 & 0xffff) << 48;
        data->gates[vector].high = handler >> 32;
    }
}

void resident_install(const struct resident_plan *plan)
{
    struct resident_data *data = plan->data;
    memset(plan->text, 0xcc, RESIDENT_TEXT_BYTES);
    memcpy(plan->text, resident_blob, resident_blob_bytes);
    build_gates(plan->text);
    store_u64((u8 *)plan->text + TEXT_FACTS, plan->facts_virt);
    store_u64((u8 *)plan->text + TEXT_DATA, plan->data_virt);
    memset(data, 0, RESIDENT_DATA_BYTES);

    const u64 gdt_virt = plan->data_virt + offsetof(struct resident_data, gdt);
    const u64 idt_virt = plan->data_virt + offsetof(struct resident_data, gates);
    data->gdt_limit = sizeof(data->gdt) - 1;
    data->idt_limit = sizeof(data->gates) - 1;
    memcpy(data->gdt_base, &gdt_virt, sizeof(gdt_virt));
    memcpy(data->idt_base, &idt_virt, sizeof(idt_virt));
    build_gdt(data, plan->data_virt + offsetof(struct resident_data, tss));
    build_tss(data, plan->data_virt + RESIDENT_DATA_BYTES);
    build_idt(data, plan->text_virt + TEXT_GATES);
}

#define MSR_PAT                  0x277
#define MSR_EFER                 0xc0000080u
#define EFER_LME                 0x100ull
#define EFER_LMA                 0x400ull
#define EFER_NXE                 0x800ull
#define PAT_WITH_WRITE_COMBINING 0x0007010600070406ull /* entry 5 is write-combining; the others as after reset */

/* Before the new tables: their NX bits are legal only with NXE. LMA must be kept as it is. */
static void set_model_registers(const struct resident_entry *entry)
{
    const u64 active = read_msr(MSR_EFER) & EFER_LMA;
    write_msr(MSR_EFER, active | EFER_LME | (entry->has_nx ? EFER_NXE : 0));
    if (entry->has_pat)
        write_msr(MSR_PAT, PAT_WITH_WRITE_COMBINING);
}

#define CR4_EXACT 0x660u     /* PAE MCE OSFXSR OSXMMEXCPT */
#define CR4_LA57  (1u << 12) /* 5 levels                  */

/* Through the page below 4 GiB. The loader runs identity-mapped: it reaches the page by its physical address. */
_Noreturn static void change_levels(const struct resident_entry *entry, u64 target_virt, u64 data_virt)
{
    u8 *page = (u8 *)(uintptr_t)entry->crossing_phys;
    memcpy(page, crossing_blob, crossing_blob_bytes);
    store_u64(page + CROSSING_ROOT, entry->way_over_root_phys);
    store_u64(page + CROSSING_TARGET, target_virt);
    store_u64(page + CROSSING_DATA, data_virt);
    resident_leap(entry->crossing_root_phys, entry->crossing_phys + CROSSING_CODE, 0);
}

_Noreturn void resident_enter(const struct resident_plan *plan, const struct resident_entry *entry)
{
    struct resident_data *data = plan->data;
    data->root_phys = entry->root_phys;
    data->entry_virt = entry->entry_virt;
    data->stack_top_virt = entry->stack_top_virt;
    data->boot_info_virt = entry->boot_info_virt;
    data->cr4 = CR4_EXACT | (entry->levels == 5 ? CR4_LA57 : 0);
    set_model_registers(entry);
    const u64 target_virt = plan->text_virt + TEXT_SWITCH;
    if (entry->crossing_phys != 0)
        change_levels(entry, target_virt, plan->data_virt);
    resident_leap(entry->way_over_root_phys, target_virt, plan->data_virt);
}

u64 leap_page_phys(void)
{
    return align_down((u64)(uintptr_t)resident_leap, PAGE_BYTES);
}

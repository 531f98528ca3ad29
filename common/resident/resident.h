/* The part that outlives the jump: switches to the kernel's address space, and answers CPU faults until the kernel loads its own
 * IDT. */
#ifndef COMMON_RESIDENT_RESIDENT_H
#define COMMON_RESIDENT_RESIDENT_H
#include "common/base/types.h"

#define RESIDENT_TEXT_BYTES PAGE_BYTES
#define RESIDENT_DATA_BYTES (4 * PAGE_BYTES)

/* Where the resident will live, and what it needs to know. */
struct resident_plan {
    void *text, *data; /* where the loader reaches its pages now */
    u64 text_phys;
    u64 text_virt, data_virt; /* in the kernel's address space          */
    bool exit_device;         /* report faults at port 0xf4             */
    bool serial, debugcon;    /* where to report them                   */
};

/* Copies code, builds GDT, TSS and IDT. */
void resident_install(const struct resident_plan *plan);

/* What the last steps need. */
struct resident_entry {
    u64 switch_root_phys; /* tables with the resident's text at its physical and at its kernel address: the way over */
    u64 root_phys;        /* the kernel's tables                                                                     */
    u64 entry_virt, stack_top_virt, boot_info_virt;
    u64 cr4; /* exactly what the contract says, without what the CPU lacks                              */
    u64 efer;
    u64 has_pat;
};

_Noreturn void resident_enter(const struct resident_plan *plan, const struct resident_entry *entry);

#endif

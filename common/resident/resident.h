/* The part that outlives the jump: it switches to the kernel's address space, and answers CPU faults until the kernel loads its
 * own IDT. Its pages are listed in boot_info with owner MAP_OWNER_LINTEL. */
#ifndef COMMON_RESIDENT_RESIDENT_H
#define COMMON_RESIDENT_RESIDENT_H
#include "common/base/types.h"
#include "common/resident/layout.h"

_Static_assert(RESIDENT_TEXT_BYTES % PAGE_BYTES == 0, "the layout gives it whole pages");
#define RESIDENT_DATA_BYTES (4 * PAGE_BYTES) /* tables, then the stack for faults */

/* Where the resident will live. Its facts (facts.h) lie in a third block of pages, which the loader fills. */
struct resident_plan {
    void *text, *data;                    /* where the loader reaches its pages now */
    u64 text_virt, data_virt, facts_virt; /* in the kernel's address space          */
};

/* Copies the code; builds GDT, TSS and IDT. */
void resident_install(const struct resident_plan *plan);

struct resident_entry {
    u64 way_over_root_phys; /* tables with the resident, and at its physical address the page that jumps there */
    u64 root_phys;          /* the kernel's tables                                                             */
    u32 levels;             /* of both                                                                         */
    u64 crossing_phys;      /* a page below 4 GiB, to change the number of levels in; 0: it is right already   */
    u64 crossing_root_phys; /* tables of the old depth, with leap's page and that one                          */
    u64 entry_virt, stack_top_virt, boot_info_virt;
    bool has_nx, has_pat;
};

/* To the kernel. Interrupts are off, boot services left; the machine's state becomes what docs/contract.md says. */
_Noreturn void resident_enter(const struct resident_plan *plan, const struct resident_entry *entry);

#endif

/* A page fault in words: what was tried, where that is, and why it may not. */
#include "common/resident/report/report.h"

/* Intel SDM 3A, "Page-Fault Error Code". */
enum { PF_PRESENT = 1, PF_WRITE = 2, PF_RESERVED = 8, PF_FETCH = 16 };

#define NEAR_STACK_BYTES MIB_BYTES /* a frame that jumps over the guard page is not larger, as a rule */

static void tell_access(struct report *report)
{
    const u64 code = report->fault->error_code;
    say(report, "it %s %x", code & PF_FETCH ? "ran into" : code & PF_WRITE ? "wrote to" : "read from", report->fault->cr2);
}

static void tell_code(struct report *report)
{
    const u64 code = report->fault->error_code;
    say(report, "the error code is %x: %s%s", code, code & PF_PRESENT ? "the page is present" : "the page is not present",
        code & PF_RESERVED ? ", with reserved bits set in the page tables" : "");
    end_line(report);
}

/* What Lintel mapped there, and what of that does not suit. */
static void tell_mapping(struct report *report, const struct boot_mapped *run)
{
    const u64 code = report->fault->error_code;
    if ((code & PF_PRESENT) == 0 && run->owner == MAP_OWNER_PAGE_TABLES)
        say(report, ", a page table that does not exist:");
    else if ((code & PF_PRESENT) == 0)
        say(report, ", which Lintel has mapped and the page tables no longer have:");
    else if ((code & PF_FETCH) != 0 && (run->permissions & MAP_EXECUTE) == 0)
        say(report, ", which may not be executed:");
    else if ((code & PF_WRITE) != 0 && (run->permissions & MAP_WRITE) == 0)
        say(report, ", which is read-only:");
    else
        say(report, ", which is not mapped any more as Lintel did:");
    say_owner(report, run->owner);
    if (run->owner == MAP_OWNER_KERNEL)
        say_section(report, report->fault->cr2);
    end_line(report);
}

static void tell_overflow(struct report *report, const char *where)
{
    say(report, "%s: a stack overflow", where);
    end_line(report);
    say(report, "hint: kernel_stack_size is %b; give more in ENTRY_POINT(), or see below who recurses or has large variables",
        report->facts->stack_bytes);
    end_line(report);
}

static void tell_hint(struct report *report, const char *where, const char *hint)
{
    say(report, "%s", where);
    end_line(report);
    say(report, "hint: %s", hint);
    end_line(report);
}

/* False if the address has nothing to do with the boot stack. */
static bool tell_stack_place(struct report *report)
{
    const struct resident_facts *facts = report->facts;
    const u64 virt = report->fault->cr2, rsp = report->fault->rsp, stack_end_virt = facts->stack_bottom_virt + facts->stack_bytes;
    if (facts->stack_bottom_virt - virt - 1 < PAGE_BYTES)
        tell_overflow(report, ", in the guard page below the boot stack");
    else if (virt - stack_end_virt < PAGE_BYTES)
        tell_hint(report, ", in the guard page above the boot stack",
                  "something ran over the end of an array on the stack, or the stack pointer was set wrongly");
    else if (facts->stack_bottom_virt - rsp - 1 < NEAR_STACK_BYTES && facts->stack_bottom_virt - virt - 1 < NEAR_STACK_BYTES)
        tell_overflow(report, ", below the boot stack, as the stack pointer is");
    else
        return false;
    return true;
}

/* False if the address cannot have to do with the mapping of physical memory. A kernel that reaches for a device by that mapping
 * comes out far above it, where something else may lie in between. */
static bool tell_physical_place(struct report *report)
{
    const struct resident_facts *facts = report->facts;
    const u64 phys = report->fault->cr2 - facts->physical_memory_virt;
    if (facts->physical_memory_bytes == 0 || phys >= facts->physical_end)
        return false;
    say(report, ", physical %x in the mapping of physical memory, ", phys);
    if (phys < facts->physical_memory_bytes)
        tell_hint(report, "which has a hole there: no memory",
                  "if it is a device's, map it yourself, uncached (a BAR of PCI, a table of ACPI)");
    else
        tell_hint(report, "which ends before",
                  "there is no memory so high; if it is a device's, map it yourself, uncached; else the pointer is wrong");
    return true;
}

static void tell_place(struct report *report)
{
    const struct boot_mapped *run = mapping_at(report->facts, report->fault->cr2);
    if (report->fault->cr2 < PAGE_BYTES)
        tell_hint(report, ", in page 0, which is never mapped: a null pointer",
                  "look for the pointer below, and for a member of what it points to at that offset");
    else if (run != NULL)
        tell_mapping(report, run);
    else if (!tell_stack_place(report) && !tell_physical_place(report))
        tell_hint(report, ", where nothing is mapped", "the pointer is wrong, or you must map that first");
}

void explain_page_fault(struct report *report)
{
    tell_access(report);
    tell_place(report);
    tell_code(report);
}

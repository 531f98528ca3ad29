/* What the resident knows of the kernel's address space, in pages of its own that are mapped read-only: so that a kernel which
 * overwrites boot_info, or anything else, still gets a true report. The pointers are the kernel's virtual addresses. */
#ifndef COMMON_RESIDENT_FACTS_H
#define COMMON_RESIDENT_FACTS_H
#include "common/base/bytes.h"
#include "common/elf/elf.h"
#include "include/lintel/info.h"

struct resident_facts {
    const struct boot_mapped *mappings; /* the whole list of boot_info */
    u64 mapping_count;

    struct bytes symbols, symbol_names; /* as the file has them, each symbol ELF_SYMBOL_BYTES; len 0: stripped */
    const struct elf_section *sections;
    u64 section_count;
    struct bytes section_names;

    u32 levels;       /* of page tables */
    u64 kernel_slide; /* what is added to the addresses of symbols and sections */
    u64 stack_bottom_virt, stack_bytes;
    u64 physical_memory_virt, physical_memory_bytes; /* bytes 0: not mapped */
    u64 physical_end;                                /* no physical address of this CPU is that high */
    struct boot_framebuffer framebuffer;             /* address NULL: none that the kernel's tables reach */

    bool exit_device; /* write EXIT_FAULT after a report */
    bool serial, debugcon;
};

/* What the gates find: pushed by head.asm below what the CPU pushes. */
struct fault {
    u64 cr2;
    u64 r15, r14, r13, r12, r11, r10, r9, r8, rdi, rsi, rbp, rbx, rdx, rcx, rax;
    u64 vector, error_code; /* error code 0 where the CPU gives none */
    u64 rip, cs, rflags, rsp, ss;
};

#endif

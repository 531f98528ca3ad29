/* A kernel's section headers, one by one: what the loader has no use for, and a person does. */
#ifndef TOOLS_KERNEL_KERNEL_SECTIONS_H
#define TOOLS_KERNEL_KERNEL_SECTIONS_H
#include "common/elf/elf.h"

struct kernel_section {
    const char *name; /* in the file; "" if it has none */
    u32 type;
    u64 flags, start_virt, bytes;
};

/* The section with this number; false if there is none, or its header is malformed. */
bool kernel_section_at(struct bytes file, const struct elf_facts *facts, u32 index, struct kernel_section *section);

#endif

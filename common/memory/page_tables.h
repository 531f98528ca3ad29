/* Page tables from a plan: 4 or 5 levels, the largest leaves that fit. */
#ifndef COMMON_MEMORY_PAGE_TABLES_H
#define COMMON_MEMORY_PAGE_TABLES_H
#include "common/memory/layout.h"

/* Tables live in one physically contiguous block, taken page by page from its front, and cleared as they are taken. */
struct page_tables {
    u64 start_phys, bytes; /* the block                                       */
    void *memory;          /* where the loader reaches the block: platform_at(start_phys), or an array of a test */
    u64 used_bytes;        /* the root is its first page                      */
    u32 levels;            /* 4 or 5                                          */
    const struct cpu_features *cpu;
    const struct memory_map *boundaries; /* no leaf crosses a boundary between RAM and anything else; NULL: no boundaries */
};

/* Exactly what the tables of this plan take, with its levels, root included. */
u64 page_tables_bytes(const struct layout *layout, const struct cpu_features *cpu, const struct memory_map *boundaries);

/* Clears the root. */
void page_tables_begin(struct page_tables *tables);

/* Maps one run, disjoint from those before; not global, not user, accessed and dirty from the start. The CPU's features decide
 * NX, PAT and 1 GiB leaves; the first 2 MiB of physical memory and pages that a boundary crosses get 4 KiB leaves.
 * A run of MAP_OWNER_PAGE_TABLES is the recursive slot. ERR_PHYSICAL_LIMIT beyond the CPU's physical address width;
 * ERR_NOT_ENOUGH_MEMORY if the block is too small; ERR_LAYOUT_COLLISION if a large leaf is in the way. */
struct error page_tables_map(struct page_tables *tables, const struct boot_mapped *run);

/* All of a plan. */
struct error page_tables_build(struct page_tables *tables, const struct layout *layout);

#endif

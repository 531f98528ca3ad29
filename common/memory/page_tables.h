/* Page tables from a plan: 4 levels, the largest leaves that fit. */
#ifndef COMMON_MEMORY_PAGE_TABLES_H
#define COMMON_MEMORY_PAGE_TABLES_H
#include "common/memory/layout.h"

/* Tables live in one physically contiguous block, taken page by page from its front. */
struct page_tables {
    u64 start_phys, bytes; /* the block                     */
    u64 used_bytes;        /* the root is its first page    */
    const struct cpu_features *cpu;
    const struct memory_map *memory; /* no leaf crosses a boundary between RAM and anything else; NULL: no boundaries */
};

/* An upper bound of the bytes that the tables of this plan take, root included; page-aligned. Exact or nearly so. */
u64 page_tables_bytes(const struct layout *layout, const struct cpu_features *cpu, const struct memory_map *memory);

/* Clears the root. */
void page_tables_begin(struct page_tables *tables);

/* Maps one run; not global, not user. The CPU's features decide NX and 1 GiB leaves; the first 2 MiB of physical memory and pages
 * that a boundary of `memory` crosses get 4 KiB leaves. ERR_PHYSICAL_LIMIT beyond the CPU's physical address width. */
struct error page_tables_map(struct page_tables *tables, const struct boot_mapped *run);

/* All of a plan, and the recursive slot if it has one. */
struct error page_tables_build(struct page_tables *tables, const struct layout *layout);

#endif

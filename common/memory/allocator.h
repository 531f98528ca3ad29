/* Physical pages for a door whose firmware has no allocator of its own: BIOS, and the fake machine of the tests. */
#ifndef COMMON_MEMORY_ALLOCATOR_H
#define COMMON_MEMORY_ALLOCATOR_H
#include "common/memory/map.h"

#define ALLOCATOR_TAKEN 64

struct page_allocator {
    const struct memory_map *clean; /* a normalised map; outlives the allocator */
    struct {
        u64 start_phys, end_phys;
    } taken[ALLOCATOR_TAKEN];
    u64 taken_count;
};

/* The highest fitting block of usable memory from 1 MiB up to 4 GiB, else the lowest above 4 GiB. ERR_NOT_ENOUGH_MEMORY about
 * `purpose`, detail: the bytes asked for. `bytes` is rounded up to pages, 0 to one page; `align_bytes` is a power of
 * two, at least a page. ERR_ALLOCATIONS_FULL. */
struct error allocator_take(struct page_allocator *allocator, u64 bytes, u64 align_bytes, const char *purpose, u64 *start_phys);

/* Never gives out any page of this block. ERR_ALLOCATIONS_FULL. */
struct error allocator_exclude(struct page_allocator *allocator, u64 start_phys, u64 bytes);

#endif

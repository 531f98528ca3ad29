/* Hands out usable memory from the top of the first 4 GiB downwards, and above 4 GiB only if nothing else is left. */
#include "common/memory/allocator.h"
#include "common/base/checked.h"

/* Below 1 MiB is the kernel's: it starts other CPUs there. */
#define LOWEST_PHYS MIB_BYTES
#define HIGH_PHYS   (4 * GIB_BYTES)

struct span {
    u64 start_phys, end_phys;
};

/* The part of usable region `index` inside `limits`; empty if the region is of another kind. */
static struct span usable_part(const struct memory_map *map, u64 index, struct span limits)
{
    const struct memory_region *region = &map->regions[index];
    if (region->kind != MEMORY_USABLE)
        return (struct span) { 0, 0 };
    return (struct span) { max_u64(region->start_phys, limits.start_phys),
                           min_u64(region->start_phys + region->bytes, limits.end_phys) };
}

/* The taken block that `block` overlaps; false if there is none. */
static bool find_overlap(const struct page_allocator *allocator, struct span block, struct span *taken)
{
    for (u64 i = 0; i < allocator->taken_count; i++) {
        *taken = (struct span) { allocator->taken[i].start_phys, allocator->taken[i].end_phys };
        if (taken->start_phys < block.end_phys && block.start_phys < taken->end_phys)
            return true;
    }
    return false;
}

/* Each turn steps past a taken block, so there are at most taken_count + 1 of them; so in take_lowest. */
static bool take_highest(const struct page_allocator *allocator, struct span part, u64 bytes, u64 align_bytes, u64 *start_phys)
{
    while (part.end_phys > part.start_phys && part.end_phys - part.start_phys >= bytes) {
        u64 start = align_down(part.end_phys - bytes, align_bytes);
        if (start < part.start_phys)
            return false;
        struct span taken;
        if (!find_overlap(allocator, (struct span) { start, start + bytes }, &taken)) {
            *start_phys = start;
            return true;
        }
        part.end_phys = taken.start_phys;
    }
    return false;
}

static bool take_lowest(const struct page_allocator *allocator, struct span part, u64 bytes, u64 align_bytes, u64 *start_phys)
{
    u64 start;
    while (checked_align_up(part.start_phys, align_bytes, &start) && start < part.end_phys && part.end_phys - start >= bytes) {
        struct span taken;
        if (!find_overlap(allocator, (struct span) { start, start + bytes }, &taken)) {
            *start_phys = start;
            return true;
        }
        part.start_phys = taken.end_phys;
    }
    return false;
}

static bool find_block(const struct page_allocator *allocator, u64 bytes, u64 align_bytes, u64 *start_phys)
{
    const struct memory_map *map = allocator->clean;
    struct span low = { LOWEST_PHYS, HIGH_PHYS }, high = { HIGH_PHYS, MEMORY_PHYSICAL_END };
    for (u64 i = map->count; i > 0; i--)
        if (take_highest(allocator, usable_part(map, i - 1, low), bytes, align_bytes, start_phys))
            return true;
    for (u64 i = 0; i < map->count; i++)
        if (take_lowest(allocator, usable_part(map, i, high), bytes, align_bytes, start_phys))
            return true;
    return false;
}

/* Blocks are mostly taken one below the other, so joining neighbours keeps the list short. */
static bool remember(struct page_allocator *allocator, struct span block)
{
    for (u64 i = 0; i < allocator->taken_count; i++) {
        if (allocator->taken[i].start_phys == block.end_phys) {
            allocator->taken[i].start_phys = block.start_phys;
            return true;
        }
        if (allocator->taken[i].end_phys == block.start_phys) {
            allocator->taken[i].end_phys = block.end_phys;
            return true;
        }
    }
    if (allocator->taken_count == ALLOCATOR_TAKEN)
        return false;
    allocator->taken[allocator->taken_count].start_phys = block.start_phys;
    allocator->taken[allocator->taken_count++].end_phys = block.end_phys;
    return true;
}

struct error allocator_take(struct page_allocator *allocator, u64 bytes, u64 align_bytes, const char *purpose, u64 *start_phys)
{
    u64 whole_bytes, start;
    if (!checked_align_up(max_u64(bytes, 1), PAGE_BYTES, &whole_bytes) ||
        !find_block(allocator, whole_bytes, align_bytes, &start))
        return error_about(ERR_NOT_ENOUGH_MEMORY, purpose, bytes);
    if (!remember(allocator, (struct span) { start, start + whole_bytes }))
        return error_about(ERR_ALLOCATIONS_FULL, purpose, ALLOCATOR_TAKEN);
    *start_phys = start;
    return OK;
}

struct error allocator_exclude(struct page_allocator *allocator, u64 start_phys, u64 bytes)
{
    if (!remember(allocator, (struct span) { start_phys, start_phys + min_u64(bytes, UINT64_MAX - start_phys) }))
        return error_about(ERR_ALLOCATIONS_FULL, "a block that is not free", ALLOCATOR_TAKEN);
    return OK;
}

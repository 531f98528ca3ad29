/* A pointer from a firmware's table is a claim: here it is held against the memory map. */
#include "common/acpi/reach.h"
#include "common/base/checked.h"
#include "common/platform.h"

/* Where a view that starts there must end; not above start_phys: nowhere. */
static u64 reach_end(const struct memory_map *clean, u64 start_phys)
{
    const u64 reserved_end = 4 * GIB_BYTES; /* above it, no door promises to map what is not RAM */
    for (u64 i = 0; i < clean->count; i++) {
        const struct memory_region *region = &clean->regions[i];
        const u64 region_end = region->start_phys + region->bytes; /* clean: below MEMORY_PHYSICAL_END */
        if (start_phys >= region->start_phys && start_phys < region_end && region->kind != MEMORY_BAD)
            return memory_kind_is_ram(region->kind) ? region_end : min_u64(region_end, reserved_end);
    }
    return 0;
}

bool memory_view_up_to(const struct memory_map *clean, u64 start_phys, u64 bytes_max, struct bytes *view)
{
    const u64 end_phys = reach_end(clean, start_phys);
    if (start_phys < PAGE_BYTES || end_phys <= start_phys)
        return false;
    *view = (struct bytes) { platform_at(start_phys), (size_t)min_u64(end_phys - start_phys, bytes_max) };
    return true;
}

bool memory_view(const struct memory_map *clean, u64 start_phys, u64 bytes, struct bytes *view)
{
    struct bytes all;
    return memory_view_up_to(clean, start_phys, bytes, &all) && bytes_slice(all, 0, bytes, view);
}

bool memory_is_free_for_device(const struct memory_map *clean, u64 start_phys, u64 bytes)
{
    for (u64 i = 0; i < clean->count; i++) {
        const struct memory_region *region = &clean->regions[i];
        if (region->kind != MEMORY_RESERVED && region->start_phys < start_phys + bytes &&
            start_phys < region->start_phys + region->bytes)
            return false;
    }
    return true;
}

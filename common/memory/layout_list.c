/* The list of mappings, kept sorted by virtual address; the caller sees to it that they are disjoint. */
#include "common/base/string.h"
#include "common/memory/layout_parts.h"

static u64 mapping_end(const struct boot_mapped *mapping)
{
    return mapping->start_virt + mapping->bytes;
}

static struct error insert_at(struct layout *layout, u64 index, struct boot_mapped mapping)
{
    if (layout->count == layout->capacity)
        return error_of(ERR_LAYOUT_FULL, layout->capacity);
    struct boot_mapped *place = &layout->mappings[index];
    memmove(place + 1, place, (size_t)((layout->count - index) * sizeof *place));
    *place = mapping;
    layout->count++;
    return OK;
}

struct error layout_list_insert(struct layout *layout, struct boot_mapped mapping)
{
    u64 index = layout->count;
    while (index > 0 && layout->mappings[index - 1].start_virt > mapping.start_virt)
        index--;
    return insert_at(layout, index, mapping);
}

struct error layout_list_split(struct layout *layout, u64 at_virt)
{
    u64 index = 0;
    while (index < layout->count && mapping_end(&layout->mappings[index]) <= at_virt)
        index++;
    if (index == layout->count || layout->mappings[index].start_virt >= at_virt)
        return OK;
    struct boot_mapped upper = layout->mappings[index];
    u64 lower_bytes = at_virt - upper.start_virt;
    upper.start_virt += lower_bytes;
    upper.start_phys += lower_bytes;
    upper.bytes -= lower_bytes;
    TRY(insert_at(layout, index + 1, upper));
    layout->mappings[index].bytes = lower_bytes;
    return OK;
}

static bool can_merge(const struct boot_mapped *low, const struct boot_mapped *high)
{
    return mapping_end(low) == high->start_virt && low->start_phys + low->bytes == high->start_phys &&
           low->permissions == high->permissions && low->cache == high->cache && low->owner == high->owner;
}

void layout_list_merge(struct layout *layout)
{
    u64 kept = 0;
    for (u64 i = 0; i < layout->count; i++) {
        struct boot_mapped *mapping = &layout->mappings[i];
        if (kept > 0 && can_merge(&layout->mappings[kept - 1], mapping))
            layout->mappings[kept - 1].bytes += mapping->bytes;
        else
            layout->mappings[kept++] = *mapping;
    }
    layout->count = kept;
}

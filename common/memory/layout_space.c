/* Which virtual addresses are spoken for, and where the next gap is. */
#include "common/base/checked.h"
#include "common/base/string.h"
#include "common/memory/layout_parts.h"

static struct error collision_of(struct space *space, const struct range *range, const struct range *taken)
{
    space->collision.len = 0;
    text_add(&space->collision, "%s and %s", range->name, taken->name);
    return error_about(ERR_LAYOUT_COLLISION, space->collision.data, max_u64(taken->start_virt, range->start_virt));
}

struct error space_reserve(struct space *space, struct range range)
{
    u64 index = 0;
    while (index < space->count && space->taken[index].end_virt <= range.start_virt)
        index++;
    struct range *place = &space->taken[index];
    if (index < space->count && place->start_virt < range.end_virt)
        return collision_of(space, &range, place);
    if (space->count == SPACE_TAKEN)
        return error_of(ERR_LAYOUT_FULL, SPACE_TAKEN);
    memmove(place + 1, place, (size_t)((space->count - index) * sizeof *place));
    *place = range;
    space->count++;
    return OK;
}

bool space_find(const struct space *space, struct range within, u64 bytes, u64 align_bytes, u64 *start_virt)
{
    u64 start;
    if (!checked_align_up(within.start_virt, align_bytes, &start))
        return false;
    for (u64 i = 0; i < space->count; i++) {
        const struct range *taken = &space->taken[i];
        if (taken->end_virt <= start)
            continue;
        if (start <= taken->start_virt && bytes <= taken->start_virt - start)
            break;
        if (!checked_align_up(taken->end_virt, align_bytes, &start))
            return false;
    }
    if (start >= within.end_virt || bytes > within.end_virt - start)
        return false;
    *start_virt = start;
    return true;
}

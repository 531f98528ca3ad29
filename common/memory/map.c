/* The memory map is painted: the most usable regions first, less usable ones over them, so that the last word is the safe one. */
#include "common/memory/map.h"
#include "common/base/checked.h"
#include "common/base/string.h"

/* What is painted below the loader's claims, and what above them: a claimed framebuffer hides the reserved region around it. */
static const u32 below_claims[] = { MEMORY_USABLE, MEMORY_LOADER_RECLAIMABLE, MEMORY_FILE, MEMORY_KERNEL };
static const u32 above_claims[] = {
    MEMORY_ACPI_RECLAIMABLE, MEMORY_ACPI_NVS, MEMORY_EFI_RUNTIME_CODE, MEMORY_EFI_RUNTIME_DATA, MEMORY_RESERVED,
    MEMORY_FRAMEBUFFER,      MEMORY_BAD
};

struct error memory_map_add(struct memory_map *map, struct memory_region region)
{
    if (region.bytes == 0)
        return OK;
    if (map->count == map->capacity)
        return error_of(ERR_MEMORY_MAP_FULL, map->capacity);
    if (region.start_phys != 0)
        region.bytes = min_u64(region.bytes, 0 - region.start_phys);
    map->regions[map->count++] = region;
    return OK;
}

static u64 region_end(const struct memory_region *region)
{
    return region->start_phys + region->bytes;
}

static struct memory_region region_part(const struct memory_region *whole, u64 start_phys, u64 end_phys)
{
    struct memory_region part = *whole;
    part.start_phys = start_phys;
    part.bytes = end_phys - start_phys;
    return part;
}

/* Regions [first, next) of the map become `pieces`. */
static struct error replace(struct memory_map *map, u64 first, u64 next, const struct memory_region *pieces, u64 piece_count)
{
    u64 new_count = map->count - (next - first) + piece_count;
    if (new_count > map->capacity)
        return error_of(ERR_MEMORY_MAP_FULL, map->capacity);
    memmove(&map->regions[first + piece_count], &map->regions[next], (size_t)((map->count - next) * sizeof *pieces));
    memcpy(&map->regions[first], pieces, (size_t)(piece_count * sizeof *pieces));
    map->count = new_count;
    return OK;
}

/* Puts `region` over whatever is there. The search starts at the end, since firmware's maps are nearly sorted. */
static struct error paint(struct memory_map *map, struct memory_region region)
{
    const struct memory_region *regions = map->regions;
    u64 end_phys = region_end(&region);
    u64 first = map->count;
    while (first > 0 && region_end(&regions[first - 1]) > region.start_phys)
        first--;
    u64 next = first;
    while (next < map->count && regions[next].start_phys < end_phys)
        next++;

    struct memory_region pieces[3];
    u64 piece_count = 0;
    if (next > first && regions[first].start_phys < region.start_phys)
        pieces[piece_count++] = region_part(&regions[first], regions[first].start_phys, region.start_phys);
    pieces[piece_count++] = region;
    if (next > first && region_end(&regions[next - 1]) > end_phys)
        pieces[piece_count++] = region_part(&regions[next - 1], end_phys, region_end(&regions[next - 1]));
    return replace(map, first, next, pieces, piece_count);
}

static bool kind_is_known(u32 kind)
{
    return kind <= MEMORY_BAD;
}

/* Whole pages below MEMORY_PHYSICAL_END; false if none is left. */
static bool to_pages(struct memory_region *region)
{
    u64 start_phys = min_u64(region->start_phys, MEMORY_PHYSICAL_END);
    u64 end_phys = start_phys + min_u64(region->bytes, MEMORY_PHYSICAL_END - start_phys);
    bool inward = region->kind == MEMORY_USABLE;
    start_phys = inward ? align_up(start_phys, PAGE_BYTES) : align_down(start_phys, PAGE_BYTES);
    end_phys = inward ? align_down(end_phys, PAGE_BYTES) : align_up(end_phys, PAGE_BYTES);
    if (region->bytes == 0 || start_phys >= end_phys)
        return false;
    region->start_phys = start_phys;
    region->bytes = end_phys - start_phys;
    return true;
}

static struct error paint_kind(const struct memory_map *raw, u32 kind, struct memory_map *clean)
{
    for (u64 i = 0; i < raw->count; i++) {
        struct memory_region region = raw->regions[i];
        if (!kind_is_known(region.kind))
            region.kind = MEMORY_RESERVED;
        if (region.kind == kind && to_pages(&region))
            TRY(paint(clean, region));
    }
    return OK;
}

static bool can_merge(const struct memory_region *low, const struct memory_region *high)
{
    return region_end(low) == high->start_phys && low->kind == high->kind && low->firmware_type == high->firmware_type &&
           low->attributes == high->attributes;
}

static void merge(struct memory_map *map)
{
    u64 kept = 0;
    for (u64 i = 0; i < map->count; i++) {
        struct memory_region *region = &map->regions[i];
        if (kept > 0 && can_merge(&map->regions[kept - 1], region))
            map->regions[kept - 1].bytes += region->bytes;
        else
            map->regions[kept++] = *region;
    }
    map->count = kept;
}

struct error memory_map_normalise(const struct memory_map *raw, const struct memory_map *claims, struct memory_map *clean)
{
    clean->count = 0;
    static const struct memory_map no_claims = { 0 };
    if (claims == NULL)
        claims = &no_claims;
    for (size_t i = 0; i < COUNT_OF(below_claims); i++)
        TRY(paint_kind(raw, below_claims[i], clean));
    for (size_t i = 0; i < COUNT_OF(below_claims); i++)
        TRY(paint_kind(claims, below_claims[i], clean));
    for (size_t i = 0; i < COUNT_OF(above_claims); i++) {
        TRY(paint_kind(raw, above_claims[i], clean));
        TRY(paint_kind(claims, above_claims[i], clean));
    }
    merge(clean);
    return OK;
}

u64 memory_map_usable_bytes(const struct memory_map *clean)
{
    u64 sum = 0;
    for (u64 i = 0; i < clean->count; i++) {
        u32 kind = clean->regions[i].kind;
        if (kind == MEMORY_USABLE || kind == MEMORY_LOADER_RECLAIMABLE)
            sum += clean->regions[i].bytes;
    }
    return sum;
}

bool memory_kind_is_ram(u32 kind)
{
    return kind_is_known(kind) && kind != MEMORY_RESERVED && kind != MEMORY_BAD && kind != MEMORY_FRAMEBUFFER;
}

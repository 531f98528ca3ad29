/* The BIOS's map as an allocator wants it. */
#include "bios/memory.h"
#include "bios/e820.h"
#include "bios/layout.h"
#include "bios/thunk.h"
#include "common/memory/allocator.h"
#include "common/platform.h"

#define FIRST_MIB_END  0x100000ull
#define LOW_MEMORY_MAX 0xa0000ull /* video memory is next */

static struct memory_map raw = { .capacity = (CLEAN_MAP_START - RAW_MAP_START) / sizeof(struct memory_region) };
static struct memory_map clean = { .capacity = (CLEAN_MAP_END - CLEAN_MAP_START) / sizeof(struct memory_region) };
_Static_assert((CLEAN_MAP_END - CLEAN_MAP_START) / sizeof(struct memory_region) >=
                   2 * ((CLEAN_MAP_START - RAW_MAP_START) / sizeof(struct memory_region)) + 1,
               "memory_map_normalise may need two regions for each raw one, and one more");
static struct page_allocator allocator;

/* Int 12h counts the KiB below the EBDA and whatever else the firmware keeps up there. */
static u64 low_memory_end(void)
{
    struct bios_registers registers = { 0 };
    bios_call(0x12, &registers);
    return min_u64((u64)(registers.eax & 0xffff) * KIB_BYTES, LOW_MEMORY_MAX);
}

/* Some maps list the EBDA as usable, and nobody may overwrite the interrupt vectors while the BIOS is still called. Their type is
 * 0, since it is us who say so; where the BIOS reserves something there as well, its own entry comes later and stays. */
static struct error reserve_firmware_areas(u64 low_end)
{
    const struct memory_region first_page = { .start_phys = 0, .bytes = PAGE_BYTES, .kind = MEMORY_RESERVED };
    const struct memory_region high_part = { .start_phys = low_end, .bytes = FIRST_MIB_END - low_end, .kind = MEMORY_RESERVED };
    TRY(memory_map_add(&raw, first_page));
    return memory_map_add(&raw, high_part);
}

/* Only RAM: there may be a reserved hole near 1 TiB, and tables up to there would fill a small memory. */
static struct error reach_all_ram(void)
{
    for (u64 i = 0; i < clean.count; i++)
        if (memory_kind_is_ram(clean.regions[i].kind))
            TRY(identity_extend(clean.regions[i].start_phys, clean.regions[i].start_phys + clean.regions[i].bytes));
    return OK;
}

struct error memory_start(u64 low_limit_phys)
{
    raw.regions = platform_at(RAW_MAP_START);
    clean.regions = platform_at(CLEAN_MAP_START);
    allocator.clean = &clean;
    const u64 low_end = min_u64(low_memory_end(), low_limit_phys);
    if (low_end < LOW_MEMORY_END)
        return error_about(ERR_NOT_ENOUGH_MEMORY, "the loader, below 640 KiB", LOW_MEMORY_END);
    TRY(reserve_firmware_areas(low_end));
    TRY(e820_read(&raw));
    TRY(memory_map_normalise(&raw, NULL, &clean));
    return reach_all_ram();
}

const struct memory_map *memory_raw(void)
{
    return &raw;
}

struct error memory_exclude(u64 start_phys, u64 bytes)
{
    return allocator_exclude(&allocator, start_phys, bytes);
}

struct error memory_allocate(u64 bytes, u64 align_bytes, const char *purpose, u64 *start_phys)
{
    return allocator_take(&allocator, bytes, align_bytes, purpose, start_phys);
}

/* The loader's own page tables: physical address = virtual address, for all that it must reach. */
#include "bios/layout.h"
#include "bios/memory.h"
#include "common/base/address.h"
#include "common/base/checked.h"
#include "common/base/string.h"
#include "common/cpu/features.h"
#include "common/cpu/x86.h"
#include "common/platform.h"

#define ENTRIES       512ull
#define ENTRY_PRESENT 1ull
#define ENTRY_TABLE   3ull    /* present, writable  */
#define ENTRY_LEAF    0x83ull /* and a large leaf   */
#define ENTRY_PHYS    0xffffffffff000ull

#define REACHED_GIB 4ull /* by the tables of stage 2 */

/* Pages for the new tables, taken one by one. */
struct table_pages {
    u64 next_phys;
};

/* The table that an entry refers to; a new, empty one if it refers to none. */
static u64 *table_of(u64 *entry, struct table_pages *pages)
{
    if ((*entry & ENTRY_PRESENT) == 0) {
        memset(platform_at(pages->next_phys), 0, PAGE_BYTES);
        *entry = pages->next_phys | ENTRY_TABLE;
        pages->next_phys += PAGE_BYTES;
    }
    return platform_at(*entry & ENTRY_PHYS);
}

static void map_gib(u64 gib, bool has_gib_pages, struct table_pages *pages)
{
    u64 *root = platform_at(IDENTITY_ROOT_START);
    u64 *entry = &table_of(&root[gib / ENTRIES], pages)[gib % ENTRIES];
    if ((*entry & ENTRY_PRESENT) != 0)
        return;
    if (has_gib_pages) {
        *entry = gib * GIB_BYTES | ENTRY_LEAF;
        return;
    }
    u64 *leaves = table_of(entry, pages);
    for (u64 i = 0; i < ENTRIES; i++)
        leaves[i] = (gib * GIB_BYTES + i * LARGE_PAGE_BYTES) | ENTRY_LEAF;
}

/* At most: one table for each 512 GiB that the range touches, and one for each GiB if that needs 2 MiB leaves. */
static u64 tables_needed(u64 first_gib, u64 end_gib, bool has_gib_pages)
{
    const u64 upper = (end_gib - 1) / ENTRIES - first_gib / ENTRIES + 1;
    return upper + (has_gib_pages ? 0 : end_gib - first_gib);
}

struct error identity_extend(u64 start_phys, u64 end_phys)
{
    struct cpu_features cpu;
    cpu_detect(&cpu);
    const u64 first_gib = max_u64(start_phys / GIB_BYTES, REACHED_GIB);
    const u64 end_gib = min_u64(end_phys / GIB_BYTES + (end_phys % GIB_BYTES != 0), lower_half_end_virt(4) / GIB_BYTES);
    if (first_gib >= end_gib)
        return OK;
    const u64 bytes = tables_needed(first_gib, end_gib, cpu.has_gib_pages) * PAGE_BYTES;
    struct table_pages pages;
    TRY(memory_allocate(bytes, PAGE_BYTES, "the loader's page tables", &pages.next_phys));
    if (pages.next_phys >= REACHED_GIB * GIB_BYTES)
        return error_about(ERR_NOT_ENOUGH_MEMORY, "the loader's page tables, below 4 GiB", bytes);
    for (u64 gib = first_gib; gib < end_gib; gib++)
        map_gib(gib, cpu.has_gib_pages, &pages);
    write_cr3(read_cr3());
    return OK;
}

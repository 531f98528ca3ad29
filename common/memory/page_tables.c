/* Builds page tables of 4 or 5 levels without recursion: a run is cut into groups of equal leaves, each within one table. */
#include "common/memory/page_tables.h"
#include "common/base/checked.h"
#include "common/base/string.h"

/* Intel SDM 3A §4.5.4, tables of the paging-structure entries. */
#define ENTRY_PRESENT       (1ull << 0)
#define ENTRY_WRITE         (1ull << 1)
#define ENTRY_WRITE_THROUGH (1ull << 3)
#define ENTRY_CACHE_DISABLE (1ull << 4)
#define ENTRY_ACCESSED      (1ull << 5)
#define ENTRY_DIRTY         (1ull << 6)
#define ENTRY_LARGE         (1ull << 7) /* a leaf, at the levels above the lowest */
#define ENTRY_PAT           (1ull << 7) /* of a 4 KiB leaf                        */
#define ENTRY_LARGE_PAT     (1ull << 12)
#define ENTRY_NO_EXECUTE    (1ull << 63)
#define ENTRY_ADDRESS       0x000ffffffffff000ull

#define LEVELS_MAX    5 /* level 1 has the 4 KiB leaves, 2 those of 2 MiB, 3 those of 1 GiB */
#define TABLE_ENTRIES 512

/* Equal leaves in one table. */
struct leaves {
    u64 start_virt, start_phys, count;
    unsigned level;
};

/* The part of a run that still wants leaves; `uniform_bytes` of it lie before the next boundary of the memory map. */
struct walk {
    const struct cpu_features *cpu;
    const struct memory_map *boundaries;
    u64 virt, phys, bytes, uniform_bytes;
};

static unsigned level_shift(unsigned level)
{
    return 3 + 9 * level;
}

static u64 entry_index(u64 virt, unsigned level)
{
    return virt >> level_shift(level) & (TABLE_ENTRIES - 1);
}

/* How far from `phys`, at most `bytes`, memory is all RAM or all something else. */
static u64 uniform_bytes(const struct memory_map *boundaries, u64 phys, u64 bytes)
{
    if (!boundaries)
        return bytes;
    u64 ram_end = phys; /* RAM reaches from phys to here without a hole */
    for (u64 i = 0; i < boundaries->count; i++) {
        const struct memory_region *region = &boundaries->regions[i];
        u64 region_end = region->start_phys + region->bytes;
        if (region_end <= phys || !memory_kind_is_ram(region->kind))
            continue;
        if (region->start_phys > ram_end)
            return min_u64(bytes, (ram_end > phys ? ram_end : region->start_phys) - phys);
        ram_end = region_end;
    }
    return ram_end > phys ? min_u64(bytes, ram_end - phys) : bytes;
}

/* Physical address 0 gets no large leaf: the fixed-range MTRRs give the first MiB several cache types (Intel SDM 3A, "Large Page
 * Size Considerations"). */
static unsigned leaf_level(const struct walk *walk)
{
    for (unsigned level = walk->cpu->has_gib_pages ? 3 : 2; level > 1; level--) {
        u64 leaf_bytes = 1ull << level_shift(level);
        if (walk->phys != 0 && is_aligned(walk->virt | walk->phys, leaf_bytes) && walk->uniform_bytes >= leaf_bytes)
            return level;
    }
    return 1;
}

static bool next_leaves(struct walk *walk, struct leaves *leaves)
{
    if (walk->bytes == 0)
        return false;
    if (walk->uniform_bytes == 0)
        walk->uniform_bytes = uniform_bytes(walk->boundaries, walk->phys, walk->bytes);
    unsigned level = leaf_level(walk);
    u64 left_in_table = TABLE_ENTRIES - entry_index(walk->virt, level);
    u64 count = min_u64(left_in_table, walk->uniform_bytes >> level_shift(level));
    *leaves = (struct leaves) { walk->virt, walk->phys, count, level };
    u64 done_bytes = count << level_shift(level);
    walk->virt += done_bytes;
    walk->phys += done_bytes;
    walk->bytes -= done_bytes;
    walk->uniform_bytes -= done_bytes;
    return true;
}

static struct walk walk_run(const struct boot_mapped *run, const struct cpu_features *cpu, const struct memory_map *boundaries)
{
    return (struct walk) { cpu, boundaries, run->start_virt, run->start_phys, run->bytes, 0 };
}

/* Runs come in ascending order, so a table that differs from the last one of its level is a new one. */
u64 page_tables_bytes(const struct layout *layout, const struct cpu_features *cpu, const struct memory_map *boundaries)
{
    u64 count = 1;
    u64 last[LEVELS_MAX + 1] = { UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX };
    for (u64 i = 0; i < layout->count; i++) {
        if (layout->mappings[i].owner == MAP_OWNER_PAGE_TABLES)
            continue;
        struct walk walk = walk_run(&layout->mappings[i], cpu, boundaries);
        struct leaves leaves;
        while (next_leaves(&walk, &leaves))
            for (unsigned level = layout->levels; level > leaves.level; level--) {
                u64 entry = leaves.start_virt >> level_shift(level);
                count += entry != last[level];
                last[level] = entry;
            }
    }
    return count * PAGE_BYTES;
}

static u64 *table_at(const struct page_tables *tables, u64 entry)
{
    return (u64 *)((u8 *)tables->memory + ((entry & ENTRY_ADDRESS) - tables->start_phys));
}

static struct error add_table(struct page_tables *tables, u64 *entry)
{
    if (tables->bytes - tables->used_bytes < PAGE_BYTES)
        return error_about(ERR_NOT_ENOUGH_MEMORY, layout_owner_name(MAP_OWNER_PAGE_TABLES), tables->bytes + PAGE_BYTES);
    *entry = (tables->start_phys + tables->used_bytes) | ENTRY_PRESENT | ENTRY_WRITE | ENTRY_ACCESSED;
    tables->used_bytes += PAGE_BYTES;
    memset(table_at(tables, *entry), 0, (size_t)PAGE_BYTES);
    return OK;
}

/* Permissions are decided in the leaves alone; the entries on the way allow everything. */
static struct error find_table(struct page_tables *tables, u64 virt, unsigned level, u64 **table)
{
    *table = tables->memory;
    for (unsigned above = tables->levels; above > level; above--) {
        u64 *entry = &(*table)[entry_index(virt, above)];
        if (!(*entry & ENTRY_PRESENT))
            TRY(add_table(tables, entry));
        if (*entry & ENTRY_LARGE)
            return error_about(ERR_LAYOUT_COLLISION, "two mappings", virt);
        *table = table_at(tables, *entry);
    }
    return OK;
}

/* The index into the PAT of the contract's machine state, 0x0007010600070406: entry 1 is write-through, 3 uncached, 5
 * write-combining. Without PAT, cache-disable alone leaves the choice to the MTRRs, which may say write-combining. */
static u64 cache_bits(u32 cache, bool has_pat, unsigned level)
{
    switch (cache) {
    case CACHE_WRITE_THROUGH:
        return ENTRY_WRITE_THROUGH;
    case CACHE_UNCACHED:
        return ENTRY_WRITE_THROUGH | ENTRY_CACHE_DISABLE;
    case CACHE_WRITE_COMBINING:
        return has_pat ? ENTRY_WRITE_THROUGH | (level == 1 ? ENTRY_PAT : ENTRY_LARGE_PAT) : ENTRY_CACHE_DISABLE;
    default:
        return 0;
    }
}

/* Accessed and dirty are set beforehand: it saves the CPU a locked write for each leaf it meets. */
static u64 leaf_bits(const struct boot_mapped *run, const struct cpu_features *cpu, unsigned level)
{
    u64 bits = ENTRY_PRESENT | ENTRY_ACCESSED | cache_bits(run->cache, cpu->has_pat, level);
    if (run->permissions & MAP_WRITE)
        bits |= ENTRY_WRITE | ENTRY_DIRTY;
    if (!(run->permissions & MAP_EXECUTE) && cpu->has_nx)
        bits |= ENTRY_NO_EXECUTE;
    return level > 1 ? bits | ENTRY_LARGE : bits;
}

static struct error write_leaves(struct page_tables *tables, const struct leaves *leaves, u64 bits)
{
    u64 *table;
    TRY(find_table(tables, leaves->start_virt, leaves->level, &table));
    u64 *leaf = &table[entry_index(leaves->start_virt, leaves->level)];
    u64 entry = leaves->start_phys | bits, leaf_bytes = 1ull << level_shift(leaves->level);
    for (u64 i = 0; i < leaves->count; i++, entry += leaf_bytes)
        leaf[i] = entry;
    return OK;
}

static void map_recursive_slot(struct page_tables *tables, u64 virt)
{
    u64 *root = tables->memory;
    root[entry_index(virt, tables->levels)] =
        tables->start_phys | ENTRY_PRESENT | ENTRY_WRITE | ENTRY_ACCESSED | (tables->cpu->has_nx ? ENTRY_NO_EXECUTE : 0);
}

void page_tables_begin(struct page_tables *tables)
{
    memset(tables->memory, 0, (size_t)PAGE_BYTES);
    tables->used_bytes = PAGE_BYTES;
}

struct error page_tables_map(struct page_tables *tables, const struct boot_mapped *run)
{
    if (run->owner == MAP_OWNER_PAGE_TABLES) {
        map_recursive_slot(tables, run->start_virt);
        return OK;
    }
    u64 limit_phys = cpu_physical_end(tables->cpu);
    if (run->start_phys > limit_phys || run->bytes > limit_phys - run->start_phys)
        return error_about(ERR_PHYSICAL_LIMIT, layout_owner_name(run->owner), run->start_phys);
    struct walk walk = walk_run(run, tables->cpu, tables->boundaries);
    struct leaves leaves;
    while (next_leaves(&walk, &leaves))
        TRY(write_leaves(tables, &leaves, leaf_bits(run, tables->cpu, leaves.level)));
    return OK;
}

struct error page_tables_build(struct page_tables *tables, const struct layout *layout)
{
    page_tables_begin(tables);
    for (u64 i = 0; i < layout->count; i++)
        TRY(page_tables_map(tables, &layout->mappings[i]));
    return OK;
}

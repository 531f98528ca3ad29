/* Page tables, read back by a walker of the tests' own and compared with the plan, page run by page run, both ways. */
#include "common/memory/page_tables.h"
#include "common/base/checked.h"
#include "tests/unit/common/memory/request.h"
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#define ROUNDS           400
#define TABLES_PHYS      0x5000000ull
#define TABLES_BYTES_MAX (2 * MIB_BYTES)
#define LEAVES_MAX       (TABLES_BYTES_MAX / 8)

/* What the walker found: present leaves in ascending order. */
struct leaf {
    u64 virt, phys, bytes, entry;
};

static struct machine machine;
static struct page_tables tables;
static struct leaf *leaves;
static u64 leaf_count;

static void start(void)
{
    leaves = malloc(LEAVES_MAX * sizeof *leaves);
    leaf_count = 0;
    tables = (struct page_tables) { .start_phys = TABLES_PHYS };
}

static void stop(void)
{
    free(leaves);
    free(tables.memory);
}

TestSuite(page_tables, .init = start, .fini = stop);

/* `bytes` of dirty memory: whatever is not cleared shows. */
static void give_block(u64 bytes)
{
    free(tables.memory);
    tables.memory = aligned_alloc(PAGE_BYTES, bytes);
    memset(tables.memory, 0xa5, bytes);
    tables.bytes = bytes;
    tables.levels = machine.layout.levels;
    tables.cpu = &machine.cpu;
    tables.boundaries = &machine.memory;
}

static void walk(u64 table_phys, int level, u64 virt)
{
    cr_assert(table_phys >= TABLES_PHYS && table_phys - TABLES_PHYS < tables.used_bytes, "table at %#lx", table_phys);
    const u64 *table = (const u64 *)((const u8 *)tables.memory + (table_phys - TABLES_PHYS));
    u64 bytes = 1ull << (12 + 9 * (level - 1));
    for (u64 i = 0; i < 512; i++) {
        u64 entry = table[i], at = virt + i * bytes;
        if (level == (int)tables.levels && i >= 256)
            at |= level == 5 ? 0xfe00000000000000 : 0xffff000000000000;
        if (!(entry & 1)) {
            cr_assert_eq(entry, 0, "garbage at %#lx", at);
            continue;
        }
        cr_assert_eq(entry & 4, 0, "user bit at %#lx", at);
        if (level == 1 || entry & 0x80) {
            cr_assert_leq(level, 3);
            cr_assert_lt(leaf_count, LEAVES_MAX);
            leaves[leaf_count++] = (struct leaf) { at, entry & 0x000fffffffffe000 & ~(bytes - 1), bytes, entry };
            if (level == 1)
                leaves[leaf_count - 1].phys = entry & 0x000ffffffffff000;
        } else if (level == (int)tables.levels && i == machine.layout.recursive_index && i != 0) {
            cr_assert_eq(entry & 0x000ffffffffff000, TABLES_PHYS);
            cr_assert_eq(entry >> 63, machine.cpu.has_nx, "the recursive slot is executable");
        } else {
            cr_assert_eq(entry & 3, 3, "an upper entry decides permissions at %#lx", at);
            cr_assert_eq(entry >> 52, 0, "an upper entry decides permissions at %#lx", at);
            walk(entry & 0x000ffffffffff000, level - 1, at);
        }
    }
}

/* The memory type that the contract's PAT gives an entry: 6 write-back, 1 write-combining, 0 uncached, 4 write-through. */
static unsigned memory_type(const struct leaf *leaf)
{
    u64 pat_bit = leaf->bytes == PAGE_BYTES ? leaf->entry >> 7 & 1 : leaf->entry >> 12 & 1;
    u64 index = pat_bit << 2 | (leaf->entry >> 4 & 1) << 1 | (leaf->entry >> 3 & 1);
    return (unsigned)(0x0007010600070406 >> (8 * index) & 7);
}

static unsigned expected_type(u32 cache)
{
    static const unsigned types[] = {
        [CACHE_WRITE_BACK] = 6, [CACHE_WRITE_COMBINING] = 1, [CACHE_UNCACHED] = 0, [CACHE_WRITE_THROUGH] = 4
    };
    return cache == CACHE_WRITE_COMBINING && !machine.cpu.has_pat ? 7 : types[cache];
}

static void assert_bits(const struct leaf *leaf, const struct boot_mapped *mapping)
{
    cr_assert_eq(leaf->entry >> 1 & 1, mapping->permissions & MAP_WRITE, "writable at %#lx", leaf->virt);
    cr_assert_eq(leaf->entry >> 63, machine.cpu.has_nx && !(mapping->permissions & MAP_EXECUTE), "NX at %#lx", leaf->virt);
    cr_assert_eq(leaf->entry >> 8 & 1, 0, "global at %#lx", leaf->virt);
    cr_assert_eq(memory_type(leaf), expected_type(mapping->cache), "memory type at %#lx", leaf->virt);
}

static bool is_uniform(u64 phys, u64 bytes)
{
    u64 ram_bytes = tables.boundaries ? machine_ram_bytes(&machine, phys, bytes) : 0;
    return ram_bytes == 0 || ram_bytes == bytes;
}

/* Could a leaf of this size start here? */
static bool would_fit(const struct boot_mapped *mapping, u64 virt, u64 phys, u64 bytes)
{
    return is_aligned(virt | phys, bytes) && phys >= 2 * MIB_BYTES && mapping->start_virt + mapping->bytes - virt >= bytes &&
           is_uniform(phys, bytes);
}

static void assert_size(const struct leaf *leaf, const struct boot_mapped *mapping)
{
    cr_assert(leaf->bytes <= (machine.cpu.has_gib_pages ? GIB_BYTES : 2 * MIB_BYTES), "1 GiB leaf without CPU support");
    cr_assert(leaf->bytes == PAGE_BYTES || would_fit(mapping, leaf->virt, leaf->phys, leaf->bytes), "leaf of %#lx bytes at %#lx",
              leaf->bytes, leaf->virt);
    if (leaf->bytes == PAGE_BYTES)
        cr_assert_not(would_fit(mapping, leaf->virt, leaf->phys, 2 * MIB_BYTES), "2 MiB would fit at %#lx", leaf->virt);
    if (leaf->bytes <= 2 * MIB_BYTES && machine.cpu.has_gib_pages)
        cr_assert_not(would_fit(mapping, leaf->virt, leaf->phys, GIB_BYTES), "1 GiB would fit at %#lx", leaf->virt);
}

/* Takes the leaves of one mapping off the list's front. */
static void assert_mapping(const struct boot_mapped *mapping, u64 *next)
{
    u64 at = mapping->start_virt;
    while (at < mapping->start_virt + mapping->bytes) {
        cr_assert_lt(*next, leaf_count, "%#lx is missing", at);
        const struct leaf *leaf = &leaves[(*next)++];
        cr_assert_eq(leaf->virt, at, "%#lx is next, not %#lx", leaf->virt, at);
        cr_assert_eq(leaf->phys, mapping->start_phys + (at - mapping->start_virt), "%#lx leads to %#lx", at, leaf->phys);
        assert_bits(leaf, mapping);
        assert_size(leaf, mapping);
        at += leaf->bytes;
    }
    cr_assert_eq(at, mapping->start_virt + mapping->bytes);
}

static void assert_tables_are_the_plan(void)
{
    leaf_count = 0;
    walk(TABLES_PHYS, (int)tables.levels, 0);
    u64 next = 0;
    for (u64 i = 0; i < machine.layout.count; i++)
        if (machine.mappings[i].owner != MAP_OWNER_PAGE_TABLES)
            assert_mapping(&machine.mappings[i], &next);
    cr_assert_eq(next, leaf_count, "%#lx is mapped and not in the plan", leaves[next].virt);
}

Test(page_tables, map_exactly_the_plan_on_random_machines)
{
    u64 built = 0;
    for (u64 round = 0; round < ROUNDS; round++) {
        machine_random(&machine, round);
        if (machine_plan(&machine).code != ERR_NONE)
            continue;
        u64 bytes = page_tables_bytes(&machine.layout, &machine.cpu, &machine.memory);
        if (bytes > TABLES_BYTES_MAX) /* all of memory at a fixed address that allows 4 KiB leaves only: right, but slow */
            continue;
        built++;
        give_block(bytes);
        struct error error = page_tables_build(&tables, &machine.layout);
        bool reachable = machine.framebuffer.start_phys >> machine.cpu.physical_bits == 0;
        if (error.code == ERR_PHYSICAL_LIMIT && !reachable)
            continue;
        cr_assert_eq(error.code, ERR_NONE, "round %lu: error %d", round, error.code);
        cr_assert_eq(tables.used_bytes, tables.bytes, "round %lu: %lu bytes used", round, tables.used_bytes);
        assert_tables_are_the_plan();
    }
    cr_assert_gt(built, ROUNDS / 2);
}

static void plan_by_hand(const struct boot_mapped *mappings, u64 count)
{
    machine_plain(&machine);
    memcpy(machine.mappings, mappings, count * sizeof *mappings);
    machine.layout.count = count;
    machine.layout.levels = machine.request.levels;
}
#define PLAN(...)                                                                                                                \
    plan_by_hand((const struct boot_mapped[]) { __VA_ARGS__ }, COUNT_OF(((const struct boot_mapped[]) { __VA_ARGS__ })))

Test(page_tables, have_every_cache_type_in_every_leaf_size)
{
    static const u64 sizes[] = { PAGE_BYTES, 2 * MIB_BYTES, GIB_BYTES };
    for (u32 cache = CACHE_WRITE_BACK; cache <= CACHE_WRITE_THROUGH; cache++)
        for (size_t i = 0; i < COUNT_OF(sizes); i++)
            for (int has_pat = 0; has_pat < 2; has_pat++) {
                PLAN({ .start_virt = 0xffff800000000000,
                       .start_phys = 8 * GIB_BYTES,
                       .bytes = sizes[i],
                       .cache = cache,
                       .owner = 4 });
                machine.cpu.has_pat = has_pat;
                give_block(4 * PAGE_BYTES);
                cr_assert_eq(page_tables_build(&tables, &machine.layout).code, ERR_NONE);
                assert_tables_are_the_plan();
                cr_assert_eq(leaf_count, 1);
            }
}

Test(page_tables, the_first_2_mib_of_physical_memory_get_small_leaves)
{
    PLAN({ .start_virt = 0xffff800000000000, .start_phys = 0, .bytes = 4 * MIB_BYTES, .permissions = MAP_WRITE, .owner = 6 });
    give_block(4 * PAGE_BYTES);
    tables.boundaries = NULL;
    cr_assert_eq(page_tables_build(&tables, &machine.layout).code, ERR_NONE);
    assert_tables_are_the_plan();
    cr_assert_eq(leaf_count, 512 + 1);
}

Test(page_tables, a_boundary_of_ram_splits_a_leaf)
{
    PLAN({ .start_virt = 0xffff800007e00000, .start_phys = 0x7e00000, .bytes = 4 * MIB_BYTES, .owner = 6 });
    give_block(4 * PAGE_BYTES); /* RAM ends at 0x7fe0000 */
    cr_assert_eq(page_tables_build(&tables, &machine.layout).code, ERR_NONE);
    assert_tables_are_the_plan();
    cr_assert_eq(leaf_count, 512 + 1);
}

Test(page_tables, reach_the_last_physical_page_and_refuse_the_next)
{
    PLAN(
        { .start_virt = 0x400000, .start_phys = (1ull << 40) - PAGE_BYTES, .bytes = PAGE_BYTES, .owner = MAP_OWNER_FRAMEBUFFER });
    give_block(4 * PAGE_BYTES);
    cr_assert_eq(page_tables_build(&tables, &machine.layout).code, ERR_NONE);
    machine.mappings[0].bytes = 2 * PAGE_BYTES;
    struct error error = page_tables_build(&tables, &machine.layout);
    cr_assert_eq(error.code, ERR_PHYSICAL_LIMIT);
    cr_assert_str_eq(error_subject(error), "the framebuffer");
    cr_assert_eq(error.detail, (1ull << 40) - PAGE_BYTES);
}

Test(page_tables, fit_their_block_exactly_and_say_when_it_is_too_small)
{
    PLAN({ .start_virt = 0x400000, .start_phys = 0x200000, .bytes = PAGE_BYTES, .owner = MAP_OWNER_KERNEL });
    give_block(4 * PAGE_BYTES);
    cr_assert_eq(page_tables_bytes(&machine.layout, &machine.cpu, &machine.memory), 4 * PAGE_BYTES);
    cr_assert_eq(page_tables_build(&tables, &machine.layout).code, ERR_NONE);
    tables.bytes = 3 * PAGE_BYTES;
    struct error error = page_tables_build(&tables, &machine.layout);
    cr_assert_eq(error.code, ERR_NOT_ENOUGH_MEMORY);
    cr_assert_eq(error.detail, 4 * PAGE_BYTES);
}

Test(page_tables, refuse_a_run_under_a_large_leaf)
{
    PLAN({ .start_virt = 0x400000, .start_phys = 0x400000, .bytes = 2 * MIB_BYTES, .owner = MAP_OWNER_KERNEL });
    give_block(4 * PAGE_BYTES);
    cr_assert_eq(page_tables_build(&tables, &machine.layout).code, ERR_NONE);
    struct boot_mapped inside = { .start_virt = 0x401000, .start_phys = 0x1000, .bytes = PAGE_BYTES };
    struct error error = page_tables_map(&tables, &inside);
    cr_assert_eq(error.code, ERR_LAYOUT_COLLISION);
    cr_assert_eq(error.detail, 0x401000);
}

Test(page_tables, have_five_levels_where_the_plan_has)
{
    machine_plain(&machine);
    machine.request.levels = 5;
    machine.config.map_boot_info = MAPPING_FIXED(0xff11000000000000);
    machine.config.map_page_table_recursive = MAPPING_FIXED(0xff42000000000000);
    cr_assert_eq(machine_plan(&machine).code, ERR_NONE);
    give_block(page_tables_bytes(&machine.layout, &machine.cpu, &machine.memory));
    cr_assert_eq(page_tables_build(&tables, &machine.layout).code, ERR_NONE);
    cr_assert_eq(tables.used_bytes, tables.bytes);
    assert_tables_are_the_plan();
}

Test(page_tables, of_nothing_are_an_empty_root)
{
    machine_plain(&machine);
    give_block(PAGE_BYTES);
    cr_assert_eq(page_tables_bytes(&machine.layout, &machine.cpu, &machine.memory), PAGE_BYTES);
    cr_assert_eq(page_tables_build(&tables, &machine.layout).code, ERR_NONE);
    assert_tables_are_the_plan();
    cr_assert_eq(leaf_count, 0);
}

/* 4 GiB in 2 MiB leaves: a table per GiB, one for the first 2 MiB, one for the end of RAM, and the way to them. */
Test(page_tables, of_a_plain_machine_without_gib_leaves_are_small)
{
    machine_plain(&machine);
    machine.cpu.has_gib_pages = false;
    cr_assert_eq(machine_plan(&machine).code, ERR_NONE);
    u64 bytes = page_tables_bytes(&machine.layout, &machine.cpu, &machine.memory);
    cr_assert_leq(bytes, 12 * PAGE_BYTES, "%lu tables", bytes / PAGE_BYTES);
}

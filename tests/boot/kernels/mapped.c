/* The list of mappings against the live page tables, leaf by leaf. */
#include "mapped.h"
#include "check.h"
#include "walk.h"

/* What the walk adds up. */
struct totals {
    uint64_t bytes, small, large, huge;
};

bool cpu_has_nx(void)
{
    return cpuid_extended_edx() >> 20 & 1;
}

static bool cpu_has_huge_leaves(void)
{
    return cpuid_extended_edx() >> 26 & 1;
}

static const struct boot_mapped *listed_at(const struct boot_info *info, uint64_t virt)
{
    for (uint64_t i = 0; i < info->mapping_count; i++)
        if (virt - info->mappings[i].start_virt < info->mappings[i].bytes)
            return &info->mappings[i];
    return NULL;
}

/* Memory types as the PAT names them (Intel SDM 3A §11.12.2). UC and UC- differ only where MTRRs say write-combining. */
bool is_cache(unsigned pat_index, uint32_t cache)
{
    enum { UNCACHEABLE = 0, WRITE_COMBINING = 1, WRITE_THROUGH = 4, WRITE_BACK = 6, UNCACHED = 7 };
    unsigned type = read_msr(0x277) >> 8 * pat_index & 7;
    switch (cache) {
    case CACHE_WRITE_BACK:
        return type == WRITE_BACK;
    case CACHE_WRITE_COMBINING:
        return type == WRITE_COMBINING;
    case CACHE_WRITE_THROUGH:
        return type == WRITE_THROUGH;
    default:
        return cache == CACHE_UNCACHED && (type == UNCACHEABLE || type == UNCACHED);
    }
}

static void check_as_listed(const struct leaf *leaf, uint64_t virt, const struct boot_mapped *run)
{
    CHECK_EQUAL(leaf->start_phys + (virt - leaf->start_virt), run->start_phys + (virt - run->start_virt));
    CHECK_EQUAL(leaf->can_write, (run->permissions & MAP_WRITE) != 0);
    if (cpu_has_nx())
        CHECK_EQUAL(leaf->can_execute, (run->permissions & MAP_EXECUTE) != 0);
    CHECK(!leaf->is_user);
    CHECK(is_cache(leaf->cache, run->cache));
}

/* A leaf may span several runs that differ in owner only. */
static void check_leaf(struct walk *walk, const struct leaf *leaf)
{
    uint64_t virt = leaf->start_virt, left_bytes = leaf->bytes;
    while (left_bytes > 0) {
        const struct boot_mapped *run = listed_at(walk->info, virt);
        if (run == NULL)
            CHECK_EQUAL(virt, 0); /* mapped and not listed */
        check_as_listed(leaf, virt, run);
        uint64_t step_bytes = run->start_virt + run->bytes - virt;
        step_bytes = step_bytes < left_bytes ? step_bytes : left_bytes;
        virt += step_bytes;
        left_bytes -= step_bytes;
    }
    struct totals *totals = walk->context;
    totals->bytes += leaf->bytes;
    *(leaf->bytes == 4096 ? &totals->small : leaf->bytes == 2 * MIB ? &totals->large : &totals->huge) += 1;
}

/* The list is sorted and disjoint, and every leaf lies inside it: so equal sums mean that all of the list is mapped. */
static void check_list(const struct boot_info *info, uint64_t mapped_bytes)
{
    uint64_t listed_bytes = 0;
    for (uint64_t i = 0; i < info->mapping_count; i++) {
        const struct boot_mapped *run = &info->mappings[i];
        CHECK(run->bytes > 0 && run->start_virt % 4096 == 0 && run->start_phys % 4096 == 0 && run->bytes % 4096 == 0);
        CHECK((run->permissions & (MAP_WRITE | MAP_EXECUTE)) != (MAP_WRITE | MAP_EXECUTE));
        CHECK(run->start_virt >= 4096);
        if (i > 0)
            CHECK(run->start_virt >= run[-1].start_virt + run[-1].bytes);
        listed_bytes += run->bytes;
    }
    CHECK_EQUAL(mapped_bytes, listed_bytes);
}

void check_mapped(const struct boot_info *info)
{
    struct totals totals = { 0 };
    struct walk walk = { .info = info, .on_leaf = check_leaf, .context = &totals };
    walk_all(&walk);
    check_list(info, totals.bytes);
    print("leaves of 4 KiB, 2 MiB, 1 GiB: ");
    print_hex(totals.small);
    print(" ");
    print_hex(totals.large);
    print(" ");
    print_hex(totals.huge);
    print("\n");
    CHECK(totals.small > 0 && totals.large > 0);
    if (!cpu_has_huge_leaves())
        CHECK_EQUAL(totals.huge, 0);
    else if (info->physical_memory_bytes > 5 * 1024 * MIB)
        CHECK(totals.huge > 0);
}

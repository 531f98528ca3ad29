/* A walk through live page tables, of as many levels as the CPU walks. */
#include "walk.h"
#include "check.h"

#define PRESENT       (1ull << 0)
#define WRITABLE      (1ull << 1)
#define USER          (1ull << 2)
#define LARGE         (1ull << 7)
#define NO_EXECUTE    (1ull << 63)
#define ADDRESS_MASK  0x000ffffffffff000ull
#define ENTRIES       512
#define PAT_BIT_SMALL 7
#define PAT_BIT_LARGE 12

/* What the levels above an entry say together. */
struct above {
    uint64_t start_virt;
    bool can_write, can_execute, is_user;
};

static const struct above top = { .can_write = true, .can_execute = true, .is_user = true };

static uint64_t root_phys(void)
{
    uint64_t cr3;
    __asm__ volatile("movq %%cr3, %0" : "=r"(cr3));
    return cr3 & ADDRESS_MASK;
}

unsigned walk_levels(void)
{
    uint64_t cr4;
    __asm__ volatile("movq %%cr4, %0" : "=r"(cr4));
    return cr4 & 1 << 12 ? 5 : 4;
}

static uint64_t entry_at(const struct boot_info *info, uint64_t table_phys, unsigned index)
{
    return ((const volatile uint64_t *)(info->physical_memory_virt + table_phys))[index];
}

static unsigned shift_of(unsigned level)
{
    return 12 + 9 * (level - 1);
}

/* The highest bit that the tables translate goes on to bit 63. */
static uint64_t canonical(uint64_t virt)
{
    uint64_t highest = 1ull << (shift_of(walk_levels()) + 8);
    return virt & highest ? virt | -highest : virt;
}

static bool is_leaf(uint64_t entry, unsigned level)
{
    return level == 1 || (level < 4 && entry & LARGE);
}

static struct above below(const struct above *above, uint64_t entry, unsigned level, unsigned index)
{
    return (struct above) { .start_virt = above->start_virt | (uint64_t)index << shift_of(level),
                            .can_write = above->can_write && entry & WRITABLE,
                            .can_execute = above->can_execute && !(entry & NO_EXECUTE),
                            .is_user = above->is_user && entry & USER };
}

static struct leaf leaf_of(const struct above *at, uint64_t entry, unsigned level)
{
    unsigned pat_bit = level == 1 ? PAT_BIT_SMALL : PAT_BIT_LARGE;
    uint64_t bytes = 1ull << shift_of(level);
    return (struct leaf) { .start_virt = canonical(at->start_virt),
                           .start_phys = entry & ADDRESS_MASK & ~(bytes - 1),
                           .bytes = bytes,
                           .can_write = at->can_write,
                           .can_execute = at->can_execute,
                           .is_user = at->is_user,
                           .cache = (unsigned)(entry >> 3 & 3) | (unsigned)(entry >> pat_bit & 1) << 2 };
}

static void walk_table(struct walk *walk, uint64_t table_phys, unsigned level, const struct above *above)
{
    if (walk->on_table)
        walk->on_table(walk, table_phys);
    for (unsigned index = 0; index < ENTRIES; index++) {
        uint64_t entry = entry_at(walk->info, table_phys, index);
        if (!(entry & PRESENT))
            continue;
        struct above here = below(above, entry, level, index);
        if (!is_leaf(entry, level)) {
            walk_table(walk, entry & ADDRESS_MASK, level - 1, &here);
        } else if (walk->on_leaf) {
            struct leaf leaf = leaf_of(&here, entry, level);
            walk->on_leaf(walk, &leaf);
        }
    }
}

void walk_all(struct walk *walk)
{
    walk_table(walk, root_phys(), walk_levels(), &top);
}

bool walk_to(const struct boot_info *info, uint64_t virt, struct leaf *leaf)
{
    uint64_t table_phys = root_phys();
    struct above here = top;
    for (unsigned level = walk_levels(); level > 0; level--) {
        unsigned index = virt >> shift_of(level) & (ENTRIES - 1);
        uint64_t entry = entry_at(info, table_phys, index);
        if (!(entry & PRESENT))
            return false;
        here = below(&here, entry, level, index);
        *leaf = leaf_of(&here, entry, level);
        if (is_leaf(entry, level))
            return true;
        table_phys = entry & ADDRESS_MASK;
    }
    return false;
}

uint64_t walk_phys(const struct boot_info *info, uint64_t virt)
{
    struct leaf leaf;
    CHECK(walk_to(info, virt, &leaf));
    return leaf.start_phys + (virt - leaf.start_virt);
}

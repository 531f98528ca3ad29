/* Promise: in the physical memory mapping a page has another protection than its neighbours exactly if the kernel has it
 * elsewhere with less, and for such pages no more leaves are split than theirs: whatever block is uniform has one leaf. Judged by
 * the mappings of the kernel, the resident and the framebuffer and by the memory map, not by the list of the mapping itself. */
#include "check.h"
#include "mapped.h"
#include "walk.h"

ENTRY_POINT();

#define GIB_BYTES (1024 * MIB)
#define LOW_END   (4 * GIB_BYTES) /* mapped whole, whatever is there */

struct splits {
    uint64_t read_only_pages, split_for_protection, large, huge;
};

static bool is_read_only(const struct boot_mapped *run)
{
    return (run->owner == MAP_OWNER_KERNEL || run->owner == MAP_OWNER_LINTEL) && !(run->permissions & MAP_WRITE);
}

/* Of two ranges. */
static uint64_t common_bytes(uint64_t start_phys, uint64_t bytes, uint64_t other_phys, uint64_t other_bytes)
{
    uint64_t start = start_phys > other_phys ? start_phys : other_phys;
    uint64_t end = start_phys + bytes < other_phys + other_bytes ? start_phys + bytes : other_phys + other_bytes;
    return end > start ? end - start : 0;
}

static uint64_t read_only_bytes(const struct boot_info *info, uint64_t phys, uint64_t bytes)
{
    uint64_t sum = 0;
    for (uint64_t i = 0; i < info->mapping_count; i++)
        if (is_read_only(&info->mappings[i]))
            sum += common_bytes(phys, bytes, info->mappings[i].start_phys, info->mappings[i].bytes);
    return sum;
}

static uint64_t framebuffer_bytes(const struct boot_info *info, uint64_t phys, uint64_t bytes)
{
    uint64_t sum = 0;
    for (uint64_t i = 0; i < info->mapping_count; i++)
        if (info->mappings[i].owner == MAP_OWNER_FRAMEBUFFER)
            sum += common_bytes(phys, bytes, info->mappings[i].start_phys, info->mappings[i].bytes);
    return sum;
}

static uint64_t ram_bytes(const struct boot_info *info, uint64_t phys, uint64_t bytes)
{
    uint64_t sum = 0;
    for (uint64_t i = 0; i < info->region_count; i++) {
        const struct memory_region *region = &info->regions[i];
        if (region->kind != MEMORY_RESERVED && region->kind != MEMORY_BAD && region->kind != MEMORY_FRAMEBUFFER)
            sum += common_bytes(phys, bytes, region->start_phys, region->bytes);
    }
    return sum;
}

static bool is_all_or_nothing(uint64_t part_bytes, uint64_t bytes)
{
    return part_bytes == 0 || part_bytes == bytes;
}

static bool has_one_protection(const struct boot_info *info, uint64_t phys, uint64_t bytes)
{
    return is_all_or_nothing(read_only_bytes(info, phys, bytes), bytes) &&
           is_all_or_nothing(framebuffer_bytes(info, phys, bytes), bytes);
}

/* The first block never has one leaf (Intel SDM 3A, "Large Page Size Considerations"). */
static bool may_have_one_leaf(const struct boot_info *info, uint64_t phys, uint64_t bytes)
{
    return phys != 0 && has_one_protection(info, phys, bytes) && is_all_or_nothing(ram_bytes(info, phys, bytes), bytes);
}

static bool is_mapped_whole(const struct boot_info *info, uint64_t phys, uint64_t bytes)
{
    return phys + bytes <= LOW_END || ram_bytes(info, phys, bytes) == bytes;
}

static struct leaf leaf_at(const struct boot_info *info, uint64_t phys)
{
    struct leaf leaf;
    CHECK(walk_to(info, info->physical_memory_virt + phys, &leaf));
    return leaf;
}

/* A block that is uniform in itself has one protection, that of its first page. */
static void check_protection(const struct boot_info *info, uint64_t phys)
{
    const struct leaf leaf = leaf_at(info, phys);
    CHECK_EQUAL(leaf.can_write, read_only_bytes(info, phys, 4096) == 0);
    CHECK(is_cache(leaf.cache, framebuffer_bytes(info, phys, 4096) == 0 ? CACHE_WRITE_BACK : CACHE_WRITE_COMBINING));
    if (cpu_has_nx())
        CHECK(!leaf.can_execute);
}

static void check_large_block(const struct boot_info *info, uint64_t phys, struct splits *splits)
{
    if (may_have_one_leaf(info, phys, 2 * MIB)) {
        CHECK(leaf_at(info, phys).bytes >= 2 * MIB);
        splits->large++;
        check_protection(info, phys);
        return;
    }
    CHECK_EQUAL(leaf_at(info, phys).bytes, 4096);
    splits->split_for_protection += !has_one_protection(info, phys, 2 * MIB);
    splits->read_only_pages += read_only_bytes(info, phys, 2 * MIB) / 4096;
    for (uint64_t page = phys; page < phys + 2 * MIB; page += 4096)
        check_protection(info, page);
}

static void check_huge_block(const struct boot_info *info, uint64_t phys, struct splits *splits)
{
    bool has_huge_leaves = cpuid_extended_edx() >> 26 & 1;
    if (has_huge_leaves && is_mapped_whole(info, phys, GIB_BYTES) && may_have_one_leaf(info, phys, GIB_BYTES)) {
        CHECK_EQUAL(leaf_at(info, phys).bytes, GIB_BYTES);
        splits->huge++;
    } else if (is_mapped_whole(info, phys, 2 * MIB)) {
        CHECK(leaf_at(info, phys).bytes <= 2 * MIB);
    }
    for (uint64_t block = phys; block < phys + GIB_BYTES; block += 2 * MIB)
        if (is_mapped_whole(info, block, 2 * MIB))
            check_large_block(info, block, splits);
}

static void print_count(const char *name, uint64_t count)
{
    print(name);
    print_hex(count);
    print("\n");
}

void kernel_main(struct boot_info *info)
{
    struct splits splits = { 0 };
    for (uint64_t phys = 0; phys < info->physical_memory_bytes; phys += GIB_BYTES)
        check_huge_block(info, phys, &splits);
    print_count("read-only pages: ", splits.read_only_pages);
    print_count("blocks of 2 MiB split for them and for the framebuffer: ", splits.split_for_protection);
    print_count("blocks of 2 MiB not split: ", splits.large);
    print_count("blocks of 1 GiB not split: ", splits.huge);
    CHECK(splits.read_only_pages >= 3 && splits.split_for_protection >= 1);
    pass();
}

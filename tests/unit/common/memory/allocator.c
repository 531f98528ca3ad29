/* The page allocator: where it looks first, what it never gives out. */
#include "common/memory/allocator.h"
#include "common/base/checked.h"
#include "tests/unit/common/memory/random.h"
#include <criterion/criterion.h>

static struct memory_region regions[8];
static struct memory_map map;
static struct page_allocator allocator;

static void start(void)
{
    map = (struct memory_map) { regions, 0, COUNT_OF(regions) };
    allocator = (struct page_allocator) { .clean = &map };
}

TestSuite(allocator, .init = start);

static void usable(u64 start_phys, u64 end_phys)
{
    cr_assert_eq(memory_map_add(&map, (struct memory_region) { start_phys, end_phys - start_phys, MEMORY_USABLE, 1, 0 }).code,
                 ERR_NONE);
}

static u64 take(u64 bytes, u64 align_bytes)
{
    u64 start_phys = 0;
    struct error error = allocator_take(&allocator, bytes, align_bytes, "test", &start_phys);
    cr_assert_eq(error.code, ERR_NONE, "error %d", error.code);
    return start_phys;
}

static void refuse(u64 bytes, u64 align_bytes)
{
    u64 start_phys = 1;
    struct error error = allocator_take(&allocator, bytes, align_bytes, "the ramdisk", &start_phys);
    cr_assert_eq(error.code, ERR_NOT_ENOUGH_MEMORY);
    cr_assert_str_eq(error_subject(error), "the ramdisk");
    cr_assert_eq(error.detail, bytes);
    cr_assert_eq(start_phys, 1, "written although it failed");
}

Test(allocator, takes_the_highest_block_below_4_gib)
{
    usable(0x100000, 0x8000000);
    usable(0x9000000, 0x9005000);
    usable(4 * GIB_BYTES, 6 * GIB_BYTES);
    cr_assert_eq(take(0x5000, PAGE_BYTES), 0x9000000);
    cr_assert_eq(take(0x5000, PAGE_BYTES), 0x7ffb000);
}

Test(allocator, rounds_bytes_up_to_pages)
{
    usable(0x100000, 0x200000);
    cr_assert_eq(take(1, PAGE_BYTES), 0x1ff000);
    cr_assert_eq(take(4097, PAGE_BYTES), 0x1fd000);
    cr_assert_eq(take(0, PAGE_BYTES), 0x1fc000);
}

Test(allocator, takes_the_lowest_block_above_4_gib_if_the_rest_is_full)
{
    usable(0x100000, 0x101000);
    usable(4 * GIB_BYTES + PAGE_BYTES, 6 * GIB_BYTES);
    cr_assert_eq(take(0x2000, PAGE_BYTES), 4 * GIB_BYTES + PAGE_BYTES);
    cr_assert_eq(take(2 * MIB_BYTES, 2 * MIB_BYTES), 4 * GIB_BYTES + 2 * MIB_BYTES);
    cr_assert_eq(take(0x1000, PAGE_BYTES), 0x100000);
}

Test(allocator, leaves_the_first_mib_alone)
{
    usable(0x1000, 0x102000);
    cr_assert_eq(take(0x2000, PAGE_BYTES), 0x100000);
    refuse(0x1000, PAGE_BYTES);
}

Test(allocator, takes_a_whole_region_and_no_byte_more)
{
    usable(0x100000, 0x104000);
    refuse(0x4001, PAGE_BYTES);
    cr_assert_eq(take(0x4000, PAGE_BYTES), 0x100000);
    refuse(1, PAGE_BYTES);
}

Test(allocator, takes_usable_memory_only)
{
    usable(0x100000, 0x200000);
    regions[0].kind = MEMORY_LOADER_RECLAIMABLE;
    refuse(0x1000, PAGE_BYTES);
}

Test(allocator, aligns_and_fills_what_alignment_left)
{
    usable(0x100000, 0x800000 - PAGE_BYTES);
    cr_assert_eq(take(2 * MIB_BYTES, 2 * MIB_BYTES), 0x400000);
    cr_assert_eq(take(0x1000, PAGE_BYTES), 0x7fe000);
}

Test(allocator, refuses_sizes_that_wrap_around)
{
    usable(0x100000, 0x200000);
    refuse(UINT64_MAX, PAGE_BYTES);
    refuse(UINT64_MAX - 8192, 2 * MIB_BYTES);
}

Test(allocator, a_region_across_4_gib_is_used_on_both_sides)
{
    usable(4 * GIB_BYTES - 0x2000, 4 * GIB_BYTES + 0x3000);
    cr_assert_eq(take(0x2000, PAGE_BYTES), 4 * GIB_BYTES - 0x2000);
    cr_assert_eq(take(0x3000, PAGE_BYTES), 4 * GIB_BYTES);
}

/* Each in a 2 MiB frame of its own, so that no two can be remembered as one. */
Test(allocator, remembers_64_scattered_blocks_and_says_when_that_is_not_enough)
{
    usable(0x100000, GIB_BYTES);
    for (int i = 0; i < ALLOCATOR_TAKEN; i++)
        take(PAGE_BYTES, 2 * MIB_BYTES);
    u64 start_phys;
    cr_assert_eq(allocator_take(&allocator, PAGE_BYTES, 2 * MIB_BYTES, "test", &start_phys).code, ERR_ALLOCATIONS_FULL);
    cr_assert_eq(take(2 * MIB_BYTES - PAGE_BYTES, PAGE_BYTES), GIB_BYTES - 2 * MIB_BYTES + PAGE_BYTES, "a neighbour still fits");
}

static bool inside_usable(u64 start_phys, u64 bytes)
{
    for (u64 i = 0; i < map.count; i++)
        if (regions[i].start_phys <= start_phys && start_phys + bytes <= regions[i].start_phys + regions[i].bytes)
            return true;
    return false;
}

Test(allocator, never_gives_a_page_twice)
{
    for (u64 round = 0; round < 300; round++) {
        struct random random = random_of_round(round);
        start();
        u64 low = MIB_BYTES;
        for (int i = 0; i < 5; i++) {
            low += random_below(&random, 300) * PAGE_BYTES;
            u64 high = low + (1 + random_below(&random, 2000)) * PAGE_BYTES;
            usable(low, high);
            low = high;
        }
        struct placed_block {
            u64 start_phys, bytes;
        } taken[40];
        u64 count = 0;
        for (int i = 0; i < 40; i++) {
            u64 bytes = (1 + random_below(&random, 300)) * PAGE_BYTES, align_bytes = PAGE_BYTES << random_below(&random, 10);
            u64 start_phys;
            if (allocator_take(&allocator, bytes, align_bytes, "test", &start_phys).code != ERR_NONE)
                continue;
            cr_assert(is_aligned(start_phys, align_bytes) && inside_usable(start_phys, bytes), "round %lu", round);
            for (u64 j = 0; j < count; j++)
                cr_assert(start_phys + bytes <= taken[j].start_phys || taken[j].start_phys + taken[j].bytes <= start_phys,
                          "round %lu: block %d overlaps block %lu", round, i, j);
            taken[count++] = (struct placed_block) { start_phys, bytes };
        }
        cr_assert_gt(count, 0);
    }
}

Test(allocator, never_gives_out_what_is_excluded)
{
    usable(0x100000, 0x200000);
    cr_assert_eq(allocator_exclude(&allocator, 0x1ff800, 0x100).code, ERR_NONE);
    cr_assert_eq(take(PAGE_BYTES, PAGE_BYTES), 0x1fe000);
}

/* Which addresses are taken, and where the next gap is. */
#include "common/memory/layout_parts.h"
#include <criterion/criterion.h>

static struct space space;

static void start(void)
{
    space.count = 0;
}

TestSuite(space, .init = start);

static char names[80];

static struct error reserve(u64 start_virt, u64 end_virt)
{
    space.collision = (struct text)TEXT_OF(names);
    return space_reserve(&space, (struct range) { start_virt, end_virt, "test" });
}

static u64 find(u64 start_virt, u64 end_virt, u64 bytes, u64 align_bytes)
{
    u64 found = 0;
    return space_find(&space, (struct range) { start_virt, end_virt, NULL }, bytes, align_bytes, &found) ? found : 0;
}

Test(space, neighbours_do_not_collide_and_one_page_of_overlap_does)
{
    cr_assert_eq(reserve(0x4000, 0x8000).code, ERR_NONE);
    cr_assert_eq(reserve(0x2000, 0x4000).code, ERR_NONE);
    cr_assert_eq(reserve(0x8000, 0x9000).code, ERR_NONE);
    struct error low = reserve(0x1000, 0x3000), inside = reserve(0x5000, 0x6000), around = reserve(0x1000, 0x10000);
    cr_assert(low.code == ERR_LAYOUT_COLLISION && low.detail == 0x2000);
    cr_assert(inside.code == ERR_LAYOUT_COLLISION && inside.detail == 0x5000);
    cr_assert(around.code == ERR_LAYOUT_COLLISION && around.detail == 0x2000);
    cr_assert_eq(space.count, 3);
}

Test(space, finds_the_lowest_gap_that_is_large_enough)
{
    cr_assert_eq(reserve(0x2000, 0x3000).code, ERR_NONE);
    cr_assert_eq(reserve(0x5000, 0x6000).code, ERR_NONE);
    cr_assert_eq(find(0x1000, 0x10000, 0x1000, 0x1000), 0x1000);
    cr_assert_eq(find(0x1000, 0x10000, 0x2000, 0x1000), 0x3000);
    cr_assert_eq(find(0x1000, 0x10000, 0x3000, 0x1000), 0x6000);
    cr_assert_eq(find(0x1000, 0x10000, 0x1000, 0x4000), 0x4000);
}

Test(space, takes_the_last_byte_of_the_range_and_no_more)
{
    cr_assert_eq(reserve(0x2000, 0x3000).code, ERR_NONE);
    cr_assert_eq(find(0x2000, 0x8000, 0x5000, 0x1000), 0x3000);
    cr_assert_eq(find(0x2000, 0x8000, 0x6000, 0x1000), 0);
    cr_assert_eq(find(0x2000, 0x2000, 0x1000, 0x1000), 0);
    cr_assert_eq(find(0x9000, 0x2000, 0x1000, 0x1000), 0, "a range that ends before it starts");
}

Test(space, alignment_does_not_wrap_around)
{
    cr_assert_eq(find(LAST_PAGE_VIRT - 0x1000, LAST_PAGE_VIRT, 0x1000, slot_bytes(4)), 0);
    cr_assert_eq(reserve(LAST_PAGE_VIRT - slot_bytes(4), LAST_PAGE_VIRT).code, ERR_NONE);
    cr_assert_eq(find(LAST_PAGE_VIRT - slot_bytes(4), LAST_PAGE_VIRT, 0x1000, slot_bytes(4)), 0);
}

Test(space, says_when_it_is_full)
{
    for (u64 i = 0; i < SPACE_TAKEN; i++)
        cr_assert_eq(reserve((2 * i + 1) * PAGE_BYTES, (2 * i + 2) * PAGE_BYTES).code, ERR_NONE);
    cr_assert_eq(reserve(GIB_BYTES, 2 * GIB_BYTES).code, ERR_LAYOUT_FULL);
}

/* The list of mappings: sorted as it grows, split where a boundary is wanted, merged where there is none. */
#include "common/memory/layout_parts.h"
#include <criterion/criterion.h>

static struct boot_mapped mappings[4];
static struct layout layout;

static void start(void)
{
    layout = (struct layout) { .mappings = mappings, .capacity = COUNT_OF(mappings) };
}

TestSuite(layout_list, .init = start);

static struct boot_mapped run(u64 start_virt, u64 start_phys, u64 bytes)
{
    return (struct boot_mapped) { .start_virt = start_virt, .start_phys = start_phys, .bytes = bytes, .owner = MAP_OWNER_STACK };
}

static void insert(struct boot_mapped mapping)
{
    cr_assert_eq(layout_list_insert(&layout, mapping).code, ERR_NONE);
}

Test(layout_list, keeps_itself_sorted)
{
    insert(run(0x5000, 0, 0x1000));
    insert(run(0x1000, 0, 0x1000));
    insert(run(0x3000, 0, 0x1000));
    cr_assert(mappings[0].start_virt == 0x1000 && mappings[1].start_virt == 0x3000 && mappings[2].start_virt == 0x5000);
}

Test(layout_list, takes_its_last_entry_and_refuses_one_more)
{
    for (u64 i = 1; i <= COUNT_OF(mappings); i++)
        insert(run(i * 0x1000, 0, 0x1000));
    struct error error = layout_list_insert(&layout, run(0x9000, 0, 0x1000));
    cr_assert_eq(error.code, ERR_LAYOUT_FULL);
    cr_assert_eq(error.detail, COUNT_OF(mappings));
}

Test(layout_list, splits_inside_a_mapping_only)
{
    insert(run(0x1000, 0x7000, 0x3000));
    static const u64 outside[] = { 0, 0x1000, 0x4000, 0x9000 };
    for (size_t i = 0; i < COUNT_OF(outside); i++)
        cr_assert_eq(layout_list_split(&layout, outside[i]).code, ERR_NONE);
    cr_assert_eq(layout.count, 1);
    cr_assert_eq(layout_list_split(&layout, 0x2000).code, ERR_NONE);
    cr_assert_eq(layout.count, 2);
    cr_assert(mappings[0].bytes == 0x1000 && mappings[1].bytes == 0x2000 && mappings[1].start_phys == 0x8000);
}

Test(layout_list, merges_what_it_split)
{
    insert(run(0x1000, 0x7000, 0x4000));
    cr_assert_eq(layout_list_split(&layout, 0x2000).code, ERR_NONE);
    cr_assert_eq(layout_list_split(&layout, 0x4000).code, ERR_NONE);
    layout_list_merge(&layout);
    cr_assert_eq(layout.count, 1);
    cr_assert_eq(mappings[0].bytes, 0x4000);
}

Test(layout_list, merges_nothing_that_differs)
{
    for (int difference = 0; difference < 5; difference++) {
        start();
        struct boot_mapped high = run(0x2000, 0x8000, 0x1000);
        high.start_virt += difference == 0 ? 0x1000 : 0;
        high.start_phys += difference == 1 ? 0x1000 : 0;
        high.permissions += difference == 2;
        high.cache += difference == 3;
        high.owner += difference == 4;
        insert(run(0x1000, 0x7000, 0x1000));
        insert(high);
        layout_list_merge(&layout);
        cr_assert_eq(layout.count, 2, "difference %d", difference);
    }
}

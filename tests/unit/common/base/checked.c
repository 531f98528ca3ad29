/* Arithmetic that says when it overflows. */
#include "common/base/checked.h"
#include <criterion/criterion.h>

Test(checked, adds_up_to_the_largest_number)
{
    u64 sum = 7;
    cr_assert(checked_add(UINT64_MAX - 1, 1, &sum));
    cr_assert_eq(sum, UINT64_MAX);
    sum = 7;
    cr_assert_not(checked_add(UINT64_MAX, 1, &sum));
    cr_assert_eq(sum, 7, "written although it failed");
}

Test(checked, a_part_lies_inside_up_to_the_last_byte)
{
    cr_assert(checked_is_inside(0, 0, 0));
    cr_assert(checked_is_inside(4, 6, 10));
    cr_assert_not(checked_is_inside(4, 7, 10));
    cr_assert(checked_is_inside(10, 0, 10));
    cr_assert_not(checked_is_inside(11, 0, 10));
    cr_assert_not(checked_is_inside(UINT64_MAX, 2, 10));
    cr_assert_not(checked_is_inside(2, UINT64_MAX, 10));
}

Test(checked, multiplies_up_to_the_largest_number)
{
    u64 product = 7;
    cr_assert(checked_multiply(UINT64_MAX / 3, 3, &product));
    cr_assert_eq(product, UINT64_MAX);
    product = 7;
    cr_assert_not(checked_multiply(UINT64_MAX / 3 + 1, 3, &product));
    cr_assert_eq(product, 7, "written although it failed");
    cr_assert(checked_multiply(UINT64_MAX, 0, &product));
    cr_assert_eq(product, 0);
}

Test(checked, aligns_up_to_the_last_page)
{
    u64 aligned = 7;
    cr_assert(checked_align_up(UINT64_MAX - 4095, 4096, &aligned));
    cr_assert_eq(aligned, UINT64_MAX - 4095);
    aligned = 7;
    cr_assert_not(checked_align_up(UINT64_MAX - 4094, 4096, &aligned));
    cr_assert_eq(aligned, 7, "written although it failed");
}

Test(checked, rounds_to_a_power_of_two)
{
    cr_assert_eq(align_up(0, 4096), 0);
    cr_assert_eq(align_up(1, 4096), 4096);
    cr_assert_eq(align_up(4096, 4096), 4096);
    cr_assert_eq(align_down(4095, 4096), 0);
    cr_assert_eq(align_down(UINT64_MAX, 1ull << 40), 0xffffff0000000000);
    cr_assert(is_aligned(1ull << 40, 1ull << 40));
    cr_assert_not(is_aligned(1ull << 39, 1ull << 40));
    cr_assert(is_aligned(3, 1));
}

Test(checked, knows_powers_of_two)
{
    cr_assert_not(is_power_of_two(0));
    cr_assert(is_power_of_two(1));
    cr_assert(is_power_of_two(1ull << 63));
    cr_assert_not(is_power_of_two(3));
    cr_assert_not(is_power_of_two((1ull << 63) + 1));
}

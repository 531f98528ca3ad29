/* The halves of the address space, and mapping words. */
#include "common/base/address.h"
#include <criterion/criterion.h>

Test(address, is_canonical_up_to_the_hole_and_from_its_end)
{
    cr_assert(address_is_canonical(0, 4));
    cr_assert(address_is_canonical(0x00007fffffffffff, 4));
    cr_assert_not(address_is_canonical(0x0000800000000000, 4));
    cr_assert_not(address_is_canonical(0xffff7fffffffffff, 4));
    cr_assert(address_is_canonical(0xffff800000000000, 4));
    cr_assert(address_is_canonical(UINT64_MAX, 4));
}

Test(address, has_nine_more_bits_with_five_levels)
{
    cr_assert(address_is_canonical(0x00ffffffffffffff, 5));
    cr_assert_not(address_is_canonical(0x0100000000000000, 5));
    cr_assert_not(address_is_canonical(0xfeffffffffffffff, 5));
    cr_assert(address_is_canonical(0xff00000000000000, 5));
}

Test(address, knows_where_the_halves_end)
{
    cr_assert_eq(lower_half_end_virt(4), 0x0000800000000000);
    cr_assert_eq(upper_half_start_virt(4), 0xffff800000000000);
    cr_assert_eq(LAST_PAGE_VIRT, 0xfffffffffffff000);
}

Test(mapping, is_fixed_only_as_the_contract_spells_it)
{
    cr_assert(mapping_is_fixed(MAPPING_FIXED(0xffffe00000000000)));
    cr_assert_not(mapping_is_fixed(MAPPING_DEFAULT));
    cr_assert_not(mapping_is_fixed(MAPPING_NONE));
    cr_assert_not(mapping_is_fixed(MAPPING_DYNAMIC));
    cr_assert_not(mapping_is_fixed(MAPPING_FIXED(0x1000) + 1));
}

Test(mapping, gives_back_the_address_it_was_made_of)
{
    cr_assert_eq(mapping_fixed(0xffffe00000001000), MAPPING_FIXED(0xffffe00000001000));
    cr_assert_eq(mapping_virt(mapping_fixed(0xffffe00000001000)), 0xffffe00000001000);
}

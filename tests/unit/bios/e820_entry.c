/* Entries of the BIOS's memory map, long and short. */
#include "bios/e820.h"
#include <criterion/criterion.h>

static u8 entry[E820_ENTRY_BYTES];
static struct memory_region region;

static void fill(u32 type, u32 attributes)
{
    store_u64(entry, 0x123456789000);
    store_u64(entry + 8, 0x5000);
    store_u32(entry + 16, type);
    store_u32(entry + 20, attributes);
}

static u32 kind_of_type(u32 type)
{
    fill(type, 1);
    cr_assert(e820_translate(entry, 24, &region));
    return region.kind;
}

Test(e820_entry, keeps_address_length_type_and_attributes)
{
    fill(1, 3);
    cr_assert(e820_translate(entry, 24, &region));
    cr_assert_eq(region.start_phys, 0x123456789000);
    cr_assert_eq(region.bytes, 0x5000);
    cr_assert_eq(region.firmware_type, 1);
    cr_assert_eq(region.attributes, 3);
}

Test(e820_entry, translates_known_types)
{
    cr_assert_eq(kind_of_type(1), MEMORY_USABLE);
    cr_assert_eq(kind_of_type(2), MEMORY_RESERVED);
    cr_assert_eq(kind_of_type(3), MEMORY_ACPI_RECLAIMABLE);
    cr_assert_eq(kind_of_type(4), MEMORY_ACPI_NVS);
    cr_assert_eq(kind_of_type(5), MEMORY_BAD);
}

Test(e820_entry, takes_unknown_types_as_reserved)
{
    cr_assert_eq(kind_of_type(0), MEMORY_RESERVED);
    cr_assert_eq(kind_of_type(6), MEMORY_RESERVED);
    cr_assert_eq(kind_of_type(7), MEMORY_RESERVED); /* persistent memory is not for the loader to give away */
    cr_assert_eq(kind_of_type(UINT32_MAX), MEMORY_RESERVED);
}

Test(e820_entry, ignores_a_long_entry_that_is_marked_absent)
{
    fill(1, 0);
    cr_assert_not(e820_translate(entry, 24, &region));
    fill(1, 2);
    cr_assert_not(e820_translate(entry, 24, &region));
}

Test(e820_entry, has_no_attributes_in_a_short_entry)
{
    fill(1, 0);
    cr_assert(e820_translate(entry, 20, &region));
    cr_assert_eq(region.attributes, 0);
    cr_assert(e820_translate(entry, 23, &region));
}

Test(e820_entry, refuses_less_than_20_bytes)
{
    fill(1, 1);
    cr_assert_not(e820_translate(entry, 19, &region));
    cr_assert_not(e820_translate(entry, 0, &region));
}

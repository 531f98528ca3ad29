/* Anchors in memory: found on paragraphs, with checksums, inside the area only. */
#include "bios/tables.h"
#include <criterion/criterion.h>
#include <string.h>

static u8 area_bytes[256];
static const struct bytes area = { area_bytes, sizeof(area_bytes) };
static u64 offset;

static void clear(void)
{
    memset(area_bytes, 0, sizeof(area_bytes));
    offset = 77;
}

TestSuite(tables, .init = clear);

/* Makes `len` bytes at `at` sum up to 0 by the byte at `at + checksum`. */
static void seal(size_t at, size_t len, size_t checksum)
{
    u8 sum = 0;
    area_bytes[at + checksum] = 0;
    for (size_t i = 0; i < len; i++)
        sum = (u8)(sum + area_bytes[at + i]);
    area_bytes[at + checksum] = (u8)-sum;
}

static void put_rsdp(size_t at, u8 revision, u32 length)
{
    memcpy(area_bytes + at, "RSD PTR LINTEL", 14);
    area_bytes[at + 15] = revision;
    seal(at, 20, 8);
    if (revision >= 2) {
        store_u32(area_bytes + at + 20, length);
        area_bytes[at + 24] = 0x5a;
        seal(at, 36, 32);
    }
}

Test(tables, finds_an_rsdp_of_acpi_1)
{
    put_rsdp(48, 0, 0);
    cr_assert(rsdp_find(area, &offset));
    cr_assert_eq(offset, 48);
}

Test(tables, finds_an_rsdp_of_acpi_2)
{
    put_rsdp(64, 2, 36);
    cr_assert(rsdp_find(area, &offset));
    cr_assert_eq(offset, 64);
}

Test(tables, ignores_an_rsdp_off_the_paragraph)
{
    put_rsdp(56, 0, 0);
    cr_assert_not(rsdp_find(area, &offset));
    cr_assert_eq(offset, 77);
}

Test(tables, passes_over_an_rsdp_with_a_wrong_checksum)
{
    put_rsdp(16, 0, 0);
    area_bytes[16 + 9]++;
    put_rsdp(96, 0, 0);
    cr_assert(rsdp_find(area, &offset));
    cr_assert_eq(offset, 96);
}

Test(tables, wants_the_second_checksum_from_revision_2_on)
{
    put_rsdp(16, 2, 36);
    area_bytes[16 + 33]++;
    cr_assert_not(rsdp_find(area, &offset));
}

Test(tables, refuses_an_rsdp_that_says_it_is_short_or_leaves_the_area)
{
    put_rsdp(16, 2, 35);
    cr_assert_not(rsdp_find(area, &offset));
    put_rsdp(16, 2, UINT32_MAX);
    cr_assert_not(rsdp_find(area, &offset));
}

Test(tables, finds_an_rsdp_that_ends_with_the_area_and_no_later_one)
{
    put_rsdp(208, 2, 36);
    cr_assert(rsdp_find((struct bytes) { area_bytes, 244 }, &offset));
    cr_assert_not(rsdp_find((struct bytes) { area_bytes, 243 }, &offset));
}

Test(tables, finds_smbios_anchors)
{
    memcpy(area_bytes + 32, "_SM_", 4);
    area_bytes[32 + 5] = 31;
    seal(32, 31, 4);
    memcpy(area_bytes + 128, "_SM3_", 5);
    area_bytes[128 + 6] = 24;
    seal(128, 24, 5);
    cr_assert(smbios32_find(area, &offset));
    cr_assert_eq(offset, 32);
    cr_assert(smbios64_find(area, &offset));
    cr_assert_eq(offset, 128);
}

Test(tables, refuses_smbios_anchors_that_are_short)
{
    memcpy(area_bytes + 32, "_SM_", 4);
    area_bytes[32 + 5] = 29;
    seal(32, 29, 4);
    memcpy(area_bytes + 128, "_SM3_", 5);
    area_bytes[128 + 6] = 23;
    seal(128, 23, 5);
    cr_assert_not(smbios32_find(area, &offset));
    cr_assert_not(smbios64_find(area, &offset));
}

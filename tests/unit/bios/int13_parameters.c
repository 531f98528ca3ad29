/* What BIOSes say about their drives, and what is believed. */
#include "bios/disk.h"
#include <criterion/criterion.h>

static struct disk disk;

static void parse(u64 sector_count, u16 sector_bytes)
{
    u8 answer[INT13_PARAMETERS_BYTES] = { 0 };
    store_u64(answer + 16, sector_count);
    store_u16(answer + 24, sector_bytes);
    disk.sector_bytes = 512;
    int13_parse_parameters(answer, &disk);
}

Test(int13_parameters, multiplies_count_and_proven_size)
{
    parse(1000, 512);
    cr_assert_eq(disk.bytes, 512000);
}

Test(int13_parameters, does_not_believe_another_sector_size)
{
    parse(1000, 0);
    cr_assert_eq(disk.bytes, 512000);
    parse(1000, 2048);
    cr_assert_eq(disk.sector_bytes, 512);
    cr_assert_eq(disk.bytes, 512000);
}

Test(int13_parameters, takes_a_count_of_0_or_minus_1_as_unknown)
{
    parse(0, 512);
    cr_assert_eq(disk.bytes, UINT64_MAX);
    parse(UINT64_MAX, 512);
    cr_assert_eq(disk.bytes, UINT64_MAX);
}

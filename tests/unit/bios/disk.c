/* The disk reader over a fake BIOS: a medium in memory that fails as it is told. */
#include "bios/disk.h"
#include <criterion/criterion.h>
#include <string.h>

#define SECTOR_BYTES 512u
#define SECTORS      600u

static u8 medium[SECTORS * SECTOR_BYTES];
static u8 window[65536];
static u8 destination[SECTORS * SECTOR_BYTES + 1];
static struct disk disk;
static struct reader reader;

static u32 calls, largest_call;
static u32 failures_left;   /* the next calls that fail                */
static u32 sectors_at_most; /* a BIOS that cannot do more in one call  */
static u64 bad_lba;         /* a sector that never can be read         */

static u8 transfer(struct disk *from, u64 lba, u32 sectors)
{
    calls++;
    largest_call = sectors > largest_call ? sectors : largest_call;
    const bool is_bad = lba <= bad_lba && bad_lba < lba + sectors;
    if (failures_left != 0 || sectors > sectors_at_most || is_bad || lba + sectors > SECTORS) {
        failures_left -= failures_left != 0;
        return 4;
    }
    memcpy(from->window, medium + lba * SECTOR_BYTES, (size_t)sectors * SECTOR_BYTES);
    return 0;
}

static void start(void)
{
    for (size_t i = 0; i < sizeof(medium); i++)
        medium[i] = (u8)(i * 7 + i / SECTOR_BYTES);
    disk = (struct disk) {
        .transfer = transfer, .window = window, .sector_bytes = SECTOR_BYTES, .call_sectors = 127, .bytes = sizeof(medium)
    };
    reader = disk_reader(&disk);
    calls = largest_call = failures_left = 0;
    sectors_at_most = 127;
    bad_lba = UINT64_MAX;
}

TestSuite(bios_disk, .init = start);

static struct error read(u64 offset, u64 len)
{
    memset(destination, 0xee, sizeof(destination));
    return reader_read(&reader, offset, destination, len);
}

static void assert_reads(u64 offset, u64 len)
{
    struct error error = read(offset, len);
    cr_assert_eq(error.code, ERR_NONE, "error %d", error.code);
    cr_assert_arr_eq(destination, medium + offset, len);
    cr_assert_eq(destination[len], 0xee, "it wrote past the end");
}

Test(bios_disk, reads_any_bytes)
{
    assert_reads(0, 1);
    assert_reads(511, 2);
    assert_reads(1000, 5000);
    assert_reads(sizeof(medium) - 1, 1);
    assert_reads(3, sizeof(medium) - 3);
    assert_reads(0, sizeof(medium));
}

Test(bios_disk, refuses_a_byte_past_the_end)
{
    cr_assert_eq(read(sizeof(medium), 1).code, ERR_READ_PAST_END);
}

Test(bios_disk, serves_small_reads_that_follow_each_other_from_one_call)
{
    for (u64 offset = 0; offset < 16 * KIB_BYTES; offset += 32)
        assert_reads(offset, 32);
    cr_assert_eq(calls, 1);
}

Test(bios_disk, reads_large_pieces_with_large_calls)
{
    assert_reads(0, 254 * SECTOR_BYTES);
    cr_assert_eq(calls, 2);
    cr_assert_eq(largest_call, 127);
}

Test(bios_disk, does_not_read_ahead_past_the_end)
{
    assert_reads((SECTORS - 2) * SECTOR_BYTES, 10);
    cr_assert_eq(calls, 1);
    cr_assert_eq(largest_call, 2);
}

Test(bios_disk, succeeds_at_the_third_try)
{
    failures_left = 2;
    assert_reads(0, SECTOR_BYTES);
    cr_assert_eq(calls, 3);
    cr_assert_eq(disk.call_sectors, 127);
}

Test(bios_disk, asks_for_less_after_three_failures)
{
    sectors_at_most = 64;
    assert_reads(0, sizeof(medium));
    cr_assert_eq(disk.call_sectors, 31);
}

Test(bios_disk, works_with_a_bios_that_reads_sector_by_sector)
{
    sectors_at_most = 1;
    assert_reads(0, sizeof(medium));
}

Test(bios_disk, does_not_slow_down_for_a_bad_sector_once_large_calls_have_worked)
{
    assert_reads(0, 127 * SECTOR_BYTES);
    bad_lba = 300;
    cr_assert_eq(read(290 * SECTOR_BYTES, 20 * SECTOR_BYTES).code, ERR_DISK_READ);
    cr_assert_eq(disk.call_sectors, 127);
}

Test(bios_disk, reads_what_lies_before_a_bad_sector)
{
    bad_lba = 5;
    assert_reads(0, 5 * SECTOR_BYTES);
}

Test(bios_disk, reports_the_sector_that_cannot_be_read)
{
    bad_lba = 5;
    struct error error = read(0, 6 * SECTOR_BYTES);
    cr_assert_eq(error.code, ERR_DISK_READ);
    cr_assert_eq(error.detail, 5);
}

Test(bios_disk, forgets_its_window_when_a_read_fails)
{
    bad_lba = 40;
    assert_reads(0, SECTOR_BYTES);
    cr_assert_eq(read(40 * SECTOR_BYTES, 1).code, ERR_DISK_READ);
    medium[0] ^= 0xff;
    assert_reads(0, SECTOR_BYTES);
}

Test(bios_disk, reads_an_end_that_the_bios_counts_wrongly)
{
    disk.bytes = UINT64_MAX;
    reader = disk_reader(&disk);
    assert_reads((SECTORS - 1) * SECTOR_BYTES, SECTOR_BYTES);
}

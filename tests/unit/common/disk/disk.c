/* The choice between GPT and MBR. */
#include "tests/unit/common/disk/gpt_disk.h"
#include <criterion/criterion.h>
#include <string.h>

static struct gpt_disk disk;

static void start(void)
{
    gpt_disk_begin(&disk, 512);
}

static void finish(void)
{
    gpt_disk_end(&disk);
}

TestSuite(disk, .init = start, .fini = finish);

static void become_mbr_disk(u32 first_lba, u32 sectors)
{
    u8 *entry = disk.data + MBR_ENTRIES;
    memset(entry, 0, 64);
    entry[MBR_ENTRY_TYPE] = MBR_TYPE_EFI_SYSTEM;
    store_u32(entry + MBR_ENTRY_FIRST_LBA, first_lba);
    store_u32(entry + MBR_ENTRY_SECTORS, sectors);
}

Test(disk, finds_the_boot_partition_by_gpt)
{
    cr_assert_eq(gpt_disk_find_boot(&disk).code, ERR_NONE);
    cr_assert(disk.identity.is_gpt);
    cr_assert_eq(disk.identity.disk_guid[0], 1);
    cr_assert_eq(disk.identity.mbr_signature, 0x12345678);
    cr_assert_eq(disk.partition.number, 2);
    cr_assert_not(disk.used_backup);
}

Test(disk, says_that_it_used_the_backup)
{
    gpt_disk_primary(&disk)[GPT_HEADER_CRC] ^= 1;
    cr_assert_eq(gpt_disk_find_boot(&disk).code, ERR_NONE);
    cr_assert(disk.used_backup);
    cr_assert_eq(disk.partition.number, 2);
}

Test(disk, finds_the_boot_partition_by_mbr)
{
    memset(gpt_disk_primary(&disk), 0, 512);
    become_mbr_disk(50, 206);
    cr_assert_eq(gpt_disk_find_boot(&disk).code, ERR_NONE);
    cr_assert_not(disk.identity.is_gpt);
    cr_assert_eq(disk.identity.mbr_signature, 0x12345678);
    cr_assert_eq(disk.partition.first_lba, 50);
    cr_assert_eq(disk.partition.last_lba, 255);
    cr_assert_not(disk.used_backup);
}

Test(disk, refuses_an_mbr_partition_past_the_end)
{
    memset(gpt_disk_primary(&disk), 0, 512);
    become_mbr_disk(50, 207);
    struct error error = gpt_disk_find_boot(&disk);
    cr_assert_eq(error.code, ERR_READ_PAST_END);
    cr_assert_str_eq(error_subject(error), "test disk");
}

Test(disk, ignores_what_a_former_gpt_left_behind)
{
    become_mbr_disk(50, 100);
    gpt_disk_primary(&disk)[GPT_HEADER_CRC] ^= 1;
    memset(gpt_disk_backup(&disk), 0, 512);
    disk.used_backup = true;
    cr_assert_eq(gpt_disk_find_boot(&disk).code, ERR_NONE);
    cr_assert_not(disk.identity.is_gpt);
    cr_assert_not(disk.used_backup);
    cr_assert_eq(disk.partition.first_lba, 50);
}

Test(disk, does_not_fall_back_to_the_mbr_of_a_gpt_disk)
{
    gpt_disk_primary(&disk)[GPT_HEADER_CRC] ^= 1;
    memset(gpt_disk_backup(&disk), 0, 512);
    cr_assert_eq(gpt_disk_find_boot(&disk).code, ERR_GPT_DAMAGED);
}

Test(disk, refuses_an_empty_disk)
{
    memset(disk.data, 0, 1024);
    struct error error = gpt_disk_find_boot(&disk);
    cr_assert_eq(error.code, ERR_NO_PARTITION_TABLE);
    cr_assert_str_eq(error_subject(error), "test disk");
}

Test(disk, refuses_other_sector_sizes)
{
    disk.sector_bytes = 1024;
    cr_assert_eq(gpt_disk_find_boot(&disk).code, ERR_DISK_SECTOR_SIZE);
}

Test(disk, refuses_a_disk_of_one_sector)
{
    disk.counted.reader.bytes = 512;
    memset(disk.data + MBR_ENTRIES, 0, 64);
    cr_assert_eq(gpt_disk_find_boot(&disk).code, ERR_NO_BOOT_PARTITION);
}

Test(disk, reads_the_first_sector_once)
{
    disk.counted.watch_end = 512;
    cr_assert_eq(gpt_disk_find_boot(&disk).code, ERR_NONE);
    cr_assert_eq(disk.counted.watched_bytes, 512);
    become_mbr_disk(50, 100);
    memset(gpt_disk_primary(&disk), 0, 512);
    cr_assert_eq(gpt_disk_find_boot(&disk).code, ERR_NONE);
    cr_assert_eq(disk.counted.watched_bytes, 2 * 512);
}

/* Finding a partition in good and damaged tables. */
#include "common/disk/crc32.h"
#include "tests/unit/common/disk/gpt_disk.h"
#include <criterion/criterion.h>
#include <criterion/parameterized.h>
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

TestSuite(gpt_read, .init = start, .fini = finish);

static void expect_found(bool by_backup)
{
    struct error error = gpt_disk_find(&disk);
    cr_assert_eq(error.code, ERR_NONE, "error %d, detail %llx", error.code, (unsigned long long)error.detail);
    cr_assert(disk.identity.is_gpt);
    cr_assert_eq(disk.identity.mbr_signature, load_u32(disk.data + MBR_DISK_ID));
    cr_assert_eq(disk.used_backup, by_backup);
    cr_assert_eq(disk.partition.number, 2);
    cr_assert_eq(disk.partition.first_lba, GPT_DISK_FIRST);
    cr_assert_eq(disk.partition.last_lba, GPT_DISK_LAST);
    cr_assert_eq(disk.partition.guid[0], 0x22);
    cr_assert_eq(disk.partition.mbr_type, 0);
    cr_assert_eq(memcmp(disk.partition.type_guid, gpt_type_efi_system, 16), 0);
    cr_assert_eq(disk.identity.disk_guid[15], 16);
}

static void expect_error(enum error_code code)
{
    struct error error = gpt_disk_find(&disk);
    cr_assert_eq(error.code, code, "error %d", error.code);
    cr_assert_str_eq(error_subject(error), "test disk");
}

static u32 sector_sizes[] = { 512, 2048, 4096 };

ParameterizedTestParameters(gpt_read, finds_the_partition)
{
    return cr_make_param_array(u32, sector_sizes, COUNT_OF(sector_sizes));
}

ParameterizedTest(u32 *sector_bytes, gpt_read, finds_the_partition)
{
    finish();
    gpt_disk_begin(&disk, *sector_bytes);
    expect_found(false);
    memset(gpt_disk_primary(&disk), 0xff, 512);
    expect_found(true);
}

Test(gpt_read, refuses_other_sector_sizes)
{
    static const u32 wrong[] = { 0, 1, 511, 513, 1024, 8192, UINT32_MAX };
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        disk.sector_bytes = wrong[i];
        struct error error = gpt_disk_find(&disk);
        cr_assert_eq(error.code, ERR_DISK_SECTOR_SIZE);
        cr_assert_eq(error.detail, wrong[i]);
    }
}

Test(gpt_read, reads_each_sector_of_the_table_once)
{
    expect_found(false);
    cr_assert_leq(disk.counted.bytes, 512 + GPT_HEADER_BYTES + GPT_ENTRIES * GPT_ENTRY_BYTES);
}

Test(gpt_read, uses_the_backup_if_the_primary_header_is_damaged)
{
    static const u32 fields[] = { GPT_SIGNATURE,     GPT_REVISION,     GPT_HEADER_SIZE, GPT_HEADER_CRC, GPT_MY_LBA,
                                  GPT_ALTERNATE_LBA, GPT_ENTRIES_LBA,  GPT_ENTRY_COUNT, GPT_ENTRY_SIZE, GPT_ENTRIES_CRC,
                                  GPT_DISK_GUID,     GPT_FIRST_USABLE, GPT_LAST_USABLE };
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        gpt_disk_primary(&disk)[fields[i]] ^= 0x40;
        expect_found(true);
        gpt_disk_primary(&disk)[fields[i]] ^= 0x40;
    }
    expect_found(false);
}

Test(gpt_read, uses_the_backup_if_an_entry_is_damaged)
{
    for (u32 number = 1; number <= GPT_ENTRIES; number += 127) {
        gpt_disk_entry(&disk, number)[GPT_ENTRY_NAME] ^= 1;
        expect_found(true);
        gpt_disk_entry(&disk, number)[GPT_ENTRY_NAME] ^= 1;
    }
}

Test(gpt_read, uses_the_backup_if_the_primary_cannot_be_read)
{
    disk.counted.bad_offset = 512;
    disk.counted.bad_end = 1024;
    expect_found(true);
}

Test(gpt_read, distrusts_a_header_that_says_it_lies_elsewhere)
{
    store_u64(gpt_disk_primary(&disk) + GPT_MY_LBA, 2);
    gpt_disk_sign(&disk, gpt_disk_primary(&disk));
    expect_found(true);
}

Test(gpt_read, finds_the_backup_where_the_primary_header_says)
{
    u8 *moved = disk.data + 210ull * 512; /* as after the disk grew */
    memcpy(moved, gpt_disk_backup(&disk), 512);
    memset(gpt_disk_backup(&disk), 0, 512);
    store_u64(moved + GPT_MY_LBA, 210);
    gpt_disk_sign(&disk, moved);
    store_u64(gpt_disk_primary(&disk) + GPT_ALTERNATE_LBA, 210);
    gpt_disk_sign(&disk, gpt_disk_primary(&disk));
    expect_found(false);
    gpt_disk_entry(&disk, 1)[GPT_ENTRY_NAME] ^= 1;
    expect_found(true);
}

Test(gpt_read, looks_in_the_last_sector_if_the_primary_header_points_nowhere)
{
    static const u64 nowhere[] = { 0, 1, 3, GPT_DISK_SECTORS, UINT64_MAX };
    for (size_t i = 0; i < COUNT_OF(nowhere); i++) {
        store_u64(gpt_disk_primary(&disk) + GPT_ALTERNATE_LBA, nowhere[i]);
        gpt_disk_sign(&disk, gpt_disk_primary(&disk));
        gpt_disk_entry(&disk, 1)[GPT_ENTRY_NAME] ^= 1; /* a good header over bad entries */
        expect_found(true);
    }
}

Test(gpt_read, refuses_a_disk_with_both_headers_damaged)
{
    gpt_disk_primary(&disk)[GPT_DISK_GUID] ^= 1;
    gpt_disk_backup(&disk)[GPT_DISK_GUID] ^= 1;
    expect_error(ERR_GPT_DAMAGED);
}

Test(gpt_read, refuses_a_disk_with_one_header_and_the_other_entries_damaged)
{
    gpt_disk_primary(&disk)[GPT_DISK_GUID] ^= 1;
    gpt_disk_backup_entry(&disk, 1)[GPT_ENTRY_NAME] ^= 1;
    expect_error(ERR_GPT_DAMAGED);
}

/* Changes a number in both headers and signs both. */
static void set_both(u32 field, u32 value)
{
    u8 *headers[] = { gpt_disk_primary(&disk), gpt_disk_backup(&disk) };
    for (size_t i = 0; i < 2; i++) {
        store_u32(headers[i] + field, value);
        gpt_disk_sign(&disk, headers[i]);
    }
}

Test(gpt_read, refuses_impossible_entry_sizes)
{
    static const u32 wrong[] = { 0, 1, 64, 127, 129, 192, 8192, 0x80000000, UINT32_MAX };
    set_both(GPT_ENTRY_COUNT, 1);
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        set_both(GPT_ENTRY_SIZE, wrong[i]);
        expect_error(ERR_GPT_DAMAGED);
    }
}

Test(gpt_read, refuses_impossible_entry_counts)
{
    static const u32 wrong[] = { 8193, 0x80000000, UINT32_MAX };
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        set_both(GPT_ENTRY_COUNT, wrong[i]);
        expect_error(ERR_GPT_DAMAGED);
    }
}

Test(gpt_read, reads_larger_entries)
{
    for (u32 entry_bytes = 128; entry_bytes <= 4096; entry_bytes *= 2) {
        u8 entry[GPT_ENTRY_BYTES];
        memcpy(entry, gpt_disk_entry(&disk, 2), sizeof(entry));
        memset(gpt_disk_entry(&disk, 2), 0, sizeof(entry));
        memset(gpt_disk_entry(&disk, 1), 0, 3 * 4096);
        memcpy(gpt_disk_entry(&disk, 1) + entry_bytes, entry, sizeof(entry));
        store_u32(gpt_disk_primary(&disk) + GPT_ENTRY_COUNT, 3);
        store_u32(gpt_disk_primary(&disk) + GPT_ENTRY_SIZE, entry_bytes);
        gpt_disk_sign(&disk, gpt_disk_primary(&disk));
        expect_found(false);
        finish();
        start();
    }
}

Test(gpt_read, does_not_take_the_rest_of_a_large_entry_for_an_entry)
{
    u8 *entry = gpt_disk_entry(&disk, 1);
    memset(entry, 0, 1024);
    memcpy(entry + 128, gpt_type_efi_system, 16);
    store_u32(gpt_disk_primary(&disk) + GPT_ENTRY_COUNT, 1);
    store_u32(gpt_disk_primary(&disk) + GPT_ENTRY_SIZE, 1024);
    gpt_disk_sign(&disk, gpt_disk_primary(&disk));
    expect_error(ERR_NO_BOOT_PARTITION);
}

Test(gpt_read, counts_only_the_entries_that_the_header_names)
{
    set_both(GPT_ENTRY_COUNT, 2);
    expect_found(false);
    set_both(GPT_ENTRY_COUNT, 1);
    expect_error(ERR_NO_BOOT_PARTITION);
    set_both(GPT_ENTRY_COUNT, 0);
    expect_error(ERR_NO_BOOT_PARTITION);
}

Test(gpt_read, reads_a_longer_header)
{
    u8 *header = gpt_disk_primary(&disk);
    memset(header + GPT_HEADER_BYTES, 0x5a, 512 - GPT_HEADER_BYTES);
    store_u32(header + GPT_HEADER_SIZE, 512);
    gpt_disk_sign(&disk, header);
    expect_found(false);
    store_u32(header + GPT_HEADER_SIZE, 513);
    gpt_disk_sign(&disk, header);
    expect_found(true);
}

Test(gpt_read, takes_the_first_partition_of_the_type)
{
    memcpy(gpt_disk_entry(&disk, 3), gpt_disk_entry(&disk, 2), GPT_ENTRY_BYTES);
    gpt_disk_entry(&disk, 3)[GPT_ENTRY_GUID] = 0x33;
    gpt_disk_sign(&disk, gpt_disk_primary(&disk));
    expect_found(false);
}

Test(gpt_read, says_how_many_partitions_it_saw)
{
    for (u32 backup = 0; backup < 2; backup++) {
        u8 *entry = backup ? gpt_disk_backup_entry(&disk, 2) : gpt_disk_entry(&disk, 2);
        entry[GPT_ENTRY_TYPE] ^= 1;
        gpt_disk_sign(&disk, backup ? gpt_disk_backup(&disk) : gpt_disk_primary(&disk));
    }
    struct error error = gpt_disk_find(&disk);
    cr_assert_eq(error.code, ERR_NO_BOOT_PARTITION);
    cr_assert_eq(error.detail, 2);
}

static void set_last_lba(u64 last_lba)
{
    store_u64(gpt_disk_entry(&disk, 2) + GPT_ENTRY_LAST_LBA, last_lba);
    store_u64(gpt_disk_backup_entry(&disk, 2) + GPT_ENTRY_LAST_LBA, last_lba);
    gpt_disk_sign(&disk, gpt_disk_primary(&disk));
    gpt_disk_sign(&disk, gpt_disk_backup(&disk));
}

Test(gpt_read, takes_a_partition_that_ends_with_the_disk_and_none_beyond)
{
    set_last_lba(GPT_DISK_SECTORS - 1);
    cr_assert_eq(gpt_disk_find(&disk).code, ERR_NONE);
    set_last_lba(GPT_DISK_SECTORS);
    struct error error = gpt_disk_find(&disk);
    cr_assert_eq(error.code, ERR_READ_PAST_END);
    cr_assert_eq(error.detail, disk.bytes + 512);
}

Test(gpt_read, refuses_partitions_that_wrap_or_end_before_they_start)
{
    set_last_lba(UINT64_MAX);
    expect_error(ERR_READ_PAST_END);
    set_last_lba(UINT64_MAX - 1);
    expect_error(ERR_READ_PAST_END);
    set_last_lba(GPT_DISK_FIRST - 1);
    expect_error(ERR_GPT_DAMAGED);
    set_last_lba(GPT_DISK_FIRST);
    cr_assert_eq(gpt_disk_find(&disk).code, ERR_NONE);
}

Test(gpt_read, refuses_entries_outside_the_disk)
{
    static const u64 outside[] = { GPT_DISK_SECTORS - 1, GPT_DISK_SECTORS, UINT64_MAX / 512, UINT64_MAX };
    u8 *header = gpt_disk_primary(&disk);
    for (size_t i = 0; i < COUNT_OF(outside); i++) {
        store_u64(header + GPT_ENTRIES_LBA, outside[i]);
        store_u32(header + GPT_HEADER_CRC, 0);
        store_u32(header + GPT_HEADER_CRC, crc32_add(0, header, GPT_HEADER_BYTES));
        expect_found(true);
    }
}

Test(gpt_read, works_on_a_disk_of_unknown_size)
{
    disk.counted.reader.bytes = UINT64_MAX;
    expect_found(false);
    gpt_disk_primary(&disk)[GPT_DISK_GUID] ^= 1;
    expect_error(ERR_GPT_DAMAGED); /* the last sector is not known, and reading there fails */
}

Test(gpt_read, says_that_a_disk_is_no_gpt_disk)
{
    memset(disk.data, 0, 2 * 512);
    expect_error(ERR_NO_PARTITION_TABLE);
}

Test(gpt_read, believes_a_header_without_a_protective_mbr)
{
    memset(disk.data, 0, 512);
    expect_found(false);
}

Test(gpt_read, leaves_the_results_alone_on_failure)
{
    gpt_disk_primary(&disk)[GPT_DISK_GUID] ^= 1;
    gpt_disk_backup(&disk)[GPT_DISK_GUID] ^= 1;
    disk.partition.number = 77;
    disk.identity.disk_guid[0] = 77;
    expect_error(ERR_GPT_DAMAGED);
    cr_assert_eq(disk.partition.number, 77);
    cr_assert_eq(disk.identity.disk_guid[0], 77);
}

Test(gpt_read, passes_on_the_error_of_an_unreadable_disk)
{
    disk.counted.bad_end = UINT64_MAX;
    expect_error(ERR_DISK_READ);
}

Test(gpt_read, refuses_less_than_a_first_sector)
{
    struct bytes shorter = { disk.data, MBR_BYTES - 1 };
    struct error error = gpt_find_partition(&disk.counted.reader, 512, shorter, gpt_type_efi_system, &disk.identity,
                                            &disk.partition, &disk.used_backup);
    cr_assert_eq(error.code, ERR_NO_PARTITION_TABLE);
    cr_assert_eq(error.detail, MBR_BYTES - 1);
}

Test(gpt_read, knows_a_header_by_its_first_eight_bytes)
{
    cr_assert(gpt_is_signed((struct bytes) { gpt_disk_primary(&disk), 8 }));
    cr_assert_not(gpt_is_signed((struct bytes) { gpt_disk_primary(&disk), 7 }));
    gpt_disk_primary(&disk)[7] ^= 1;
    cr_assert_not(gpt_is_signed((struct bytes) { gpt_disk_primary(&disk), 8 }));
}

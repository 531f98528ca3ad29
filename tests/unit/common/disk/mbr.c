/* Classic partition tables. */
#include "common/disk/mbr.h"
#include "common/disk/mbr_format.h"
#include <criterion/criterion.h>
#include <string.h>

static u8 sector[512];

static void start(void)
{
    memset(sector, 0, sizeof(sector));
    store_u16(sector + MBR_SIGNATURE, MBR_SIGNATURE_IS);
    store_u32(sector + MBR_DISK_ID, 0xcafe1234);
}

TestSuite(mbr, .init = start);

static void set_entry(u32 index, u8 status, u8 type, u32 first_lba, u32 sectors)
{
    u8 *entry = sector + MBR_ENTRIES + (size_t)MBR_ENTRY_BYTES * index;
    entry[MBR_ENTRY_STATUS] = status;
    entry[MBR_ENTRY_TYPE] = type;
    store_u32(entry + MBR_ENTRY_FIRST_LBA, first_lba);
    store_u32(entry + MBR_ENTRY_SECTORS, sectors);
}

static struct error find(struct partition *partition)
{
    struct disk_identity identity = { .is_gpt = true };
    struct error error = mbr_find_partition("test disk", (struct bytes) { sector, sizeof(sector) }, &identity, partition);
    if (error.code == ERR_NONE) {
        cr_assert_not(identity.is_gpt);
        cr_assert_eq(identity.mbr_signature, 0xcafe1234);
    } else {
        cr_assert_str_eq(error_subject(error), "test disk");
    }
    return error;
}

Test(mbr, finds_the_efi_system_partition)
{
    struct partition partition;
    set_entry(0, 0x80, 0x0c, 2048, 100);
    set_entry(3, 0, 0xef, 4096, 1000);
    cr_assert_eq(find(&partition).code, ERR_NONE);
    cr_assert_eq(partition.number, 4);
    cr_assert_eq(partition.mbr_type, 0xef);
    cr_assert_eq(partition.first_lba, 4096);
    cr_assert_eq(partition.last_lba, 5095);
}

Test(mbr, finds_an_active_fat_partition_of_every_type)
{
    static const u8 types[] = { 0x01, 0x04, 0x06, 0x0b, 0x0c, 0x0e };
    for (size_t i = 0; i < sizeof(types); i++) {
        struct partition partition;
        set_entry(0, 0, types[i], 63, 100); /* not active */
        set_entry(1, 0x80, types[i], 2048, 100);
        cr_assert_eq(find(&partition).code, ERR_NONE);
        cr_assert_eq(partition.number, 2);
        cr_assert_eq(partition.mbr_type, types[i]);
    }
}

Test(mbr, refuses_partitions_that_are_not_active_not_fat_or_empty)
{
    struct partition partition;
    set_entry(0, 0, 0x0c, 63, 100);
    set_entry(1, 0x80, 0x83, 2048, 100);
    set_entry(2, 0, 0xef, 4096, 0);
    struct error error = find(&partition);
    cr_assert_eq(error.code, ERR_NO_BOOT_PARTITION);
    cr_assert_eq(error.detail, 2);
}

/* A status is 0 or 80h: other bytes there are those of something that is no table. */
Test(mbr, refuses_a_table_with_an_impossible_status)
{
    struct partition partition;
    set_entry(0, 0, 0xef, 2048, 100);
    set_entry(2, 0x81, 0, 0, 0);
    struct error error = find(&partition);
    cr_assert_eq(error.code, ERR_MBR_DAMAGED);
    cr_assert_eq(error.detail, 3);
    set_entry(2, 0x80, 0, 0, 0);
    cr_assert_eq(find(&partition).code, ERR_NONE);
}

Test(mbr, refuses_a_partition_that_starts_at_the_table)
{
    struct partition partition;
    set_entry(1, 0, 0xef, 0, 100);
    struct error error = find(&partition);
    cr_assert_eq(error.code, ERR_MBR_DAMAGED);
    cr_assert_eq(error.detail, 2);
    set_entry(1, 0, 0xef, 1, 100);
    cr_assert_eq(find(&partition).code, ERR_NONE);
}

Test(mbr, does_not_wrap_at_the_last_sector)
{
    struct partition partition;
    set_entry(0, 0, 0xef, UINT32_MAX, UINT32_MAX);
    cr_assert_eq(find(&partition).code, ERR_NONE);
    cr_assert_eq(partition.last_lba, 2ull * UINT32_MAX - 1);
}

Test(mbr, refuses_a_sector_without_signature)
{
    struct partition partition;
    set_entry(0, 0, 0xef, 63, 100);
    store_u16(sector + MBR_SIGNATURE, 0x55aa);
    struct error error = find(&partition);
    cr_assert_eq(error.code, ERR_NO_PARTITION_TABLE);
    cr_assert_eq(error.detail, 0x55aa);
}

Test(mbr, refuses_less_than_a_sector)
{
    struct partition partition;
    struct disk_identity identity;
    struct bytes shorter = { sector, 511 };
    cr_assert_eq(mbr_find_partition("test disk", shorter, &identity, &partition).code, ERR_NO_PARTITION_TABLE);
    cr_assert_not(mbr_is_signed(shorter));
    cr_assert_not(mbr_is_protective(shorter));
}

Test(mbr, knows_a_protective_entry_in_every_place)
{
    struct bytes whole = { sector, sizeof(sector) };
    cr_assert_not(mbr_is_protective(whole));
    for (u32 i = 0; i < 4; i++) {
        start();
        set_entry(i, 0, 0xee, 1, 100);
        cr_assert(mbr_is_protective(whole));
    }
    store_u16(sector + MBR_SIGNATURE, 0);
    cr_assert_not(mbr_is_protective(whole));
}

/* Tables from mbr_write: their bytes, and what mbr.c reads back. tests/tool/disks.c has fdisk's opinion. */
#include "common/disk/mbr.h"
#include "common/disk/mbr_format.h"
#include <criterion/criterion.h>
#include <string.h>

static u8 sector[MBR_BYTES];
static const struct bytes whole = { sector, sizeof(sector) };

static void start(void)
{
    memset(sector, 0xa5, sizeof(sector));
}

TestSuite(mbr_write, .init = start);

static void write(u32 first_lba, u32 sectors)
{
    const struct mbr_plan plan = { .signature = 0x1e71e105, .first_lba = first_lba, .sectors = sectors };
    mbr_write(&plan, sector);
}

static void expect_chs(u32 field, u8 head, u8 sector_bits, u8 cylinder_bits)
{
    const u8 *chs = sector + MBR_ENTRIES + field;
    cr_assert_eq(chs[0], head, "head %u", chs[0]);
    cr_assert_eq(chs[1], sector_bits, "sector %x", chs[1]);
    cr_assert_eq(chs[2], cylinder_bits, "cylinder %u", chs[2]);
}

Test(mbr_write, writes_a_table_that_is_read_back)
{
    struct disk_identity identity;
    struct partition partition;
    write(2048, 67584);
    cr_assert_eq(mbr_find_partition("test disk", whole, &identity, &partition).code, ERR_NONE);
    cr_assert_not(identity.is_gpt);
    cr_assert_eq(identity.mbr_signature, 0x1e71e105);
    cr_assert_eq(partition.number, 1);
    cr_assert_eq(partition.mbr_type, MBR_TYPE_EFI_SYSTEM);
    cr_assert_eq(partition.first_lba, 2048);
    cr_assert_eq(partition.last_lba, 2048 + 67584 - 1);
}

Test(mbr_write, leaves_the_code_area_alone)
{
    write(2048, 67584);
    for (u32 i = 0; i < MBR_CODE_BYTES; i++)
        cr_assert_eq(sector[i], 0xa5, "byte %u", i);
}

Test(mbr_write, makes_the_only_partition_the_active_one)
{
    static const u8 unused[3 * MBR_ENTRY_BYTES];
    write(2048, 67584);
    cr_assert_eq(sector[MBR_ENTRIES], MBR_STATUS_ACTIVE);
    cr_assert_arr_eq(sector + MBR_ENTRIES + MBR_ENTRY_BYTES, unused, sizeof(unused));
    cr_assert_not(mbr_is_protective(whole));
}

Test(mbr_write, counts_cylinders_heads_and_sectors_from_0_0_1)
{
    write(0, 1);
    expect_chs(MBR_ENTRY_FIRST_CHS, 0, 1, 0);
    expect_chs(MBR_ENTRY_LAST_CHS, 0, 1, 0);
    write(63, 255 * 63);
    expect_chs(MBR_ENTRY_FIRST_CHS, 1, 1, 0);
    expect_chs(MBR_ENTRY_LAST_CHS, 0, 63, 1);
}

/* The cylinder's bits 8 and 9 are the sector's 6 and 7. */
Test(mbr_write, says_the_largest_address_from_cylinder_1023_on)
{
    write(256 * 255 * 63, 1024 * 255 * 63 - 256 * 255 * 63);
    expect_chs(MBR_ENTRY_FIRST_CHS, 0, 0x40 | 1, 0);
    expect_chs(MBR_ENTRY_LAST_CHS, 254, 0xc0 | 63, 0xff);
    write(1024 * 255 * 63, UINT32_MAX);
    expect_chs(MBR_ENTRY_FIRST_CHS, 254, 0xc0 | 63, 0xff);
    expect_chs(MBR_ENTRY_LAST_CHS, 254, 0xc0 | 63, 0xff);
}

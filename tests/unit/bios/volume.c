/* Finding the volume on a CD by the boot block's fields; by a table it is tests/unit/common/disk/'s. */
#include "bios/volume.h"
#include <criterion/criterion.h>
#include <string.h>

#define SECTORS 64u

static u8 medium[SECTORS * CD_SECTOR_BYTES];
static u8 boot_block[BOOT_SECTOR_BYTES];
static struct reader disk, volume;
static struct boot_volume identity;

static void start(void)
{
    for (size_t i = 0; i < sizeof(medium); i++)
        medium[i] = (u8)(i / CD_SECTOR_BYTES);
    memset(boot_block, 0, sizeof(boot_block));
    store_u16(boot_block + FIELD_SECTOR_BYTES, CD_SECTOR_BYTES);
    disk = reader_of_bytes("the boot disk", (struct bytes) { medium, sizeof(medium) });
    memset(&identity, 0xee, sizeof(identity));
}

TestSuite(bios_volume, .init = start);

static struct error find(u64 first_lba, u32 sectors)
{
    store_u64(boot_block + FIELD_VOLUME_LBA, first_lba);
    store_u32(boot_block + FIELD_VOLUME_SECTORS, sectors);
    return volume_find(&disk, boot_block, &identity, &volume);
}

static void expect_past_end(struct error error)
{
    cr_assert_eq(error.code, ERR_READ_PAST_END, "error %d", error.code);
    cr_assert_str_eq(error_subject(error), "the volume on the CD");
}

Test(bios_volume, lies_where_the_boot_block_says)
{
    u8 byte;
    cr_assert_eq(find(40, SECTORS - 40).code, ERR_NONE);
    cr_assert_eq(volume.bytes, (SECTORS - 40) * CD_SECTOR_BYTES);
    cr_assert_eq(reader_read(&volume, 0, &byte, 1).code, ERR_NONE);
    cr_assert_eq(byte, 40);
    cr_assert_eq(reader_read(&volume, volume.bytes - 1, &byte, 1).code, ERR_NONE);
    cr_assert_eq(byte, SECTORS - 1);
}

/* What a CD has not is 0. */
Test(bios_volume, is_told_as_optical)
{
    const struct boot_volume expected = { .kind = VOLUME_OPTICAL, .partition_first_lba = 40 };
    cr_assert_eq(find(40, 1).code, ERR_NONE);
    cr_assert_eq(memcmp(&identity, &expected, sizeof(expected)), 0);
}

Test(bios_volume, does_not_reach_past_the_end_of_the_cd)
{
    expect_past_end(find(40, SECTORS - 39));
    expect_past_end(find(SECTORS + 1, 0));
    expect_past_end(find(1ull << 53, 1)); /* 2^64 bytes */
    expect_past_end(find(UINT64_MAX, UINT32_MAX));
}

/* Sectors of another size are a disk's, which has a table: this one has none. */
Test(bios_volume, of_a_disk_is_found_by_its_table)
{
    store_u16(boot_block + FIELD_SECTOR_BYTES, 512);
    cr_assert_eq(find(40, 1).code, ERR_NO_PARTITION_TABLE);
}

/* The boot sector's checks: each number that could lead astray, at its limits. */
#include "tests/unit/common/disk/crafted.h"
#include <criterion/criterion.h>

static struct crafted crafted;

static void drop_volume(void)
{
    crafted_end(&crafted);
}

TestSuite(fat_open, .fini = drop_volume);

static void expect_malformed(u32 field_offset)
{
    struct error error = crafted_open(&crafted);
    cr_assert_eq(error.code, ERR_FAT_FORMAT, "error %d", error.code);
    cr_assert_eq(error.detail, field_offset, "field %llu", (unsigned long long)error.detail);
    cr_assert_str_eq(error_subject(error), "crafted volume");
}

static void expect_kind(u32 cluster_count, u32 kind)
{
    crafted_begin(&crafted, cluster_count);
    cr_assert_eq(crafted_open(&crafted).code, ERR_NONE);
    cr_assert_eq(crafted.fat.kind, kind);
    cr_assert_eq(crafted.fat.cluster_count, cluster_count);
}

Test(fat_open, takes_1_cluster_as_fat12)
{
    expect_kind(1, 12);
}

Test(fat_open, takes_4084_clusters_as_fat12)
{
    expect_kind(4084, 12);
}

Test(fat_open, takes_4085_clusters_as_fat16)
{
    expect_kind(4085, 16);
}

Test(fat_open, takes_65524_clusters_as_fat16)
{
    expect_kind(65524, 16);
}

Test(fat_open, takes_65525_clusters_as_fat32)
{
    expect_kind(65525, 32);
}

Test(fat_open, refuses_a_missing_signature)
{
    crafted_begin(&crafted, 100);
    crafted.data[BPB_SIGNATURE] = 0;
    expect_malformed(BPB_SIGNATURE);
}

Test(fat_open, refuses_impossible_sector_sizes)
{
    static const u16 wrong[] = { 0, 1, 256, 513, 768, 8192, 0xffff };
    crafted_begin(&crafted, 100);
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        store_u16(crafted.data + BPB_SECTOR_BYTES, wrong[i]);
        expect_malformed(BPB_SECTOR_BYTES);
    }
}

Test(fat_open, refuses_impossible_cluster_sizes)
{
    static const u8 wrong[] = { 0, 3, 5, 255 };
    crafted_begin(&crafted, 100);
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        crafted.data[BPB_CLUSTER_SECTORS] = wrong[i];
        expect_malformed(BPB_CLUSTER_SECTORS);
    }
}

Test(fat_open, takes_clusters_of_64_kib_and_none_larger)
{
    crafted_begin(&crafted, 1024);
    crafted.data[BPB_CLUSTER_SECTORS] = 128;
    cr_assert_eq(crafted_open(&crafted).code, ERR_NONE);
    cr_assert_eq(crafted.fat.cluster_bytes, 64 * KIB_BYTES);
    store_u16(crafted.data + BPB_SECTOR_BYTES, 1024);
    expect_malformed(BPB_CLUSTER_SECTORS);
}

Test(fat_open, refuses_zero_reserved_sectors)
{
    crafted_begin(&crafted, 100);
    store_u16(crafted.data + BPB_RESERVED, 0);
    expect_malformed(BPB_RESERVED);
}

Test(fat_open, refuses_zero_fats)
{
    crafted_begin(&crafted, 100);
    crafted.data[BPB_FAT_COUNT] = 0;
    expect_malformed(BPB_FAT_COUNT);
}

Test(fat_open, refuses_a_fat_without_sectors)
{
    crafted_begin(&crafted, 100);
    store_u16(crafted.data + BPB_FAT_SECTORS_16, 0);
    expect_malformed(BPB_FAT_SECTORS_32);
}

Test(fat_open, refuses_a_volume_without_clusters)
{
    crafted_begin(&crafted, 1);
    store_u32(crafted.data + BPB_TOTAL_32, 3);
    expect_malformed(BPB_TOTAL_32);
    store_u32(crafted.data + BPB_TOTAL_32, 0);
    expect_malformed(BPB_TOTAL_32);
}

Test(fat_open, refuses_a_volume_with_less_than_one_cluster)
{
    crafted_begin(&crafted, 2);
    crafted.data[BPB_CLUSTER_SECTORS] = 2;
    cr_assert_eq(crafted_open(&crafted).code, ERR_NONE);
    crafted.data[BPB_CLUSTER_SECTORS] = 4;
    expect_malformed(BPB_TOTAL_32);
}

Test(fat_open, takes_a_volume_that_fills_its_partition_and_none_larger)
{
    crafted_begin(&crafted, 100);
    cr_assert_eq(crafted_open(&crafted).code, ERR_NONE);
    store_u32(crafted.data + BPB_TOTAL_32, (u32)(crafted.len / 512) + 1);
    struct error error = crafted_open(&crafted);
    cr_assert_eq(error.code, ERR_READ_PAST_END);
    cr_assert_eq(error.detail, crafted.len + 512);
}

Test(fat_open, reads_the_16_bit_total_first)
{
    crafted_begin(&crafted, 100);
    store_u16(crafted.data + BPB_TOTAL_16, (u16)(crafted.len / 512 - 10));
    store_u32(crafted.data + BPB_TOTAL_32, UINT32_MAX);
    cr_assert_eq(crafted_open(&crafted).code, ERR_NONE);
    cr_assert_eq(crafted.fat.cluster_count, 90);
}

Test(fat_open, refuses_a_fat32_layout_with_too_few_clusters)
{
    crafted_begin(&crafted, 65525);
    store_u32(crafted.data + BPB_TOTAL_32, (u32)(crafted.len / 512) - 1);
    expect_malformed(BPB_FAT_SECTORS_16);
}

Test(fat_open, refuses_a_fat16_layout_with_too_many_clusters)
{
    crafted_begin(&crafted, 65525);
    store_u16(crafted.data + BPB_FAT_SECTORS_16, 512);
    expect_malformed(BPB_FAT_SECTORS_16);
}

Test(fat_open, refuses_fat16_without_a_root_directory)
{
    crafted_begin(&crafted, 5000);
    store_u16(crafted.data + BPB_ROOT_ENTRIES, 0);
    expect_malformed(BPB_ROOT_ENTRIES);
}

Test(fat_open, leaves_out_clusters_that_the_fat_has_no_entry_for)
{
    crafted_begin(&crafted, 4000);
    store_u16(crafted.data + BPB_FAT_SECTORS_16, 1); /* 341 entries */
    cr_assert_eq(crafted_open(&crafted).code, ERR_NONE);
    cr_assert_eq(crafted.fat.cluster_count, 339);
}

Test(fat_open, refuses_a_root_cluster_outside_the_volume)
{
    static const u32 wrong[] = { 0, 1, 65527, UINT32_MAX };
    crafted_begin(&crafted, 65525);
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        store_u32(crafted.data + BPB_ROOT_CLUSTER, wrong[i]);
        expect_malformed(BPB_ROOT_CLUSTER);
    }
    store_u32(crafted.data + BPB_ROOT_CLUSTER, 65526);
    cr_assert_eq(crafted_open(&crafted).code, ERR_NONE);
}

Test(fat_open, finds_a_root_directory_anywhere)
{
    crafted_begin(&crafted, 70000);
    store_u32(crafted.data + BPB_ROOT_CLUSTER, 60000);
    crafted_link(&crafted, 60000, CRAFTED_END);
    crafted.root_offset = crafted.data_offset + 512ull * (60000 - 2);
    crafted_file(&crafted, "FILE       ", 68000, 512);
    crafted_link(&crafted, 68000, CRAFTED_END);
    cr_assert_eq(crafted_read(&crafted, "/file").code, ERR_NONE);
}

Test(fat_open, refuses_another_fat32_version)
{
    crafted_begin(&crafted, 65525);
    store_u16(crafted.data + BPB_VERSION, 1);
    expect_malformed(BPB_VERSION);
}

/* Takes the volume's upper clusters away for a second FAT, which would cover the first clusters' data. */
static void add_second_fat(void)
{
    crafted_begin(&crafted, 70000);
    u32 fat_sectors = load_u32(crafted.data + BPB_FAT_SECTORS_32);
    crafted.data[BPB_FAT_COUNT] = 2;
    crafted.data_offset += 512ull * fat_sectors;
    crafted.root_offset = crafted.data_offset;
}

Test(fat_open, uses_the_active_fat_if_mirroring_is_off)
{
    add_second_fat();
    store_u16(crafted.data + BPB_FLAGS, BPB_FLAG_ONE_FAT | 1);
    u64 first_fat = crafted.fat_offset;
    crafted.fat_offset += 512ull * load_u32(crafted.data + BPB_FAT_SECTORS_32);
    crafted_link(&crafted, 2, CRAFTED_END);
    crafted_link(&crafted, 3, CRAFTED_END);
    crafted_file(&crafted, "FILE       ", 3, 512);
    cr_assert_eq(crafted_read(&crafted, "/file").code, ERR_NONE);
    cr_assert_eq(crafted.fat.fat_offset, crafted.fat_offset);
    store_u16(crafted.data + BPB_FLAGS, 1); /* mirroring: the number means nothing */
    cr_assert_eq(crafted_open(&crafted).code, ERR_NONE);
    cr_assert_eq(crafted.fat.fat_offset, first_fat);
}

Test(fat_open, refuses_an_active_fat_that_is_not_there)
{
    add_second_fat();
    store_u16(crafted.data + BPB_FLAGS, BPB_FLAG_ONE_FAT | 2);
    expect_malformed(BPB_FLAGS);
}

Test(fat_open, refuses_a_partition_shorter_than_a_boot_sector)
{
    static u8 data[511];
    struct reader partition = reader_of_bytes("partition", (struct bytes) { data, sizeof(data) });
    struct fat_volume volume;
    crafted_begin(&crafted, 1);
    cr_assert_eq(fat_open(&partition, &volume).code, ERR_READ_PAST_END);
}

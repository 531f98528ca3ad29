/* The volume's size: always FAT32 for every reader, always large enough, with the largest clusters that allow it. */
#include "common/base/checked.h"
#include "tests/tool/support.h"
#include "tools/image/fat.h"

static struct fat_plan plan_of(u64 ramdisk_bytes, u32 sector_bytes, u64 sectors)
{
    struct volume_node nodes[] = {
        { .name = "", .is_folder = true, .first_child = 1, .child_count = 3 },
        { .name = "BOOTX64.EFI", .bytes = 60000 },
        { .name = "kernel.elf", .bytes = 1 << 20 },
        { .name = "ramdisk", .bytes = ramdisk_bytes },
    };
    const struct volume_tree tree = { .nodes = nodes, .count = COUNT_OF(nodes) };
    return sectors == 0 ? fat_plan_volume(&tree, sector_bytes) : fat_plan_sized_volume(&tree, sector_bytes, sectors);
}

static struct fat_plan plan_for(u64 ramdisk_bytes, u32 sector_bytes)
{
    return plan_of(ramdisk_bytes, sector_bytes, 0);
}

/* As a reader counts them (Microsoft's FAT specification 1.03, page 14). */
static u64 clusters_of(struct fat_plan plan)
{
    return (plan.sectors - 32 - 2 * plan.fat_sectors) / plan.cluster_sectors;
}

static void expect_fats(struct fat_plan plan)
{
    cr_assert_geq(plan.fat_sectors * plan.sector_bytes / 4, clusters_of(plan) + 2, "an entry for each cluster");
    cr_assert(is_aligned((32 + 2 * plan.fat_sectors) * plan.sector_bytes, 4096), "the first cluster starts at a page");
}

static void expect_sound(u64 ramdisk_bytes, u32 sector_bytes)
{
    struct fat_plan plan = plan_for(ramdisk_bytes, sector_bytes);
    u64 clusters = clusters_of(plan), cluster_bytes = plan.cluster_sectors * sector_bytes;
    cr_assert_eq(plan.sector_bytes, sector_bytes);
    cr_assert_geq(clusters, 65525 + 16, "%llu bytes: %llu clusters", (unsigned long long)ramdisk_bytes,
                  (unsigned long long)clusters);
    cr_assert_geq(clusters * cluster_bytes, ramdisk_bytes + (1 << 20) + 60000 + 4 * cluster_bytes);
    cr_assert(is_power_of_two(plan.cluster_sectors) && cluster_bytes <= 32 << 10);
    cr_assert(is_aligned(plan.sectors * sector_bytes, 1 << 20), "whole MiB");
    expect_fats(plan);
}

Test(fat_plan, every_size_gives_a_fat32_volume_that_holds_it)
{
    for (u64 bytes = 0; bytes <= FAT_FILE_BYTES_MAX; bytes += 1234567) {
        expect_sound(bytes, 512);
        expect_sound(bytes, 4096);
    }
    expect_sound(FAT_FILE_BYTES_MAX, 512);
    expect_sound(FAT_FILE_BYTES_MAX, 4096);
}

Test(fat_plan, clusters_grow_as_soon_as_there_are_enough_of_them)
{
    cr_assert_eq(plan_for(16 << 20, 512).cluster_sectors, 1);
    cr_assert_eq(plan_for(31 << 20, 512).cluster_sectors, 1);
    cr_assert_eq(plan_for(63 << 20, 512).cluster_sectors, 2);
    cr_assert_eq(plan_for(65 << 20, 512).cluster_sectors, 2);
    cr_assert_eq(plan_for(FAT_FILE_BYTES_MAX, 512).cluster_sectors, 64);
    cr_assert_eq(plan_for(256 << 20, 4096).cluster_sectors, 1);
    cr_assert_eq(plan_for(FAT_FILE_BYTES_MAX, 4096).cluster_sectors, 8);
}

Test(fat_plan, the_smallest_volume_is_34_mib_and_258_with_large_sectors)
{
    cr_assert_leq(plan_for(0, 512).sectors, 34 * 2048);
    cr_assert_leq(plan_for(0, 4096).sectors, 258 * 256);
}

static void expect_sized(u64 mib, u32 sector_bytes, u64 cluster_bytes)
{
    const struct fat_plan plan = plan_of(0, sector_bytes, mib * (MIB_BYTES / sector_bytes));
    cr_assert_eq(plan.sectors, mib * (MIB_BYTES / sector_bytes));
    cr_assert_eq(plan.cluster_sectors * sector_bytes, cluster_bytes, "%llu MiB: %llu sectors", (unsigned long long)mib,
                 (unsigned long long)plan.cluster_sectors);
    cr_assert_geq(clusters_of(plan), 65525 + 16);
    expect_fats(plan);
}

Test(fat_plan, a_given_size_has_the_largest_clusters_that_it_allows)
{
    expect_sized(64, 512, 512);
    expect_sized(66, 512, 1024);
    expect_sized(1024, 512, 8192);
    expect_sized(2048, 512, 16384);
    expect_sized(2052, 512, 32768);
    expect_sized(8192, 512, 32768);
    expect_sized(8192, 4096, 32768);
}

Test(fat_plan, counts_at_most_what_fat32_can)
{
    cr_assert_eq(fat_sectors_max(512), (1ull << 32) - 2048);
    cr_assert_eq(fat_sectors_max(4096), 0x0ffffff0ull * 8 / 256 * 256);
}

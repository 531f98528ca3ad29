/* The volume's size: always FAT32 for every reader, always large enough, with the largest clusters that allow it. */
#include "common/base/checked.h"
#include "tests/tool/support.h"
#include "tools/fat.h"

#define SECTOR_BYTES 512ull

static struct fat_plan plan_for(u64 ramdisk_bytes)
{
    const struct fat_file files[] = {
        { .path = "/EFI/BOOT/BOOTX64.EFI", .bytes = 60000 },
        { .path = "/boot/kernel.elf", .bytes = 1 << 20 },
        { .path = "/boot/ramdisk", .bytes = ramdisk_bytes },
    };
    return fat_plan_volume(files, COUNT_OF(files));
}

/* As a reader counts them (Microsoft's FAT specification 1.03, page 14), with FATs of the largest size mformat may give. */
static u64 clusters_of(struct fat_plan plan)
{
    u64 fat_sectors = align_up((plan.sectors / plan.cluster_sectors + 2) * 4, SECTOR_BYTES) / SECTOR_BYTES;
    return (plan.sectors - 32 - 2 * fat_sectors) / plan.cluster_sectors;
}

static void expect_sound(u64 ramdisk_bytes)
{
    struct fat_plan plan = plan_for(ramdisk_bytes);
    u64 clusters = clusters_of(plan), cluster_bytes = plan.cluster_sectors * SECTOR_BYTES;
    cr_assert_geq(clusters, 65525 + 16, "%llu bytes: %llu clusters", (unsigned long long)ramdisk_bytes,
                  (unsigned long long)clusters);
    cr_assert_geq(clusters * cluster_bytes, ramdisk_bytes + (1 << 20) + 60000 + 4 * cluster_bytes);
    cr_assert(is_power_of_two(plan.cluster_sectors) && plan.cluster_sectors <= 64);
    cr_assert(is_aligned(plan.sectors, 2048), "whole MiB");
}

Test(fat_plan, every_size_gives_a_fat32_volume_that_holds_it)
{
    for (u64 bytes = 0; bytes <= FAT_FILE_BYTES_MAX; bytes += 1234567)
        expect_sound(bytes);
    expect_sound(FAT_FILE_BYTES_MAX);
}

Test(fat_plan, clusters_grow_as_soon_as_there_are_enough_of_them)
{
    cr_assert_eq(plan_for(16 << 20).cluster_sectors, 1);
    cr_assert_eq(plan_for(31 << 20).cluster_sectors, 1);
    cr_assert_eq(plan_for(63 << 20).cluster_sectors, 2);
    cr_assert_eq(plan_for(65 << 20).cluster_sectors, 2);
    cr_assert_eq(plan_for(FAT_FILE_BYTES_MAX).cluster_sectors, 64);
}

Test(fat_plan, the_smallest_volume_is_34_mib)
{
    cr_assert_leq(plan_for(0).sectors, 34 * 2048);
}

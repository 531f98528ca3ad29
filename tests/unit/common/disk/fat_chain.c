/* Counting adjacent clusters: every length, from every entry of the window on, since FAT32 is scanned two entries at a time. */
#include "common/disk/fat_chain.h"
#include "common/disk/fat_format.h"
#include <criterion/criterion.h>

#define CLUSTERS 40

static struct fat_volume volume = { .cluster_count = CLUSTERS, .window_clusters = CLUSTERS + FAT_FIRST_CLUSTER };

/* An entry as it may be: the reserved bits of FAT32 are set. */
static void entry_set(u32 cluster, u32 next)
{
    if (volume.kind == 32)
        store_u32(volume.window + 4 * (size_t)cluster, next | 0xf0000000);
    else if (volume.kind == 16)
        store_u16(volume.window + 2 * (size_t)cluster, (u16)next);
    else if (cluster % 2 == 0)
        store_u16(volume.window + cluster + cluster / 2, (u16)next);
    else
        store_u16(volume.window + cluster + cluster / 2, (u16)(next << 4 | volume.window[cluster + cluster / 2]));
}

/* All clusters in one chain, but for one that goes on elsewhere. */
static void chain_make(u32 broken)
{
    for (u32 cluster = 0; cluster < CLUSTERS + FAT_FIRST_CLUSTER; cluster++)
        entry_set(cluster, cluster == broken ? 2 : cluster + 1);
}

static void expect_counts(u32 first, u32 broken)
{
    chain_make(broken);
    for (u32 most = 0; most < CLUSTERS; most++) {
        u32 count = 0;
        const u32 until_last = CLUSTERS + FAT_FIRST_CLUSTER - 1 - first;
        cr_assert_eq(fat_count_adjacent(&volume, first, most, &count).code, ERR_NONE);
        cr_assert_eq(count, min_u64(min_u64(most, broken - first), until_last), "FAT%u: from %u, %u at most: %u", volume.kind,
                     first, most, count);
    }
}

static void expect_all_counts(u32 kind)
{
    volume.kind = kind;
    for (u32 first = FAT_FIRST_CLUSTER; first < 8; first++)
        for (u32 broken = first; broken < CLUSTERS + FAT_FIRST_CLUSTER; broken++)
            expect_counts(first, broken);
}

Test(fat_chain, counts_adjacent_clusters_of_fat12)
{
    expect_all_counts(12);
}

Test(fat_chain, counts_adjacent_clusters_of_fat16)
{
    expect_all_counts(16);
}

Test(fat_chain, counts_adjacent_clusters_of_fat32)
{
    expect_all_counts(32);
}
